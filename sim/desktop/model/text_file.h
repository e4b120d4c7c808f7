#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "sim/base/bytes.h"

namespace tlscam {

/// A file's text in the form in which it is edited.
struct TextFile {
  std::string text;
  bool crlf = false;  ///< its lines end with CR LF, which `text` has as LF
};

/// `read_text_file` takes a file's bytes for editing; nothing when they are not text (UTF-8 without zeros).
/// Only a file whose lines all end with CR LF is turned; one that mixes ends of lines keeps each as it is.
std::optional<TextFile> read_text_file(ByteView bytes);

/// `write_text_file` gives the bytes for a text that was edited, with the ends of lines that the file had.
Bytes write_text_file(std::string_view text, bool crlf);

}  // namespace tlscam
