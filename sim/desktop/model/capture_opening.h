#pragma once
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "sim/base/result.h"
#include "sim/desktop/model/desk.h"
#include "sim/lab/protocol/reader_command.h"

namespace tlscam {

class Reader;

/// A capture file that is being read, as the window sees it.
struct CaptureOpening {
  std::string name;  ///< without folders
  std::atomic<std::uint64_t> read = 0;
  std::atomic<std::uint64_t> total = 0;  ///< bytes; 0: not known yet
  std::atomic<bool> cancelled = false;
};

/// A capture file that is shown in place of the live world.
struct OpenCapture {
  OpenCapture();
  ~OpenCapture();
  OpenCapture(const OpenCapture&) = delete;
  OpenCapture& operator=(const OpenCapture&) = delete;

  std::string path;
  std::string name;
  CaptureView overview;  ///< its conversations are in `conversations`
  std::shared_ptr<const Desk::Conversations> conversations;
  std::unique_ptr<Reader> reader;  ///< belongs to the thread that opened it
};

/// Whether a file that was dropped or named goes with a capture: a key log, rather than a capture.
bool is_key_log(const std::string& path);
/// Whether its name is that of a capture.
bool is_capture(const std::string& path);

/// `open_capture` reads a whole capture file, which may take long; for a thread of its own. `progress` is
/// called now and then. Returns null when it was cancelled, and fails, for people, when the file cannot be
/// read. The file must stay as it is while it is open.
Result<std::shared_ptr<OpenCapture>> open_capture(const std::string& path, const std::string& key_log,
                                                  CaptureOpening& opening,
                                                  const std::function<void()>& progress);

}  // namespace tlscam
