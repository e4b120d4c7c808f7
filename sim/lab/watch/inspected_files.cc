#include "sim/lab/watch/inspected_files.h"

namespace tlscam {
namespace {

constexpr std::size_t kMostKept = 200;

}  // namespace

const CertificateFile& InspectedFiles::inspect(ByteView bytes, std::string_view name) {
  std::pair key{std::string(name), Bytes(bytes.begin(), bytes.end())};
  if (const auto known = known_.find(key); known != known_.end()) return known->second;
  if (known_.size() == kMostKept) known_.clear();
  CertificateFile file = tlscam::inspect(bytes, name);
  return known_.emplace(std::move(key), std::move(file)).first->second;
}

}  // namespace tlscam
