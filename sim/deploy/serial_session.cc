#include "sim/deploy/serial_session.h"

#include <utility>

namespace tlscam {

SerialSession::SerialSession(Transport& transport) : transport_(transport) {
  transport_.set_receiver([this](ByteView bytes) { receive(bytes); });
  transport_.set_watcher([this] {
    if (use_) use_->follow_state();
  });
}

SerialSession::~SerialSession() {
  transport_.set_receiver({});
  transport_.set_watcher({});
}

void SerialSession::receive(ByteView bytes) {
  if (tap_) tap_(bytes);
  if (use_) return use_->deliver(bytes);
  if (console_) console_(bytes);
}

std::unique_ptr<SerialSession::Use> SerialSession::use() {
  if (use_) return nullptr;
  std::unique_ptr<Use> use(new Use(*this));
  use_ = use.get();
  ++uses_;
  return use;
}

SerialSession::Use::Use(SerialSession& session) : Transport(session.time()), session_(session) {
  if (session.closed()) follow_state();
}

SerialSession::Use::~Use() {
  session_.use_ = nullptr;
  const Bytes unread = read_now();
  if (session_.console_ && !unread.empty()) session_.console_(unread);
}

void SerialSession::Use::follow_state() {
  if (session_.closed())
    set_closed(session_.reason());
  else
    set_open();
}

}  // namespace tlscam
