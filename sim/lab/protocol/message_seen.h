#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "sim/time/instant.h"

namespace tlscam {

/// The doings of one end while a message goes over the wire.
struct EndState {
  std::string does;           ///< "waits in the TLS handshake for a message from cam2"; empty: no camera
  std::string file;           ///< of the script's line that runs or waits; empty: none does
  std::uint32_t line = 0;     ///< from 1
  std::size_t heap_used = 0;  ///< bytes of the Python heap, when its last turn was over; 0: not known
  /// About as many instructions as its turns have taken a Cortex-M7 since the message before.
  std::uint64_t instructions = 0;
};

/// A message as it goes onto the wire, and what both ends do then.
struct MessageSeen {
  std::uint32_t conversation = 0;  ///< in the ladder
  std::uint32_t entry = 0;
  Instant at;        ///< when its first byte was sent, in virtual time
  std::string from;  ///< a node's name, or its address when it has none
  std::string to;
  std::string name;  ///< as in the ladder: "ClientHello"
  std::uint64_t bytes = 0;
  bool from_client = false;
  bool encrypted = false;
  bool lost = false;
  std::uint64_t events = 0;  ///< how many events of the world there were up to and with this one
  EndState sender;
  EndState receiver;
};

/// A certificate that a running camera has verified, for people.
struct VerificationStep {
  std::string subject;                ///< "CN=openmv"
  unsigned depth = 0;                 ///< 0: the peer's own; one more for each issuer
  std::vector<std::string> problems;  ///< what the camera found wrong; empty: nothing
};

}  // namespace tlscam
