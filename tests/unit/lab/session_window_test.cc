// A window on a session: it shares nothing with the world's thread but commands and snapshots.
#include "tests/unit/lab/session_thread_fixture.h"

namespace tlscam {
namespace {

class SessionWindowTest : public SessionThreadTest {
 protected:
  // Waits for a snapshot of the world as a command has left it: the next one may have been on its way before.
  bool until_next() {
    take_all();
    const std::uint64_t before = taken_;
    return until([&] { return taken_ > before + 1; });
  }

  void take(const SessionThread::News& news) override {
    if (!news.has_world) return;
    ++taken_;
    snapshot_ = news.update.snapshot;
    // Only conversations that have changed come again.
    std::map<std::uint32_t, ConversationSnapshot> shown;
    for (const std::uint32_t id : news.update.unchanged) shown[id] = conversations_[id];
    for (const auto& conversation : snapshot_.conversations) shown[conversation->id] = *conversation;
    conversations_ = std::move(shown);
  }

  void play_step(std::uint32_t step) {
    LessonActCommand act;
    act.step = step;
    const std::uint32_t number = done(act);
    ASSERT_TRUE(until([&] {
      return snapshot_.performance && snapshot_.performance->number == number &&
             !snapshot_.performance->goes_on && snapshot_.lesson->steps.at(step).state == "done";
    })) << "step "
        << step << (snapshot_.performance ? snapshot_.performance->problem : "");
  }

  const ConversationSnapshot& last_tls() const {
    const ConversationSnapshot* last = nullptr;
    for (const auto& [id, conversation] : conversations_)
      if (conversation.protocol == ConversationProtocol::tls) last = &conversation;
    EXPECT_TRUE(last);
    static const ConversationSnapshot kNone;
    return last ? *last : kNone;
  }

  std::uint64_t taken_ = 0;
  Snapshot snapshot_;
  std::map<std::uint32_t, ConversationSnapshot> conversations_;
};

TEST_F(SessionWindowTest, plays_the_third_lesson_by_its_own_actions_goes_back_and_forward_again) {
  done(OpenCommand{"first-verified-connection", 1, {}, {}});
  ASSERT_TRUE(until([&] { return snapshot_.lesson.has_value(); }));
  done(SetPaceCommand{false, 10});
  for (std::uint32_t step = 0; step < snapshot_.lesson->steps.size(); ++step)
    ASSERT_NO_FATAL_FAILURE(play_step(step));
  EXPECT_TRUE(snapshot_.lesson->finished);
  done(SetPaceCommand{true, 1});
  ASSERT_TRUE(until_next());
  const Instant end = snapshot_.now;
  const ConversationSnapshot at_the_end = last_tls();
  EXPECT_EQ(at_the_end.verdict, ConversationVerdict::closed_proved);
  EXPECT_EQ(at_the_end.trust, Trust::proved);

  for (int message = 0; message < 3; ++message) {
    const auto before = done(PreviousMessageCommand{});
    ASSERT_TRUE(before);
    done(GoBackCommand{*before});
    ASSERT_TRUE(until_next());
    EXPECT_EQ(snapshot_.step.at, before);
  }
  EXPECT_EQ(last_tls().id, at_the_end.id);
  EXPECT_EQ(last_tls().verdict, ConversationVerdict::proved);
  EXPECT_LT(last_tls().entries.size(), at_the_end.entries.size());

  done(RunToCommand{StepGoal::time, "", end});
  ASSERT_TRUE(until([&] { return snapshot_.now == end && snapshot_.paused; }));
  ASSERT_TRUE(until_next());
  EXPECT_EQ(last_tls().verdict, at_the_end.verdict);
  EXPECT_EQ(last_tls().entries.size(), at_the_end.entries.size());
}

TEST_F(SessionWindowTest, plays_a_mystery_by_its_own_actions) {
  done(OpenCommand{"mysteries", 7, {}, {}});
  ASSERT_TRUE(until([&] { return snapshot_.mystery.has_value(); }));
  done(SetPaceCommand{false, 10});
  for (std::uint32_t step = 0; step < snapshot_.lesson->steps.size(); ++step)
    ASSERT_NO_FATAL_FAILURE(play_step(step));
  ASSERT_TRUE(until([&] { return snapshot_.mystery->right; }));
}

}  // namespace
}  // namespace tlscam
