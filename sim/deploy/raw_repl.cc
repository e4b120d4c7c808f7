#include "sim/deploy/raw_repl.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "sim/base/cursor.h"
#include "sim/deploy/python_literal.h"
#include "sim/time/sleep.h"

namespace tlscam {

namespace {

using namespace std::chrono_literals;

constexpr Duration kSilence = 10s;
/// The time for the camera to compile what it was given.
constexpr Duration kPasteTime = 60s;
/// More than any camera's memory: only a camera that never stops talking reaches it.
constexpr std::size_t kLargestReply = 16u << 20;

constexpr std::uint8_t kWindowFree = 0x01;
constexpr std::uint8_t kEnd = 0x04;

constexpr std::string_view kInterrupt = "\r\x03\x03";
constexpr std::string_view kEnterRaw = "\r\x01";
constexpr std::string_view kLeaveRaw = "\r\x02";
constexpr std::string_view kFinish = "\x04";
constexpr std::string_view kTryRawPaste =
    "\x05"
    "A\x01";
constexpr std::string_view kBanner = "raw REPL; CTRL-B to exit\r\n";

/// The plain raw REPL has no flow control: mpremote sends this much every 10 ms.
constexpr std::size_t kPlainChunk = 256;
constexpr Duration kPlainPause = 10ms;

}  // namespace

std::string RawRepl::lost_or(std::string text) const {
  return line_.closed() ? fmt::format("the connection was lost: {}", line_.reason()) : text;
}

void RawRepl::keep(const Bytes& more) {
  bytes_heard_ += more.size();
  unread_.insert(unread_.end(), more.begin(), more.end());
}

/// Waits for more bytes; false when none came.
Task<bool> RawRepl::fill(Duration timeout) {
  const Bytes more = co_await line_.read(timeout);
  keep(more);
  co_return !more.empty();
}

/// The bytes up to and including `ending`. Fails with what has come instead, as a Python literal.
Task<Result<Bytes>> RawRepl::read_until(std::string ending, Limits limits) {
  const Instant begin = line_.time().now();
  const ByteView wanted = as_bytes(ending);
  std::size_t searched = 0;
  for (;;) {
    const auto from = unread_.begin() + static_cast<std::ptrdiff_t>(searched);
    const auto found = std::search(from, unread_.end(), wanted.begin(), wanted.end());
    if (found != unread_.end()) {
      const auto end = found + static_cast<std::ptrdiff_t>(wanted.size());
      Bytes result(unread_.begin(), end);
      unread_.erase(unread_.begin(), end);
      co_return result;
    }
    if (unread_.size() >= wanted.size()) searched = unread_.size() - wanted.size() + 1;
    const Duration spent = line_.time().now() - begin;
    const Duration timeout = std::min(limits.silence, limits.overall - spent);
    bool more = false;
    if (timeout > Duration::zero() && unread_.size() < kLargestReply) more = co_await fill(timeout);
    if (!more) break;
  }
  const std::size_t shown = std::min<std::size_t>(unread_.size(), 200);
  const std::string text = python_bytes(ByteView(unread_).last(shown));
  unread_.clear();
  co_return fail("{}", text);
}

Task<Result<Bytes>> RawRepl::read_exactly(std::size_t count) {
  while (unread_.size() < count) {
    const bool more = co_await fill(kSilence);
    if (!more) co_return fail("{}", python_bytes(std::exchange(unread_, {})));
  }
  const auto end = unread_.begin() + static_cast<std::ptrdiff_t>(count);
  Bytes result(unread_.begin(), end);
  unread_.erase(unread_.begin(), end);
  co_return result;
}

Task<Result<void>> RawRepl::expect(std::string ending, Duration overall) {
  const Result<Bytes> read = co_await read_until(std::move(ending), {kSilence, overall});
  if (read) co_return {};
  const std::string text =
      fmt::format("could not enter raw repl (the camera sent {} at the end)", read.error().text);
  co_return fail("{}", lost_or(text));
}

Task<Result<void>> RawRepl::enter(bool soft_reset, Duration timeout) {
  entered_ = false;
  line_.write(as_bytes(kInterrupt));
  keep(line_.read_now());
  unread_.clear();
  line_.write(as_bytes(kEnterRaw));

  Result<void> reached;
  if (soft_reset) {
    reached = co_await expect(std::string(kBanner) + ">", timeout);
    if (!reached) co_return reached;
    line_.write(as_bytes(kFinish));  // an empty command is a soft reset
    // The output of boot.py comes between this and the banner.
    reached = co_await expect("soft reboot\r\n", timeout);
    if (!reached) co_return reached;
  }
  reached = co_await expect(std::string(kBanner), timeout);
  entered_ = reached.has_value();
  co_return reached;
}

void RawRepl::leave() {
  line_.write(as_bytes(kLeaveRaw));
  entered_ = false;
}

Task<Result<void>> RawRepl::send(std::string code) {
  // These four steer the REPL itself, wherever they stand in the code.
  const auto control = std::find_if(code.begin(), code.end(), [](char c) { return c >= 1 && c <= 4; });
  if (control != code.end()) {
    const auto line = 1 + std::count(code.begin(), control, '\n');
    co_return fail(
        "the code has the control character 0x{:02x} in line {}; write it as an escape (\\x{:02x})",
        static_cast<int>(*control), line, static_cast<int>(*control));
  }
  if (code.empty()) code = "\n";  // nothing at all would be a soft reset

  Result<void> prompt = co_await expect(">", kSilence);
  if (!prompt) co_return prompt;
  if (raw_paste_) {
    line_.write(as_bytes(kTryRawPaste));
    const Result<Bytes> answer = co_await read_exactly(2);
    if (!answer) co_return fail("{}", lost_or("could not enter raw repl"));
    if (as_text(*answer) == std::string_view("R\x01", 2)) {
      Result<void> pasted = co_await send_raw_paste(std::move(code));
      co_return pasted;
    }
    raw_paste_ = false;
    if (as_text(*answer) != std::string_view("R\x00", 2)) {
      // A camera from before raw-paste mode took the Ctrl-A as a request for the banner.
      prompt = co_await expect("w REPL; CTRL-B to exit\r\n>", kSilence);
      if (!prompt) co_return prompt;
    }
  }
  Result<void> sent = co_await send_plain(std::move(code));
  co_return sent;
}

Task<Result<void>> RawRepl::send_plain(std::string code) {
  for (std::size_t at = 0; at < code.size(); at += kPlainChunk) {
    line_.write(as_bytes(code).subspan(at, std::min(kPlainChunk, code.size() - at)));
    co_await Sleep(line_.time(), kPlainPause);
  }
  line_.write(as_bytes(kFinish));
  const Result<Bytes> answer = co_await read_exactly(2);
  if (answer && as_text(*answer) == "OK") co_return {};
  const std::string response = answer ? python_bytes(*answer) : answer.error().text;
  co_return fail("{}", lost_or(fmt::format("could not exec command (response: {})", response)));
}

Task<Result<void>> RawRepl::send_raw_paste(std::string code) {
  const Result<Bytes> header = co_await read_exactly(2);
  if (!header) co_return fail("{}", lost_or("could not complete raw paste: no window size"));
  const std::size_t window = Cursor(*header).u16le();
  std::size_t free = window;

  std::size_t sent = 0;
  while (sent < code.size()) {
    keep(line_.read_now());
    if (free == 0 || !unread_.empty()) {
      const Result<Bytes> answer = co_await read_exactly(1);
      if (!answer)
        co_return fail("{}", lost_or("could not complete raw paste: the camera takes no more code"));
      if (answer->front() == kEnd) {  // it has seen enough, a syntax error for example: acknowledge
        line_.write(as_bytes(kFinish));
        co_return {};
      }
      if (answer->front() != kWindowFree)
        co_return fail("unexpected read during raw paste: {}", python_bytes(*answer));
      free += window;
      continue;
    }
    const std::size_t size = std::min(free, code.size() - sent);
    line_.write(as_bytes(code).subspan(sent, size));
    free -= size;
    sent += size;
  }
  line_.write(as_bytes(kFinish));
  const Result<Bytes> done = co_await read_until(std::string(kFinish), {kSilence, kPasteTime});
  if (done) co_return {};
  co_return fail("{}", lost_or(fmt::format("could not complete raw paste: {}", done.error().text)));
}

/// Passes the output on as it comes, up to the mark of its end, which it takes.
Task<Result<void>> RawRepl::stream_until_end(std::function<void(ByteView)> on_output, Duration silence) {
  for (;;) {
    const auto end = std::find(unread_.begin(), unread_.end(), kEnd);
    const auto size = static_cast<std::size_t>(end - unread_.begin());
    const bool ended = end != unread_.end();
    if (size > 0) on_output(ByteView(unread_).first(size));
    unread_.erase(unread_.begin(), ended ? end + 1 : end);
    if (ended) co_return {};
    const bool more = co_await fill(silence);
    if (!more) co_return fail("{}", lost_or("timeout waiting for first EOF reception"));
  }
}

Task<Result<ExecResult>> RawRepl::follow(FollowOptions options) {
  ExecResult result;
  const Limits limits{options.silence, kForever};
  const std::string end(kFinish);
  if (options.on_output) {
    const Result<void> streamed = co_await stream_until_end(options.on_output, options.silence);
    if (!streamed) co_return fail("{}", streamed.error().text);
  } else {
    Result<Bytes> output = co_await read_until(end, limits);
    if (!output) co_return fail("{}", lost_or("timeout waiting for first EOF reception"));
    result.output = std::move(*output);
    result.output.pop_back();
  }
  Result<Bytes> error = co_await read_until(end, limits);
  if (!error) co_return fail("{}", lost_or("timeout waiting for second EOF reception"));
  result.error = std::move(*error);
  result.error.pop_back();
  co_return result;
}

Task<Result<ExecResult>> RawRepl::exec(std::string code, FollowOptions options) {
  const Result<void> sent = co_await send(std::move(code));
  if (!sent) co_return fail("{}", sent.error().text);
  Result<ExecResult> result = co_await follow(std::move(options));
  co_return result;
}

}  // namespace tlscam
