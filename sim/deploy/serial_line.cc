#include "sim/deploy/serial_line.h"

#include <utility>

namespace tlscam {

SerialLine::SerialLine(EventQueue& events, Listener transmit)
    : events_(events), transmit_(std::move(transmit)) {}

void SerialLine::receive(ByteView bytes) {
  if (closed() || bytes.empty()) return;
  if (tap_) tap_(bytes);
  if (!in_use_) {
    if (console_) console_(bytes);
    return;
  }
  received_.insert(received_.end(), bytes.begin(), bytes.end());
  if (reading_) reading_->wake_at(events_.now());
}

void SerialLine::close(std::string reason) {
  closed_ = std::move(reason);
  if (reading_) reading_->wake_at(events_.now());
}

void SerialLine::write(ByteView bytes) {
  if (!closed() && !bytes.empty()) transmit_(bytes);
}

std::optional<SerialLine::Use> SerialLine::use() {
  if (in_use_) return std::nullopt;
  in_use_ = true;
  return Use(this);
}

void SerialLine::release() {
  in_use_ = false;
  const Bytes unread = read_now();
  if (console_ && !unread.empty()) console_(unread);
}

SerialLine::Read::~Read() {
  if (line_.reading_ == this) line_.reading_ = nullptr;
  if (wake_) line_.events_.cancel(*wake_);
}

void SerialLine::Read::await_suspend(coro::coroutine_handle<> reader) {
  reader_ = reader;
  line_.reading_ = this;
  const Instant now = line_.events_.now();
  if (timeout_ < kNever - now) wake_at(now + timeout_);
}

void SerialLine::Read::wake_at(Instant when) {
  if (wake_ && wake_->first <= when) return;  // it wakes at that time anyway
  if (wake_) line_.events_.cancel(*wake_);
  wake_ = line_.events_.at(when, [this] {
    wake_.reset();
    line_.reading_ = nullptr;
    reader_.resume();  // destroys this
  });
}

void Sleep::await_suspend(coro::coroutine_handle<> sleeper) {
  wake_ = events_.after(duration_, [this, sleeper]() mutable {
    wake_.reset();
    sleeper.resume();
  });
}

}  // namespace tlscam
