#pragma once
#include <cstdint>
#include <string>

namespace tlscam {

/// What a system call of this computer is for, in words that follow "it asked": "to start a program (system
/// call 59)".
std::string purpose_of_system_call(std::uint32_t number);

}  // namespace tlscam
