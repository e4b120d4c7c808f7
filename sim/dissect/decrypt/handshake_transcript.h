#pragma once
#include <memory>

#include "sim/base/bytes.h"
#include "sim/dissect/decrypt/tls_kdf.h"

namespace tlscam {

/// The handshake messages so far, of which both ends prove in Finished that they saw the same (RFC 5246
/// section 7.4.9, RFC 8446 section 4.4.1).
class HandshakeTranscript {
 public:
  HandshakeTranscript();
  ~HandshakeTranscript();
  HandshakeTranscript(HandshakeTranscript&&) noexcept;
  HandshakeTranscript& operator=(HandshakeTranscript&&) noexcept;

  /// The next message with its header, of either end.
  void add(ByteView message);
  /// A message is missing: from now on it is not known.
  void lose() { complete_ = false; }
  void clear() { *this = {}; }
  /// A HelloRetryRequest comes next: what was said so far stands there as its hash (RFC 8446 section 4.4.1).
  void fold(TlsHash hash);

  bool complete() const { return complete_; }
  /// The hash of all of them; nothing is hashed twice.
  Bytes digest(TlsHash hash);

 private:
  class RunningHash;

  Bytes messages_;
  std::unique_ptr<RunningHash> hashed_;  ///< the first messages, if a digest was wanted already
  bool complete_ = true;
};

}  // namespace tlscam
