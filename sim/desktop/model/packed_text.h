#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "sim/base/result.h"

namespace tlscam {

/// `pack_text` packs a text for links and notes as the page does (web/src/store/packed_text.ts): deflated, in
/// the letters of base64 that an address may have, as VERSION.LENGTH.DATA. LENGTH is that of DATA, so that a
/// cut link is noticed.
std::string pack_text(std::string_view version, std::string_view text);

/// `unpack_text` gives the text that was packed with this version; DATA has at most `longest` letters. It
/// fails, for people, when the text is of another version, was cut or changed, or swells to more than a scene
/// can be.
Result<std::string> unpack_text(std::string_view version, std::string_view packed, std::size_t longest);

}  // namespace tlscam
