#include "sim/desktop/model/zip_file.h"

#include <zip.h>

#include <memory>

namespace tlscam {
namespace {

// The first day of 1980, at midnight: what is written does not depend on the time.
constexpr zip_uint16_t kNoTime = 0;
constexpr zip_uint16_t kFirstDay = 0x21;

struct FreeSource {
  void operator()(zip_source_t* source) const { zip_source_free(source); }
};
struct Discard {
  void operator()(zip_t* zip) const { zip_discard(zip); }
};
struct CloseFile {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};
using Source = std::unique_ptr<zip_source_t, FreeSource>;
using Archive = std::unique_ptr<zip_t, Discard>;
using OpenFile = std::unique_ptr<zip_file_t, CloseFile>;

// Borrows the bytes. libzip takes nothing at all for an archive without files.
Archive open(ByteView zip) {
  if (zip.empty()) return nullptr;
  Source source(zip_source_buffer_create(zip.data(), zip.size(), 0, nullptr));
  if (!source) return nullptr;
  Archive archive(zip_open_from_source(source.get(), ZIP_RDONLY, nullptr));
  if (archive) (void)source.release();  // it belongs to the archive
  return archive;
}

bool add(zip_t* archive, const ZippedFile& file) {
  zip_source_t* const added = zip_source_buffer(archive, file.content.data(), file.content.size(), 0);
  const zip_int64_t at = added ? zip_file_add(archive, file.name.c_str(), added, ZIP_FL_ENC_UTF_8) : -1;
  if (at < 0) {
    zip_source_free(added);
    return false;
  }
  const auto index = static_cast<zip_uint64_t>(at);
  return zip_set_file_compression(archive, index, ZIP_CM_DEFLATE, 9) == 0 &&
         zip_file_set_dostime(archive, index, kNoTime, kFirstDay, 0) == 0;
}

}  // namespace

bool is_zip(ByteView bytes) {
  return open(bytes) != nullptr;
}

std::optional<Bytes> read_zipped(ByteView zip, std::string_view name, std::size_t most) {
  const Archive archive = open(zip);
  if (!archive) return std::nullopt;
  const std::string wanted(name);
  zip_stat_t about;
  if (zip_stat(archive.get(), wanted.c_str(), 0, &about) != 0) return std::nullopt;
  if (!(about.valid & ZIP_STAT_SIZE) || !(about.valid & ZIP_STAT_INDEX) || about.size > most)
    return std::nullopt;
  const OpenFile file(zip_fopen_index(archive.get(), about.index, 0));
  if (!file) return std::nullopt;
  Bytes content;
  // The size that the directory says is believed as far as there are bytes: a damaged one costs no memory.
  // The checksum is compared when the end is read.
  for (;;) {
    constexpr std::size_t kPart = 64u << 10;
    const std::size_t before = content.size();
    content.resize(before + kPart);
    const zip_int64_t size = zip_fread(file.get(), content.data() + before, kPart);
    if (size < 0) return std::nullopt;
    content.resize(before + static_cast<std::size_t>(size));
    if (content.size() > most) return std::nullopt;
    if (size == 0) break;
  }
  if (content.size() != about.size) return std::nullopt;
  return content;
}

Bytes write_zip(const std::vector<ZippedFile>& files) {
  const Source written(zip_source_buffer_create(nullptr, 0, 0, nullptr));
  if (!written) return {};
  zip_source_keep(written.get());
  Archive archive(zip_open_from_source(written.get(), ZIP_TRUNCATE, nullptr));
  if (!archive) return {};
  for (const ZippedFile& file : files)
    if (!add(archive.get(), file)) return {};
  if (zip_close(archive.get()) != 0) return {};
  (void)archive.release();  // closing has freed it

  zip_stat_t about;
  if (zip_source_stat(written.get(), &about) != 0 || zip_source_open(written.get()) != 0) return {};
  Bytes zip(about.size);
  const zip_int64_t size = zip_source_read(written.get(), zip.data(), zip.size());
  zip_source_close(written.get());
  zip.resize(size < 0 ? 0 : static_cast<std::size_t>(size));
  return zip;
}

Bytes write_zipped(std::string_view name, ByteView content) {
  return write_zip({{std::string(name), content}});
}

}  // namespace tlscam
