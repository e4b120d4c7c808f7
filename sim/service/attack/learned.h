#pragma once
#include <cstdint>
#include <string>

#include "sim/base/bytes.h"
#include "sim/service/attack/learned_kind.h"
#include "sim/stream/flow.h"
#include "sim/time/instant.h"

namespace tlscam {

/// Learned is one thing that an attacker has learned, with the bytes that leaked.
struct Learned {
  LearnedKind kind = LearnedKind::text;
  Instant at;              ///< when it began, in virtual time
  FlowEnd from;            ///< the sender; port 0: not a matter of a port, or of nobody
  FlowEnd to;              ///< to whom
  bool sealed = false;     ///< it was encrypted on the wire, and the attacker had the key
  Bytes bytes;             ///< as text, a name, the content of a file; the first of very many
  std::uint64_t size = 0;  ///< bytes, with those that are not kept
  std::string about;       ///< which protocol or file it was: "TLS", "server-key.der"; may be empty
};

}  // namespace tlscam
