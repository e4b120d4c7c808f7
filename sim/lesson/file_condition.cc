#include "sim/certificate/certificate_file.h"
#include "sim/lesson/condition_kinds.h"

// {"file": PATH, ...}: that it is there, its encoding, whether it is the same as another.

namespace tlscam {
namespace {

class FileIs : public Condition {
 public:
  FileIs(FilePlace place, std::string encoding, std::optional<FilePlace> same_as)
      : place_(std::move(place)), encoding_(std::move(encoding)), same_as_(std::move(same_as)) {}

  Verdict judge(const Evidence& evidence) const override {
    const auto bytes = place_.read(evidence);
    if (!bytes) return place_.missing();
    if (!encoding_.empty()) {
      const auto found = to_text(inspect(*bytes, place_.path).encoding);
      if (found != encoding_)
        return {false, fmt::format("{} is {}, not {}", place_.text(),
                                   found.empty() ? "neither PEM nor DER" : found, encoding_)};
    }
    if (!same_as_) return {true, {}};
    const auto other = same_as_->read(evidence);
    if (!other) return same_as_->missing();
    if (*bytes == *other) return {true, {}};
    return {false, fmt::format("{} is not the same as {}", place_.text(), same_as_->text())};
  }

  std::string label() const override {
    std::string text = place_.text();
    if (same_as_) return text + " is the same as " + same_as_->text();
    return encoding_.empty() ? text + " is there" : fmt::format("{} is {}", text, encoding_);
  }

  void add_cameras(std::vector<std::string>& names) const override {
    if (!place_.camera.empty()) names.push_back(place_.camera);
  }

 private:
  FilePlace place_;
  std::string encoding_;
  std::optional<FilePlace> same_as_;
};

constexpr ConditionKey kKeys[] = {{"file", true}, {"on"}, {"encoding"}, {"same_as"}};

ConditionResult read_file(const ConditionJson& json) {
  FilePlace place, other;
  std::string encoding;
  Result<void> read = json.read("file", place.path);
  if (read) read = json.read("on", place.camera);
  if (read) read = json.read_word("encoding", encoding, {"PEM", "DER"});
  if (read) read = json.read("same_as", other.path);
  if (!read) return tl::unexpected(read.error());
  return std::make_unique<FileIs>(place, encoding, other.path.empty() ? std::nullopt : std::optional(other));
}

}  // namespace

const ConditionKind kFileKind{"file", kKeys, read_file};

Result<Bytes> FilePlace::read(const Evidence& evidence) const {
  return camera.empty() ? evidence.workstation_file(path) : evidence.drive_file(camera, path);
}

std::string FilePlace::text() const {
  return camera.empty() ? path : fmt::format("{} on {}'s drive", path, camera);
}

Verdict FilePlace::missing() const {
  if (camera.empty()) return {false, fmt::format("there is no file {} in your folder yet", path)};
  return {false, fmt::format("there is no file {} on {}'s drive yet", path, camera)};
}

}  // namespace tlscam
