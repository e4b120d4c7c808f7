#include "sim/capture/capture_file.h"

#include <algorithm>

#include "sim/base/writer.h"
#include "sim/capture/capture_format.h"
#include "sim/capture/capture_reader.h"

namespace tlscam {
namespace {

// Everything is written little-endian.

void put_option(Writer& out, std::uint16_t code, std::string_view text) {
  text = text.substr(0, 0xffff);
  out.u16le(code)
      .u16le(static_cast<std::uint16_t>(text.size()))
      .bytes(as_bytes(text))
      .fill(padding(text.size()));
}

void put_block(Writer& out, std::uint32_t type, ByteView body) {
  const auto size = static_cast<std::uint32_t>(body.size() + padding(body.size()) + 12);
  out.u32le(type).u32le(size).bytes(body).fill(padding(body.size())).u32le(size);
}

void put_frame(Writer& out, const CapturedFrame& frame) {
  const auto ticks = static_cast<std::uint64_t>(frame.at.time_since_epoch().count());
  Writer body;
  body.u32le(frame.interface)
      .u32le(static_cast<std::uint32_t>(ticks >> 32))
      .u32le(static_cast<std::uint32_t>(ticks))
      .u32le(static_cast<std::uint32_t>(frame.bytes.size()))
      .u32le(std::max(frame.original_size, static_cast<std::uint32_t>(frame.bytes.size())))
      .bytes(frame.bytes)
      .fill(padding(frame.bytes.size()));
  if (!frame.comment.empty()) {
    put_option(body, kComment, frame.comment);
    put_option(body, kEndOfOptions, "");
  }
  put_block(out, kEnhancedPacket, body.view());
}

}  // namespace

Result<CaptureFile> read_capture(ByteView bytes) {
  auto reader = CaptureReader::open(source_of(bytes));
  if (!reader) return tl::unexpected(reader.error());
  CaptureFile file;
  while (const CapturedFrame* frame = reader->next()) file.frames.push_back(*frame);
  file.interfaces = reader->interfaces();
  file.key_log = reader->key_log();
  file.comment = reader->comment();
  file.damage = reader->damage();
  return file;
}

Bytes write_pcapng(const CaptureFile& file) {
  Writer out;
  Writer section;
  section.u32le(kByteOrderMagic).u16le(1).u16le(0).fill(8, 0xff);  // its length is not known
  if (!file.comment.empty()) {
    put_option(section, kComment, file.comment);
    put_option(section, kEndOfOptions, "");
  }
  put_block(out, kSectionHeader, section.view());
  for (const CaptureInterface& interface : file.interfaces) {
    Writer body;
    body.u16le(interface.link_type).u16le(0).u32le(0);  // whole frames
    put_option(body, kInterfaceName, interface.name);
    put_option(body, kEndOfOptions, "");
    put_block(out, kInterfaceDescription, body.view());
  }
  if (!file.key_log.empty()) {
    Writer body;
    body.u32le(kTlsKeyLog)
        .u32le(static_cast<std::uint32_t>(file.key_log.size()))
        .bytes(as_bytes(file.key_log));
    put_block(out, kDecryptionSecrets, body.view());
  }
  for (const CapturedFrame& frame : file.frames) put_frame(out, frame);
  return out.take();
}

}  // namespace tlscam
