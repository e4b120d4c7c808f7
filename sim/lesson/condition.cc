#include "sim/lesson/condition.h"

#include <algorithm>

#include "sim/lesson/condition_kinds.h"
#include "sim/scene/scene_json_value.h"
#include "sim/words/check.h"

namespace tlscam {
namespace {

using Conditions = std::vector<std::unique_ptr<Condition>>;

class All : public Condition {
 public:
  explicit All(Conditions parts) : parts_(std::move(parts)) {}
  Verdict judge(const Evidence& evidence) const override {
    for (const auto& part : parts_)
      if (Verdict verdict = part->judge(evidence); !verdict.holds) return verdict;
    return {true, {}};
  }
  std::string label() const override {
    std::string text;
    for (const auto& part : parts_)
      text = text.empty() ? part->label() : words<"check.and">({.check = text, .other = part->label()});
    return text;
  }
  void add_cameras(std::vector<std::string>& names) const override {
    for (const auto& part : parts_) part->add_cameras(names);
  }

 private:
  Conditions parts_;
};

class Any : public Condition {
 public:
  explicit Any(Conditions parts) : parts_(std::move(parts)) {}
  Verdict judge(const Evidence& evidence) const override {
    Verdict first;
    for (const auto& part : parts_) {
      Verdict verdict = part->judge(evidence);
      if (verdict.holds) return verdict;
      if (first.not_yet.empty()) first = std::move(verdict);
    }
    return first;
  }
  std::string label() const override {
    std::string text;
    for (const auto& part : parts_)
      text = text.empty() ? part->label() : words<"check.or">({.check = text, .other = part->label()});
    return text;
  }
  void add_cameras(std::vector<std::string>& names) const override {
    for (const auto& part : parts_) part->add_cameras(names);
  }

 private:
  Conditions parts_;
};

class Not : public Condition {
 public:
  explicit Not(std::unique_ptr<Condition> part) : part_(std::move(part)) {}
  Verdict judge(const Evidence& evidence) const override {
    if (!part_->judge(evidence).holds) return {true, {}};
    return {false, words<"check.still_so">({.check = part_->label()})};
  }
  std::string label() const override { return words<"check.not">({.check = part_->label()}); }
  void add_cameras(std::vector<std::string>& names) const override { part_->add_cameras(names); }

 private:
  std::unique_ptr<Condition> part_;
};

Result<Conditions> read_parts(const ConditionJson& json, const char* key) {
  const nlohmann::json& parts = json.at(key);
  if (!parts.is_array() || parts.empty()) return fail("\"{}\" needs a list of conditions", key);
  Conditions conditions;
  for (const nlohmann::json& part : parts) {
    auto condition = parse_condition(part);
    if (!condition) return fail("{}[{}]: {}", key, conditions.size(), condition.error().text);
    conditions.push_back(std::move(*condition));
  }
  return conditions;
}

template <class Combination>
ConditionResult read_combination(const ConditionJson& json, const char* key) {
  auto parts = read_parts(json, key);
  if (!parts) return tl::unexpected(parts.error());
  return std::make_unique<Combination>(std::move(*parts));
}

constexpr ConditionKey kAllKeys[] = {{"all", true}};
constexpr ConditionKey kAnyKeys[] = {{"any", true}};
constexpr ConditionKey kNotKeys[] = {{"not", true}};

const ConditionKind kAllKind{"all", kAllKeys,
                             [](const ConditionJson& json) { return read_combination<All>(json, "all"); }};
const ConditionKind kAnyKind{"any", kAnyKeys,
                             [](const ConditionJson& json) { return read_combination<Any>(json, "any"); }};
const ConditionKind kNotKind{"not", kNotKeys, [](const ConditionJson& json) -> ConditionResult {
                               auto part = parse_condition(json.at("not"));
                               if (!part) return fail("not: {}", part.error().text);
                               return std::make_unique<Not>(std::move(*part));
                             }};

// Messages list the kinds in this order. A key file's condition may name a certificate, one on what was
// received names a service, one on a service has a fault, and a fault its link, so the kind of an object is
// the first whose name it contains.
const ConditionKind* const kKinds[] = {&kCameraKind,       &kFileKind,     &kCertificateKind, &kKeyKind,
                                       &kConversationKind, &kLaterKind,    &kReceivedKind,    &kServiceKind,
                                       &kFaultKind,        &kAttackerKind, &kLinkKind,        &kCostKind,
                                       &kMysteryKind,      &kAllKind,      &kAnyKind,         &kNotKind};

Result<void> check_keys(const ConditionKind& kind, const nlohmann::json& json) {
  std::vector<std::string> known;
  for (const ConditionKey& key : kind.keys) known.emplace_back(key.name);
  for (const auto& item : json.items())
    if (std::ranges::find(known, item.key()) == known.end())
      return fail("a condition on a {} has no key \"{}\"{}", kind.name, item.key(),
                  did_you_mean(item.key(), known));
  for (const ConditionKey& key : kind.keys)
    if (key.required && !json.contains(key.name)) return fail("the key \"{}\" is missing", key.name);
  return {};
}

}  // namespace

ConditionResult parse_condition(const nlohmann::json& json) {
  if (!json.is_object()) return fail("a condition is an object, such as {{\"file\": \"server.der\"}}");
  std::vector<std::string> names;
  for (const ConditionKind* kind : kKinds) {
    names.emplace_back(kind->name);
    if (!json.contains(kind->name)) continue;
    if (auto checked = check_keys(*kind, json); !checked) return tl::unexpected(checked.error());
    return kind->read(ConditionJson(json));
  }
  for (const auto& item : json.items())
    if (const auto meant = did_you_mean(item.key(), names); !meant.empty())
      return fail("no such key \"{}\"{}", item.key(), meant);
  return fail("a condition has one of the keys {}", fmt::join(names, ", "));
}

std::map<std::string, std::map<std::string, bool>> condition_keys() {
  std::map<std::string, std::map<std::string, bool>> kinds;
  for (const ConditionKind* kind : kKinds)
    for (const ConditionKey& key : kind->keys) kinds[kind->name].emplace(key.name, key.required);
  return kinds;
}

Result<void> ConditionJson::read(const char* key, std::string& into) const {
  if (!has(key)) return {};
  if (!at(key).is_string() || at(key).get_ref<const std::string&>().empty())
    return fail("\"{}\" is a text, such as \"openmv\"", key);
  into = at(key).get<std::string>();
  return {};
}

Result<void> ConditionJson::read(const char* key, bool& into) const {
  if (!has(key)) return {};
  if (!at(key).is_boolean()) return fail("\"{}\" is true or false", key);
  into = at(key).get<bool>();
  return {};
}

Result<void> ConditionJson::read(const char* key, std::optional<bool>& into) const {
  return has(key) ? read(key, into.emplace()) : Result<void>();
}

Result<void> ConditionJson::read(const char* key, Duration& into) const {
  if (!has(key)) return {};
  if (!at(key).is_string()) return fail("\"{}\" is a length of time, such as \"2m\"", key);
  auto duration = parse_duration(at(key).get_ref<const std::string&>());
  if (!duration) return fail("\"{}\": {}", key, duration.error().text);
  into = *duration;
  return {};
}

Result<void> ConditionJson::read(const char* key, std::optional<unsigned>& into, unsigned most) const {
  if (!has(key)) return {};
  if (!at(key).is_number_unsigned() || at(key).get<std::uint64_t>() > most)
    return fail("\"{}\" is a whole number from 0 to {}", key, most);
  into = at(key).get<unsigned>();
  return {};
}

Result<void> ConditionJson::read_word(const char* key, std::string& into,
                                      std::initializer_list<const char*> words) const {
  if (auto read_text = read(key, into); !read_text || !has(key)) return read_text;
  std::string known;
  for (const char* word : words) {
    if (into == word) return {};
    known += fmt::format("{}\"{}\"", known.empty() ? "" : ", ", word);
  }
  return fail("\"{}\": \"{}\" is none of {}", key, into, known);
}

}  // namespace tlscam
