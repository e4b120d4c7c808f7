#include "sim/scene/internet.h"

#include "sim/base/file.h"
#include "sim/base/program_files.h"

namespace tlscam {
namespace {

std::string& folder() {
  static std::string path = program_file("assets/internet");
  return path;
}

}  // namespace

Result<Bytes> read_internet_file(const std::string& name, const std::string& path) {
  auto bytes = read_file(folder() + "/" + name + "/" + path);
  if (!bytes) return fail("there is no file {} in the internet {}", path, name);
  return *std::move(bytes);
}

void set_internet_folder(const std::string& path) {
  folder() = path;
}

}  // namespace tlscam
