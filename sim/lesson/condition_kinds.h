#pragma once
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sim/lesson/condition.h"

// How condition.cc and the files of the single kinds work together: each kind has a table of its keys and a
// function that reads it.

namespace tlscam {

struct ConditionKey {
  const char* name;
  bool required = false;
};

/// A condition's JSON object, whose keys have been checked to be known and the required ones to be there.
class ConditionJson {
 public:
  explicit ConditionJson(const nlohmann::json& json) : json_(json) {}

  bool has(const char* key) const { return json_.contains(key); }
  const nlohmann::json& at(const char* key) const { return *json_.find(key); }

  // Each reads a key into a variable and leaves it as it is when the key is not there.
  Result<void> read(const char* key, std::string& into) const;
  Result<void> read(const char* key, bool& into) const;
  Result<void> read(const char* key, std::optional<bool>& into) const;
  Result<void> read(const char* key, Duration& into) const;
  /// A whole number from 0 to `most`.
  Result<void> read(const char* key, std::optional<unsigned>& into, unsigned most) const;
  /// One of a few words.
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

/// A file that a condition asks about: in the workstation's folder, or on a camera's drive.
struct FilePlace {
  std::string path;
  std::string camera;  ///< empty: the workstation

  Result<Bytes> read(const Evidence& evidence) const;
  /// "server.der" or "server.der on openmv's drive"
  std::string text() const;
  Verdict missing() const;
};

/// "is switched off" and the like, when a camera cannot do anything now; empty when it can.
std::string why_idle(const std::optional<CameraEvidence>& camera, const std::string& name);

}  // namespace tlscam
