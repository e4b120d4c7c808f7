#include "sim/cli/dissect_command.h"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>

#include "sim/base/file.h"
#include "sim/cli/exit_code.h"
#include "sim/lab/capture_report.h"

namespace tlscam {
namespace {

/// A capture is held in memory, with a tree for one frame at a time.
constexpr std::uintmax_t kLargestFile = std::uintmax_t{1} << 30;

int complain(const std::string& text, int exit_code) {
  std::fprintf(stderr, "tlscam: %s\n", text.c_str());
  return exit_code;
}

/// `wanted`: what the file should be.
Result<Bytes> load(const std::string& name, std::string_view wanted) {
  const std::filesystem::path path(name);
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) {
    return fail("{} is a folder; give {}", name, wanted);
  }
  const std::uintmax_t size = std::filesystem::file_size(path, error);
  if (!error && size > kLargestFile) {
    return fail("{} has {} MB; files of up to {} MB are read", name, size >> 20, kLargestFile >> 20);
  }
  auto bytes = read_file(path);
  if (!bytes) return fail("{} cannot be read: {}", name, bytes.error().message());
  if (bytes->empty()) return fail("{} is empty; give {}", name, wanted);
  return std::move(*bytes);
}

}  // namespace

void add_dissect_options(CLI::App& command, DissectRequest& request) {
  command.add_option("file", request.file, "A capture: pcapng, or the older pcap")->required();
  CLI::Option* json = command.add_flag("--json", request.json, "Print one JSON object a frame");
  command.add_flag("--text", request.text, "Print an indented tree (default)")->excludes(json);
  command.add_option("--keylog", request.key_log,
                     "A key log (SSLKEYLOGFILE) that decrypts TLS and DTLS, besides the one in the capture");
  command.add_option("--only", request.only, "Only frames with this protocol: " + report_protocols());
}

int run_dissect(const DissectRequest& request) {
  const auto bytes = load(request.file, "a capture file (.pcapng or .pcap)");
  if (!bytes) return complain(bytes.error().text, kExitUsage);
  CaptureReport report{
      request.json ? CaptureReport::Format::json : CaptureReport::Format::text, request.only, {}};
  if (!request.key_log.empty()) {
    const auto lines = load(request.key_log, "a key log (the file that SSLKEYLOGFILE names)");
    if (!lines) return complain(lines.error().text, kExitUsage);
    report.key_log = as_text(*lines);
  }
  const auto note = report_capture(
      *bytes, report, [](std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); });
  if (!note) return complain(fmt::format("{}: {}", request.file, note.error().text), kExitUsage);
  if (!note->empty()) return complain(fmt::format("{}: {}", request.file, *note), kExitUsage);
  return kExitSuccess;
}

}  // namespace tlscam
