#pragma once
#include <array>
#include <cstddef>
#include <string_view>

namespace tlscam {

/// The plural categories of Unicode CLDR, by the names that assets/words uses.
enum class PluralForm { zero, one, two, few, many, other };
inline constexpr std::array<std::string_view, 6> kPluralForms = {"zero", "one",  "two",
                                                                 "few",  "many", "other"};

/// The form that a language (ISO 639) uses for a whole number, by the cardinal rules of CLDR. A language that
/// this table does not have is treated as English is.
PluralForm plural_form(std::string_view language, std::size_t count);

}  // namespace tlscam
