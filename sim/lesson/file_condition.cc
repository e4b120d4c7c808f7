#include "sim/certificate/certificate_file.h"
#include "sim/lesson/condition_kinds.h"
#include "sim/words/check.h"

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
      if (found.empty())
        return {false, words<"check.file_not_encoded">({.file = place_.text(), .wanted = wish_.encoding})};
      if (found != wish_.encoding)
        return {false, words<"check.file_encoded_otherwise">(
                           {.file = place_.text(), .encoding = found, .wanted = wish_.encoding})};
    }
    if (as_text(*bytes).find(wish_.contains) == std::string_view::npos)
      return {false, words<"check.file_lacks">({.file = place_.text(), .text = wish_.contains})};
    if (!wish_.same_as) return {true, {}};
    const auto other = wish_.same_as->read(evidence);
    if (!other) return wish_.same_as->missing();
    if (*bytes == *other) return {true, {}};
    return {false, words<"check.file_differs">({.file = place_.text(), .other = wish_.same_as->text()})};
  }

  std::string label() const override {
    std::string text = place_.text();
    if (wish_.same_as) return words<"check.file_same">({.file = text, .other = wish_.same_as->text()});
    if (!wish_.contains.empty()) return words<"check.file_contains">({.file = text, .text = wish_.contains});
    if (wish_.encoding.empty()) return words<"check.file_there">({.file = text});
    return words<"check.file_encoded">({.file = text, .encoding = wish_.encoding});
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

bool FilePlace::is_in_rom() const {
  return !camera.empty() && path.starts_with(kRomFolder);
}

std::string FilePlace::text() const {
  if (camera.empty()) return path;
  return is_in_rom() ? words<"check.file_in_rom">({.file = path, .camera = camera})
                     : words<"check.file_on_drive">({.file = path, .camera = camera});
}

Verdict FilePlace::missing() const {
  if (camera.empty()) return {false, words<"check.file_missing">({.file = path})};
  if (is_in_rom()) return {false, words<"check.file_missing_in_rom">({.file = path, .camera = camera})};
  return {false, words<"check.file_missing_on_drive">({.file = path, .camera = camera})};
}

}  // namespace tlscam
