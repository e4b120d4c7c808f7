#include "sim/deploy/transport.h"

#include <utility>

namespace tlscam {

void Transport::deliver(ByteView bytes) {
  if (closed() || bytes.empty()) return;
  if (receiver_) return receiver_(bytes);
  received_.insert(received_.end(), bytes.begin(), bytes.end());
  if (reading_) reading_->wake_at(time_.now());
}

void Transport::set_closed(std::string reason) {
  closed_ = std::move(reason);
  if (reading_) reading_->wake_at(time_.now());
  if (watcher_) watcher_();
}

void Transport::set_open() {
  closed_.reset();
  if (watcher_) watcher_();
}

Transport::Read::~Read() {
  if (transport_.reading_ == this) transport_.reading_ = nullptr;
  if (wake_) transport_.time_.cancel(*wake_);
}

void Transport::Read::await_suspend(coro::coroutine_handle<> reader) {
  reader_ = reader;
  transport_.reading_ = this;
  const Instant now = transport_.time_.now();
  if (timeout_ < kNever - now) wake_at(now + timeout_);
}

void Transport::Read::wake_at(Instant when) {
  if (wake_ && wake_->first <= when) return;  // it wakes at that time anyway
  if (wake_) transport_.time_.cancel(*wake_);
  wake_ = transport_.time_.at(when, [this] {
    wake_.reset();
    transport_.reading_ = nullptr;
    reader_.resume();  // destroys this
  });
}

}  // namespace tlscam
