#include "sim/lab/session/native_session_thread.h"

#include <chrono>

namespace tlscam {
namespace {

using SteadyClock = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr auto kTick = 16ms;          // between two looks at the clock
constexpr auto kBudget = 12ms;        // of a tick, for the world
constexpr auto kLongestStep = 100ms;  // real time that is made up for after a pause
constexpr auto kNewsEvery = 50ms;     // while something happens
constexpr auto kClocksEvery = 500ms;  // when nothing does: clocks go on
constexpr std::size_t kMostNews = 64;

}  // namespace

SessionThread::SessionThread(Session::Options options, std::function<void()> wake)
    : session_(std::move(options)), wake_(std::move(wake)), thread_([this] { live(); }) {}

SessionThread::~SessionThread() {
  {
    const std::lock_guard lock(mutex_);
    ends_ = true;
  }
  changed_.notify_one();
  thread_.join();
}

void SessionThread::post(std::function<void(Session&)> action) {
  {
    const std::lock_guard lock(mutex_);
    actions_.push_back(std::move(action));
  }
  changed_.notify_one();
}

std::vector<std::shared_ptr<const SessionThread::News>> SessionThread::take_news() {
  const std::lock_guard lock(mutex_);
  return std::exchange(news_, {});
}

void SessionThread::carry_out_actions() {
  std::vector<std::function<void(Session&)>> actions;
  {
    const std::lock_guard lock(mutex_);
    actions = std::exchange(actions_, {});
  }
  for (const auto& action : actions) action(session_);
}

void SessionThread::publish() {
  auto news = std::make_shared<News>();
  news->number = ++published_;
  news->opening = session_.opening();
  news->failure = session_.failure();
  news->has_world = session_.now().has_value();
  if (news->has_world) news->update = session_.take_update(subscriber_, UpdateScope::changes);
  {
    const std::lock_guard lock(mutex_);
    // A window that takes nothing loses the oldest.
    if (news_.size() == kMostNews) news_.erase(news_.begin());
    news_.push_back(std::move(news));
  }
  if (wake_) wake_();
}

void SessionThread::live() {
  SteadyClock::time_point before = SteadyClock::now();
  SteadyClock::time_point published = before;
  Session::Opening opening = session_.opening();
  for (;;) {
    {
      std::unique_lock lock(mutex_);
      changed_.wait_until(lock, before + kTick, [this] { return ends_ || !actions_.empty(); });
      if (ends_) return;
    }
    carry_out_actions();
    const SteadyClock::time_point now = SteadyClock::now();
    const auto passed = std::min<SteadyClock::duration>(now - before, kLongestStep);
    before = now;
    session_.advance(std::chrono::duration_cast<Duration>(passed),
                     [end = now + kBudget] { return SteadyClock::now() >= end; });
    const bool opened = std::exchange(opening, session_.opening()) != session_.opening();
    const auto since = now - published;
    const bool has_news = session_.now() && session_.has_news(subscriber_) && since >= kNewsEvery;
    if (!opened && !has_news && (!session_.now() || since < kClocksEvery)) continue;
    published = now;
    publish();
  }
}

}  // namespace tlscam
