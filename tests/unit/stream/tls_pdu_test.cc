#include "sim/stream/tls_pdu.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "sim/base/writer.h"

namespace tlscam {
namespace {

Bytes message(TlsHandshakeType type, std::size_t size) {
  Writer out;
  out.u8(static_cast<std::uint8_t>(type)).u8(static_cast<std::uint8_t>(size >> 16));
  out.u16be(static_cast<std::uint16_t>(size)).bytes(Bytes(size, 0x55));
  return out.take();
}

Bytes record(TlsContentType type, ByteView payload) {
  Writer out;
  out.u8(static_cast<std::uint8_t>(type)).u16be(kTls12).u16be(static_cast<std::uint16_t>(payload.size()));
  out.bytes(payload);
  return out.take();
}

Bytes joined(std::initializer_list<Bytes> parts) {
  Bytes all;
  for (const Bytes& part : parts) all.insert(all.end(), part.begin(), part.end());
  return all;
}

const Bytes kTwoRecords = joined(
    {record(TlsContentType::handshake, Bytes(7, 1)), record(TlsContentType::alert, Bytes(2, 2)),
     record(TlsContentType::application_data, {}), record(TlsContentType::application_data, Bytes(300, 3))});

/// The type and bytes of each record, of a stream that comes in parts of this size.
std::vector<std::pair<TlsContentType, Bytes>> records_in(ByteView stream, std::size_t part) {
  std::vector<std::pair<TlsContentType, Bytes>> found;
  TlsRecordAssembler assembler;
  for (std::size_t at = 0; at < stream.size(); at += part) {
    Cursor in(stream.subspan(at, std::min(part, stream.size() - at)));
    while (const auto one = assembler.next(in)) {
      EXPECT_TRUE(one->is_readable);
      found.emplace_back(one->header.type, Bytes(one->body().begin(), one->body().end()));
    }
    EXPECT_TRUE(in.at_end());
  }
  EXPECT_FALSE(assembler.is_waiting());
  return found;
}

TEST(TlsRecordAssembler, finds_the_same_records_however_the_stream_is_cut) {
  const auto at_once = records_in(kTwoRecords, kTwoRecords.size());
  ASSERT_EQ(at_once.size(), 4u);
  EXPECT_EQ(at_once[0], std::pair(TlsContentType::handshake, Bytes(7, 1)));
  EXPECT_EQ(at_once[2], std::pair(TlsContentType::application_data, Bytes()));
  EXPECT_EQ(at_once[3], std::pair(TlsContentType::application_data, Bytes(300, 3)));
  for (std::size_t part = 1; part < kTwoRecords.size(); ++part)
    EXPECT_EQ(records_in(kTwoRecords, part), at_once) << part;
}

TEST(TlsRecordAssembler, borrows_a_record_that_comes_in_one_piece) {
  TlsRecordAssembler assembler;
  Cursor in(kTwoRecords);
  const auto first = assembler.next(in);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->bytes.data(), kTwoRecords.data());
  EXPECT_FALSE(first->is_continued);
}

TEST(TlsRecordAssembler, gives_what_waited_and_all_that_follows_as_unreadable) {
  Bytes stream = record(TlsContentType::alert, Bytes(2, 2));
  stream[1] = 9;  // not a version
  TlsRecordAssembler assembler;
  Cursor start(ByteView(stream).first(1));
  EXPECT_FALSE(assembler.next(start));
  EXPECT_TRUE(assembler.is_waiting());
  Cursor rest(ByteView(stream).subspan(1));
  auto found = assembler.next(rest);
  ASSERT_TRUE(found);
  EXPECT_FALSE(found->is_readable);
  EXPECT_EQ(found->bytes.size(), stream.size());
  EXPECT_FALSE(assembler.next(rest));
  Cursor more(kTwoRecords);
  found = assembler.next(more);
  ASSERT_TRUE(found);
  EXPECT_FALSE(found->is_readable);
  EXPECT_EQ(found->bytes.size(), kTwoRecords.size());

  assembler.clear();
  Cursor again(kTwoRecords);
  found = assembler.next(again);
  ASSERT_TRUE(found);
  EXPECT_TRUE(found->is_readable);
}

TEST(TlsMessageAssembler, goes_on_in_the_next_record) {
  const Bytes stream =
      joined({message(TlsHandshakeType::server_hello, 70), message(TlsHandshakeType::server_hello_done, 0),
              message(TlsHandshakeType::certificate, 900)});
  TlsMessageAssembler assembler;
  Cursor first(ByteView(stream).first(80));
  auto found = assembler.next(first);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->header.type, TlsHandshakeType::server_hello);
  EXPECT_EQ(found->body().size(), 70u);
  found = assembler.next(first);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->header.type, TlsHandshakeType::server_hello_done);
  EXPECT_FALSE(assembler.next(first));
  EXPECT_TRUE(assembler.is_waiting());  // two bytes of a header
  Cursor second(ByteView(stream).subspan(80));
  found = assembler.next(second);
  ASSERT_TRUE(found);
  EXPECT_TRUE(found->is_continued);
  EXPECT_EQ(Bytes(found->bytes.begin(), found->bytes.end()), message(TlsHandshakeType::certificate, 900));
  EXPECT_FALSE(assembler.is_waiting());
}

TEST(TlsMessageAssembler, does_not_wait_for_a_message_that_nobody_could_take) {
  const Bytes start = joined({Bytes{11, 0x10, 0, 0}, Bytes(100, 1)});  // a Certificate of a megabyte
  TlsMessageAssembler assembler;
  Cursor in(start);
  EXPECT_FALSE(assembler.next(in));
  EXPECT_TRUE(assembler.is_broken());
  EXPECT_FALSE(assembler.is_waiting());
  assembler.clear();
  const Bytes whole = message(TlsHandshakeType::finished, 12);
  Cursor again(whole);
  EXPECT_TRUE(assembler.next(again));
}

TEST(TlsRecordCutter, says_of_each_piece_where_it_lies) {
  const Bytes stream = record(TlsContentType::application_data, Bytes(100, 3));
  TlsRecordCutter cutter;
  Cursor first(ByteView(stream).first(3));
  auto piece = cutter.next(first);
  ASSERT_TRUE(piece);
  EXPECT_FALSE(piece->header);
  EXPECT_TRUE(piece->body().empty());
  Cursor second(ByteView(stream).subspan(3, 42));
  piece = cutter.next(second);
  ASSERT_TRUE(piece);
  ASSERT_TRUE(piece->header);
  EXPECT_EQ(piece->header->length, 100);
  EXPECT_EQ(piece->offset, 3u);
  EXPECT_EQ(piece->body().size(), 40u);
  EXPECT_EQ(piece->body_offset(), 0u);
  EXPECT_FALSE(piece->is_last);
  Cursor third(ByteView(stream).subspan(45));
  piece = cutter.next(third);
  ASSERT_TRUE(piece);
  EXPECT_EQ(piece->body_offset(), 40u);
  EXPECT_EQ(piece->body().size(), 60u);
  EXPECT_TRUE(piece->is_last);
  EXPECT_FALSE(cutter.next(third));
}

TEST(TlsRecordCutter, lets_a_byte_be_changed_while_the_stream_passes) {
  // The fifth byte of the second record's payload, in segments that end anywhere.
  for (std::size_t part = 1; part < 40; ++part) {
    Bytes stream = kTwoRecords;
    stream.insert(stream.end(), kTwoRecords.begin(), kTwoRecords.end());
    const std::size_t wanted = kTwoRecords.size() + 5 + 4;
    TlsRecordCutter cutter;
    int handshakes = 0;
    for (std::size_t at = 0; at < stream.size(); at += part) {
      const ByteView segment = ByteView(stream).subspan(at, std::min(part, stream.size() - at));
      Cursor in(segment);
      while (const auto piece = cutter.next(in)) {
        if (!piece->header || piece->header->type != TlsContentType::handshake || piece->body().empty())
          continue;
        if (piece->body_offset() == 0) ++handshakes;
        if (handshakes != 2 || piece->body_offset() > 4 || 4 >= piece->body_offset() + piece->body().size())
          continue;
        stream[static_cast<std::size_t>(piece->body().data() - stream.data()) + 4 - piece->body_offset()] ^=
            0xff;
      }
    }
    EXPECT_EQ(stream[wanted], 0xfe) << part;
    stream[wanted] ^= 0xff;
    EXPECT_TRUE(std::equal(kTwoRecords.begin(), kTwoRecords.end(), stream.begin())) << part;
  }
}

}  // namespace
}  // namespace tlscam
