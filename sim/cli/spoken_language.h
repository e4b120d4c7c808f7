#pragma once
#include <string>

namespace tlscam {

/// `speak` lets lessons' checks and services speak a language ("de"), before there is a world. It returns
/// false, after saying why, when the language's words cannot be read; a language that has none leaves
/// English.
bool speak(const std::string& language);

}  // namespace tlscam
