#include "sim/lab/view/field_tree.h"

#include <gtest/gtest.h>

namespace tlscam {
namespace {

FieldView field(const std::string& label, std::uint32_t depth, const std::string& rfc = "") {
  FieldView made;
  made.label = label;
  made.depth = depth;
  made.rfc = rfc;
  return made;
}

// A record that holds a message, and the frame that it came in.
MessageView message() {
  MessageView made;
  PartView record;
  record.kind = PartKind::decrypted;
  record.decrypted = true;
  record.bytes = Bytes(8);
  record.fields = {field("TLS record", 0, "RFC 5246, 6.2.1"), field("Length", 1), field("ClientHello", 1),
                   field("Random", 2), field("Time", 3)};
  PartView frame;
  frame.bytes = Bytes(3);
  frame.fields = {field("Ethernet", 0), field("Type", 1)};
  made.parts = {record, frame};
  made.part = 0;
  made.field = 2;
  made.eavesdropper = {{1}, 1, 1};
  return made;
}

std::vector<std::string> labels(const MessageView& message, const OpenFields& open) {
  std::vector<std::string> found;
  for (const FieldRow& row : rows_of(message, open)) {
    const auto& fields = message.parts[row.place.part].fields;
    const std::string name =
        row.place.field < 0 ? "part" : fields[static_cast<std::size_t>(row.place.field)].label;
    found.push_back(std::string(row.level, ' ') + name);
  }
  return found;
}

TEST(FieldTree, shows_at_first_the_way_to_the_message_and_what_is_in_it) {
  EXPECT_EQ(
      labels(message(), first_open(message())),
      (std::vector<std::string>{"part", " TLS record", "  Length", "  ClientHello", "   Random", "part"}));
}

TEST(FieldTree, hides_what_lies_in_a_closed_field_at_every_depth) {
  OpenFields open = first_open(message());
  open.insert({0, 3});
  EXPECT_EQ(labels(message(), open).size(), 7u);
  open.erase({0, 2});
  EXPECT_EQ(labels(message(), open),
            (std::vector<std::string>{"part", " TLS record", "  Length", "  ClientHello", "part"}));
  EXPECT_EQ(labels(message(), {}), (std::vector<std::string>{"part", "part"}));
}

TEST(FieldTree, reveals_a_field_by_opening_all_around_it) {
  OpenFields open;
  reveal({0, 4}, message(), open);
  EXPECT_EQ(open, (OpenFields{{0, -1}, {0, 0}, {0, 2}, {0, 3}}));
}

TEST(FieldTree, an_eavesdropper_sees_no_part_that_keys_open) {
  const MessageView seen = as_eavesdropper(message());
  ASSERT_EQ(seen.parts.size(), 1u);
  EXPECT_EQ(seen.parts[0].fields[0].label, "Ethernet");
  EXPECT_EQ(seen.part, 0u);
  EXPECT_EQ(seen.field, 1u);
}

TEST(FieldTree, gives_each_byte_its_field) {
  PartView part;
  part.bytes = Bytes(5);
  part.owners = {{0, 2}, {2, -1}, {4, 1}};
  EXPECT_EQ(fields_of_bytes(part), (std::vector<std::int32_t>{2, 2, -1, -1, 1}));
  part.owners = {{0, 0}, {9, 1}};  // more than there are bytes
  EXPECT_EQ(fields_of_bytes(part), (std::vector<std::int32_t>(5, 0)));
}

TEST(FieldTree, the_rfc_of_a_field_is_that_of_the_nearest_around_it) {
  const std::vector<FieldView> fields = message().parts[0].fields;
  EXPECT_EQ(rfc_of(fields, 4), "RFC 5246, 6.2.1");
  EXPECT_EQ(rfc_of(message().parts[1].fields, 1), "");
  EXPECT_EQ(rfc_of(fields, -1), "");
}

TEST(FieldTree, links_to_a_section_or_an_appendix_of_an_rfc) {
  EXPECT_EQ(rfc_address("RFC 5246, 7.4.1.2"), "https://www.rfc-editor.org/rfc/rfc5246#section-7.4.1.2");
  EXPECT_EQ(rfc_address("RFC 5246, appendix A.5"), "https://www.rfc-editor.org/rfc/rfc5246#appendix-A.5");
  EXPECT_EQ(rfc_address("RFC 791"), "https://www.rfc-editor.org/rfc/rfc791");
  EXPECT_EQ(rfc_address("X.690, 8.1"), "https://www.rfc-editor.org/");
}

}  // namespace
}  // namespace tlscam
