#pragma once
#include <cstddef>
#include <optional>

#include "sim/stream/pdu_assembler.h"
#include "sim/stream/pdu_cutter.h"
#include "sim/wire/tls_handshake.h"
#include "sim/wire/tls_record.h"

namespace tlscam {

/// `TlsRecordFormat` is how records follow each other in one direction of a TLS connection (RFC 5246
/// section 6.2.1).
struct TlsRecordFormat {
  using Header = TlsRecordHeader;
  static constexpr std::size_t kHeaderSize = kTlsRecordHeaderSize;
  static constexpr std::size_t kLongest = kTlsLongestPayload;
  static std::optional<Header> parse(ByteView start) {
    const auto header = parse_tls_record_header(start);
    return header ? std::optional(*header) : std::nullopt;
  }
  static bool may_begin(ByteView start) { return may_be_tls_record(start); }
};

/// `TlsMessageFormat` is how handshake messages follow each other in what the handshake records of one
/// direction carry: a message may begin and end anywhere in a record, and go on in the next one (RFC 5246
/// section 7.4).
struct TlsMessageFormat {
  using Header = TlsHandshakeHeader;
  static constexpr std::size_t kHeaderSize = kTlsHandshakeHeaderSize;
  /// No message in the clear is as long, except a chain of certificates that no camera could take.
  static constexpr std::size_t kLongest = 256u << 10;
  static std::optional<Header> parse(ByteView start) {
    const auto header = parse_tls_handshake_header(start);
    return header ? std::optional(*header) : std::nullopt;
  }
  static bool may_begin(ByteView) { return true; }
};

using TlsRecordCutter = PduCutter<TlsRecordFormat>;
using TlsRecordAssembler = PduAssembler<TlsRecordFormat>;
using TlsMessageCutter = PduCutter<TlsMessageFormat>;
using TlsMessageAssembler = PduAssembler<TlsMessageFormat>;

}  // namespace tlscam
