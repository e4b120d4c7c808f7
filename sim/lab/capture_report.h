#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "sim/base/bytes.h"
#include "sim/base/result.h"

namespace tlscam {

/// How `tlscam dissect` shows a capture.
struct CaptureReport {
  enum class Format {
    text,  ///< a tree for each frame, indented, with the place of each field's bytes
    json,  ///< an object for each frame, one a line
  };
  Format format = Format::text;
  std::string only;     ///< a protocol, see report_protocols(): no other frames; empty: all
  std::string key_log;  ///< lines of a key log (SSLKEYLOGFILE), besides those that the capture has itself
};

/// "arp, dhcp, dns, ..."
std::string report_protocols();

/// Dissects a capture file, frame by frame, and hands the text over in pieces. Returns what a person should
/// know besides: why reading ended early, that frames could not be read; empty: nothing. Fails, before any
/// text, for bytes that are no capture and for a protocol that is not known.
Result<std::string> report_capture(ByteView bytes, const CaptureReport& report,
                                   const std::function<void(std::string_view)>& print);

}  // namespace tlscam
