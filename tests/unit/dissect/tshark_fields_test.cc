// An oracle: tshark reads the same frames and must see the same fields.
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <set>
#include <sstream>

#include "sim/base/file.h"
#include "sim/base/hex.h"
#include "sim/base/writer.h"
#include "sim/capture/capture_file.h"
#include "sim/dissect/decrypt/tls_decrypter.h"
#include "sim/wire/checksum.h"
#include "sim/wire/ip_address.h"
#include "sim/wire/ipv4.h"
#include "tests/unit/dissect/capture_tools.h"

namespace tlscam {
namespace {

enum class Show { number, address, hex, text };

/// A field of tshark and how we call the same.
struct Pair {
  const char* tshark;
  std::string_view about;
  std::string_view label;
  Show show;
  std::string_view other{};  ///< the explanation that the same field has in the other message
};

constexpr Pair kPairs[] = {
    {"eth.src", "ethernet.source", "Source", Show::hex},
    {"eth.type", "ethernet.type", "Type", Show::number},
    {"arp.opcode", "arp.operation", "Operation", Show::number},
    {"arp.dst.proto_ipv4", "arp.target", "Target's IP address", Show::address},
    {"ip.len", "ip.total_length", "Total length", Show::number},
    {"ip.id", "ip.identification", "Identification", Show::number},
    {"ip.ttl", "ip.time_to_live", "Time to live", Show::number},
    {"ip.proto", "ip.protocol", "Protocol", Show::number},
    {"ip.checksum", "ip.checksum", "Header checksum", Show::number},
    {"ip.src", "ip.source", "Source", Show::address},
    {"ip.dst", "ip.destination", "Destination", Show::address},
    {"ipv6.plen", "ipv6.length", "Payload length", Show::number},
    {"ipv6.nxt", "ipv6.next", "Next header", Show::number},
    {"ipv6.hlim", "ipv6.hop_limit", "Hop limit", Show::number},
    {"ipv6.src", "ipv6.source", "Source", Show::address},
    {"ipv6.dst", "ipv6.destination", "Destination", Show::address},
    {"udp.srcport", "udp.ports", "Source port", Show::number},
    {"udp.dstport", "udp.ports", "Destination port", Show::number},
    {"udp.length", "udp.length", "Length", Show::number},
    {"udp.checksum", "udp.checksum", "Checksum", Show::number},
    {"tcp.srcport", "tcp.ports", "Source port", Show::number},
    {"tcp.dstport", "tcp.ports", "Destination port", Show::number},
    {"tcp.seq_raw", "tcp.sequence", "Sequence number", Show::number},
    {"tcp.ack_raw", "tcp.acknowledgment", "Acknowledgment number", Show::number},
    {"tcp.window_size_value", "tcp.window", "Window", Show::number},
    {"tcp.checksum", "tcp.checksum", "Checksum", Show::number},
    {"tcp.option_kind", "tcp.option", "Kind", Show::number},
    {"tcp.options.mss_val", "tcp.option.mss", "Maximum segment size", Show::number},
    {"dhcp.id", "dhcp.transaction", "Transaction", Show::number},
    {"dhcp.ip.your", "dhcp.your_address", "Your address", Show::address},
    {"dhcp.option.length", "dhcp.option", "Length", Show::number},
    {"dhcp.option.dhcp", "dhcp.option.type", "Message type", Show::number},
    {"dns.id", "dns.id", "Id", Show::number},
    {"dns.count.answers", "dns.counts", "Answers", Show::number},
    {"dns.a", "dns.address", "Address", Show::address},
    {"dns.resp.ttl", "dns.time_to_live", "Time to live", Show::number},
    {"ntp.stratum", "ntp.stratum", "Stratum", Show::number},
    {"ntp.refid", "ntp.reference", "Reference", Show::hex},
    {"PROTO.record.content_type", "tls.record.type", "Content type", Show::number, "tls.opened.type"},
    {"PROTO.record.length", "tls.record.length", "Length", Show::number},
    {"PROTO.record.version", "tls.record.version", "Version", Show::number},
    {"PROTO.handshake.type", "tls.handshake.type", "Message type", Show::number},
    {"PROTO.handshake.length", "tls.handshake.length", "Length", Show::number},
    {"PROTO.handshake.ciphersuite", "tls.client_hello.cipher_suite", "Cipher suite", Show::number,
     "tls.server_hello.cipher_suite"},
    {"PROTO.handshake.session_id", "tls.server_hello.session_id", "Session id", Show::hex,
     "tls.client_hello.session_id"},
    {"PROTO.handshake.extension.type", "tls.extension.type", "Type", Show::number},
    {"PROTO.handshake.extension.len", "tls.extension.length", "Length", Show::number},
    {"PROTO.handshake.extensions_server_name", "tls.extension.server_name.name", "Name", Show::text},
    {"PROTO.handshake.extensions_supported_group", "tls.extension.supported_groups.group", "Group",
     Show::number},
    {"PROTO.handshake.extensions_ec_point_format", "tls.extension.ec_point_formats.format", "Point format",
     Show::number},
    {"PROTO.handshake.extensions_alpn_str", "tls.extension.alpn.protocol", "Protocol", Show::text},
    {"PROTO.handshake.extensions.supported_version", "tls.extension.supported_versions.version", "Version",
     Show::number},
    {"PROTO.handshake.extensions_key_share_group", "tls.extension.key_share.share", "Group", Show::number},
    {"PROTO.handshake.certificate_length", "tls.certificate.entry", "Certificate length", Show::number},
    {"PROTO.handshake.certificate", "tls.certificate.der", "Certificate (DER)", Show::hex},
    {"PROTO.handshake.server_named_curve", "tls.server_key_exchange.group", "Named group", Show::number},
    {"PROTO.handshake.server_point", "tls.server_key_exchange.public_key", "Public key", Show::hex},
    {"PROTO.handshake.client_point", "tls.client_key_exchange.public_key", "Public key", Show::hex},
    {"PROTO.handshake.sig_len", "tls.server_key_exchange.signature", "Signature length", Show::number},
    {"PROTO.handshake.client_cert_vrfy.sig_len", "tls.certificate_verify.signature", "Signature length",
     Show::number},
    {"PROTO.handshake.cert_type", "tls.certificate_request.types", "Certificate type", Show::number},
    {"PROTO.handshake.session_ticket_lifetime_hint", "tls.new_session_ticket.lifetime", "Lifetime",
     Show::number},
    {"data.data", "tls.application_data", "Application data", Show::hex},
    {"PROTO.alert_message.level", "tls.alert.level", "Level", Show::number},
    {"PROTO.alert_message.desc", "tls.alert.description", "Description", Show::number},
    {"dtls.record.epoch", "dtls.record.epoch", "Epoch", Show::number},
    {"dtls.record.sequence_number", "dtls.record.sequence", "Sequence number", Show::number},
    {"dtls.handshake.message_seq", "dtls.handshake.sequence", "Message number", Show::number},
    {"dtls.handshake.cookie", "tls.client_hello.cookie", "Cookie", Show::hex,
     "tls.hello_verify_request.cookie"},
};

/// tshark says of records that TLS 1.3 encrypts what they say of themselves here, and not in content_type.
constexpr const char* kOpaqueType = "tls.record.opaque_type";

using Rows = std::vector<std::vector<std::string>>;

std::string normal(std::string text, Show show) {
  if (show == Show::number) return fmt::format("{}", std::stoull(text, nullptr, 0));
  if (show == Show::hex) std::erase(text, ':');
  return text;
}

std::string value_of(const Field& field, ByteView buffer, Show show) {
  const ByteView bytes = buffer.subspan(field.offset, field.size);
  if (show == Show::hex) return to_hex(bytes);
  if (show == Show::text) return std::string(as_text(bytes));
  if (show == Show::address) return field.value();
  std::uint64_t number = 0;
  for (const std::uint8_t byte : bytes) number = number << 8 | byte;
  return fmt::format("{}", number);
}

void collect(std::vector<std::string>& out, FieldRange fields, ByteView buffer, const Pair& pair) {
  for (const Field& field : fields) {
    if ((field.about() == pair.about || field.about() == pair.other) && field.label() == pair.label &&
        field.size > 0) {
      out.push_back(value_of(field, buffer, pair.show));
    }
    collect(out, field.fields(), buffer, pair);
  }
}

/// A capture as we read it: a row for each frame, a text for each pair.
Rows our_rows(const CaptureFile& capture) {
  const KeyLog log(capture.key_log);
  PacketDissector dissector(open_with(log));
  Rows rows;
  for (const CapturedFrame& frame : capture.frames) {
    const DissectedPacket packet = dissector.dissect(frame.bytes, frame.at);
    std::vector<std::string>& row = rows.emplace_back();
    for (const Pair& pair : kPairs) {
      std::vector<std::string> values;
      collect(values, packet.fields, frame.bytes, pair);
      for (const DissectedPart& part : packet.parts) {
        // A message of DTLS that was put together has the header that its first fragment has too.
        const bool put_together =
            part.kind == DissectedPart::Kind::message && find_field(part.fields, "dtls.handshake.sequence");
        if (put_together && pair.about.find("tls.handshake.") != pair.about.npos) continue;
        collect(values, part.fields, part.bytes, pair);
      }
      row.push_back(fmt::format("{}", fmt::join(values, ",")));
    }
  }
  return rows;
}

/// The same as tshark reads it; `protocol` is tls or dtls.
Rows tshark_rows(const std::string& file, const std::string& protocol) {
  std::string command =
      "tshark -r '" + file + "' -n -T fields -E separator=';' -E occurrence=a -E aggregator=,";
  for (const Pair& pair : kPairs) {
    std::string name = pair.tshark;
    if (name.starts_with("PROTO")) name.replace(0, 5, protocol);
    command += " -e " + name;
  }
  command += fmt::format(" -e {}", kOpaqueType);
  Rows rows;
  std::FILE* out = popen((command + " 2>/dev/null").c_str(), "r");
  std::string line;
  for (int c = std::fgetc(out); c != EOF; c = std::fgetc(out)) {
    if (c != '\n') {
      line += static_cast<char>(c);
      continue;
    }
    std::vector<std::string>& row = rows.emplace_back();
    std::istringstream columns(std::exchange(line, {}));
    std::string column;
    while (std::getline(columns, column, ';')) row.push_back(column);
    row.resize(std::size(kPairs) + 1);
  }
  pclose(out);
  return rows;
}

std::string normal_list(const std::string& text, Show show) {
  std::vector<std::string> values;
  std::istringstream list(text);
  std::string value;
  while (std::getline(list, value, ',')) values.push_back(normal(value, show));
  return fmt::format("{}", fmt::join(values, ","));
}

std::string sorted_list(const std::string& text) {
  std::vector<std::string> values;
  std::istringstream list(text);
  std::string value;
  while (std::getline(list, value, ',')) values.push_back(value);
  std::ranges::sort(values);
  return fmt::format("{}", fmt::join(values, ","));
}

/// Returns how many values were compared.
int compare(const CaptureFile& capture, const std::string& file, const std::string& protocol) {
  const Rows ours = our_rows(capture);
  const Rows theirs = tshark_rows(file, protocol);
  EXPECT_EQ(ours.size(), theirs.size());
  int compared = 0;
  for (std::size_t i = 0; i < std::min(ours.size(), theirs.size()); ++i) {
    for (std::size_t k = 0; k < std::size(kPairs); ++k) {
      // In tshark, the content of DTLS goes to a dissector of its port.
      if (protocol == "dtls" && kPairs[k].about == "tls.application_data") continue;
      std::string their = theirs[i][k];
      std::string our = ours[i][k];
      if (kPairs[k].about == "tls.record.type" && !theirs[i].back().empty()) {
        their = sorted_list(their + (their.empty() ? "" : ",") + theirs[i].back());
        our = sorted_list(our);
      }
      EXPECT_EQ(our, normal_list(their, kPairs[k].show))
          << file << ", frame " << i + 1 << ": " << kPairs[k].tshark;
      compared += !ours[i][k].empty();
    }
  }
  return compared;
}

std::uint16_t u16_at(ByteView bytes, std::size_t at) {
  return Cursor(bytes.subspan(at)).u16be();
}

constexpr std::size_t kEthernet = 14;
constexpr std::size_t kIpv4 = 20;

/// The IPv4 packet in a frame, without padding; nobody here sends options.
ByteView packet_in(ByteView frame) {
  if (frame.size() < kEthernet + kIpv4 || u16_at(frame, 12) != 0x0800) return {};
  return frame.subspan(kEthernet, u16_at(frame, kEthernet + 2));
}

/// The same frame with the header of IPv6 (RFC 8200 section 3), and the checksum that this makes.
Bytes over_ipv6(ByteView frame) {
  const ByteView packet = packet_in(frame);
  const Bytes low{0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1};
  const Bytes high{0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xab, 2};
  const bool forwards = u16_at(packet, kIpv4) > u16_at(packet, kIpv4 + 2);
  const IpEnds ends{IpAddress(forwards ? low : high), IpAddress(forwards ? high : low)};
  Bytes segment(packet.begin() + kIpv4, packet.end());
  const std::uint8_t protocol = packet[9];
  const std::size_t at = protocol == kProtocolTcp ? 16 : 6;
  segment[at] = segment[at + 1] = 0;
  const std::uint16_t sum = transport_checksum(ends, protocol, segment);
  segment[at] = static_cast<std::uint8_t>(sum >> 8);
  segment[at + 1] = static_cast<std::uint8_t>(sum);
  Writer out;
  out.bytes(frame.first(12)).u16be(0x86dd).u32be(0x60000000);
  out.u16be(static_cast<std::uint16_t>(segment.size())).u8(protocol).u8(64);
  out.bytes(ends.source.octets).bytes(ends.destination.octets).bytes(segment);
  return out.take();
}

/// The same packet in pieces of 64 bytes, the last one first (RFC 791 section 3.2).
std::vector<Bytes> in_fragments(ByteView frame, std::uint16_t identification) {
  constexpr std::size_t kPiece = 64;
  const ByteView packet = packet_in(frame);
  const ByteView payload = packet.subspan(kIpv4);
  std::vector<Bytes> out;
  for (std::size_t at = 0; at < payload.size(); at += kPiece) {
    const ByteView piece = payload.subspan(at, std::min(kPiece, payload.size() - at));
    const bool more = at + piece.size() < payload.size();
    Writer header;
    header.u8(0x45).u8(0).u16be(static_cast<std::uint16_t>(kIpv4 + piece.size())).u16be(identification);
    header.u16be(static_cast<std::uint16_t>((more ? 0x2000 : 0) | at / 8)).u8(64).u8(packet[9]).u16be(0);
    header.bytes(packet.subspan(12, 8));
    header.patch_u16be(10, internet_checksum(header.view()));
    Writer whole;
    whole.bytes(frame.first(kEthernet)).bytes(header.view()).bytes(piece);
    out.insert(out.begin(), whole.take());
  }
  return out;
}

/// The same, over IPv6 (RFC 8200 section 4.5).
std::vector<Bytes> in_ipv6_fragments(ByteView frame, std::uint32_t identification) {
  constexpr std::size_t kPiece = 64;
  constexpr std::size_t kHeaders = kEthernet + 40;
  constexpr std::uint8_t kFragmentHeader = 44;
  const Bytes whole = over_ipv6(frame);
  const ByteView payload = ByteView(whole).subspan(kHeaders);
  std::vector<Bytes> out;
  for (std::size_t at = 0; at < payload.size(); at += kPiece) {
    const ByteView piece = payload.subspan(at, std::min(kPiece, payload.size() - at));
    const bool more = at + piece.size() < payload.size();
    Writer part;
    part.bytes(ByteView(whole).first(kHeaders));
    part.patch_u16be(kEthernet + 4, static_cast<std::uint16_t>(8 + piece.size()));
    part.u8(whole[kEthernet + 6]).u8(0).u16be(static_cast<std::uint16_t>(at | (more ? 1 : 0)));
    part.u32be(identification).bytes(piece);
    Bytes bytes = part.take();
    bytes[kEthernet + 6] = kFragmentHeader;
    out.insert(out.begin(), std::move(bytes));
  }
  return out;
}

/// Compares what becomes of each frame of a recorded capture that is IPv4.
int compare_changed(const std::string& name, const std::string& protocol,
                    const std::function<std::vector<Bytes>(ByteView frame, std::size_t number)>& change) {
  const CaptureFile capture = recorded_capture(name);
  CaptureFile changed = capture;
  changed.frames.clear();
  for (std::size_t i = 0; i < capture.frames.size(); ++i) {
    if (packet_in(capture.frames[i].bytes).empty()) continue;
    for (Bytes& bytes : change(capture.frames[i].bytes, i)) {
      CapturedFrame& frame = changed.frames.emplace_back(capture.frames[i]);
      frame.original_size = static_cast<std::uint32_t>(bytes.size());
      frame.bytes = std::move(bytes);
    }
  }
  const std::string file = testing::TempDir() + "tshark_changed_" + name + ".pcapng";
  EXPECT_FALSE(write_file(file, write_pcapng(changed)));
  const int compared = compare(changed, file, protocol);
  std::filesystem::remove(file);
  return compared;
}

bool has_tshark() {
  return std::system("tshark --version > /dev/null 2>&1") == 0;
}

TEST(TsharkFields, agrees_on_what_cameras_send) {
  if (!has_tshark()) GTEST_SKIP() << "tshark is not installed (Debian package tshark)";
  for (const std::string recording : {"first-handshake", "mutual-tls", "no-client-certificate", "clock-unset",
                                      "dtls-cookie", "dtls-lossy"}) {
    CaptureFile capture;
    capture.interfaces.push_back({"recorded", 1});
    play_recorded(recording, [&](const TapEvent& event) {
      if (event.direction != Direction::from_node) return;
      CapturedFrame& frame = capture.frames.emplace_back();
      frame.at = event.sent_at;
      frame.bytes.assign(event.frame.begin(), event.frame.end());
      frame.original_size = static_cast<std::uint32_t>(frame.bytes.size());
    });
    const std::string file = testing::TempDir() + "tshark_fields_" + recording + ".pcapng";
    ASSERT_FALSE(write_file(file, write_pcapng(capture)));
    EXPECT_GT(compare(capture, file, recording.starts_with("dtls") ? "dtls" : "tls"), 300);
    std::filesystem::remove(file);
  }
}

TEST(TsharkFields, agrees_on_what_it_decrypts_itself) {
  if (!has_tshark()) GTEST_SKIP() << "tshark is not installed (Debian package tshark)";
  for (const std::string& name : recorded_captures()) {
    const CaptureFile capture = recorded_capture(name);
    const std::string file = TLSCAM_SOURCE_DIR "/tests/golden/captures/" + name + ".pcapng";
    EXPECT_GT(compare(capture, file, name.find("dtls") != name.npos ? "dtls" : "tls"), 100) << name;
  }
  EXPECT_GE(recorded_captures().size(), 25u);
}

TEST(TsharkFields, agrees_on_ipv6) {
  if (!has_tshark()) GTEST_SKIP() << "tshark is not installed (Debian package tshark)";
  const auto change = [](ByteView frame, std::size_t) { return std::vector<Bytes>{over_ipv6(frame)}; };
  EXPECT_GT(compare_changed("openssl-tls12", "tls", change), 200);
  EXPECT_GT(compare_changed("openssl-tls13", "tls", change), 150);
  EXPECT_GT(compare_changed("openssl-dtls12", "dtls", change), 200);
}

TEST(TsharkFields, agrees_on_packets_in_fragments) {
  if (!has_tshark()) GTEST_SKIP() << "tshark is not installed (Debian package tshark)";
  const auto change = [](ByteView frame, std::size_t number) {
    return in_fragments(frame, static_cast<std::uint16_t>(number + 1));
  };
  EXPECT_GT(compare_changed("openssl-dtls12", "dtls", change), 200);
  const auto change6 = [](ByteView frame, std::size_t number) {
    return in_ipv6_fragments(frame, static_cast<std::uint32_t>(number + 1));
  };
  EXPECT_GT(compare_changed("openssl-dtls12", "dtls", change6), 200);
}

/// The frames of which tshark says that their bytes were sent before, or that bytes before them are missing.
std::set<std::size_t> out_of_order_for_tshark(const std::string& file) {
  const std::string command =
      "tshark -n -r '" + file +
      "' -Y 'tcp.analysis.retransmission || tcp.analysis.fast_retransmission || "
      "tcp.analysis.spurious_retransmission || tcp.analysis.out_of_order || tcp.analysis.lost_segment' "
      "-T fields -e frame.number 2>/dev/null";
  std::set<std::size_t> frames;
  std::FILE* out = popen(command.c_str(), "r");
  std::size_t number = 0;
  while (std::fscanf(out, "%zu", &number) == 1) frames.insert(number);
  pclose(out);
  return frames;
}

/// Whether there is something in the frame that could be lost or sent again.
bool carries_data(const CapturedFrame& frame) {
  const ByteView packet = packet_in(frame.bytes);
  return packet.size() > kIpv4 + (packet[kIpv4 + 12] >> 4) * 4u;
}

/// Compares which frames have a mark of their order, and returns them.
std::set<std::size_t> compare_order(const CaptureFile& capture, const std::string& what) {
  const std::string file = fmt::format("{}tshark_{}.pcapng", testing::TempDir(),
                                       testing::UnitTest::GetInstance()->current_test_info()->name());
  EXPECT_FALSE(write_file(file, write_pcapng(capture)));
  std::set<std::size_t> ours;
  PacketDissector dissector;
  for (const CapturedFrame& frame : capture.frames) {
    const DissectedPacket packet = dissector.dissect(frame.bytes, frame.at);
    if (find_field(packet.fields, "tcp.order")) ours.insert(packet.number);
  }
  EXPECT_EQ(ours, out_of_order_for_tshark(file)) << what;
  std::filesystem::remove(file);
  return ours;
}

std::ptrdiff_t at(std::size_t index) {
  return static_cast<std::ptrdiff_t>(index);
}

/// Calls `change` with a recorded connection for each frame of it that carries data.
void for_each_segment(const std::function<void(CaptureFile capture, std::size_t index)>& change) {
  const CaptureFile recorded = recorded_capture("openssl-tls12-rsa");
  for (std::size_t i = 3; i < recorded.frames.size(); ++i) {
    if (carries_data(recorded.frames[i])) change(recorded, i);
  }
}

TEST(TsharkFields, agrees_on_segments_that_are_sent_again) {
  if (!has_tshark()) GTEST_SKIP() << "tshark is not installed (Debian package tshark)";
  for_each_segment([](CaptureFile capture, std::size_t i) {
    const CapturedFrame again = capture.frames[i];
    capture.frames.insert(capture.frames.begin() + at(i) + 1, again);
    EXPECT_TRUE(compare_order(capture, fmt::format("frame {} twice", i + 1)).contains(i + 2));
  });
}

TEST(TsharkFields, agrees_on_segments_that_are_missing) {
  if (!has_tshark()) GTEST_SKIP() << "tshark is not installed (Debian package tshark)";
  for_each_segment([](CaptureFile capture, std::size_t i) {
    capture.frames.erase(capture.frames.begin() + at(i));
    compare_order(capture, fmt::format("without frame {}", i + 1));
  });
}

TEST(TsharkFields, agrees_on_segments_that_come_late) {
  if (!has_tshark()) GTEST_SKIP() << "tshark is not installed (Debian package tshark)";
  for (const std::size_t behind : {1u, 4u}) {
    for_each_segment([&](CaptureFile capture, std::size_t i) {
      if (i + behind >= capture.frames.size()) return;
      const auto moved = capture.frames.begin() + at(i);
      std::rotate(moved, moved + 1, moved + at(behind) + 1);
      compare_order(capture, fmt::format("frame {} behind frame {}", i + 1, i + behind + 1));
    });
  }
}

}  // namespace
}  // namespace tlscam
