#include "sim/cli/romfs_command.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "sim/base/utf8.h"
#include "sim/cli/exit_code.h"
#include "sim/cli/output.h"
#include "sim/lab/board/native_romfs_files.h"

namespace tlscam {
namespace {

void print_rows(const std::vector<RomfsFile>& rows) {
  for (const RomfsFile& row : rows)
    print("{:>10}  {}{}\n", row.is_folder ? "" : std::to_string(row.size), printable(row.path),
          row.is_folder ? "/" : "");
}

void print_rows_as_json(const std::vector<RomfsFile>& rows) {
  auto json = nlohmann::ordered_json::array();
  for (const RomfsFile& row : rows)
    json.push_back({{"path", row.path}, {"folder", row.is_folder}, {"size", row.size}});
  print(json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
}

}  // namespace

void add_romfs_options(CLI::App& command, RomfsRequest& request) {
  command.require_subcommand(1);
  request.build = command.add_subcommand("build", "Make an image of what is in a folder, as mpremote does");
  request.build->add_option("folder", request.folder, "The folder")->required();
  request.build->add_option("image", request.image, "The file that the image is written to")->required();
  request.show = command.add_subcommand("show", "List what an image holds");
  request.show->add_option("image", request.image, "The image")->required();
  request.show->add_flag("--json", request.json, "Print one JSON array");
  request.unpack = command.add_subcommand("unpack", "Write what an image holds into a folder");
  request.unpack->add_option("image", request.image, "The image")->required();
  request.unpack->add_option("folder", request.folder, "The folder")->required();
}

int run_romfs(const RomfsRequest& request) {
  if (request.unpack->parsed()) {
    const Result<void> unpacked = unpack_romfs_file(request.image, request.folder);
    return unpacked ? kExitSuccess : complain(unpacked.error().text, kExitUsage);
  }
  const auto rows = request.build->parsed() ? build_romfs_file(request.folder, request.image)
                                            : show_romfs_file(request.image);
  if (!rows) return complain(rows.error().text, kExitUsage);
  request.json ? print_rows_as_json(*rows) : print_rows(*rows);
  return kExitSuccess;
}

}  // namespace tlscam
