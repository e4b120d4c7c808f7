#pragma once
#include <cstdint>

#include "camera_port.h"

namespace tlscam {

/// About how many instructions a Cortex-M7 needs for what a camera has computed: the operations of public
/// keys, each taken for what it needs on an emulated one (tests/bench/README.md). A handshake differs from
/// that by a quarter, with where the heap has its holes; hashing and ciphers are not in it.
std::uint64_t cortex_m7_instructions(const camera_work& work);

}  // namespace tlscam
