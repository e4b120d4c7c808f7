#include <algorithm>

#include "sim/lesson/camera_output.h"
#include "sim/lesson/condition_kinds.h"
#include "sim/words/check.h"

// {"camera": NAME, ...} is about power, prompt, output, exceptions and clock.

namespace tlscam {
namespace {

// `CameraCondition` is one requirement on one camera.
class CameraCondition : public Condition {
 public:
  explicit CameraCondition(std::string name) : name_(std::move(name)) {}
  void add_cameras(std::vector<std::string>& names) const override { names.push_back(name_); }

 protected:
  std::string name_;
};

class Powered : public CameraCondition {
 public:
  Powered(std::string name, bool powered) : CameraCondition(std::move(name)), powered_(powered) {}
  Verdict judge(const Evidence& evidence) const override {
    const auto camera = evidence.camera(name_);
    const std::string idle = why_idle(camera, name_);
    if (powered_) return {idle.empty(), idle};
    if (!idle.empty()) return {true, {}};
    return {false, words<"check.switched_on">({.camera = name_})};
  }
  std::string label() const override {
    return powered_ ? words<"check.switched_on">({.camera = name_})
                    : words<"check.switched_off">({.camera = name_});
  }

 private:
  bool powered_;
};

class Prompt : public CameraCondition {
 public:
  using CameraCondition::CameraCondition;
  Verdict judge(const Evidence& evidence) const override {
    const auto camera = evidence.camera(name_);
    if (std::string idle = why_idle(camera, name_); !idle.empty()) return {false, std::move(idle)};
    if (is_at_prompt(camera->said)) return {true, {}};
    return {false, words<"check.no_prompt">({.camera = name_})};
  }
  std::string label() const override { return words<"check.shows_prompt">({.camera = name_}); }
};

class Printed : public CameraCondition {
 public:
  Printed(std::string name, std::string pattern, bool last)
      : CameraCondition(std::move(name)), pattern_(std::move(pattern)), last_(last) {}
  Verdict judge(const Evidence& evidence) const override {
    const auto camera = evidence.camera(name_);
    if (camera) {
      const auto lines = printed_lines(last_ ? since_last_start(camera->said) : camera->said);
      if (std::ranges::any_of(lines, [&](const auto& line) { return fits(line, pattern_); }))
        return {true, {}};
    }
    if (std::string idle = why_idle(camera, name_); !idle.empty()) return {false, std::move(idle)};
    return {false, words<"check.not_printed">({.camera = name_, .text = pattern_})};
  }
  std::string label() const override {
    return words<"check.has_printed">({.camera = name_, .text = pattern_});
  }

 private:
  std::string pattern_;
  bool last_;
};

class Raised : public CameraCondition {
 public:
  Raised(std::string name, std::string type, std::string saying, bool last)
      : CameraCondition(std::move(name)), type_(std::move(type)), saying_(std::move(saying)), last_(last) {}
  Verdict judge(const Evidence& evidence) const override {
    const auto camera = evidence.camera(name_);
    std::vector<PrintedException> raised;
    if (camera) raised = printed_exceptions(last_ ? since_last_start(camera->said) : camera->said);
    const auto matches = [&](const PrintedException& exception) {
      return exception.type == type_ && exception.text.find(saying_) != std::string::npos;
    };
    if (last_ && raised.size() > 1) raised.erase(raised.begin(), raised.end() - 1);
    if (std::ranges::any_of(raised, matches)) return {true, {}};
    if (std::string idle = why_idle(camera, name_); !idle.empty()) return {false, std::move(idle)};
    // mpremote looks for files that may not exist; the camera's exception then is nobody's mistake.
    std::erase_if(raised, [](const auto& exception) { return exception.text.ends_with("ENOENT"); });
    if (raised.empty()) return {false, words<"check.not_raised">({.camera = name_, .type = type_})};
    return {false, words<"check.raised_last">(
                       {.camera = name_, .type = raised.back().type, .text = raised.back().text})};
  }
  std::string label() const override {
    if (saying_.empty()) return words<"check.has_raised">({.camera = name_, .type = type_});
    return words<"check.has_raised_saying">({.camera = name_, .type = type_, .text = saying_});
  }

 private:
  std::string type_, saying_;
  bool last_;
};

constexpr std::size_t kToTheMinute = 16;  // "2026-11-23 10:42"

class ClockWithin : public CameraCondition {
 public:
  ClockWithin(std::string name, Duration most) : CameraCondition(std::move(name)), most_(most) {}
  Verdict judge(const Evidence& evidence) const override {
    const auto camera = evidence.camera(name_);
    if (std::string idle = why_idle(camera, name_); !idle.empty()) return {false, std::move(idle)};
    const Duration off = camera->clock - evidence.now();
    if (off <= most_ && off >= -most_) return {true, {}};
    const std::string date = to_text(camera->clock).substr(0, kToTheMinute);
    if (off < Duration(0)) return {false, words<"check.clock_behind">({.camera = name_, .date = date})};
    return {false, words<"check.clock_ahead">({.camera = name_, .date = date})};
  }
  std::string label() const override { return words<"check.clock_right">({.camera = name_}); }

 private:
  Duration most_;
};

// Its clock is so far from true time at least.
class ClockOff : public CameraCondition {
 public:
  enum class Way { ahead, behind };
  ClockOff(std::string name, Way way, Duration least)
      : CameraCondition(std::move(name)), way_(way), least_(least) {}
  Verdict judge(const Evidence& evidence) const override {
    const auto camera = evidence.camera(name_);
    if (std::string idle = why_idle(camera, name_); !idle.empty()) return {false, std::move(idle)};
    const Duration ahead = camera->clock - evidence.now();
    if ((way_ == Way::ahead ? ahead : -ahead) >= least_) return {true, {}};
    const std::string date = to_text(camera->clock).substr(0, kToTheMinute);
    return {false, words<"check.clock_ahead">({.camera = name_, .date = date})};
  }
  std::string label() const override {
    return way_ == Way::ahead ? words<"check.clock_is_ahead">({.camera = name_})
                              : words<"check.clock_is_behind">({.camera = name_});
  }

 private:
  Way way_;
  Duration least_;
};

constexpr ConditionKey kKeys[] = {{"camera", true}, {"powered"},     {"prompt"}, {"printed"},
                                  {"raised"},       {"saying"},      {"last"},   {"clock_within"},
                                  {"clock_ahead"},  {"clock_behind"}};
constexpr const char* kQuestions[] = {"powered",      "prompt",      "printed",     "raised",
                                      "clock_within", "clock_ahead", "clock_behind"};

ConditionResult read_camera(const ConditionJson& json) {
  const auto asked = std::ranges::count_if(kQuestions, [&](const char* key) { return json.has(key); });
  if (asked != 1) return fail("a condition on a camera has one of {}", fmt::join(kQuestions, ", "));
  if (json.has("saying") && !json.has("raised")) return fail("\"saying\" belongs to \"raised\"");
  if (json.has("last") && !json.has("raised") && !json.has("printed"))
    return fail("\"last\" belongs to \"raised\" or \"printed\"");
  std::string name, text, saying;
  bool flag = false, last = false;
  Duration off{0};
  Result<void> read = json.read("camera", name);
  if (read) read = json.read("saying", saying);
  if (read) read = json.read("last", last);
  for (const char* key : {"clock_within", "clock_ahead", "clock_behind"})
    if (read) read = json.read(key, off);
  if (read) read = json.read(json.has("powered") ? "powered" : "prompt", flag);
  if (read) read = json.read(json.has("raised") ? "raised" : "printed", text);
  if (!read) return tl::unexpected(read.error());
  if (json.has("powered")) return std::make_unique<Powered>(name, flag);
  if (json.has("printed")) return std::make_unique<Printed>(name, text, last);
  if (json.has("raised")) return std::make_unique<Raised>(name, text, saying, last);
  if (json.has("clock_within")) return std::make_unique<ClockWithin>(name, off);
  if (json.has("clock_ahead")) return std::make_unique<ClockOff>(name, ClockOff::Way::ahead, off);
  if (json.has("clock_behind")) return std::make_unique<ClockOff>(name, ClockOff::Way::behind, off);
  if (!flag) return fail("\"prompt\" can only be true");
  return std::make_unique<Prompt>(name);
}

}  // namespace

const ConditionKind kCameraKind{"camera", kKeys, read_camera};

std::string why_idle(const std::optional<CameraEvidence>& camera, const std::string& name) {
  if (!camera) return words<"check.no_camera">({.camera = name});
  if (!camera->died.empty()) return words<"check.crashed">({.camera = name, .reason = camera->died});
  return camera->powered ? std::string() : words<"check.switched_off">({.camera = name});
}

}  // namespace tlscam
