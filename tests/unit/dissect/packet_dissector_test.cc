#include "sim/dissect/packet_dissector.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "sim/dissect/frame_summary.h"
#include "sim/wire/ethernet.h"
#include "tests/unit/dissect/field_tools.h"
#include "tests/unit/dissect/recorded_frames.h"

namespace tlscam {
namespace {

using testing::HasSubstr;

const char* const kRecordings[] = {"first-handshake", "mutual-tls",  "no-client-certificate",
                                   "clock-unset",     "dtls-cookie", "dtls-lossy"};

TEST(PacketDissector, makes_the_golden_trees) {
  for (const std::string recording : kRecordings) {
    std::ifstream in(TLSCAM_SOURCE_DIR "/tests/golden/trees/" + recording + ".txt");
    std::stringstream golden;
    golden << in.rdbuf();
    EXPECT_TRUE(recorded_trees(recording) == golden.str())
        << recording << ": the trees are others than in tests/golden/trees; run make there and look";
  }
}

TEST(PacketDissector, explains_each_byte_of_what_cameras_send) {
  for (const std::string recording : kRecordings) {
    PacketDissector dissector;
    play_recorded(recording, [&](const TapEvent& event) {
      const DissectedPacket packet = dissector.dissect(event.frame, event.sent_at);
      EXPECT_FALSE(has_broken(packet.fields)) << packet_text(packet);
      EXPECT_EQ(covered(packet.fields), event.frame.size()) << packet_text(packet);
      for (const DissectedPart& part : packet.parts) {
        EXPECT_FALSE(has_broken(part.fields)) << packet_text(packet);
        EXPECT_EQ(covered(part.fields), part.bytes.size()) << packet_text(packet);
      }
    });
  }
}

TEST(PacketDissector, stays_inside_of_every_frame_that_is_cut) {
  for (const std::string recording : kRecordings) {
    play_recorded(recording, [&](const TapEvent& event) {
      if (event.direction != Direction::from_node) return;
      for (std::size_t size = 0; size < event.frame.size(); ++size) {
        const Bytes cut(event.frame.begin(), event.frame.begin() + static_cast<std::ptrdiff_t>(size));
        PacketDissector dissector;
        const DissectedPacket packet = dissector.dissect(cut, event.sent_at);
        ASSERT_EQ(problem_of(packet.fields, size), "") << packet_text(packet);
        ASSERT_TRUE(size == 0 || has_broken(packet.fields)) << "cut to " << size << "\n"
                                                            << packet_text(packet);
      }
    });
  }
}

TEST(PacketDissector, keeps_the_part_of_the_tree_before_the_cut) {
  PacketDissector dissector;
  bool met = false;
  play_recorded("first-handshake", [&](const TapEvent& event) {
    if (met || summarize(event.frame).summary != "DNS openmv?") return;
    met = true;
    const Bytes cut(event.frame.begin(), event.frame.end() - 5);
    const DissectedPacket packet = dissector.dissect(cut, event.sent_at);
    const Field* missing = find_field(packet.fields, "broken.missing");
    ASSERT_NE(missing, nullptr);
    EXPECT_THAT(missing->value(), HasSubstr("the length says 32, 27 bytes are left"));
    const Field* flags = find_field(packet.fields, "dns.flags.response");
    ASSERT_NE(flags, nullptr);
    EXPECT_EQ(flags->value(), "question");
  });
  EXPECT_TRUE(met);
}

/// The frames that a client sends, taken from a recording, to be sent otherwise.
std::vector<Bytes> client_frames(const std::string& recording) {
  std::vector<Bytes> frames;
  play_recorded(recording, [&](const TapEvent& event) {
    const FrameSummary summary = summarize(event.frame);
    if (event.direction == Direction::from_node && summary.source.starts_with("192.168.1.51:") &&
        summary.destination.ends_with(":8443")) {
      frames.emplace_back(event.frame.begin(), event.frame.end());
    }
  });
  return frames;
}

/// Labels of what the frames completed, in order, with the frames that it came in.
std::vector<std::string> completed(const std::vector<Bytes>& frames) {
  PacketDissector dissector;
  std::vector<std::string> found;
  for (const Bytes& frame : frames) {
    for (const DissectedPart& part : dissector.dissect(frame, Instant{}).parts) {
      found.push_back(part.fields.front().value());
    }
  }
  return found;
}

TEST(PacketDissector, finds_the_same_in_segments_that_are_repeated_or_overtake_each_other) {
  const std::vector<Bytes> frames = client_frames("first-handshake");
  ASSERT_GT(frames.size(), 4u);
  const std::vector<std::string> expected = completed(frames);
  ASSERT_GE(expected.size(), 5u);

  std::vector<Bytes> repeated;
  for (const Bytes& frame : frames) repeated.insert(repeated.end(), {frame, frame});
  EXPECT_EQ(completed(repeated), expected);

  std::vector<Bytes> swapped = frames;
  for (std::size_t i = 1; i + 1 < swapped.size(); i += 2) std::swap(swapped[i], swapped[i + 1]);
  EXPECT_EQ(completed(swapped), expected);
}

/// The records that the server of the recording sends, one after another.
Bytes server_stream(const std::string& recording) {
  PacketDissector dissector;
  Bytes stream;
  play_recorded(recording, [&](const TapEvent& event) {
    for (const DissectedPart& part : dissector.dissect(event.frame, event.sent_at).parts) {
      if (!part.from_client) stream.insert(stream.end(), part.bytes.begin(), part.bytes.end());
    }
  });
  return stream;
}

/// One segment of a stream from a server, whose first byte has the number 0xffff'ff00.
Bytes segment_frame(ByteView stream, std::size_t begin, std::size_t size, std::uint8_t flags = kTcpAck) {
  const Ipv4Address server{{10, 0, 0, 1}};
  const Ipv4Address client{{10, 0, 0, 2}};
  const Bytes segment = emit_tcp(
      {.source = server,
       .source_port = 443,
       .destination = client,
       .destination_port = 40000,
       .sequence = 0xffff'ff00u + static_cast<std::uint32_t>(begin),
       .flags = flags,
       .payload = size == 0 ? ByteView() : stream.subspan(begin, std::min(size, stream.size() - begin))});
  const Bytes packet = emit_ipv4_packet(
      {.source = server, .destination = client, .protocol = kProtocolTcp, .payload = segment});
  return emit_ethernet({kBroadcastMac, kBroadcastMac, kEtherTypeIpv4, packet});
}

/// The one with which the server accepts the connection, in front of the stream.
Bytes accept_frame() {
  return segment_frame({}, static_cast<std::size_t>(-1), 0, kTcpSyn | kTcpAck);
}

std::vector<Bytes> segment_frames(ByteView stream, std::size_t size) {
  std::vector<Bytes> frames;
  for (std::size_t begin = 0; begin < stream.size(); begin += size) {
    frames.push_back(segment_frame(stream, begin, size));
  }
  return frames;
}

TEST(PacketDissector, finds_the_same_in_segments_of_any_size) {
  const Bytes stream = server_stream("mutual-tls");
  const std::vector<std::string> expected = completed({segment_frame(stream, 0, stream.size())});
  ASSERT_GE(expected.size(), 6u);
  for (const std::size_t size : {1u, 4u, 5u, 6u, 77u, 300u}) {
    EXPECT_EQ(completed(segment_frames(stream, size)), expected) << size;
  }
}

TEST(PacketDissector, tells_the_frames_that_a_record_came_in) {
  const Bytes stream = server_stream("mutual-tls");
  PacketDissector dissector;
  std::size_t at = 0;
  for (const Bytes& frame : segment_frames(stream, 50)) {
    for (const DissectedPart& part : dissector.dissect(frame, Instant{}).parts) {
      ASSERT_FALSE(part.frames.empty());
      EXPECT_EQ(part.frames.front(), at / 50 + 1);
      at += part.bytes.size();
      EXPECT_EQ(part.frames.back(), (at - 1) / 50 + 1);
      EXPECT_EQ(part.frames.size(), part.frames.back() - part.frames.front() + 1);
    }
  }
  EXPECT_EQ(at, stream.size());
}

TEST(PacketDissector, puts_messages_together_that_come_in_several_records) {
  const Bytes stream = server_stream("mutual-tls");
  const std::size_t size = kTlsRecordHeaderSize + (stream[3] << 8 | stream[4]);
  ASSERT_EQ(stream[kTlsRecordHeaderSize], 2) << "the first record has the ServerHello";
  for (const std::size_t piece : {1u, 3u, 4u, 20u}) {
    Bytes records;
    for (std::size_t at = kTlsRecordHeaderSize; at < size; at += piece) {
      const std::size_t length = std::min(piece, size - at);
      records.insert(records.end(), {22, 3, 3, 0, static_cast<std::uint8_t>(length)});
      for (std::size_t i = 0; i < length; ++i) records.push_back(stream[at + i]);
    }
    PacketDissector dissector;
    dissector.dissect(accept_frame(), Instant{});
    const DissectedPacket packet = dissector.dissect(segment_frame(records, 0, records.size()), Instant{});
    std::vector<const DissectedPart*> messages;
    for (const DissectedPart& part : packet.parts) {
      EXPECT_FALSE(has_broken(part.fields));
      EXPECT_EQ(covered(part.fields), part.bytes.size());
      if (part.kind == DissectedPart::Kind::message) messages.push_back(&part);
    }
    ASSERT_EQ(messages.size(), 1u) << piece;
    EXPECT_EQ(messages[0]->bytes, Bytes(stream.begin() + kTlsRecordHeaderSize,
                                        stream.begin() + static_cast<std::ptrdiff_t>(size)));
    EXPECT_NE(find_field(messages[0]->fields, "tls.server_hello.cipher_suite"), nullptr);
  }
}

TEST(PacketDissector, goes_on_behind_what_the_capture_missed) {
  PacketDissector dissector;
  int segments = 0;
  int parts = 0;
  play_recorded("first-handshake", [&](const TapEvent& event) {
    if (event.direction != Direction::from_node) return;
    const FrameSummary summary = summarize(event.frame);
    if (summary.protocol == "TLS" && ++segments == 2) return;  // not in the capture
    parts += static_cast<int>(dissector.dissect(event.frame, event.sent_at).parts.size());
  });
  EXPECT_GT(parts, 4);
}

}  // namespace
}  // namespace tlscam
