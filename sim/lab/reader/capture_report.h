#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "sim/base/byte_source.h"
#include "sim/base/result.h"

namespace tlscam {

/// How far the reading of a capture is. The file is read twice: the secrets may stand behind the frames that
/// they open.
struct CaptureProgress {
  enum class Pass { secrets, frames };
  Pass pass = Pass::secrets;
  std::uint64_t position = 0;  ///< bytes of the file
};

/// How `tlscam dissect` shows a capture.
struct CaptureReport {
  enum class Format {
    text,  ///< a tree for each frame, indented, with the place of each field's bytes
    json,  ///< an object for each frame, one a line
  };
  Format format = Format::text;
  std::string only;     ///< a protocol, see report_protocols(): no other frames; empty: all
  std::string key_log;  ///< lines of a key log (SSLKEYLOGFILE), besides those that the capture has itself
  /// A folder with explanations in one language (assets/explanations/en): the text has each below the field
  /// that it explains, the first time; empty: none.
  std::string explanations{};
  /// It is asked now and then, and ends the reading by saying false. Empty: nobody is asked.
  std::function<bool(const CaptureProgress&)> go_on{};
};

/// "arp, dhcp, dns, ..."
std::string report_protocols();

/// Dissects a capture file, frame by frame, and hands the text over in pieces; memory does not depend on the
/// size of the file. `open` gives the file from its start, more than once: the secrets may stand behind the
/// frames that they open. Returns what a person should know besides: why reading ended early, that frames
/// could not be read; empty: nothing. Fails, before any text, for bytes that are no capture and for a
/// protocol that is not known.
Result<std::string> report_capture(const std::function<ByteSource()>& open, const CaptureReport& report,
                                   const std::function<void(std::string_view)>& print);

}  // namespace tlscam
