#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace tlscam {

/// A LearnedKind says what sort of thing an attacker has learned.
enum class LearnedKind : std::uint8_t {
  text,         ///< words of two ends to each other: bytes that leaked
  name,         ///< for which name somebody asked, in DNS or in a ClientHello
  certificate,  ///< whom a certificate names that went over the wire in the clear
  size,         ///< how much was said that could not be read
  changed,      ///< something that the attacker has put in the place of something else
  refused,      ///< somebody has noticed, and refused to go on
  file,         ///< a file that was copied
  key,          ///< a private key that was copied
};

/// The id of a kind, as lessons and snapshots write it: "text".
std::string_view learned_kind_id(LearnedKind kind);
/// Reads an id. Returns false, and leaves `kind` alone, when there is none like it.
bool read_learned_kind(std::string_view id, LearnedKind& kind);
/// Every id, with commas, for messages: "text, name, ...".
std::string learned_kind_ids();

}  // namespace tlscam
