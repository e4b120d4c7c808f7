#pragma once
#include "sim/base/bytes.h"
#include "sim/dissect/decrypt/tls_kdf.h"

namespace tlscam {

/// The handshake messages so far, of which both ends prove in Finished that they saw the same (RFC 5246
/// section 7.4.9, RFC 8446 section 4.4.1).
class HandshakeTranscript {
 public:
  /// The next message with its header, of either end.
  void add(ByteView message);
  /// A message is missing: from now on it is not known.
  void lose() { complete_ = false; }
  void clear() { *this = {}; }
  /// A HelloRetryRequest comes next: what was said so far stands there as its hash (RFC 8446 section 4.4.1).
  void fold(TlsHash hash);

  bool complete() const { return complete_; }
  Bytes digest(TlsHash hash) const;

 private:
  Bytes messages_;
  bool complete_ = true;
};

}  // namespace tlscam
