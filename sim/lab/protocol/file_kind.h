#pragma once
#include <array>
#include <string_view>

#include "sim/certificate/certificate_file.h"

namespace tlscam {

/// `FileKind` says what a file is for. A view chooses its picture and its actions by it.
enum class FileKind {
  other,
  folder,
  certificate,
  certificate_chain,  ///< two certificates or more, joined
  certificate_request,
  private_key,
  public_key,
  script,   ///< MicroPython
  text,     ///< configuration and notes
  capture,  ///< frames, as pcapng or pcap
};
constexpr auto enum_names(FileKind) {
  return std::array<std::string_view, 10>{"other",
                                          "folder",
                                          "certificate",
                                          "certificate_chain",
                                          "certificate_request",
                                          "private_key",
                                          "public_key",
                                          "script",
                                          "text",
                                          "capture"};
}
constexpr auto enum_names(FileEncoding) {
  return std::array<std::string_view, 3>{"none", "der", "pem"};
}

}  // namespace tlscam
