#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/bytes.h"
#include "sim/dissect/decrypt/record_opener.h"
#include "sim/dissect/ladder/conversation.h"
#include "sim/wire/tls_handshake.h"

namespace tlscam {

/// `TlsItem` is one thing that an end said in TLS or DTLS, as far as it shows in the clear.
struct TlsItem {
  LadderKind kind = LadderKind::unreadable;
  std::string name{};       ///< as in LadderEntry
  std::uint64_t bytes = 0;  ///< as in LadderEntry
  bool encrypted = false;
  bool unknown = false;   ///< whether it is encrypted does not show
  std::string inside{};   ///< as in LadderEntry
  bool repeated = false;  ///< DTLS: the same was said before
  /// TLS: where it lies in the stream of its direction, with the header of the record that it begins.
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
  /// A handshake message in the clear that is complete with this item, and its body.
  std::optional<TlsHandshakeType> message{};
  Bytes body{};
  std::uint16_t sequence = 0;       ///< DTLS: its message_seq
  std::optional<TlsAlert> alert{};  ///< an alert in the clear, or in a record that was opened
};

/// `encrypted_item` is what the type of a record says about a record that is encrypted.
TlsItem encrypted_item(TlsContentType type, std::size_t size, bool finished);

/// `unknown_item` is the same when it does not show whether the record is encrypted.
TlsItem unknown_item(TlsContentType type, std::size_t size);

/// `look_inside` notes what was inside of a record that was opened: its alert, and the names of all that it
/// carries. `messages` are the handshake messages that are complete with it.
void look_inside(TlsItem& item, const OpenedRecord& opened, const std::vector<std::string>& messages);

/// An alert, ChangeCipherSpec or data in the clear. Not for handshake records.
TlsItem clear_item(TlsContentType type, ByteView payload);

}  // namespace tlscam
