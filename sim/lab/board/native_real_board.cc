#include "sim/lab/board/native_real_board.h"

#include <poll.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <thread>

#include "sim/lab/board/board_greeting.h"

namespace tlscam {

namespace {

using namespace std::chrono_literals;

/// `stop` and the keyboard are looked at this often.
constexpr Duration kLongestWait = 20ms;
/// A USB port vanishes this soon after a reset, if it does.
constexpr auto kVanishes = 2s;
/// The time that a board takes to start and to be found by the computer.
constexpr auto kReturns = 20s;
/// The last bytes to be sent get this long.
constexpr auto kLastWords = 500ms;

Instant now() {
  return std::chrono::floor<Duration>(std::chrono::system_clock::now());
}

std::optional<SerialPort> usb_device_at(const std::string& port) {
  std::error_code error;
  const std::string path = std::filesystem::canonical(port, error).string();
  for (SerialPort& device : native_serial_ports())
    if (!device.path.empty() && device.path == (error ? port : path)) return std::move(device);
  return std::nullopt;
}

Task<Result<ExecResult>> run_script(RawRepl& repl, std::string script, RealBoard::OnOutput on_output) {
  FollowOptions options;
  options.silence = kForever;
  options.on_output = std::move(on_output);
  Result<ExecResult> result = co_await repl.exec(std::move(script), std::move(options));
  co_return result;
}

}  // namespace

Result<std::unique_ptr<RealBoard>> RealBoard::open(const std::string& port, const std::atomic<bool>& stop) {
  auto device = TerminalDevice::open(port, now());
  if (!device) return tl::unexpected(device.error());
  return std::unique_ptr<RealBoard>(new RealBoard(port, std::move(*device), stop));
}

RealBoard::RealBoard(std::string port, std::unique_ptr<TerminalDevice> device, const std::atomic<bool>& stop)
    : port_(std::move(port)), usb_(usb_device_at(port_)), stop_(stop), device_(std::move(device)) {}

RealBoard::~RealBoard() {
  deployment_.reset();
  connection_.reset();  // says goodbye
  flush();
}

void RealBoard::wait_a_moment() {
  const Duration until_event = std::max(Duration::zero(), device_->time().next() - now());
  const Duration wait = std::min(until_event, kLongestWait);
  // A negative descriptor, of a board that is gone, is passed over.
  pollfd device = {device_->descriptor(),
                   static_cast<short>(device_->wants_to_write() ? POLLIN | POLLOUT : POLLIN), 0};
  const auto milliseconds = std::chrono::ceil<std::chrono::milliseconds>(wait);
  ::poll(&device, 1, static_cast<int>(milliseconds.count()));
  device_->poll(now());
}

void RealBoard::flush() {
  const auto end = std::chrono::steady_clock::now() + kLastWords;
  while (device_->wants_to_write() && std::chrono::steady_clock::now() < end) wait_a_moment();
}

Result<BoardFacts> RealBoard::greet() {
  deployment_.reset();
  connection_.reset();
  connection_ = std::make_unique<BoardConnection>(*device_);
  deployment_ = std::make_unique<Deployment>(connection_->files());
  auto greeting = finish(greet_board(*connection_, *deployment_));
  if (!greeting) return fail("{}: {}", port_, greeting.error().text);
  recovered_ = std::move(greeting->recovered);
  return std::move(greeting->facts);
}

Result<BoardPath> RealBoard::resolve(const BoardFacts& facts, const std::string& to) {
  if (!to.empty()) return resolve_board_path(facts, to);
  const auto place = default_place(facts);
  if (!place) return tl::unexpected(place.error());
  return BoardPath{*place, *place};
}

Result<DeploymentPlan> RealBoard::plan(const BoardFacts& facts, std::vector<DeployFile> files) {
  return finish(deployment_->plan(facts, std::move(files)));
}

Result<void> RealBoard::carry_out(DeploymentPlan plan, Deployment::Progress progress) {
  return finish(deployment_->carry_out(std::move(plan), std::move(progress)));
}

Result<std::vector<std::string>> RealBoard::undo(const std::string& place) {
  return finish(deployment_->undo(place));
}

Result<std::string> RealBoard::run(std::string script, OnOutput on_output) {
  Task<Result<ExecResult>> task = run_script(connection_->repl(), std::move(script), std::move(on_output));
  task.start();
  bool interrupted = false;
  Instant give_up = kNever;
  while (!task.done() && now() < give_up) {
    if (stop_ && !interrupted) {
      interrupted = true;
      give_up = now() + 3s;
      connection_->line().write(as_bytes("\x03"));
    }
    wait_a_moment();
  }
  if (!task.done()) return fail("the script did not stop when it was interrupted; reset the board");
  const auto result = task.take();
  if (!result) return tl::unexpected(result.error());
  return std::string(as_text(result->error));
}

Result<void> RealBoard::reset() {
  const Result<void> sent = finish(connection_->reset());
  deployment_.reset();
  connection_.reset();
  if (!sent) return fail("{} could not be reset: {}", port_, sent.error().text);
  return wait_for_return();
}

bool RealBoard::reopen() {
  std::vector<std::string> candidates{port_};
  if (usb_)
    for (const SerialPort& device : native_serial_ports())
      if (device.vendor == usb_->vendor && device.product == usb_->product &&
          device.serial_number == usb_->serial_number && !device.path.empty())
        candidates.push_back(device.path);
  for (const std::string& candidate : candidates) {
    auto device = TerminalDevice::open(candidate, now());
    if (!device) continue;
    device_ = std::move(*device);
    port_ = candidate;
    return true;
  }
  return false;
}

Result<void> RealBoard::wait_for_return() {
  const auto begin = std::chrono::steady_clock::now();
  const auto passed = [begin] { return std::chrono::steady_clock::now() - begin; };
  while (!device_->closed() && passed() < kVanishes && !stop_) wait_a_moment();
  if (!device_->closed()) return {};  // the line of a serial adapter or of an emulated board stays
  while (passed() < kReturns && !stop_) {
    std::this_thread::sleep_for(200ms);
    if (reopen()) return {};
  }
  return fail(
      "{} has not come back after the reset. Does the board's LED blink? Then its firmware has crashed at "
      "the "
      "start, perhaps in boot.py or main.py; 'tlscam devices' shows whether it is in its bootloader",
      port_);
}

Result<void> RealBoard::talk(OnOutput on_output, std::function<std::optional<Bytes>()> typed) {
  deployment_.reset();
  connection_.reset();
  on_output(device_->read_now());
  device_->set_receiver([&on_output](ByteView bytes) { on_output(bytes); });
  bool leaving = false;
  while (!device_->closed() && !leaving && !stop_) {
    wait_a_moment();
    const std::optional<Bytes> keys = typed();
    if (keys)
      device_->write(*keys);
    else
      leaving = true;
  }
  device_->set_receiver({});
  if (device_->closed()) return fail("{}", device_->reason());
  return {};
}

}  // namespace tlscam
