#include "sim/cli/cert_command.h"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "sim/base/file.h"
#include "sim/cli/exit_code.h"
#include "sim/lab/file_view.h"
#include "sim/lab/json_codec.h"

namespace tlscam {
namespace {

constexpr std::uintmax_t kLargestFile = 1u << 20;

struct Looked {
  std::string name;
  Bytes bytes;
  FileView view;
};

Result<Looked> look_at(const std::string& name) {
  std::error_code error;
  if (std::filesystem::is_directory(name, error)) return fail("{} is a folder; name its files", name);
  if (const auto size = std::filesystem::file_size(name, error); !error && size > kLargestFile)
    return fail("{} has {} bytes; no certificate or key is that large", name, size);
  auto bytes = read_file(name);
  if (!bytes) return fail("{} cannot be read: {}", name, bytes.error().message());
  FileView view = view_file(*bytes, name);
  return Looked{name, std::move(*bytes), std::move(view)};
}

void print_text(const Looked& file, bool for_camera) {
  const FileView& view = file.view;
  fmt::print("{}: {}\n", file.name, view.summary);
  if (!for_camera)
    for (const FileField& field : view.fields) fmt::print("  {:<22}{}\n", field.label, field.value);
  if (view.content.empty()) return;
  fmt::print("  {:<22}{}{}\n", "On the camera", view.good ? "loads" : "does not do",
             view.reason.empty() ? "" : ": " + view.reason);
  if (!view.command.empty()) fmt::print("  {:<22}{}\n", "What helps", view.command);
}

// Two files at a time: a key and the certificate that it is for.
void print_pairs(const std::vector<Looked>& files) {
  for (std::size_t i = 0; i < files.size(); ++i) {
    for (std::size_t k = i + 1; k < files.size(); ++k) {
      if (const auto together = belong_together(files[i].bytes, files[k].bytes))
        fmt::print("{} and {} {}\n", files[i].name, files[k].name,
                   *together ? "belong together" : "do not belong together: the keys differ");
    }
  }
}

}  // namespace

void add_cert_options(CLI::App& command, CertRequest& request) {
  command.add_option("files", request.files, "Certificates, keys or requests, PEM or DER")->required();
  command.add_flag("--json", request.json, "Print one JSON object a file");
  command.add_flag("--for-camera", request.for_camera,
                   "Only whether a camera loads it; exit code 1 when it does not load one of them");
}

int run_cert(const CertRequest& request) {
  std::vector<Looked> files;
  for (const std::string& name : request.files) {
    auto file = look_at(name);
    if (!file) {
      fmt::print(stderr, "tlscam: {}\n", file.error().text);
      return kExitUsage;
    }
    files.push_back(std::move(*file));
  }
  bool all_load = true;
  for (const Looked& file : files) {
    all_load = all_load && file.view.good;
    if (request.json) {
      nlohmann::json json = to_json(file.view);
      json["file"] = file.name;
      std::puts(json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace).c_str());
    } else {
      print_text(file, request.for_camera);
    }
  }
  if (!request.json) print_pairs(files);
  return request.for_camera && !all_load ? kExitScriptFailed : kExitSuccess;
}

}  // namespace tlscam
