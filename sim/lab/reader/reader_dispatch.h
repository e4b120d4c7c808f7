#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "sim/lab/reader/reader.h"

namespace tlscam {

/// `dispatch` carries out a command that came as JSON, as dispatch() of a bench does.
std::string dispatch(Reader& reader, std::string_view text);

struct Opened {
  std::unique_ptr<Reader> reader;  ///< null if the file is not a capture
  std::string answer;              ///< {"reply": a CaptureView} or {"refused": "why"}
};
Opened open_reader(ByteView capture, const std::string& key_log);

}  // namespace tlscam
