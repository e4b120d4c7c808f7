#include "sim/desktop/model/backup_file.h"

#include <nlohmann/json.hpp>

#include "sim/desktop/model/zip_file.h"
#include "sim/lab/protocol/json_codec.h"
#include "sim/words/notice.h"

namespace tlscam {
namespace {

// As in web/src/store/backup.ts.
constexpr std::string_view kName = "tlscam-backup.json";
constexpr std::string_view kFormat = "tlscam-backup";
constexpr unsigned kVersion = 2;
constexpr std::size_t kLargest = 256u << 20;
constexpr std::string_view kWorld = "world/";

tl::unexpected<Error> refused(std::string why) {
  return tl::unexpected(Error{std::move(why)});
}

}  // namespace

Result<BackupWorlds> read_backup(ByteView zip) {
  if (!is_zip(zip)) return refused(words<"notice.backup_unreadable">());
  const auto text = read_zipped(zip, kName, kLargest);
  if (!text) return refused(words<"notice.zip_not_ours">());
  const auto json = nlohmann::json::parse(as_text(*text), nullptr, false);
  if (json.is_discarded()) return refused(words<"notice.backup_unreadable">());
  const auto format = json.find("format");
  const auto kept = json.find("kept");
  if (format == json.end() || *format != kFormat || kept == json.end() || !kept->is_object())
    return refused(words<"notice.backup_not_ours">());
  const auto version = json.find("version");
  if (version == json.end() || *version != kVersion)
    return refused(words<"notice.backup_version">(
        {.found = version == json.end() ? "?" : version->dump(), .known = kVersion}));
  BackupWorlds worlds;
  for (const auto& [key, value] : kept->items()) {
    if (!key.starts_with(kWorld)) continue;
    SavedWorld world;
    if (auto read = from_json(value, key, world); !read || world.format != SavedWorld{}.format)
      return refused(words<"notice.backup_damaged">({.place = key}));
    worlds.emplace(key.substr(kWorld.size()), std::move(world));
  }
  return worlds;
}

Bytes write_backup(const BackupWorlds& worlds) {
  nlohmann::json kept = nlohmann::json::object();
  for (const auto& [lesson, world] : worlds)
    kept[std::string(kWorld) + lesson] = nlohmann::json::parse(to_json(world));
  const nlohmann::json json = {{"format", kFormat}, {"version", kVersion}, {"kept", kept}};
  return write_zipped(kName, as_bytes(json.dump()));
}

}  // namespace tlscam
