#pragma once
#include <string>
#include <string_view>

#include "sim/lab/session/session.h"

namespace tlscam {

/// Carries out a command that came as JSON: {"command": "power", "args": {...}}. The answer is JSON too:
/// {"reply": ...}, or {"refused": "why"}.
std::string dispatch(Session& session, std::string_view text);

/// Reads a value of a named type ("Update", or a command's name for its arguments) and writes it again, for
/// tests of the types on the other side. {"refused": "why"} when it cannot be read.
std::string round_trip(std::string_view type, std::string_view text);

/// An update as JSON.
std::string to_text(const Update& update);

}  // namespace tlscam
