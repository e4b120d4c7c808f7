#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tlscam {

/// The modules that a board is asked for: without them a script of the lessons ends at an import.
inline constexpr const char* kAskedModules[] = {
    "ssl",  "tls",    "socket", "network", "select", "time",    "ntptime",  "hashlib", "binascii",
    "json", "struct", "csi",    "sensor",  "image",  "machine", "requests", "mip",     "asyncio",
};

/// `BoardPlace` is a file system that a board has mounted.
struct BoardPlace {
  std::string path;        ///< "/flash"
  bool writable = false;   ///< as far as can be told without writing
  std::uint64_t size = 0;  ///< in bytes
  std::uint64_t free = 0;  ///< in bytes
};

/// `BoardFacts` is what a board says about itself. Facts that its firmware cannot tell are empty.
struct BoardFacts {
  std::string micropython;            ///< "1.26.0"
  std::optional<std::string> openmv;  ///< "4.8.1"
  std::string machine;  ///< sys.implementation._machine, or os.uname().machine of older firmware
  std::string board;    ///< omv.board_type(), or ""
  std::optional<std::uint64_t> heap_free, heap_used;  ///< MicroPython's own, in bytes
  std::vector<BoardPlace> places;
  std::string current_folder;
  std::optional<std::int64_t> clock;     ///< seconds since 1970, as the board's clock shows it
  std::vector<std::string> modules;      ///< those of kAskedModules that it has
  std::optional<std::string> unique_id;  ///< machine.unique_id() in hex digits
};

}  // namespace tlscam
