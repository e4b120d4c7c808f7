#include "tests/bench/capture_load.h"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

#include "sim/base/file.h"
#include "sim/capture/capture_file.h"
#include "sim/wire/checksum.h"
#include "sim/wire/ipv4.h"

namespace tlscam {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kIp = 14;        // after the Ethernet header
constexpr std::size_t kIpHeader = 20;  // no sender here uses options
constexpr std::size_t kChecksumOfIp = 10;
constexpr std::size_t kChecksumOfTcp = 16;
constexpr std::size_t kChecksumOfUdp = 6;

void put(Bytes& bytes, std::size_t at, std::uint16_t number) {
  bytes[at] = static_cast<std::uint8_t>(number >> 8);
  bytes[at + 1] = static_cast<std::uint8_t>(number);
}

/// `move_to` gives the frame other addresses, with the right checksums. Broadcasts and frames other than IPv4
/// stay as they are.
void move_to(Bytes& frame, std::uint16_t network) {
  if (frame.size() < kIp + kIpHeader || frame[12] != 8 || frame[13] != 0 || frame[kIp] != 0x45) return;
  Ipv4Packet packet;
  std::ranges::copy_n(frame.begin() + kIp + 12, 4, packet.source.octets.begin());
  std::ranges::copy_n(frame.begin() + kIp + 16, 4, packet.destination.octets.begin());
  const std::uint8_t protocol = frame[kIp + 9];
  const std::size_t length = std::size_t{frame[kIp + 2]} << 8 | frame[kIp + 3];
  const std::size_t checksum = kIp + kIpHeader + (protocol == kProtocolTcp ? kChecksumOfTcp : kChecksumOfUdp);
  const bool carries = protocol == kProtocolTcp || protocol == kProtocolUdp;
  const bool whole = length >= kIpHeader && kIp + length <= frame.size() && checksum + 2 <= kIp + length;
  if (!carries || !whole || packet.destination.octets[0] == 255 || packet.source.octets[0] == 0) return;
  for (Ipv4Address* address : {&packet.source, &packet.destination}) {
    address->octets = {10, static_cast<std::uint8_t>(network >> 8), static_cast<std::uint8_t>(network),
                       address->octets[3]};
  }
  std::ranges::copy(packet.source.octets, frame.begin() + kIp + 12);
  std::ranges::copy(packet.destination.octets, frame.begin() + kIp + 16);
  put(frame, kIp + kChecksumOfIp, 0);
  put(frame, kIp + kChecksumOfIp, internet_checksum(ByteView(frame).subspan(kIp, kIpHeader)));
  put(frame, checksum, 0);
  const ByteView segment = ByteView(frame).subspan(kIp + kIpHeader, length - kIpHeader);
  put(frame, checksum, transport_checksum(packet.source, packet.destination, protocol, segment));
}

std::vector<CaptureFile> captures_in(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".pcapng") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  std::vector<CaptureFile> captures;
  for (const fs::path& file : files) {
    const auto bytes = read_file(file);
    if (!bytes) throw std::runtime_error(file.string() + " cannot be read");
    auto capture = read_capture(*bytes);
    if (!capture || !capture->damage.empty())
      throw std::runtime_error(file.string() + " is no whole capture");
    captures.push_back(std::move(*capture));
  }
  return captures;
}

/// `frames_of` returns the blocks of frames, without those that describe the section and its only interface.
ByteView frames_of(ByteView pcapng) {
  for (int block = 0; block < 2; ++block) {
    Cursor in(pcapng.subspan(4));
    pcapng = pcapng.subspan(in.u32le());
  }
  return pcapng;
}

}  // namespace

void write_large_capture(const fs::path& folder, std::size_t size, const fs::path& file) {
  const auto write = [&](ByteView bytes, WriteMode mode) {
    if (write_file(file, bytes, mode)) throw std::runtime_error(file.string() + " cannot be written");
    return bytes.size();
  };
  const std::vector<CaptureFile> captures = captures_in(folder);
  CaptureFile begin;
  begin.interfaces.push_back({"bench", 1});
  for (const CaptureFile& capture : captures) begin.key_log += capture.key_log;
  std::size_t written = write(write_pcapng(begin), WriteMode::replace);
  for (std::uint16_t network = 0; written < size; ++network) {
    CaptureFile moved;
    moved.interfaces = begin.interfaces;
    moved.frames = captures[network % captures.size()].frames;
    for (CapturedFrame& frame : moved.frames) {
      frame.interface = 0;
      move_to(frame.bytes, network);
    }
    const Bytes bytes = write_pcapng(moved);
    written += write(frames_of(bytes), WriteMode::append);
  }
}

}  // namespace tlscam
