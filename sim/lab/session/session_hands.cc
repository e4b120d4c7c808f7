#include "sim/lab/session/session_hands.h"

#include <algorithm>
#include <utility>

#include "sim/lab/session/network_values.h"
#include "sim/lab/session/session_state.h"
#include "sim/workstation/shell.h"

namespace tlscam {
namespace {

template <class Command>
Result<void> done_by(Session& session, const Command& command) {
  const auto reply = session.perform(command);
  if (!reply) return tl::unexpected(reply.error());
  return {};
}

Bytes as_owned_bytes(std::string_view text) {
  const ByteView bytes = as_bytes(text);
  return {bytes.begin(), bytes.end()};
}

}  // namespace

Instant SessionHands::now() const {
  return session_.state().opened().now();
}

bool SessionHands::is_running(const std::string& camera) const {
  const Camera* found = session_.state().world().find_camera(camera);
  return found && found->state() == CameraState::running;
}

std::string_view SessionHands::said(const std::string& camera) const {
  return session_.state().opened().said(camera);
}

bool SessionHands::runs_script(const std::string& camera) const {
  const Camera* found = session_.state().world().find_camera(camera);
  const ScriptRun* script = found ? session_.state().opened().last_script(*found) : nullptr;
  return script && script->state() == ScriptState::running;
}

bool SessionHands::runs_command() const {
  return session_.state().opened().terminal().running();
}

Result<void> SessionHands::power(const std::string& camera, bool on) {
  return done_by(session_, PowerCommand{camera, on});
}

Result<void> SessionHands::reset(const std::string& camera) {
  return done_by(session_, ResetCommand{camera});
}

Result<void> SessionHands::stop(const std::string& camera) {
  return done_by(session_, StopScriptCommand{camera});
}

Result<void> SessionHands::type(const std::string& camera, std::string_view keys) {
  // Keys at a camera that is off go nowhere, which is not refused: a lesson may show that mistake.
  if (!is_running(camera)) return {};
  return done_by(session_, TypeCommand{camera, as_owned_bytes(keys)});
}

Result<void> SessionHands::run_script(const std::string& camera, const std::string& file) {
  const auto text = session_.perform(ReadFileCommand{"", file});
  if (!text) return tl::unexpected(text.error());
  return done_by(session_, RunScriptCommand{camera, file, std::string(as_text(*text))});
}

void SessionHands::clear_line() {
  line_.clear();
  constexpr std::string_view kEndAndClear = "\x05\x15";
  if (session_.state().opened().prompt())
    (void)done_by(session_, TerminalKeysCommand{as_owned_bytes(kEndAndClear)});
}

Result<void> SessionHands::type_command(std::string_view keys) {
  if (session_.state().opened().prompt()) return done_by(session_, TerminalKeysCommand{as_owned_bytes(keys)});
  line_ += keys;
  if (!line_.ends_with('\r')) return {};
  line_.back() = '\n';
  if (wants_another_line(line_.substr(0, line_.size() - 1))) return {};
  line_.pop_back();
  return done_by(session_, ShellCommand{std::exchange(line_, {})});
}

Result<void> SessionHands::press(const LessonPress& press) {
  using Button = LessonPress::Button;
  switch (press.button) {
    case Button::true_time:
      return done_by(session_, SetClockCommand{press.date});
    case Button::later:
      return done_by(session_, SetClockCommand{session_.state().world().events().true_time() + press.time});
    case Button::cable_out:
    case Button::cable_in:
    case Button::loss:
    case Button::duplication:
    case Button::reordering:
    case Button::delay:
      return set_link(press);
    case Button::frame_fault:
      return done_by(session_, PlaceFaultCommand{press.link, press.fault});
    case Button::service_fault:
    case Button::service_repair:
      return set_service(press);
    case Button::attack_start:
    case Button::attack_stop:
      return done_by(session_, SetAttackerCommand{press.attacker, press.button == Button::attack_start});
    case Button::name_cause:
      return done_by(session_, NameCauseCommand{press.cause});
    case Button::power_on:
    case Button::power_off:
    case Button::reset:
    case Button::stop:
    case Button::wait:
      break;  // are acts of their own
  }
  return {};
}

Result<void> SessionHands::set_link(const LessonPress& press) {
  using Button = LessonPress::Button;
  const auto link = session_.state().link(press.link);
  if (!link) return tl::unexpected(link.error());
  const LinkConditions& now = (*link)->conditions();
  SetLinkCommand command{press.link, {now.up, now.delay, now.loss, now.duplication, now.reordering}};
  if (press.button == Button::cable_out) command.conditions.up = false;
  if (press.button == Button::cable_in) command.conditions.up = true;
  if (press.button == Button::loss) command.conditions.loss = press.share;
  if (press.button == Button::duplication) command.conditions.duplication = press.share;
  if (press.button == Button::reordering) command.conditions.reordering = press.share;
  if (press.button == Button::delay) command.conditions.delay = press.time;
  return done_by(session_, command);
}

// A service that can have several faults gets one more.
Result<void> SessionHands::set_service(const LessonPress& press) {
  const RunningService* const service = session_.state().world().services().find(press.service);
  if (!service) return fail("there is no service named {}", press.service);
  std::vector<ServiceFault> faults;
  if (press.button == LessonPress::Button::service_fault) {
    if (service->form->many_faults) faults = service->faults;
    if (std::ranges::find(faults, press.service_fault) == faults.end()) faults.push_back(press.service_fault);
  }
  return done_by(session_, SetServiceFaultsCommand{press.service, to_fields(faults)});
}

Result<void> SessionHands::write_file(const std::string& file, const std::string& text) {
  return done_by(session_, WriteFileCommand{"", file, as_owned_bytes(text)});
}

}  // namespace tlscam
