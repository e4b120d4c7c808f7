#include "sim/dissect/decrypt/tls_decrypter.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "sim/dissect/ladder/ladder.h"
#include "tests/unit/dissect/capture_tools.h"

namespace tlscam {
namespace {

/// The values of all fields with this explanation.
void collect(std::vector<std::string>& out, FieldRange fields, std::string_view about) {
  for (const Field& field : fields) {
    if (field.about() == about) out.push_back((field.broken ? "(!) " : "") + field.value());
    collect(out, field.fields(), about);
  }
}

std::vector<std::string> values(const std::vector<DissectedPart>& parts, std::string_view about) {
  std::vector<std::string> out;
  for (const DissectedPart& part : parts) collect(out, part.fields, about);
  return out;
}

std::size_t count_decrypted(const std::vector<DissectedPart>& parts) {
  return static_cast<std::size_t>(
      std::ranges::count(parts, DissectedPart::Kind::decrypted, &DissectedPart::kind));
}

TEST(TlsDecrypter, opens_every_record_of_every_recorded_session) {
  std::size_t opened = 0;
  for (const std::string& name : recorded_captures()) {
    SCOPED_TRACE(name);
    const CaptureFile capture = recorded_capture(name);
    const KeyLog log(capture.key_log);
    if (log.empty()) continue;  // it failed before there was a secret
    const auto parts = parts_of(capture, PacketDissector(open_with(log)));
    for (const DissectedPart& part : parts) {
      EXPECT_EQ(problem_of(part.fields, part.bytes.size()), "") << field_text(part.fields);
      if (!part.decrypted) continue;
      EXPECT_FALSE(has_broken(part.fields)) << field_text(part.fields);
      EXPECT_EQ(covered(part.fields), part.bytes.size()) << field_text(part.fields);
    }
    opened += count_decrypted(parts);
    for (const std::string& value : values(parts, "tls.opened.key")) {
      EXPECT_TRUE(value.starts_with("decrypted with ") && value.ends_with("from the key log")) << value;
    }
    for (const std::string& value : values(parts, "tls.finished.check")) {
      EXPECT_EQ(value, "matches the hash of all handshake messages before it");
    }
  }
  EXPECT_GT(opened, 80u);
}

TEST(TlsDecrypter, shows_what_was_said) {
  const CaptureFile capture = recorded_capture("scene-first-handshake");
  const KeyLog log(capture.key_log);
  const auto parts = parts_of(capture, PacketDissector(open_with(log)));
  EXPECT_EQ(values(parts, "tls.finished.check").size(), 2u);
  const auto data = values(parts, "tls.application_data");
  ASSERT_EQ(data.size(), 2u);
  EXPECT_EQ(data[0], "this is cam2.");
  EXPECT_EQ(data[1], "hello, this is cam2.");
}

TEST(TlsDecrypter, follows_tls_1_3_through_its_keys) {
  const CaptureFile capture = recorded_capture("openssl-tls13-key-update");
  const KeyLog log(capture.key_log);
  const auto parts = parts_of(capture, PacketDissector(open_with(log)));
  for (const char* about : {"tls.encrypted_extensions", "tls.certificate", "tls.certificate_verify",
                            "tls.new_session_ticket", "tls.key_update"}) {
    EXPECT_FALSE(values(parts, about).empty()) << about;
  }
  const auto data = values(parts, "tls.application_data");
  EXPECT_TRUE(std::ranges::find(data, "hello.") != data.end());  // behind the update
}

TEST(TlsDecrypter, a_wrong_secret_authenticates_nothing) {
  for (const char* name :
       {"scene-first-handshake", "openssl-tls12-rsa", "openssl-tls13", "openssl-tls12-chacha"}) {
    SCOPED_TRACE(name);
    const CaptureFile capture = recorded_capture(name);
    std::string lines = capture.key_log;
    for (std::size_t end = lines.find('\n'); end != lines.npos; end = lines.find('\n', end + 1)) {
      lines[end - 1] = lines[end - 1] == '0' ? '1' : '0';  // the last digit of each secret
    }
    const KeyLog log(lines);
    const auto parts = parts_of(capture, PacketDissector(open_with(log)));
    EXPECT_EQ(count_decrypted(parts), 0u);
    const auto reasons = values(parts, "tls.opened.key");
    EXPECT_GE(reasons.size(), 4u);
    for (const std::string& reason : reasons)
      EXPECT_TRUE(reason.starts_with("(!) does not authenticate with ")) << reason;
  }
}

TEST(TlsDecrypter, a_log_without_the_session_says_so) {
  const CaptureFile capture = recorded_capture("openssl-tls13");
  const KeyLog log("CLIENT_RANDOM " + std::string(64, '0') + " " + std::string(96, '0') + "\n");
  const auto parts = parts_of(capture, PacketDissector(open_with(log)));
  EXPECT_EQ(count_decrypted(parts), 0u);
  const auto reasons = values(parts, "tls.opened.key");
  ASSERT_FALSE(reasons.empty());
  EXPECT_EQ(reasons[0], "not decrypted: the key log has no SERVER_HANDSHAKE_TRAFFIC_SECRET of this session");
}

TEST(TlsDecrypter, a_damaged_record_is_one_error_and_the_rest_is_read) {
  for (const char* name : {"scene-first-handshake", "openssl-tls12-rsa", "openssl-dtls12"}) {
    SCOPED_TRACE(name);
    CaptureFile capture = recorded_capture(name);
    const KeyLog log(capture.key_log);
    const std::size_t all = count_decrypted(parts_of(capture, PacketDissector(open_with(log))));
    // The first frame that has a decrypted part: its last byte belongs to the tag, the MAC or the padding.
    PacketDissector dissector(open_with(log));
    for (CapturedFrame& frame : capture.frames) {
      const auto packet = dissector.dissect(frame.bytes, frame.at);
      if (!std::ranges::any_of(packet.parts, &DissectedPart::decrypted)) continue;
      frame.bytes.back() ^= 1;
      break;
    }
    const auto parts = parts_of(capture, PacketDissector(open_with(log)));
    EXPECT_EQ(count_decrypted(parts), all - 1);
  }
}

TEST(TlsDecrypter, goes_on_behind_records_that_the_capture_missed) {
  CaptureFile capture = recorded_capture("scene-first-handshake");
  const KeyLog log(capture.key_log);
  // The client's first encrypted data: what follows has a number that nobody counted.
  PacketDissector dissector(open_with(log));
  std::size_t missed = 0;
  for (std::size_t i = 0; i < capture.frames.size() && missed == 0; ++i) {
    const auto packet = dissector.dissect(capture.frames[i].bytes, capture.frames[i].at);
    for (const DissectedPart& part : packet.parts) {
      if (find_field(part.fields, "tls.application_data")) missed = i;
    }
  }
  ASSERT_GT(missed, 0u);
  capture.frames.erase(capture.frames.begin() + static_cast<std::ptrdiff_t>(missed));
  const auto parts = parts_of(capture, PacketDissector(open_with(log)));
  const auto data = values(parts, "tls.application_data");
  ASSERT_EQ(data.size(), 1u);
  EXPECT_EQ(data[0], "hello, this is cam2.");
}

/// `last_conversation` replays each frame on its sender's link, as a tap would have seen it.
Conversation last_conversation(const CaptureFile& capture, const MakeOpener& make_opener) {
  Ladder ladder({}, make_opener);
  for (const CapturedFrame& frame : capture.frames) {
    ladder.see({frame.at, frame.at, capture.interfaces[frame.interface].name, Direction::from_node,
                Fate::delivered, frame.bytes});
  }
  if (ladder.conversations().empty()) return {};
  return ladder.conversations().back();
}

TEST(TlsDecrypter, a_ladder_tells_what_is_seen_and_what_is_inside) {
  const CaptureFile capture = recorded_capture("scene-first-handshake");
  const KeyLog log(capture.key_log);
  std::vector<std::string> inside;
  for (const LadderEntry& entry : last_conversation(capture, open_with(log)).entries) {
    if (entry.encrypted) inside.push_back(entry.name + ": " + entry.inside);
  }
  ASSERT_GE(inside.size(), 4u);
  EXPECT_EQ(inside[0], "Finished: Finished");
  EXPECT_EQ(inside[1], "Finished: Finished");
  EXPECT_EQ(inside[2], "Application data: Application data");
  for (const LadderEntry& entry : last_conversation(capture, {}).entries) EXPECT_EQ(entry.inside, "");
}

}  // namespace
}  // namespace tlscam
