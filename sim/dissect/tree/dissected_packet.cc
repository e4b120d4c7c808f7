#include "sim/dissect/tree/dissected_packet.h"

namespace tlscam {

std::string_view to_text(DissectedPart::Kind kind) {
  constexpr std::string_view kNames[] = {"record", "decrypted", "message", "unreadable", "packet"};
  return kNames[static_cast<std::size_t>(kind)];
}

}  // namespace tlscam
