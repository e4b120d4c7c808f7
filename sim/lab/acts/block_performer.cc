#include "sim/lab/acts/block_performer.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sim/lesson/camera_output.h"

namespace tlscam {
namespace {

using namespace std::chrono_literals;
using Kind = BlockAct::Kind;

// What has to be so before the next act begins.
enum class Effect {
  none,
  prompt,   // the camera is back at its prompt, or not running any more
  off,      // the camera is off
  script,   // the script has ended
  command,  // the terminal's command has ended
  time,     // its time has passed
};

// How each kind of act is typed, and which effect is waited for. After `at_most` the effect is not waited for
// any longer; what is not there then is for the checks of the lesson to say.
struct ActForm {
  Kind kind;
  bool is_typed;
  Effect effect;
  Duration at_most;
};
constexpr Duration kNoLimit = Duration::max();
constexpr ActForm kForms[] = {
    {Kind::switch_on, false, Effect::prompt, 10s},
    {Kind::switch_off, false, Effect::off, 5s},
    {Kind::reset, false, Effect::prompt, 5s},
    {Kind::stop, false, Effect::prompt, 5s},
    {Kind::type_line, true, Effect::prompt, 30s},
    {Kind::paste, false, Effect::prompt, 30s},
    {Kind::run_script, false, Effect::script, 0s},  // PerformOptions::script_time
    {Kind::type_command, true, Effect::command, kNoLimit},
    {Kind::write_file, false, Effect::none, 0s},
    {Kind::wait, false, Effect::time, kNoLimit},
    {Kind::to_world, false, Effect::none, 0s},
};

const ActForm& form_of(const BlockAct& act) {
  return *std::ranges::find(kForms, act.kind, &ActForm::kind);
}

constexpr std::string_view kEnter = "\r";
constexpr std::string_view kPasteBegin = "\x05";
constexpr std::string_view kPasteEnd = "\x04";

// Keys of a line are bytes; a character of more than one goes over as one key.
std::size_t key_size(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  while (end < text.size() && (static_cast<std::uint8_t>(text[end]) & 0xc0) == 0x80) ++end;
  return end - at;
}

std::string pasted(std::string text) {
  std::ranges::replace(text, '\n', '\r');
  return fmt::format("{}{}{}{}", kPasteBegin, text, kEnter, kPasteEnd);
}

Instant later(Instant now, Duration time) {
  return time == kNoLimit ? kNever : now + time;
}

}  // namespace

BlockPerformer::BlockPerformer(std::vector<BlockAct> acts, PerformOptions options)
    : acts_(std::move(acts)), options_(options) {
  if (acts_.empty()) state_ = State::done;
}

BlockPerformer::State BlockPerformer::advance(BlockHands& hands) {
  const std::size_t act = at_;
  while (at_ == act && can_advance(hands)) {
    switch (state_) {
      case State::ready:
        begin(hands);
        break;
      case State::typing:
        type_next_keys(hands);
        break;
      case State::waiting:
        end_waiting(hands);
        break;
      case State::done:
      case State::failed:
        break;
    }
  }
  return state_;
}

bool BlockPerformer::can_advance(const BlockHands& hands) const {
  switch (state_) {
    case State::ready:
      return acts_[at_].kind != Kind::type_command || !hands.runs_command();
    case State::typing:
      return hands.now() >= next_key_;
    case State::waiting:
      return has_effect(hands) || hands.now() >= deadline_;
    case State::done:
    case State::failed:
      return false;
  }
  return false;
}

bool BlockPerformer::only_waits() const {
  return state_ == State::waiting && at_ + 1 == acts_.size() && acts_[at_].kind == Kind::type_command;
}

std::optional<std::string> BlockPerformer::place() const {
  for (std::size_t i = std::min(at_ + 1, acts_.size()); i > 0; --i)
    if (acts_[i - 1].kind != Kind::wait && acts_[i - 1].kind != Kind::to_world) return acts_[i - 1].camera;
  return std::nullopt;
}

std::vector<std::string> BlockPerformer::written() const {
  std::vector<std::string> files;
  for (std::size_t i = 0; i < at_; ++i)
    if (acts_[i].kind == Kind::write_file) files.push_back(acts_[i].file);
  return files;
}

Instant BlockPerformer::wakes_at() const {
  if (state_ == State::typing) return next_key_;
  return state_ == State::waiting ? deadline_ : kNever;
}

void BlockPerformer::begin(BlockHands& hands) {
  const BlockAct& act = acts_[at_];
  if (act.kind == Kind::switch_on && hands.is_running(act.camera)) return next_act();
  if (form_of(act).is_typed) {
    if (act.kind == Kind::type_command) hands.clear_line();
    typed_ = 0;
    next_key_ = hands.now();
    state_ = State::typing;
    return;
  }
  if (!act.camera.empty()) said_before_ = hands.said(act.camera).size();
  if (auto done = carry_out(hands); !done) return fail_with(done.error().text);
  wait_for_effect(hands);
}

void BlockPerformer::type_next_keys(BlockHands& hands) {
  const BlockAct& act = acts_[at_];
  const bool one_by_one = options_.key_pause > Duration(0) && typed_ < act.text.size();
  const std::string keys = one_by_one ? act.text.substr(typed_, key_size(act.text, typed_))
                                      : act.text.substr(typed_).append(kEnter);
  if (!act.camera.empty()) said_before_ = hands.said(act.camera).size();
  const auto typed = act.camera.empty() ? hands.type_command(keys) : hands.type(act.camera, keys);
  if (!typed) return fail_with(typed.error().text);
  if (!one_by_one) return wait_for_effect(hands);
  typed_ += keys.size();
  next_key_ = hands.now() + options_.key_pause;
}

Result<void> BlockPerformer::carry_out(BlockHands& hands) {
  const BlockAct& act = acts_[at_];
  switch (act.kind) {
    case Kind::switch_on:
    case Kind::switch_off:
      return hands.power(act.camera, act.kind == Kind::switch_on);
    case Kind::reset:
      return hands.reset(act.camera);
    case Kind::stop:
      return hands.stop(act.camera);
    case Kind::paste:
      return hands.type(act.camera, pasted(act.text));
    case Kind::run_script:
      return hands.run_script(act.camera, act.file);
    case Kind::write_file:
      return hands.write_file(act.file, act.text);
    case Kind::to_world:
      return hands.press(act.press);
    case Kind::type_line:
    case Kind::type_command:
    case Kind::wait:
      break;
  }
  return {};
}

void BlockPerformer::wait_for_effect(const BlockHands& hands) {
  const BlockAct& act = acts_[at_];
  Duration at_most = form_of(act).at_most;
  if (act.kind == Kind::run_script) at_most = options_.script_time;
  if (act.kind == Kind::type_command) at_most = options_.command_time.value_or(kNoLimit);
  if (act.kind == Kind::wait) at_most = act.time;
  deadline_ = later(hands.now(), at_most);
  state_ = State::waiting;
}

void BlockPerformer::end_waiting(const BlockHands& hands) {
  const BlockAct& act = acts_[at_];
  if (!has_effect(hands) && act.kind == Kind::type_command)
    return fail_with(fmt::format("the command \"{}\" does not end", act.text));
  next_act();
}

bool BlockPerformer::has_effect(const BlockHands& hands) const {
  const BlockAct& act = acts_[at_];
  switch (form_of(act).effect) {
    case Effect::none:
      return true;
    case Effect::prompt: {
      if (!hands.is_running(act.camera)) return true;
      const std::string_view said = hands.said(act.camera);
      return said.size() > said_before_ && is_at_prompt(said);
    }
    case Effect::off:
      return !hands.is_running(act.camera);
    case Effect::script:
      return !hands.runs_script(act.camera);
    case Effect::command:
      return !hands.runs_command();
    case Effect::time:
      return false;  // until the deadline
  }
  return true;
}

void BlockPerformer::fail_with(std::string problem) {
  problem_ = std::move(problem);
  state_ = State::failed;
}

void BlockPerformer::next_act() {
  ++at_;
  state_ = at_ == acts_.size() ? State::done : State::ready;
}

}  // namespace tlscam
