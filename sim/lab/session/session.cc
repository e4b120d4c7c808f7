#include "sim/lab/session/session.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "sim/lab/protocol/command_dispatch.h"
#include "sim/lab/protocol/json_codec.h"
#include "sim/lab/session/dispatch.h"
#include "sim/lab/session/session_hands.h"
#include "sim/lab/session/session_state.h"
#include "sim/lab/watch/wait_report.h"
#include "sim/mystery/mystery.h"

namespace tlscam {
namespace {

using SteadyClock = std::chrono::steady_clock;

// The bytes that scripts sent last are still on their way when the scripts end: the time for them to arrive,
// and the most that real programs get to end their connections.
constexpr Duration kLastBytes = std::chrono::milliseconds(100);
constexpr Duration kFarewell = std::chrono::seconds(2);
// A world may be under way for this long, in real time, before an interrupt is seen.
constexpr std::chrono::milliseconds kPatience{50};
constexpr int kInterruptedExit = 130;

// Lets the last bytes through, and connections with real programs come to their end.
void say_farewell(SessionState& state, Instant end) {
  OpenWorld& opened = state.opened();
  if (!opened.outside().is_bridged()) return;
  const auto enough = [&] { return state.interrupted(); };
  const Instant sent = std::min(opened.now() + kLastBytes, end);
  const Instant last = std::min(opened.now() + kFarewell, end);
  while (!enough() && (opened.now() < sent || (opened.outside().is_busy() && opened.now() < last)))
    state.pace().advance_with_real_clock(last, enough);
}

}  // namespace

Session::Session(Options options)
    : state_(std::make_unique<SessionState>(std::move(options))),
      hands_(std::make_unique<SessionHands>(*this)) {
  state_->repeat = [this](const std::string& command) {
    return !command_dispatch::is_refusal(dispatch(*this, command));
  };
}
Session::~Session() = default;

void Session::add_lesson(Lesson lesson) {
  if (!state_->find_lesson(lesson.id)) state_->course().push_back(std::move(lesson));
}

Result<void> Session::open_mystery(const Mystery& mystery) {
  auto drawn = std::make_shared<const DrawnMystery>(DrawnMystery{mystery, {}});
  if (auto begun = state_->begin_opening(mystery.scene(), nullptr, "", {}, std::move(drawn)); !begun)
    return begun;
  return finish_open();
}

Result<void> Session::open(Scene scene, const std::string& folder) {
  if (auto begun = state_->begin_opening(std::move(scene), nullptr, folder, {}); !begun) return begun;
  return finish_open();
}

Result<void> Session::finish_open() {
  finish_opening();
  if (opening() == Opening::going_on) return fail("interrupted while the workstation's first commands ran");
  if (opening() == Opening::failed) return fail("{}", failure());
  return {};
}

void Session::finish_opening() {
  while (opening() == Opening::going_on && !state_->interrupted()) state_->look_at_opening(kPatience);
}

Session::Opening Session::opening() const {
  return state_->opening();
}

const std::string& Session::failure() const {
  return state_->failure();
}

template <class Command>
Result<typename Command::Reply> Session::perform(const Command& command) {
  constexpr CommandTraits traits = Command::kTraits;
  if (traits.needs_world && (!state_->has_world() || opening() == Opening::going_on))
    return fail("there is no world yet; it is being made, or could not be");
  RunLog* const log = traits.effect == Effect::changes ? &state_->opened().log() : nullptr;
  const std::size_t logged = log ? log->entries.size() : 0;
  if (log) log->entries.push_back({state_->opened().moment(), command_dispatch::command_text(command), 0});
  auto reply = carry_out(*state_, command);
  if (!reply) {
    if (log) log->entries.erase(log->entries.begin() + static_cast<std::ptrdiff_t>(logged));
    return reply;
  }
  if (traits.effect != Effect::asks) state_->note_news();
  if (traits.touches_files) state_->note_file_change();
  // The next command may undo what this one did before any time passes: a power switch, for example.
  if (traits.effect == Effect::changes) state_->look_at_lesson();
  return reply;
}

namespace {

// Makes `perform` for every command of the list, for whoever links the lab.
template <class... Commands>
constexpr auto all_of(std::type_identity<std::tuple<Commands...>>) {
  return std::tuple(&Session::perform<Commands>...);
}

}  // namespace

extern const decltype(all_of(std::type_identity<CommandList>{})) kPerformed;
const decltype(all_of(std::type_identity<CommandList>{})) kPerformed =
    all_of(std::type_identity<CommandList>{});

void Session::advance(Duration real, const std::function<bool()>& late) {
  state_->advance(real, late);
  state_->perform_acts(*hands_);
}

RunEnd Session::run() {
  OpenWorld& opened = state_->opened();
  World& world = opened.world();
  const Instant end = opened.scene().clock + opened.scene().run_for;
  // Without a script to wait for, the cameras run their own main.py until the time is up.
  const bool has_scripts = !world.scripts().empty();
  state_->stop_run(false);
  const auto enough = [&] {
    return state_->interrupted() || state_->stops_run() || (has_scripts && world.all_scripts_ended());
  };
  if (opened.scene().real_time) {
    while (!enough() && opened.now() < end) state_->pace().advance_with_real_clock(end, enough);
    say_farewell(*state_, end);
  } else {
    opened.pass_until(end, enough);
  }
  opened.flush_lines();
  if (state_->interrupted()) return RunEnd::interrupted;
  if (state_->stops_run()) return RunEnd::stopped;
  return world.all_scripts_ended() ? RunEnd::scripts_ended : RunEnd::time_ran_out;
}

void Session::stop_run() {
  state_->stop_run(true);
}

Result<void> Session::go_back(std::uint64_t events) {
  const auto way = state_->go_back({kNever, events});
  if (!way) return tl::unexpected(way.error());
  return {};
}

Result<void> Session::put_back(const std::string& past) {
  RunLog log;
  const auto read = from_json(nlohmann::json::parse(past, nullptr, false), "past", log);
  if (read) state_->put_back(std::move(log));
  return read;
}

CopyLabel Session::copy_label() const {
  return {state_->opened().moment(), state_->opened().log().programs.size()};
}

std::string Session::obstacle_to_going_back() const {
  return state_->obstacle_to_going_back();
}

std::string Session::waits() const {
  return describe_waits(state_->world());
}

std::uint64_t Session::frames_dropped() const {
  return state_->opened().frames_dropped();
}

int Session::finish_command() {
  OpenWorld& opened = state_->opened();
  Terminal& terminal = opened.terminal();
  const auto enough = [&] {
    terminal.look();
    return state_->interrupted() || !terminal.running();
  };
  while (!enough()) {
    if (terminal.takes_keys() && state_->options().read_terminal)
      terminal.type(state_->options().read_terminal());
    if (opened.scene().real_time) {
      state_->pace().advance_with_real_clock(kNever, enough);
    } else {
      opened.pass_until(opened.now() + std::chrono::seconds(1), enough);
    }
  }
  if (!terminal.running()) return terminal.exit_code();
  terminal.cancel();
  return kInterruptedExit;
}

void Session::idle(std::chrono::milliseconds time) {
  const SteadyClock::time_point end = SteadyClock::now() + time;
  const auto enough = [this] { return state_->interrupted(); };
  while (SteadyClock::now() < end && !enough()) {
    const Duration left = std::chrono::ceil<Duration>(end - SteadyClock::now());
    const Duration longest = std::clamp<Duration>(left, Duration::zero(), WorldPace::kLongestPause);
    state_->pace().advance_with_real_clock(kNever, enough, longest);
  }
}

std::optional<Instant> Session::true_time() const {
  if (!state_->has_world()) return std::nullopt;
  return state_->world().events().true_time();
}

std::optional<Instant> Session::now() const {
  if (!state_->has_world()) return std::nullopt;
  return state_->opened().now();
}

Update Session::take_update(Subscriber& subscriber, UpdateScope scope) {
  return state_->take_update(subscriber, scope);
}

bool Session::has_news(const Subscriber& subscriber) const {
  return state_->has_news(subscriber);
}

}  // namespace tlscam
