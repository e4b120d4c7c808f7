// A capture that begins in the middle of a connection, or in which a frame is missing, may say less than the
// whole one, and nothing that the whole one contradicts: each statement equals one of the whole capture's, or
// says that it is not known.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <tuple>

#include "sim/capture/checksum_offload.h"
#include "sim/dissect/frame_summary.h"
#include "sim/dissect/ladder/ladder.h"
#include "tests/unit/dissect/capture_tools.h"

namespace tlscam {
namespace {

const std::string kNoLinkName;

/// The frames of a capture, with the numbers that they have in the whole one.
struct NumberedFrames {
  std::vector<const CapturedFrame*> frames;
  std::vector<std::uint64_t> numbers;
};

NumberedFrames frames_where(const CaptureFile& capture, const std::function<bool(std::size_t)>& keep) {
  NumberedFrames out;
  for (std::size_t i = 0; i < capture.frames.size(); ++i) {
    if (!keep(i)) continue;
    out.frames.push_back(&capture.frames[i]);
    out.numbers.push_back(i + 1);
  }
  return out;
}

std::vector<Conversation> conversations_of(const NumberedFrames& frames) {
  Ladder ladder({.from_the_middle = true});
  for (const CapturedFrame* frame : frames.frames) {
    Bytes bytes = frame->bytes;
    fill_offloaded_checksum(bytes);
    ladder.see({frame->at, kNever, kNoLinkName, Direction::from_node, Fate::delivered, bytes});
  }
  ladder.finish();
  return ladder.conversations();
}

/// Where a field lies, and what it says.
using Statement = std::tuple<std::uint32_t, std::uint32_t, std::string, std::string>;

bool is_about_tls(FieldLayer layer) {
  return layer == FieldLayer::record || layer == FieldLayer::handshake || layer == FieldLayer::extension ||
         layer == FieldLayer::certificate || layer == FieldLayer::application;
}

/// Statements that say of themselves that they are not known, and the bytes that they are about.
bool says_unknown(const Field& field) {
  const std::string_view about = field.about();
  return about.starts_with("tls.not_captured") || about == "tls.record.payload" ||
         about == "tls.server_key_exchange.parameters" || about == "tls.client_key_exchange.unknown" ||
         field.label() == "Ciphertext and what its cipher suite adds";
}

void collect_statements(std::vector<Statement>& out, FieldRange fields, bool with_unknown) {
  for (const Field& field : fields) {
    const bool stated = is_about_tls(field.layer) && !field.about().ends_with(".order") &&
                        (with_unknown || !says_unknown(field));
    if (stated) out.emplace_back(field.offset, field.size, std::string(field.label()), field.value());
    collect_statements(out, field.fields(), with_unknown);
  }
}

/// A part by its kind and its bytes; a frame by its number.
using Place = std::tuple<std::uint64_t, int, Bytes>;
using Trees = std::map<Place, std::vector<Statement>>;

Trees trees_of(const NumberedFrames& frames, bool with_unknown) {
  Trees trees;
  PacketDissector dissector;
  for (std::size_t i = 0; i < frames.frames.size(); ++i) {
    const DissectedPacket packet = dissector.dissect(frames.frames[i]->bytes, frames.frames[i]->at);
    std::vector<Statement>& stated = trees[{frames.numbers[i], -1, {}}];
    collect_statements(stated, packet.fields, with_unknown);
    for (const DissectedPart& part : packet.parts) {
      collect_statements(trees[{0, static_cast<int>(part.kind), part.bytes}], part.fields, with_unknown);
    }
  }
  return trees;
}

bool says_unknown(const LadderEntry& entry) {
  return entry.unknown || entry.name.find("which one is not known") != std::string::npos;
}

/// Whether the whole ladder has said the same by then.
bool is_said(const Conversation& whole, const LadderEntry& entry) {
  return std::ranges::any_of(whole.entries, [&](const LadderEntry& other) {
    const bool data = entry.kind == LadderKind::application_data;
    // Missing bytes may have been sent again.
    const bool again = data || entry.kind == LadderKind::tcp;
    const bool then = again ? other.at <= entry.at : other.at == entry.at;
    return then && other.from_client == entry.from_client && other.kind == entry.kind &&
           other.name == entry.name && other.encrypted == entry.encrypted;
  });
}

void expect_nothing_else(const Conversation& whole, const Conversation& cut, const std::string& where) {
  for (const LadderEntry& entry : cut.entries) {
    EXPECT_TRUE(says_unknown(entry) || is_said(whole, entry))
        << where << ": " << (entry.from_client ? "> " : "< ") << entry.name;
  }
  const auto same_or_empty = [&](const std::string& ours, const std::string& theirs) {
    EXPECT_TRUE(ours.empty() || ours == theirs) << where << ": " << ours << " instead of " << theirs;
  };
  same_or_empty(cut.version, whole.version);
  same_or_empty(cut.cipher_suite, whole.cipher_suite);
  same_or_empty(cut.server_name, whole.server_name);
  same_or_empty(cut.preface, whole.preface);
  EXPECT_TRUE(cut.server_certificates.empty() || cut.server_certificates == whole.server_certificates)
      << where;
  EXPECT_TRUE(cut.client_certificates.empty() || cut.client_certificates == whole.client_certificates)
      << where;
  // Without its last frame, a connection looks as it did before it. Data from the server would show that the
  // handshake was done; a client may send some earlier (RFC 7918).
  const bool has_data = std::ranges::any_of(cut.entries, [](const LadderEntry& entry) {
    return !entry.from_client && entry.kind == LadderKind::application_data;
  });
  const bool earlier = cut.state == ConversationState::handshaking &&
                       (whole.state == ConversationState::failed ||
                        (whole.state == ConversationState::established && !has_data));
  EXPECT_TRUE(cut.state == whole.state || cut.state == ConversationState::joined || earlier)
      << where << ": " << to_text(cut.state) << " instead of " << to_text(whole.state);
  if (cut.state == whole.state) same_or_empty(cut.failure, whole.failure);
}

void expect_no_other_trees(const Trees& whole, const Trees& cut, const std::string& where) {
  for (const auto& [place, stated] : cut) {
    if (testing::Test::HasFailure()) return;
    const auto found = whole.find(place);
    if (found == whole.end()) {
      ADD_FAILURE() << where << ", frame " << std::get<0>(place) << ": a part of "
                    << std::get<2>(place).size() << " bytes that the whole capture does not have";
      continue;
    }
    for (const Statement& statement : stated) {
      EXPECT_NE(std::ranges::find(found->second, statement), found->second.end())
          << where << ", frame " << std::get<0>(place) << ", byte " << std::get<0>(statement) << ": "
          << std::get<2>(statement) << ": " << std::get<3>(statement);
    }
  }
}

/// Counts the entries that are known, so that the test would see it if nothing were said any more.
std::size_t compare(const std::vector<Conversation>& whole, const Trees& trees, const NumberedFrames& cut,
                    const std::string& where) {
  std::size_t known = 0;
  for (const Conversation& conversation : conversations_of(cut)) {
    const auto same = std::ranges::find_if(whole, [&](const Conversation& other) {
      return to_text(other.client) == to_text(conversation.client) &&
             to_text(other.server) == to_text(conversation.server);
    });
    if (same == whole.end()) {
      // Which end is the client is an assumption as long as no message shows it.
      EXPECT_EQ(conversation.state, ConversationState::joined)
          << where << ": the ends of " << to_text(conversation.client) << " are swapped";
      continue;
    }
    expect_nothing_else(*same, conversation, where);
    known += static_cast<std::size_t>(std::ranges::count_if(
        conversation.entries, [](const LadderEntry& entry) { return !says_unknown(entry); }));
  }
  expect_no_other_trees(trees, trees_of(cut, false), where);
  return known;
}

TEST(CutCapture, claims_nothing_that_the_whole_capture_contradicts) {
  for (const std::string& name : recorded_captures()) {
    const CaptureFile capture = recorded_capture(name);
    const NumberedFrames all = frames_where(capture, [](std::size_t) { return true; });
    const std::vector<Conversation> whole = conversations_of(all);
    const Trees trees = trees_of(all, true);
    for (const Conversation& conversation : whole) {
      for (const LadderEntry& entry : conversation.entries)
        EXPECT_FALSE(entry.unknown) << name << ": " << entry.name;
    }
    std::size_t known = 0;
    for (std::size_t cut = 1; cut < capture.frames.size(); ++cut) {
      known += compare(whole, trees, frames_where(capture, [&](std::size_t i) { return i >= cut; }),
                       fmt::format("{} without the first {} frames", name, cut));
    }
    EXPECT_GT(known, capture.frames.size()) << name << ": hardly anything is known";
    if (testing::Test::HasFailure()) return;
  }
}

TEST(CutCapture, claims_nothing_wrong_when_a_frame_is_missing) {
  for (const std::string& name : recorded_captures()) {
    const CaptureFile capture = recorded_capture(name);
    const NumberedFrames all = frames_where(capture, [](std::size_t) { return true; });
    const std::vector<Conversation> whole = conversations_of(all);
    const Trees trees = trees_of(all, true);
    for (std::size_t missing = 0; missing < capture.frames.size(); ++missing) {
      compare(whole, trees, frames_where(capture, [&](std::size_t i) { return i != missing; }),
              fmt::format("{} without frame {}", name, missing + 1));
    }
    if (testing::Test::HasFailure()) return;
  }
}

/// A frame by itself is the shortest capture.
TEST(CutCapture, summarizes_no_frame_as_something_that_it_is_not) {
  const std::set<std::string> unknown{"Data record", "Handshake record", "start of a long record"};
  for (const std::string& name : recorded_captures()) {
    const CaptureFile capture = recorded_capture(name);
    const auto whole = conversations_of(frames_where(capture, [](std::size_t) { return true; }));
    for (const CapturedFrame& frame : capture.frames) {
      Bytes bytes = frame.bytes;
      fill_offloaded_checksum(bytes);
      const FrameSummary summary = summarize(bytes);
      if (summary.protocol != "TLS" && summary.protocol != "DTLS") continue;
      std::istringstream names(summary.summary);
      std::string said;
      while (std::getline(names, said, ',')) {
        said.erase(0, said.find_first_not_of(' '));
        const bool is_true = std::ranges::any_of(whole, [&](const Conversation& one) {
          return std::ranges::any_of(one.entries, [&](const LadderEntry& entry) {
            return entry.name == said && entry.at <= frame.at &&
                   to_text(entry.from_client ? one.client : one.server) == summary.source;
          });
        });
        EXPECT_TRUE(is_true || unknown.contains(said) || said.find("not known") != said.npos)
            << name << ": " << summary.summary;
      }
    }
  }
}

}  // namespace
}  // namespace tlscam
