#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "sim/lab/reader/reader.h"

namespace tlscam {

/// `dispatch` carries out a command that came as JSON, as dispatch() of a bench does.
std::string dispatch(Reader& reader, std::string_view text);

struct Begun {
  std::unique_ptr<Reader> reader;  ///< null if the file is not a capture
  std::string answer;              ///< {"reply": null} or {"refused": "why"}
};
Begun begin_reader(FileBytes capture, std::string key_log, ReaderLimits limits = {});

/// `overview_of` is the answer when all was read: {"reply": a CaptureView}.
std::string overview_of(const Reader& reader);

}  // namespace tlscam
