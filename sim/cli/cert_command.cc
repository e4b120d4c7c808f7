#include "sim/cli/cert_command.h"

#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "sim/base/file.h"
#include "sim/cli/exit_code.h"
#include "sim/cli/output.h"
#include "sim/lab/protocol/json_codec.h"
#include "sim/lab/reader/certificate_report.h"
#include "sim/lab/reader/file_view.h"

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
  print("{}: {}\n", file.name, view.summary);
  if (!for_camera)
    for (const FileField& field : view.fields) print("  {:<22}{}\n", field.label, field.value);
  if (view.content.empty()) return;
  print("  {:<22}{}{}\n", "On the camera", view.good ? "loads" : "does not do",
        view.reason.empty() ? "" : ": " + view.reason);
  if (!view.command.empty()) print("  {:<22}{}\n", "What helps", view.command);
}

/// The clock of a camera that is set, unless another time is asked for.
Result<Instant> clock_of(const CertRequest& request) {
  if (!request.at.empty()) return parse_instant(request.at);
  return std::chrono::floor<Duration>(std::chrono::system_clock::now());
}

Result<ChainReport> look_at_chain(const CertRequest& request, std::vector<Looked> files) {
  if (request.names.size() > 1) return fail("a camera connects to one name: give --name once with --chain");
  const auto clock = clock_of(request);
  if (!clock) return fail("--at: {}", clock.error().text);
  ChainRequest chain;
  for (Looked& file : files) chain.presented.push_back(std::move(file.bytes));
  for (const std::string& name : request.anchors) {
    auto file = look_at(name);
    if (!file) return tl::unexpected(file.error());
    chain.anchors.push_back(std::move(file->bytes));
  }
  if (!request.names.empty()) chain.name = request.names.front();
  chain.clock = *clock;
  chain.from_server = !request.client;
  return report_chain(chain);
}

int run_chain(const CertRequest& request, std::vector<Looked> files) {
  const auto report = look_at_chain(request, std::move(files));
  if (!report) return complain(report.error().text, kExitUsage);
  print(request.json ? report->json + "\n" : report->text);
  return report->accepted ? kExitSuccess : kExitScriptFailed;
}

void print_json(const Looked& file, const CertRequest& request) {
  using Json = nlohmann::ordered_json;
  Json json = Json::parse(to_json(file.view));
  json["file"] = file.name;
  if (const auto names = report_names(file.bytes, request.names)) json["names"] = Json::parse(names->json);
  if (request.tree) json["trees"] = Json::parse(to_json(certificate_trees(file.bytes)));
  print(json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n");
}

void print_more(const Looked& file, const CertRequest& request) {
  if (!request.names.empty()) {
    const auto names = report_names(file.bytes, request.names);
    print(names ? "A camera that connects to it by this name:\n" + names->text
                : fmt::format("  {}\n", names.error().text));
  }
  if (request.tree) print(to_text(certificate_trees(file.bytes)));
}

// Two files at a time: a key and the certificate that it is for.
void print_pairs(const std::vector<Looked>& files) {
  for (std::size_t i = 0; i < files.size(); ++i) {
    for (std::size_t k = i + 1; k < files.size(); ++k) {
      if (const auto together = belong_together(files[i].bytes, files[k].bytes))
        print("{} and {} {}\n", files[i].name, files[k].name,
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
  command.add_flag("--tree", request.tree,
                   "Every element of it with its bytes; the secret of a key is not shown");
  command
      .add_option("--name", request.names,
                  "A name or address: whether a camera that connects to it accepts the certificate")
      ->allow_extra_args(false);
  CLI::Option* chain = command.add_flag("--chain", request.chain,
                                        "Verify the files as one chain, the leaf first, step by step as a "
                                        "camera does; exit code 1 when it refuses");
  command.add_option("--anchor", request.anchors, "A trust anchor that the camera has loaded")
      ->allow_extra_args(false)
      ->needs(chain);
  command
      .add_option("--at", request.at,
                  "What the camera's clock says, such as 2013-10-14T19:53:11 (default: now)")
      ->needs(chain);
  command.add_flag("--client", request.client, "The chain is a client's, and the camera is the server")
      ->needs(chain);
}

int run_cert(const CertRequest& request) {
  std::vector<Looked> files;
  for (const std::string& name : request.files) {
    auto file = look_at(name);
    if (!file) return complain(file.error().text, kExitUsage);
    files.push_back(std::move(*file));
  }
  if (request.chain) return run_chain(request, std::move(files));
  bool all_load = true, all_known = true;
  for (const Looked& file : files) {
    all_load = all_load && file.view.good;
    all_known = all_known && !file.view.content.empty();
    if (request.json) {
      print_json(file, request);
    } else {
      print_text(file, request.for_camera);
      print_more(file, request);
    }
  }
  if (!request.json) print_pairs(files);
  if (!all_known) return kExitUsage;
  return request.for_camera && !all_load ? kExitScriptFailed : kExitSuccess;
}

}  // namespace tlscam
