#include "sim/lab/view/file_kinds.h"

namespace tlscam {
namespace {

struct NameEnding {
  std::string_view ending;
  FileKind kind;
};

// `certificate` stands for keys too: their names have the same endings.
constexpr NameEnding kEndings[] = {
    {".py", FileKind::script},       {".json", FileKind::text},       {".sh", FileKind::text},
    {".cnf", FileKind::text},        {".conf", FileKind::text},       {".ext", FileKind::text},
    {".txt", FileKind::text},        {".md", FileKind::text},         {".pcapng", FileKind::capture},
    {".pcap", FileKind::capture},    {".der", FileKind::certificate}, {".pem", FileKind::certificate},
    {".crt", FileKind::certificate}, {".cer", FileKind::certificate}, {".key", FileKind::certificate},
    {".p12", FileKind::certificate},
};

FileKind kind_by_name(std::string_view name) {
  for (const NameEnding& one : kEndings) {
    if (name.ends_with(one.ending)) return one.kind;
  }
  return FileKind::other;
}

}  // namespace

bool may_hold_certificate(std::string_view name, std::uint64_t size) {
  const FileKind kind = kind_by_name(name);
  return size > 0 && size <= kMostInspectedBytes &&
         (kind == FileKind::certificate || kind == FileKind::other);
}

bool is_named_as_certificate(std::string_view name) {
  return kind_by_name(name) == FileKind::certificate;
}

FileKind kind_of_file(std::string_view name, FileContent content) {
  switch (content) {
    case FileContent::certificate:
      return FileKind::certificate;
    case FileContent::chain:
      return FileKind::certificate_chain;
    case FileContent::certificate_request:
      return FileKind::certificate_request;
    case FileContent::private_key:
      return FileKind::private_key;
    case FileContent::public_key:
      return FileKind::public_key;
    case FileContent::other:
      break;
  }
  const FileKind kind = kind_by_name(name);
  return kind == FileKind::certificate ? FileKind::other : kind;
}

}  // namespace tlscam
