#pragma once
#include <cstdint>
#include <string_view>

#include "sim/certificate/certificate_file.h"
#include "sim/lab/protocol/file_kind.h"

namespace tlscam {

/// `kMostInspectedBytes` is the size of the largest file that is looked into: certificates and keys are
/// smaller, and reading all files of a folder must stay cheap.
inline constexpr std::uint64_t kMostInspectedBytes = 64u << 10;

/// `may_hold_certificate` says whether a file is worth inspecting for a certificate or a key, by its name and
/// its size in bytes. Any name may hold one that is not the name of a program, a text or a capture.
bool may_hold_certificate(std::string_view name, std::uint64_t size);

/// `is_named_as_certificate` says whether the name promises a certificate or a key ("server.der", "ca.key").
bool is_named_as_certificate(std::string_view name);

/// `kind_of_file` says what a file is for: by what inspect() found in it, otherwise by its name.
FileKind kind_of_file(std::string_view name, FileContent content);

}  // namespace tlscam
