#include "sim/dissect/ladder/tls_item.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "sim/wire/tls_names.h"

namespace tlscam {
namespace {

std::string_view compressed_name(TlsContentType type) {
  return type == TlsContentType::handshake ? "Handshake message (compressed)"
         : type == TlsContentType::alert   ? "Alert (compressed)"
                                           : "Application data (compressed)";
}

}  // namespace

TlsItem encrypted_item(TlsContentType type, std::size_t size, bool finished) {
  TlsItem item{.bytes = size, .encrypted = true};
  switch (type) {
    case TlsContentType::handshake:
      item.kind = LadderKind::handshake;
      // "A Finished message is always sent immediately after a change cipher spec message" (RFC 5246 7.4.9).
      item.name = finished ? "Finished" : "Handshake message (encrypted, which one is not known)";
      return item;
    case TlsContentType::alert:
      item.kind = LadderKind::alert;
      item.name = "Alert (encrypted)";
      return item;
    case TlsContentType::change_cipher_spec:
      item.kind = LadderKind::change_cipher_spec;
      item.name = "ChangeCipherSpec";
      return item;
    case TlsContentType::application_data:
    case TlsContentType::heartbeat:
      break;
  }
  item.kind = LadderKind::application_data;
  item.name = type == TlsContentType::heartbeat ? "Heartbeat" : "Application data";
  return item;
}

TlsItem unknown_item(TlsContentType type, std::size_t size) {
  TlsItem item = encrypted_item(type, size, false);
  item.encrypted = false;
  item.unknown = true;
  // In TLS 1.3 a handshake message or an alert may be inside of a record of data.
  item.name = type == TlsContentType::handshake          ? "Handshake record (beginning not captured)"
              : type == TlsContentType::application_data ? "Data record (beginning not captured)"
                                                         : "Record (beginning not captured)";
  return item;
}

void look_inside(TlsItem& item, const OpenedRecord& opened, const std::vector<std::string>& messages) {
  if (!opened.opened()) return;
  if (opened.compressed) {
    item.inside = compressed_name(opened.type);
    return;
  }
  if (opened.type == TlsContentType::handshake) {
    item.inside =
        messages.empty() ? "part of a handshake message" : fmt::format("{}", fmt::join(messages, ", "));
    return;
  }
  TlsItem inner = clear_item(opened.type, opened.readable());
  item.inside = opened.type == TlsContentType::application_data ? "Application data" : std::move(inner.name);
  item.alert = inner.alert;
  if (inner.alert) item.kind = LadderKind::alert;
}

TlsItem clear_item(TlsContentType type, ByteView payload) {
  TlsItem item{.bytes = payload.size()};
  switch (type) {
    case TlsContentType::change_cipher_spec:
      item.kind = LadderKind::change_cipher_spec;
      item.name = "ChangeCipherSpec";
      return item;
    case TlsContentType::alert:
      item.kind = LadderKind::alert;
      if (const auto alert = parse_tls_alert(payload)) {
        item.alert = *alert;
        item.name = fmt::format("Alert {}", to_text(*alert));
      } else {
        item.name = "Alert (unreadable)";
      }
      return item;
    case TlsContentType::handshake:
    case TlsContentType::application_data:
    case TlsContentType::heartbeat:
      break;
  }
  item.kind = LadderKind::application_data;
  item.name = type == TlsContentType::heartbeat ? "Heartbeat" : "Application data (in the clear)";
  return item;
}

}  // namespace tlscam
