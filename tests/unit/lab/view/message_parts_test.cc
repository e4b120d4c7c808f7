#include "sim/lab/view/message_parts.h"

#include <gtest/gtest.h>

namespace tlscam {
namespace {

FieldView field(const std::string& label, std::uint32_t depth, std::uint32_t offset, std::uint32_t size) {
  FieldView made;
  made.label = label;
  made.depth = depth;
  made.offset = offset;
  made.size = size;
  return made;
}

// A record of ten bytes with a message in it.
const std::vector<FieldView> kRecord{
    field("TLS record", 0, 0, 10), field("Content type", 1, 0, 1), field("Length", 1, 3, 2),
    field("ClientHello", 1, 5, 5), field("Message type", 2, 5, 1), field("Flags", 2, 6, 1),
    field("Top bit", 3, 6, 1),     field("Random", 2, 7, 3),
};

std::vector<std::int32_t> each_byte(const std::vector<ByteOwner>& owners, std::size_t size) {
  std::vector<std::int32_t> fields;
  for (std::size_t i = 0; i < owners.size(); ++i) {
    const std::size_t end = i + 1 < owners.size() ? owners[i + 1].offset : size;
    while (fields.size() < end) fields.push_back(owners[i].field);
  }
  return fields;
}

PartView part(PartKind kind, bool decrypted, std::vector<FieldView> fields) {
  PartView made;
  made.kind = kind;
  made.decrypted = decrypted;
  made.fields = std::move(fields);
  return made;
}

TEST(PartTitle, says_what_the_bytes_are_and_which_frames_brought_them) {
  EXPECT_EQ(part_title(PartKind::frame, {12}), "Frame 12");
  EXPECT_EQ(part_title(PartKind::record, {12}), "TLS record, in frame 12");
  EXPECT_EQ(part_title(PartKind::message, {4, 5, 7}), "Handshake message, put together, in frames 4, 5, 7");
  EXPECT_EQ(part_title(PartKind::certificate, {}), "DER");
}

TEST(ByteOwners, are_the_innermost_fields_and_a_note_on_the_same_bytes_does_not_hide_one) {
  EXPECT_EQ(each_byte(byte_owners(kRecord, 10), 10),
            (std::vector<std::int32_t>{1, 0, 0, 2, 2, 4, 5, 7, 7, 7}));
}

TEST(ByteOwners, are_none_for_bytes_without_a_field) {
  EXPECT_EQ(each_byte(byte_owners({field("Type", 0, 1, 2)}, 4), 4),
            (std::vector<std::int32_t>{-1, 0, 0, -1}));
  EXPECT_TRUE(byte_owners(kRecord, 0).empty());
}

TEST(ByteOwners, end_with_the_bytes_whatever_length_a_field_claims) {
  const std::vector<FieldView> fields{field("Record", 0, 0, 4000), field("Data", 1, 2, 0xffffffff),
                                      field("Tail", 1, 9, 1)};
  EXPECT_EQ(each_byte(byte_owners(fields, 3), 3), (std::vector<std::int32_t>{0, 0, 1}));
}

TEST(EavesdropperView, leaves_out_what_only_keys_show_and_looks_at_the_sealed_bytes) {
  MessageView message;
  message.parts = {part(PartKind::decrypted, true, kRecord), part(PartKind::record, false, kRecord),
                   part(PartKind::frame, false, {field("Ethernet", 0, 0, 3)})};
  const EavesdropperView view = eavesdropper_view(message);
  EXPECT_EQ(view.parts, (std::vector<std::uint32_t>{1, 2}));
  EXPECT_EQ(view.part, 1u);
  EXPECT_EQ(view.field, 3u);
}

TEST(EavesdropperView, is_the_message_itself_when_nothing_of_it_was_encrypted) {
  MessageView message;
  message.parts = {part(PartKind::record, false, kRecord), part(PartKind::frame, false, {})};
  message.field = 5;
  const EavesdropperView view = eavesdropper_view(message);
  EXPECT_EQ(view.parts, (std::vector<std::uint32_t>{0, 1}));
  EXPECT_EQ(view.part, 0u);
  EXPECT_EQ(view.field, 5u);
}

}  // namespace
}  // namespace tlscam
