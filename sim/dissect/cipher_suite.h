#pragma once
#include <cstdint>
#include <string>

namespace tlscam {

/// The name of a cipher suite as the IANA registry writes it ("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");
/// "0x1a2b" for one that is not in it.
std::string cipher_suite_name(std::uint16_t suite);

}  // namespace tlscam
