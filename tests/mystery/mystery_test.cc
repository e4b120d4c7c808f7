// Mysteries are drawn by seed and played between real cameras. The evidence that is shown names the fault,
// the planned repair makes the lesson's checks true, and the repair of another part leaves them as they were.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <set>
#include <sstream>
#include <string>

#include "sim/lab/course/lesson_course.h"
#include "sim/lab/course/lesson_player.h"
#include "sim/lab/session/mystery_observer.h"
#include "sim/lab/session/native_platform.h"
#include "sim/lab/session/session_state.h"
#include "sim/mystery/mystery_repair.h"

namespace tlscam {
namespace {

struct Wanted {
  std::uint64_t first = 0, last = 15;
  std::uint64_t others = 6;  // how many pairs of a kind and another repair
  std::string only;          // a part of a kind's id; empty: all
};

Wanted& wanted() {
  static Wanted the_wanted;
  return the_wanted;
}

const Lesson& frame() {
  static const Lesson the_frame = [] {
    const auto files = read_lesson_folder(TLSCAM_LESSONS "/16-mysteries");
    EXPECT_TRUE(files) << files.error().text;
    auto lesson = load_lesson("16-mysteries", *files);
    EXPECT_TRUE(lesson) << lesson.error().text;
    return std::move(*lesson);
  }();
  return the_frame;
}

Session::Options options(std::map<std::string, std::string>& printed) {
  Session::Options options;
  options.platform = [] { return native_platform(TLSCAM_CAMERA); };
  options.repeatable_keys = true;
  options.listeners.on_line = [&](const std::string& camera, Instant, std::string_view line) {
    printed[camera] += fmt::format("{}\n", line);
  };
  return options;
}

// A mystery in its world, after its scripts have done what they can.
class PlayedMystery {
 public:
  explicit PlayedMystery(const Mystery& drawn) : mystery(drawn), session(options(printed)) {
    const auto opened = session.open_mystery(mystery);
    EXPECT_TRUE(opened) << opened.error().text;
    is_open = opened.has_value();
    if (is_open) (void)session.run();
  }

  std::string told() {
    std::string text = fmt::format("mystery {}, {}\n", mystery.seed, mystery.kind->id);
    for (const auto& [camera, lines] : printed) text += fmt::format("  {}| {}\n", camera, lines);
    for (const Diagnosis& diagnosis : diagnoses)
      for (const Cause& cause : diagnosis.causes)
        text += fmt::format("  {} {}{}: {} {}\n", diagnosis.camera, diagnosis.client, diagnosis.server,
                            cause.id, cause.cause);
    return text;
  }

  std::string why_not() {
    OpenWorld& opened = session.state().opened();
    return why_not_repaired(*opened.mystery_run(), observe_mystery(opened));
  }

  bool evidence_names_it() {
    diagnoses = session.perform(DiagnosesCommand{}).value();
    const auto names_it = [&](const Diagnosis& diagnosis) {
      return std::ranges::find(mystery.kind->causes, diagnosis.causes.front().id) !=
             mystery.kind->causes.end();
    };
    const auto is_printed = [&](const auto& said) {
      return said.second.find(mystery.kind->prints) != std::string::npos;
    };
    if (std::ranges::any_of(diagnoses, names_it)) return true;
    return !mystery.kind->prints.empty() && std::ranges::any_of(printed, is_printed);
  }

  const Mystery& mystery;
  std::map<std::string, std::string> printed;
  std::vector<Diagnosis> diagnoses;
  Session session;
  bool is_open = false;
};

TEST(Mysteries, are_named_by_their_evidence_and_solved_by_their_repair) {
  std::map<MysteryPart, int> repaired;
  for (std::uint64_t seed = wanted().first; seed <= wanted().last; ++seed) {
    const Mystery mystery = draw_mystery(seed);
    if (mystery.kind->id.find(wanted().only) == std::string_view::npos) continue;
    PlayedMystery played(mystery);
    ASSERT_TRUE(played.is_open);
    EXPECT_NE(played.why_not(), "") << played.told();
    EXPECT_TRUE(played.evidence_names_it()) << played.told();

    const Lesson lesson = mystery_lesson(frame(), mystery);
    LessonPlayer player(played.session, lesson, LessonPlayer::Files::made, {});
    while (!player.run().finished()) {
      const auto done = player.play_step();
      EXPECT_TRUE(done) << done.error().text << "\n" << played.told();
      if (!done) break;
    }
    Session::Subscriber subscriber;
    const auto shown = played.session.take_update(subscriber).snapshot.mystery;
    ASSERT_TRUE(shown);
    EXPECT_TRUE(shown->right);
    EXPECT_EQ(shown->truth, mystery.kind->title());
    EXPECT_EQ(shown->points, 75) << "the diagnosis was asked for, and nothing else";
    ++repaired[mystery.kind->part];
    if (!wanted().only.empty()) fmt::print("{}", played.told());
  }
  // No part is at fault so often that it is worth a guess.
  int all = 0, most = 0;
  for (const auto& [part, count] : repaired) {
    all += count;
    most = std::max(most, count);
  }
  constexpr int kMany = 50;
  if (all >= kMany) {
    EXPECT_LT(most * 3, all);
  }
}

// The files that a mystery's repair puts right, by their roles: "server.der", whatever it is called in this
// one.
std::set<std::string> repaired_files(const Mystery& mystery) {
  const MysterySetup& sound = mystery.sound;
  const std::pair<std::string, std::string> roles[] = {{sound.server.script.file, "server.py"},
                                                       {sound.client.script.file, "client.py"},
                                                       {sound.server.base, "server"},
                                                       {sound.client.base, "client"},
                                                       {sound.anchor, "authority"}};
  std::set<std::string> files;
  for (const LessonBlock& block : repair_of(mystery.kind->part, sound)) {
    std::istringstream lines(block.text);
    for (std::string line; block.kind == LessonBlock::Kind::workstation && std::getline(lines, line);) {
      const std::size_t copy = line.find(" cp ");
      std::istringstream words(copy == std::string::npos ? "" : line.substr(copy + 4));
      for (std::string word; words >> word && !word.starts_with(':');) {
        const auto role = std::ranges::find_if(
            roles, [&](const auto& one) { return !one.first.empty() && word.starts_with(one.first); });
        EXPECT_NE(role, std::end(roles)) << word;
        if (role != std::end(roles)) files.insert(role->second + word.substr(role->first.size()));
      }
    }
  }
  return files;
}

// Whoever always makes the same file anew, without a look at the evidence, is wrong most of the time.
TEST(Mysteries, are_not_solved_by_guessing_the_same_file) {
  constexpr int kMany = 200;
  std::map<std::string, int> right;
  for (std::uint64_t seed = 0; seed < kMany; ++seed)
    for (const std::string& file : repaired_files(draw_mystery(seed))) ++right[file];
  EXPECT_GT(right.size(), 5u);
  for (const auto& [file, count] : right) EXPECT_LT(count * 3, kMany) << file;
}

// The repair of one part may contain another one: whoever signs a certificate anew also copies it. A script
// that did not wait for its address finds it when it is run again.
bool may_solve(MysteryPart repair, const MysteryKind& kind) {
  if (repair == kind.part || kind.id == "server-died" || kind.id == "no-wait-for-address") return true;
  if (kind.id == "server-not-started") return repair == MysteryPart::server_script;
  if (kind.part == MysteryPart::client_anchor) return repair == MysteryPart::authority;
  return kind.id == "certificate-is-pem" && repair == MysteryPart::server_certificate;
}

TEST(Mysteries, are_not_solved_by_the_repair_of_another_part) {
  constexpr int kParts = static_cast<int>(MysteryPart::power) + 1;
  MysteryDraw draw(wanted().first + 1);
  std::uint64_t done = 0;
  for (std::uint64_t tried = 0; done < wanted().others && tried < 20 * wanted().others; ++tried) {
    const auto part = static_cast<MysteryPart>(draw.below(kParts));
    const MysteryKind& kind = mystery_kinds()[draw.below(mystery_kinds().size())];
    if (may_solve(part, kind) || kind.id.find(wanted().only) == std::string_view::npos) continue;
    ++done;
    const Mystery mystery = draw_mystery(tried, kind);
    PlayedMystery played(mystery);
    ASSERT_TRUE(played.is_open);
    Lesson lesson = mystery_lesson(frame(), mystery);
    lesson.steps.back().blocks = repair_of(part, mystery.sound);
    LessonPlayer player(played.session, lesson, LessonPlayer::Files::made, {});
    ASSERT_TRUE(player.play_step());
    EXPECT_FALSE(player.play_step()) << "repair " << static_cast<int>(part) << "\n" << played.told();
    EXPECT_NE(played.why_not(), "") << "repair " << static_cast<int>(part) << "\n" << played.told();
  }
}

}  // namespace
}  // namespace tlscam

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  tlscam::Wanted& wanted = tlscam::wanted();
  for (int i = 1; i < argc; i += 2) {
    const std::string option = argv[i];
    const std::string value = i + 1 < argc ? argv[i + 1] : "";
    unsigned long long first = 0, last = 0;
    bool known = !value.empty();
    if (option == "--seeds" && std::sscanf(value.c_str(), "%llu-%llu", &first, &last) == 2) {
      wanted.first = first;
      wanted.last = last;
    } else if (option == "--others") {
      wanted.others = std::strtoull(value.c_str(), nullptr, 10);
    } else if (option == "--only") {
      wanted.only = value;
    } else {
      known = false;
    }
    if (!known) {
      fmt::print(stderr, "mystery: {} {} is not understood; there are --seeds A-B, --others N, --only TEXT\n",
                 option, value);
      return 2;
    }
  }
  return RUN_ALL_TESTS();
}
