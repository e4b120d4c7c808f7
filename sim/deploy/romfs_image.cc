#include "sim/deploy/romfs_image.h"

#include <optional>
#include <string_view>

#include "sim/base/cursor.h"
#include "sim/base/writer.h"

namespace tlscam {

namespace {

enum RecordKind : std::uint64_t {
  kUnused = 0,
  kVerbatim = 2,
  kPointer = 3,
  kFolder = 4,
  kFile = 5,
  kFileSystem = 0x14a6b1,
};

constexpr int kDeepest = 32;

/// The most significant seven bits come first; the high bit of a byte says that another follows.
void put_number(Writer& writer, std::uint64_t value) {
  int shift = 63;
  while (shift > 0 && value >> shift == 0) shift -= 7;
  for (; shift > 0; shift -= 7) writer.u8(static_cast<std::uint8_t>(0x80 | ((value >> shift) & 0x7f)));
  writer.u8(value & 0x7f);
}

void put_record(Writer& writer, RecordKind kind, ByteView payload) {
  put_number(writer, kind);
  put_number(writer, payload.size());
  writer.bytes(payload);
}

void put_name(Writer& writer, std::string_view name) {
  put_number(writer, name.size());
  writer.bytes(as_bytes(name));
}

struct Node {
  std::map<std::string, Node> children;
  const Bytes* contents = nullptr;  // for files only
};

void put_children(Writer& writer, const Node& folder) {
  for (const auto& [name, node] : folder.children) {
    Writer payload;
    put_name(payload, name);
    if (node.contents)
      put_record(payload, kVerbatim, *node.contents);
    else
      put_children(payload, node);
    put_record(writer, node.contents ? kFile : kFolder, payload.view());
  }
}

Result<void> add(Node& root, const std::string& path, const Bytes& contents) {
  Node* node = &root;
  std::string_view rest = path;
  for (bool last = false; !last;) {
    const std::size_t slash = rest.find('/');
    last = slash == rest.npos;
    const std::string part(rest.substr(0, slash));
    const bool is_folder = last && part.empty() && node != &root;  // "lib/"
    if ((part.empty() && !is_folder) || part == "." || part == "..")
      return fail("'{}' is not a path for a ROMFS image", path);
    if (node->contents) return fail("'{}' lies inside of what is a file in the ROMFS image", path);
    if (is_folder) return {};
    node = &node->children[part];
    if (!last) rest.remove_prefix(slash + 1);
  }
  if (!node->children.empty()) return fail("'{}' is both a file and a folder in the ROMFS image", path);
  node->contents = &contents;
  return {};
}

std::optional<std::uint64_t> take_number(Cursor& cursor) {
  std::uint64_t value = 0;
  for (;;) {
    const std::uint8_t byte = cursor.u8();
    if (!cursor.ok() || value >> 57 != 0) return std::nullopt;
    value = value << 7 | (byte & 0x7f);
    if ((byte & 0x80) == 0) return value;
  }
}

struct Record {
  std::uint64_t kind;
  ByteView payload;
};

std::optional<Record> take_record(Cursor& cursor) {
  const auto kind = take_number(cursor);
  const auto size = take_number(cursor);
  if (!kind || !size || *size > cursor.remaining()) return std::nullopt;
  return Record{*kind, cursor.take(*size)};
}

/// `Reader` reads the records of one folder, and of those inside it, into `entries`.
class Reader {
 public:
  explicit Reader(std::vector<RomfsEntry>& entries) : entries_(entries) {}

  bool read(ByteView image) {
    Cursor cursor(image);
    const auto record = take_record(cursor);
    if (!record || record->kind != kFileSystem) return false;
    whole_ = record->payload;
    return read_folder(Cursor(whole_), "", 0);
  }

 private:
  bool read_folder(Cursor records, const std::string& path, int depth) {
    if (depth > kDeepest) return false;
    while (!records.at_end()) {
      const auto record = take_record(records);
      if (!record || record->kind == kUnused) return false;            // "can be used to detect corruption"
      if (record->kind != kFolder && record->kind != kFile) continue;  // unknown kinds must be skipped over
      Cursor inner(record->payload);
      const auto size = take_number(inner);
      if (!size || *size > inner.remaining()) return false;
      const std::string name(as_text(inner.take(*size)));
      const std::size_t index = entries_.size();
      entries_.push_back({path + name, record->kind == kFolder, {}});
      if (record->kind == kFolder) {
        if (!read_folder(inner, path + name + "/", depth + 1)) return false;
      } else {
        const auto contents = file_contents(inner);
        if (!contents) return false;
        entries_[index].contents = *contents;
      }
    }
    return true;
  }

  std::optional<ByteView> file_contents(Cursor records) {
    while (!records.at_end()) {
      const auto record = take_record(records);
      if (!record || record->kind == kUnused) return std::nullopt;
      if (record->kind == kVerbatim) return record->payload;
      if (record->kind != kPointer) continue;
      Cursor pointer(record->payload);
      const auto size = take_number(pointer);
      const auto offset = take_number(pointer);
      if (!size || !offset || *offset > whole_.size() || *size > whole_.size() - *offset) return std::nullopt;
      return whole_.subspan(static_cast<std::size_t>(*offset), static_cast<std::size_t>(*size));
    }
    return ByteView();
  }

  std::vector<RomfsEntry>& entries_;
  ByteView whole_;
};

}  // namespace

Result<Bytes> build_romfs(const std::map<std::string, Bytes>& files) {
  Node root;
  for (const auto& [path, contents] : files) {
    const Result<void> added = add(root, path, contents);
    if (!added) return tl::unexpected(added.error());
  }
  Writer payload;
  put_children(payload, root);
  Writer head;
  put_number(head, kFileSystem);
  Writer length;
  put_number(length, payload.size());
  // The total must be a multiple of two bytes; a number may be padded in front with 0x80.
  if ((head.size() + length.size() + payload.size()) % 2 != 0) head.u8(0x80);
  head.bytes(length.view()).bytes(payload.view());
  return head.take();
}

Result<std::vector<RomfsEntry>> list_romfs(ByteView image) {
  std::vector<RomfsEntry> entries;
  if (!Reader(entries).read(image)) return fail("this is not a valid ROMFS image");
  return entries;
}

Result<std::map<std::string, Bytes>> files_of_romfs(ByteView image) {
  const auto entries = list_romfs(image);
  if (!entries) return tl::unexpected(entries.error());
  std::map<std::string, Bytes> files;
  for (const RomfsEntry& entry : *entries) {
    if (!entry.is_folder && entry.path.ends_with('/'))
      return fail("the ROMFS image has a file named '{}'", entry.path);
    const std::string path = entry.is_folder ? entry.path + '/' : entry.path;
    if (!files.emplace(path, Bytes(entry.contents.begin(), entry.contents.end())).second)
      return fail("the ROMFS image has '{}' twice", path);
  }
  // Names with slashes, or that lead out of a folder, are refused by the builder.
  if (auto built = build_romfs(files); !built) return tl::unexpected(built.error());
  for (auto entry = files.begin(); entry != files.end();) {
    const auto next = std::next(entry);
    const bool has_more =
        entry->first.ends_with('/') && next != files.end() && next->first.starts_with(entry->first);
    entry = has_more ? files.erase(entry) : next;
  }
  return files;
}

}  // namespace tlscam
