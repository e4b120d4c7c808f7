#include "sim/desktop/model/project_file.h"

#include <filesystem>
#include <nlohmann/json.hpp>

#include "sim/base/file.h"
#include "sim/lab/protocol/json_codec.h"
#include "sim/words/desktop.h"

namespace tlscam {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> damaged(const std::string& path, const std::string& why) {
  return tl::unexpected(Error{words<"desktop.project_damaged">({.file = path, .why = why})});
}

// The number of a member that says a version; 0: there is none.
std::uint32_t version_in(const nlohmann::json& json, const char* name) {
  const auto found = json.find(name);
  return found != json.end() && found->is_number_unsigned() ? found->get<std::uint32_t>() : 0;
}

}  // namespace

std::string project_path(const std::string& folder) {
  return (fs::path(folder) / ".tlscam" / "world.json").string();
}

Result<std::optional<ProjectFile>> read_project(const std::string& folder) {
  const std::string path = project_path(folder);
  std::error_code error;
  if (!fs::exists(path, error)) return std::nullopt;
  const auto bytes = read_file(path);
  if (!bytes) return damaged(path, bytes.error().message());
  const auto json = nlohmann::json::parse(as_text(*bytes), nullptr, false);
  if (!json.is_object()) return damaged(path, "JSON");
  ProjectFile file;
  const auto format = json.find("format");
  if (format == json.end() || *format != file.format) return damaged(path, "format");
  // A newer file need not have the shape that is known here.
  const auto newer = [&](std::uint32_t found, std::uint32_t known) {
    return tl::unexpected(
        Error{words<"desktop.project_newer">({.file = path, .found = found, .known = known})});
  };
  if (const auto version = version_in(json, "version"); version > file.version)
    return newer(version, file.version);
  if (const auto world = json.find("world"); world != json.end() && world->is_object())
    if (const auto found = version_in(*world, "format"); found > file.world.format)
      return newer(found, file.world.format);
  if (auto read = from_json(json, "project", file); !read) return damaged(path, read.error().text);
  return file;
}

Result<void> write_project(const std::string& folder, const ProjectFile& file) {
  const fs::path path = project_path(folder);
  std::error_code error;
  // A folder that is gone is not made again: its files would not be in it.
  if (!fs::is_directory(folder, error))
    return fail("{}", std::make_error_code(std::errc::no_such_file_or_directory).message());
  fs::create_directories(path.parent_path(), error);
  const std::string beside = path.string() + ".new";
  // The drives in it may have private keys: nobody else may read it, not even while it is written. A file
  // that was left behind has whatever permissions.
  if (!error) fs::remove(beside, error);
  if (!error) error = write_file(beside, {});
  if (!error) fs::permissions(beside, fs::perms::owner_read | fs::perms::owner_write, error);
  if (!error) error = write_file(beside, as_bytes(to_json(file)));
  if (!error) fs::rename(beside, path, error);
  if (!error) return {};
  std::error_code ignored;
  fs::remove(beside, ignored);
  return fail("{}", error.message());
}

}  // namespace tlscam
