#pragma once
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sim/lesson/condition.h"

// This header is how condition.cc and the files of the kinds work together: each kind has a table of its keys
// and a function that reads it.

namespace tlscam {

struct ConditionKey {
  const char* name;
  bool required = false;
};

/// `ConditionJson` is a condition's JSON object, whose keys have been checked: all are known, and the
/// required ones are there.
class ConditionJson {
 public:
  explicit ConditionJson(const nlohmann::json& json) : json_(json) {}

  bool has(const char* key) const { return json_.contains(key); }
  const nlohmann::json& at(const char* key) const { return *json_.find(key); }

  // Each `read` stores the value of a key in a variable and leaves it unchanged when the key is missing.
  Result<void> read(const char* key, std::string& into) const;
  Result<void> read(const char* key, bool& into) const;
  Result<void> read(const char* key, std::optional<bool>& into) const;
  Result<void> read(const char* key, Duration& into) const;
  /// This reads a whole number from 0 to `most`.
  Result<void> read(const char* key, std::optional<unsigned>& into, unsigned most) const;
  /// `read_word` accepts only certain words.
  Result<void> read_word(const char* key, std::string& into, std::initializer_list<const char*> words) const;

 private:
  const nlohmann::json& json_;
};

using ConditionResult = Result<std::unique_ptr<Condition>>;

struct ConditionKind {
  const char* name;  ///< the key that every object of the kind has
  std::span<const ConditionKey> keys;
  ConditionResult (*read)(const ConditionJson& json);
};

extern const ConditionKind kCameraKind;
extern const ConditionKind kFileKind;
extern const ConditionKind kCertificateKind;
extern const ConditionKind kKeyKind;
extern const ConditionKind kConversationKind;
extern const ConditionKind kLaterKind;
extern const ConditionKind kReceivedKind;
extern const ConditionKind kServiceKind;
extern const ConditionKind kFaultKind;
extern const ConditionKind kLinkKind;
extern const ConditionKind kCostKind;
extern const ConditionKind kAttackerKind;
extern const ConditionKind kMysteryKind;

/// `FilePlace` is a file that a condition refers to: in the workstation's folder, on a camera's drive, or in
/// its read-only file system ("/rom/ca.der").
struct FilePlace {
  std::string path;
  std::string camera;  ///< empty for the workstation

  Result<Bytes> read(const Evidence& evidence) const;
  bool is_in_rom() const;
  /// `text` gives "server.der", "server.der on openmv's drive" or "/rom/server.der on openmv".
  std::string text() const;
  Verdict missing() const;
};

/// `why_idle` gives "is switched off" or the like when a camera cannot do anything now; it is empty when it
/// can.
std::string why_idle(const std::optional<CameraEvidence>& camera, const std::string& name);

}  // namespace tlscam
