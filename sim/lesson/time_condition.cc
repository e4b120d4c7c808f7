#include "sim/lesson/condition_kinds.h"
#include "sim/words/check.h"

// {"later": "200d"} is about how far true time has come since the lesson's world began.

namespace tlscam {
namespace {

class Later : public Condition {
 public:
  explicit Later(Duration least) : least_(least) {}

  Verdict judge(const Evidence& evidence) const override {
    if (evidence.now() - evidence.began() >= least_) return {true, {}};
    return {false, words<"check.too_early">({.date = to_text(evidence.now()).substr(0, kToTheMinute)})};
  }

  std::string label() const override {
    constexpr Duration kDay = std::chrono::hours(24);
    return words<"check.days_later">({.count = static_cast<std::size_t>(least_ / kDay)});
  }

  void add_cameras(std::vector<std::string>&) const override {}

 private:
  static constexpr std::size_t kToTheMinute = 16;
  Duration least_;
};

constexpr ConditionKey kKeys[] = {{"later", true}};

ConditionResult read_later(const ConditionJson& json) {
  constexpr Duration kDay = std::chrono::hours(24);
  Duration least{0};
  if (auto read = json.read("later", least); !read) return tl::unexpected(read.error());
  if (least < kDay || least % kDay != Duration(0))
    return fail("\"later\" is a number of whole days, such as \"200d\"");
  return std::make_unique<Later>(least);
}

}  // namespace

const ConditionKind kLaterKind{"later", kKeys, read_later};

}  // namespace tlscam
