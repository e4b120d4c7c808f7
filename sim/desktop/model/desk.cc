#include "sim/desktop/model/desk.h"

#include <algorithm>

#include "sim/words/notice.h"

namespace tlscam {
namespace {

constexpr std::size_t kMostFrames = 500;

}  // namespace

Desk::Desk(Session::Options options, std::function<void()> wake) : wake_(std::move(wake)) {
  thread_ = std::make_unique<SessionThread>(std::move(options), wake_);
  send(CourseCommand{}, [this](Result<std::vector<LessonText>> course) {
    if (course) course_ = std::move(*course);
  });
}

void Desk::answer(std::function<void()> action) {
  {
    const std::lock_guard lock(mutex_);
    answers_.push_back(std::move(action));
  }
  wake_();
}

bool Desk::take() {
  const auto all_news = thread_->take_news();
  bool rewound = false;
  for (const auto& news : all_news) {
    rewound |= take_rewinds(news->number - 1);
    take(*news);
    taken_ = news->number;
  }
  rewound |= take_rewinds(taken_);
  std::vector<std::function<void()>> answers;
  {
    const std::lock_guard lock(mutex_);
    answers.swap(answers_);
  }
  for (const auto& action : answers) action();
  return rewound || !all_news.empty() || !answers.empty();
}

// Those that came before the news after these. Returns whether there were any.
bool Desk::take_rewinds(std::uint64_t news) {
  for (bool any = false;; any = true) {
    std::function<void()> action;
    {
      const std::lock_guard lock(mutex_);
      if (rewinds_.empty() || rewinds_.front().after > news) return any;
      action = std::move(rewinds_.front().action);
      rewinds_.pop_front();
    }
    action();
  }
}

void Desk::take(const SessionThread::News& news) {
  if (news.opening == Session::Opening::failed && !news.failure.empty()) {
    opening_ = false;
    notice(news.failure);
  }
  if (news.opening == Session::Opening::done && std::exchange(opening_, false)) {
    ++generation_;
    conversations_.clear();
    frames_.clear();
    frames_before_ = 0;
    selection = {};
    if (const auto opened = std::exchange(opened_, {})) opened();
  }
  if (!news.has_world) return;
  update_ = std::make_shared<const Update>(news.update);
  Conversations shown;
  for (const std::uint32_t id : update_->unchanged)
    if (const auto found = conversations_.find(id); found != conversations_.end()) shown.insert(*found);
  for (const auto& conversation : update_->snapshot.conversations)
    shown.insert_or_assign(conversation->id, conversation);
  conversations_ = std::move(shown);
  if (selection.conversation && !shown_conversations().contains(*selection.conversation)) {
    selection.conversation.reset();
    selection.entry.reset();
  }
  frames_.insert(frames_.end(), update_->frames.begin(), update_->frames.end());
  for (; frames_.size() > kMostFrames; ++frames_before_) frames_.pop_front();
  if (on_output)
    for (const OutputChunk& chunk : update_->output) on_output(chunk.camera, chunk.bytes);
}

void Desk::open(const std::string& lesson, std::uint64_t seed) {
  OpenCommand command;
  command.lesson = lesson;
  command.seed = seed;
  open(std::move(command));
}

void Desk::open(OpenCommand command, std::function<void(bool begun)> then, std::function<void()> opened) {
  if (before_opening) before_opening();
  opening_ = true;
  opened_ = std::move(opened);
  send(std::move(command), [this, then = std::move(then)](Result<Nothing> reply) {
    if (then) then(reply.has_value());
    if (reply) return;
    opening_ = false;
    notice(reply.error().text);
  });
}

const CameraSnapshot* Desk::camera(const std::string& name) const {
  if (!update_) return nullptr;
  for (const CameraSnapshot& camera : update_->snapshot.cameras)
    if (camera.name == name) return &camera;
  return nullptr;
}

void Desk::show_capture(std::shared_ptr<const Conversations> capture) {
  capture_ = std::move(capture);
  selection.conversation.reset();
  selection.entry.reset();
}

const ConversationSnapshot* Desk::conversation() const {
  const Conversations& shown = shown_conversations();
  if (shown.empty()) return nullptr;
  if (!selection.conversation) return &*shown.rbegin()->second;
  const auto found = shown.find(*selection.conversation);
  return found == shown.end() ? nullptr : &*found->second;
}

void Desk::go_back(Instant to, std::function<void()> then) {
  thread_->post([this, to, then = std::move(then)](Session& session) {
    auto went = session.perform(GoBackCommand{to});
    if (!went) return answer([this, why = went.error().text] { notice(why); });
    {
      const std::lock_guard lock(mutex_);
      rewinds_.push_back({thread_->published(), [this, went = *went, then] {
                            selection.entry.reset();
                            while (!frames_.empty() && frames_.back().at > went.from) frames_.pop_back();
                            if (on_rewind) on_rewind();
                            if (went.before_program) return notice(words<"notice.openssl_in_the_way">());
                            if (then) then();
                          }});
    }
    wake_();
  });
}

void Desk::step_back() {
  send(PreviousMessageCommand{}, [this](Result<std::optional<Instant>> at) {
    if (!at) return notice(at.error().text);
    if (!*at) return notice(words<"notice.no_earlier_message">());
    go_back(**at);
  });
}

const LadderEntrySnapshot* Desk::entry() const {
  const ConversationSnapshot* const shown = conversation();
  if (!shown || !selection.entry) return nullptr;
  const auto found = std::find_if(shown->entries.begin(), shown->entries.end(),
                                  [&](const LadderEntrySnapshot& one) { return one.id == *selection.entry; });
  return found == shown->entries.end() ? nullptr : &*found;
}

void Desk::select_neighbour(int step) {
  const ConversationSnapshot* const shown = conversation();
  if (!shown || shown->entries.empty()) return;
  const LadderEntrySnapshot* const present = entry();
  const auto last = static_cast<int>(shown->entries.size()) - 1;
  const int at = present ? static_cast<int>(present - shown->entries.data()) + step : step > 0 ? 0 : last;
  selection.conversation = shown->id;
  selection.entry = shown->entries[static_cast<std::size_t>(std::clamp(at, 0, last))].id;
}

const LessonText* Desk::lesson() const {
  const Snapshot* const shown = snapshot();
  if (!shown || !shown->lesson) return nullptr;
  for (const LessonText& text : course_)
    if (text.id == shown->lesson->id) return &text;
  return nullptr;
}

std::size_t Desk::lesson_place() const {
  const LessonText* const text = lesson();
  return text ? static_cast<std::size_t>(text - course_.data()) : 0;
}

void Desk::notice(std::string text) {
  const auto is_it = [&](const Notice& one) { return one.text == text; };
  if (std::none_of(notices_.begin(), notices_.end(), is_it)) notices_.push_back({std::move(text), "", {}});
}

void Desk::offer(std::string text, std::string label, std::function<void()> run) {
  std::erase_if(notices_, [&](const Notice& one) { return one.label == label; });
  notices_.push_back({std::move(text), std::move(label), std::move(run)});
}

}  // namespace tlscam
