#include "sim/cli/dissect_command.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>

#include "sim/base/byte_source.h"
#include "sim/base/file.h"
#include "sim/base/program_files.h"
#include "sim/cli/exit_code.h"
#include "sim/cli/interrupt.h"
#include "sim/cli/output.h"
#include "sim/lab/reader/capture_report.h"

namespace tlscam {
namespace {

/// Of a pipe, in bytes; files may be longer.
constexpr std::size_t kLongestPipe = std::size_t{1} << 30;

/// `Input` is a file that can be opened again and again. A pipe can be read only once, so its content is
/// kept. A file may be written while it is read: what it had when it was found is what it gives, every time.
class Input {
 public:
  /// `wanted` says what the file should be.
  static Result<Input> find(const std::string& name, std::string_view wanted) {
    Input input;
    input.path_ = name;
    std::error_code error;
    if (std::filesystem::is_directory(input.path_, error)) {
      return fail("{} is a folder; give {}", name, wanted);
    }
    if (!std::filesystem::is_regular_file(input.path_, error)) {
      auto bytes = read_file(input.path_, kLongestPipe);
      if (!bytes) return fail("{} cannot be read: {}", name, bytes.error().message());
      input.kept_ = std::move(*bytes);
    } else if (const auto source = open_file(input.path_); !source) {
      return fail("{} cannot be read: {}", name, source.error().message());
    }
    std::error_code no_size;
    input.size_ = input.kept_.empty() ? std::filesystem::file_size(input.path_, no_size) : input.kept_.size();
    if (no_size) input.size_ = 0;  // a device, which is read to its end
    std::uint8_t byte = 0;
    if (input.open()({&byte, 1}) == 0) return fail("{} is empty; give {}", name, wanted);
    return input;
  }

  std::uint64_t size() const { return size_; }

  ByteSource open() const {
    if (!kept_.empty()) return source_of(kept_);
    auto file = open_file(path_).value_or(source_of({}));
    return size_ == 0 ? std::move(file) : first_of(std::move(file), size_);
  }

 private:
  std::filesystem::path path_;
  Bytes kept_;
  std::uint64_t size_ = 0;
};

/// A line on the terminal that says how far the reading is. Nothing when there is no terminal, or when the
/// output goes to it.
class ProgressLine {
 public:
  explicit ProgressLine(std::uint64_t file_size)
      : file_size_(file_size),
        visible_(file_size > kSmall && isatty(STDERR_FILENO) && !isatty(STDOUT_FILENO)) {}

  void show(const CaptureProgress& progress) {
    const auto now = std::chrono::steady_clock::now();
    const bool is_next_pass = shown_ && progress.pass != pass_;
    if (!visible_ || (!is_next_pass && now - last_ < std::chrono::milliseconds(200))) return;
    last_ = now;
    pass_ = progress.pass;
    const bool secrets = progress.pass == CaptureProgress::Pass::secrets;
    fmt::print(stderr, "\r{} {:3} % of {} MB", secrets ? "looking for secrets:" : "reading frames:     ",
               std::min<std::uint64_t>(100, progress.position * 100 / file_size_), file_size_ >> 20);
    std::fflush(stderr);
    shown_ = true;
  }
  void clear() {
    if (shown_) fmt::print(stderr, "\r\x1b[K");
  }

 private:
  static constexpr std::uint64_t kSmall = 4u << 20;  // read in no time
  std::uint64_t file_size_;
  bool visible_;
  bool shown_ = false;
  CaptureProgress::Pass pass_{};
  std::chrono::steady_clock::time_point last_{};
};

/// A key log has a line or a few for each session.
constexpr std::size_t kLongestKeyLog = 64u << 20;

Result<std::string> load_key_log(const std::string& name) {
  const auto input = Input::find(name, "a key log (the file that SSLKEYLOGFILE names)");
  if (!input) return tl::unexpected(input.error());
  const ByteSource source = input->open();
  std::string lines;
  Bytes piece(64u << 10);
  while (const std::size_t size = source(piece)) {
    lines += as_text(ByteView(piece).first(size));
    if (lines.size() > kLongestKeyLog) {
      return fail("{} is longer than {} MB; that is no key log", name, kLongestKeyLog >> 20);
    }
  }
  return lines;
}

}  // namespace

void add_dissect_options(CLI::App& command, DissectRequest& request) {
  command.add_option("file", request.file, "A capture: pcapng, or the older pcap")->required();
  CLI::Option* json = command.add_flag("--json", request.json, "Print one JSON object a frame");
  command.add_flag("--text", request.text, "Print an indented tree (default)")->excludes(json);
  command
      .add_flag("--explain", request.explain, "Say in plain words what each field is, where it first appears")
      ->excludes(json);
  command.add_option("--keylog", request.key_log,
                     "A key log (SSLKEYLOGFILE) that decrypts TLS and DTLS, besides the one in the capture");
  command.add_option("--only", request.only, "Only frames with this protocol: " + report_protocols());
}

int run_dissect(const DissectRequest& request) {
  const auto capture = Input::find(request.file, "a capture file (.pcapng or .pcap)");
  if (!capture) return complain(capture.error().text, kExitUsage);
  CaptureReport report;
  if (request.json) report.format = CaptureReport::Format::json;
  report.only = request.only;
  if (request.explain) report.explanations = program_file("assets/explanations/en");
  if (!request.key_log.empty()) {
    auto lines = load_key_log(request.key_log);
    if (!lines) return complain(lines.error().text, kExitUsage);
    report.key_log = std::move(*lines);
  }
  catch_interrupts();
  ProgressLine line(capture->size());
  report.go_on = [&](const CaptureProgress& progress) {
    line.show(progress);
    return !interrupt_requested;
  };
  const auto note =
      report_capture([&] { return capture->open(); }, report, [](std::string_view text) { print(text); });
  line.clear();
  if (!note) return complain(fmt::format("{}: {}", request.file, note.error().text), kExitUsage);
  if (interrupt_requested)
    return complain(fmt::format("{}: {}", request.file, *note), interrupted_exit_code());
  if (!note->empty()) return complain(fmt::format("{}: {}", request.file, *note), kExitUsage);
  return kExitSuccess;
}

}  // namespace tlscam
