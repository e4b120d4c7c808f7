#include "sim/net/message_scanner.h"

namespace tlscam {

std::optional<FaultTarget> to_target(TlsHandshakeType type) {
  switch (type) {
    case TlsHandshakeType::client_hello:
      return FaultTarget::client_hello;
    case TlsHandshakeType::server_hello:
      return FaultTarget::server_hello;
    case TlsHandshakeType::hello_verify_request:
      return FaultTarget::hello_verify_request;
    case TlsHandshakeType::new_session_ticket:
      return FaultTarget::new_session_ticket;
    case TlsHandshakeType::certificate:
      return FaultTarget::certificate;
    case TlsHandshakeType::server_key_exchange:
      return FaultTarget::server_key_exchange;
    case TlsHandshakeType::certificate_request:
      return FaultTarget::certificate_request;
    case TlsHandshakeType::server_hello_done:
      return FaultTarget::server_hello_done;
    case TlsHandshakeType::certificate_verify:
      return FaultTarget::certificate_verify;
    case TlsHandshakeType::client_key_exchange:
      return FaultTarget::client_key_exchange;
    case TlsHandshakeType::finished:
      return FaultTarget::finished;
    default:
      return std::nullopt;
  }
}

std::optional<FaultTarget> to_target(TlsContentType type) {
  switch (type) {
    case TlsContentType::change_cipher_spec:
      return FaultTarget::change_cipher_spec;
    case TlsContentType::alert:
      return FaultTarget::alert;
    case TlsContentType::handshake:
      return FaultTarget::finished;
    case TlsContentType::application_data:
      return FaultTarget::application_data;
    case TlsContentType::heartbeat:
      return std::nullopt;
  }
  return std::nullopt;
}

void MessageScanner::start() {
  record_header_.clear();
  message_header_.clear();
  message_size_.reset();
  message_offset_ = record_left_ = 0;
  ok_ = true;
}

std::optional<MessageScanner::Place> MessageScanner::next(std::uint8_t byte) {
  if (!ok_) return std::nullopt;
  if (record_left_ == 0) {
    record_header_.push_back(byte);
    if (record_header_.size() < kTlsRecordHeaderSize) return std::nullopt;
    const auto header = parse_tls_record_header(record_header_);
    record_header_.clear();
    ok_ = header.has_value();
    if (!ok_) return std::nullopt;
    type_ = header->type;
    record_size_ = record_left_ = header->length;
    return std::nullopt;
  }
  --record_left_;
  if (type_ == TlsContentType::handshake && !encrypted_) return next_of_handshake(byte);
  if (type_ == TlsContentType::change_cipher_spec) encrypted_ = true;
  return Place{to_target(type_), record_size_ - record_left_ - 1, record_size_};
}

// A message may begin and end anywhere in a record, and go on in the next one.
MessageScanner::Place MessageScanner::next_of_handshake(std::uint8_t byte) {
  const std::uint32_t offset = message_offset_++;
  if (offset == 0) {
    message_header_.clear();
    message_size_.reset();
  }
  if (message_header_.size() < kTlsHandshakeHeaderSize) message_header_.push_back(byte);
  if (const auto header = parse_tls_handshake_header(message_header_))
    message_size_ = header->length + static_cast<std::uint32_t>(kTlsHandshakeHeaderSize);
  const auto type = static_cast<TlsHandshakeType>(message_header_.front());
  if (message_size_ && message_offset_ >= *message_size_) message_offset_ = 0;
  return {to_target(type), offset, message_size_};
}

}  // namespace tlscam
