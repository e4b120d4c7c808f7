#include "sim/certificate/certificate_file.h"
#include "sim/lesson/condition_kinds.h"

// {"file": PATH, ...} is about existence, encoding, a text in the file, or being equal to another file.

namespace tlscam {
namespace {

class FileIs : public Condition {
 public:
  struct Wish {
    std::string encoding, contains;
    std::optional<FilePlace> same_as;
  };
  FileIs(FilePlace place, Wish wish) : place_(std::move(place)), wish_(std::move(wish)) {}

  Verdict judge(const Evidence& evidence) const override {
    const auto bytes = place_.read(evidence);
    if (!bytes) return place_.missing();
    if (!wish_.encoding.empty()) {
      const auto found = to_text(inspect(*bytes, place_.path).encoding);
      if (found != wish_.encoding)
        return {false, fmt::format("{} is {}, not {}", place_.text(),
                                   found.empty() ? "neither PEM nor DER" : found, wish_.encoding)};
    }
    if (as_text(*bytes).find(wish_.contains) == std::string_view::npos)
      return {false, fmt::format("{} does not contain {}", place_.text(), wish_.contains)};
    if (!wish_.same_as) return {true, {}};
    const auto other = wish_.same_as->read(evidence);
    if (!other) return wish_.same_as->missing();
    if (*bytes == *other) return {true, {}};
    return {false, fmt::format("{} is not the same as {}", place_.text(), wish_.same_as->text())};
  }

  std::string label() const override {
    std::string text = place_.text();
    if (wish_.same_as) return text + " is the same as " + wish_.same_as->text();
    if (!wish_.contains.empty()) return fmt::format("{} contains {}", text, wish_.contains);
    return wish_.encoding.empty() ? text + " is there" : fmt::format("{} is {}", text, wish_.encoding);
  }

  void add_cameras(std::vector<std::string>& names) const override {
    if (!place_.camera.empty()) names.push_back(place_.camera);
  }

 private:
  FilePlace place_;
  Wish wish_;
};

constexpr ConditionKey kKeys[] = {{"file", true}, {"on"}, {"encoding"}, {"contains"}, {"same_as"}};

ConditionResult read_file(const ConditionJson& json) {
  FilePlace place, other;
  FileIs::Wish wish;
  Result<void> read = json.read("file", place.path);
  if (read) read = json.read("on", place.camera);
  if (read) read = json.read_word("encoding", wish.encoding, {"PEM", "DER"});
  if (read) read = json.read("contains", wish.contains);
  if (read) read = json.read("same_as", other.path);
  if (!read) return tl::unexpected(read.error());
  if (!other.path.empty()) wish.same_as = other;
  return std::make_unique<FileIs>(std::move(place), std::move(wish));
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
