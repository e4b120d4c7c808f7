#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "sim/base/bytes.h"
#include "sim/base/result.h"
#include "sim/time/instant.h"

// Capture files: pcapng (draft-ietf-opsawg-pcapng) read and written, the older pcap read.

namespace tlscam {

/// Where frames were seen: for us a link.
struct CaptureInterface {
  std::string name;             ///< empty: the file names none
  std::uint16_t link_type = 1;  ///< the registry of the Tcpdump Group; 1: Ethernet
};

struct CapturedFrame {
  std::uint32_t interface = 0;  ///< into CaptureFile::interfaces
  Instant at;                   ///< microseconds are kept, finer times are cut
  Bytes bytes;
  std::uint32_t original_size = 0;  ///< on the wire; more than `bytes` has when the capture cut it
  std::string comment;              ///< UTF-8; empty: none
};

struct CaptureFile {
  std::vector<CaptureInterface> interfaces;
  std::vector<CapturedFrame> frames;  ///< in the order of the file
  std::string
      key_log;  ///< lines of the NSS key log format (SSLKEYLOGFILE), from the Decryption Secrets Blocks
  std::string comment;  ///< the section's
  std::string damage;   ///< why and where reading ended early: "byte 120: ..."; empty: all of it was read
};

/// A file of either format, in either byte order. Blocks that are not known are skipped; what is behind a
/// damaged place is left out. It fails only when the file is not a capture at all.
Result<CaptureFile> read_capture(ByteView bytes);

/// One section with everything of `file`. The key log comes before the frames, as Wireshark wants it.
Bytes write_pcapng(const CaptureFile& file);

}  // namespace tlscam
