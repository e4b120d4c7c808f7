#include "sim/capture/capture_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "sim/base/hex.h"
#include "sim/base/writer.h"
#include "sim/capture/capture_reader.h"

namespace tlscam {
namespace {

using std::chrono::microseconds;
using testing::HasSubstr;

CaptureFile example() {
  CaptureFile file;
  file.comment = "a world";
  file.interfaces = {{"openmv", 1}, {"cam2", 1}};
  file.key_log = "CLIENT_RANDOM 00 11\n";
  const Instant start = *parse_instant("2026-11-23 10:42:07") + microseconds(250);
  file.frames.push_back({0, start, Bytes(60, 0xaa), 60, "ClientHello"});
  file.frames.push_back({1, start + microseconds(1), Bytes(61, 0xbb), 1500, ""});
  return file;
}

void expect_same(const CaptureFile& a, const CaptureFile& b) {
  EXPECT_EQ(a.comment, b.comment);
  EXPECT_EQ(a.key_log, b.key_log);
  EXPECT_EQ(a.damage, b.damage);
  ASSERT_EQ(a.interfaces.size(), b.interfaces.size());
  for (std::size_t i = 0; i < a.interfaces.size(); ++i) {
    EXPECT_EQ(a.interfaces[i].name, b.interfaces[i].name);
    EXPECT_EQ(a.interfaces[i].link_type, b.interfaces[i].link_type);
  }
  ASSERT_EQ(a.frames.size(), b.frames.size());
  for (std::size_t i = 0; i < a.frames.size(); ++i) {
    EXPECT_EQ(a.frames[i].interface, b.frames[i].interface);
    EXPECT_EQ(a.frames[i].at, b.frames[i].at);
    EXPECT_EQ(a.frames[i].bytes, b.frames[i].bytes);
    EXPECT_EQ(a.frames[i].original_size, b.frames[i].original_size);
    EXPECT_EQ(a.frames[i].comment, b.frames[i].comment);
  }
}

TEST(CaptureFile, is_read_as_it_was_written) {
  const auto read = read_capture(write_pcapng(example()));
  ASSERT_TRUE(read) << read.error().text;
  expect_same(*read, example());
}

/// `in_pieces` gives the bytes in pieces of at most this size.
ByteSource in_pieces(ByteView bytes, std::size_t most) {
  return [source = source_of(bytes), most](std::span<std::uint8_t> space) {
    return source(space.first(std::min(space.size(), most)));
  };
}

TEST(CaptureReader, reads_whatever_the_source_gives_at_a_time) {
  CaptureFile file = example();
  file.frames.push_back({0, file.frames[0].at, Bytes(1 << 20, 0xcc), 1 << 20, ""});  // longer than a piece
  const Bytes bytes = write_pcapng(file);
  for (const std::size_t most : {1u, 7u, 4096u, 1u << 30}) {
    auto reader = CaptureReader::open(in_pieces(bytes, most));
    ASSERT_TRUE(reader) << reader.error().text;
    for (const CapturedFrame& wanted : file.frames) {
      const CapturedFrame* frame = reader->next();
      ASSERT_TRUE(frame) << reader->damage();
      EXPECT_EQ(frame->bytes, wanted.bytes);
      EXPECT_EQ(frame->comment, wanted.comment);
    }
    EXPECT_FALSE(reader->next());
    EXPECT_EQ(reader->damage(), "");
    EXPECT_EQ(reader->key_log(), file.key_log);
  }
}

TEST(CaptureReader, takes_no_memory_for_what_is_not_there) {
  Bytes bytes = write_pcapng(example());
  Writer block;
  block.u32le(6).u32le(0xffff'fff0).fill(100);
  bytes.insert(bytes.end(), block.view().begin(), block.view().end());
  auto reader = CaptureReader::open(source_of(bytes));
  ASSERT_TRUE(reader);
  while (reader->next()) continue;
  EXPECT_THAT(reader->damage(), HasSubstr("a block of 4095 MB; blocks of up to 16 MB are read"));
}

TEST(CaptureFile, a_cut_file_gives_what_is_before_the_cut) {
  const Bytes whole = write_pcapng(example());
  for (std::size_t size = 4; size < whole.size(); ++size) {
    const auto read = read_capture(ByteView(whole).first(size));
    ASSERT_TRUE(read);
    EXPECT_LE(read->frames.size(), 1u);
    // A cut between two blocks cannot be seen.
    if (read->damage.empty()) {
      EXPECT_EQ(size % 4, 0u);
    } else {
      EXPECT_THAT(read->damage, HasSubstr("the file ends in the middle of a ")) << size;
    }
  }
  const auto read = read_capture(ByteView(whole).first(whole.size() - 1));
  EXPECT_EQ(read->frames.size(), 1u);
  EXPECT_THAT(read->damage, HasSubstr("in the middle of a packet: it was cut, or is still being written"));
}

TEST(CaptureFile, what_is_no_capture_is_refused) {
  EXPECT_EQ(read_capture({}).error().text, "too short for a capture: it has 0 bytes");
  EXPECT_EQ(read_capture(as_bytes("-----BEGIN CERTIFICATE-----")).error().text,
            "not a capture: it begins neither as pcapng nor as pcap");
}

// draft-ietf-opsawg-pcap: a big-endian file with nanoseconds, of one packet cut to 4 of its 60 bytes.
TEST(CaptureFile, pcap_is_read) {
  Writer out;
  out.u32be(0xa1b23c4d).u16be(2).u16be(4).u32be(0).u32be(0).u32be(65535).u32be(1);
  out.u32be(1'700'000'000).u32be(123'456'789).u32be(4).u32be(60).u32be(0x01020304);
  const auto read = read_capture(out.view());
  ASSERT_TRUE(read) << read.error().text;
  ASSERT_EQ(read->frames.size(), 1u);
  EXPECT_EQ(read->frames[0].at.time_since_epoch(), microseconds(1'700'000'000'123'456));
  EXPECT_EQ(to_hex(read->frames[0].bytes), "01020304");
  EXPECT_EQ(read->frames[0].original_size, 60u);
  EXPECT_EQ(read->damage, "");

  for (std::size_t missing = 1; missing < 20; ++missing) {
    const auto cut = read_capture(out.view().first(out.size() - missing));
    ASSERT_TRUE(cut);
    EXPECT_EQ(cut->damage,
              "byte 24: the file ends in the middle of a packet: it was cut, or is still being written");
  }
}

// Two sections, the second in the other byte order and with ticks of 1/1024 s from 1000 s on.
TEST(CaptureFile, each_section_has_its_own_order_and_interfaces) {
  Bytes bytes = write_pcapng(example());
  Writer out;
  out.u32be(0x0a0d0d0a).u32be(28).u32be(0x1a2b3c4d).u16be(1).u16be(0).fill(8, 0xff).u32be(28);
  out.u32be(1).u32be(44).u16be(1).u16be(0).u32be(0);               // interface
  out.u16be(9).u16be(1).u8(0x80 | 10).fill(3);                     // if_tsresol
  out.u16be(14).u16be(8).u64be(1000).u16be(0).u16be(0).u32be(44);  // if_tsoffset, end
  out.u32be(0xbad).u32be(16).u32be(0).u32be(16);                   // a block that nobody knows
  out.u32be(6).u32be(36).u32be(0).u32be(0).u32be(1536).u32be(1).u32be(1).u8(7).fill(3).u32be(36);
  const ByteView second = out.view();
  bytes.insert(bytes.end(), second.begin(), second.end());
  const auto read = read_capture(bytes);
  ASSERT_TRUE(read) << read.error().text;
  EXPECT_EQ(read->damage, "");
  ASSERT_EQ(read->interfaces.size(), 3u);
  ASSERT_EQ(read->frames.size(), 3u);
  EXPECT_EQ(read->frames[2].interface, 2u);
  EXPECT_EQ(read->frames[2].at.time_since_epoch(), std::chrono::milliseconds(1'001'500));
}

TEST(CaptureFile, a_packet_of_an_unknown_interface_ends_the_reading) {
  CaptureFile file = example();
  file.frames[1].interface = 7;
  const auto read = read_capture(write_pcapng(file));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->frames.size(), 1u);
  EXPECT_THAT(read->damage, HasSubstr("a packet of interface 7, which was not described"));
}

}  // namespace
}  // namespace tlscam
