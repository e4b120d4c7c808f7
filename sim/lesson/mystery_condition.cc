#include "sim/lesson/condition_kinds.h"
#include "sim/words/mystery.h"

// {"mystery": "named"} or {"mystery": "repaired"} is about a lesson whose world was drawn.

namespace tlscam {
namespace {

class MysteryIs : public Condition {
 public:
  explicit MysteryIs(bool repaired) : repaired_(repaired) {}

  Verdict judge(const Evidence& evidence) const override {
    const auto mystery = evidence.mystery();
    if (!mystery) return {false, words<"mystery.no_mystery">()};
    if (repaired_) return {mystery->not_repaired.empty(), mystery->not_repaired};
    if (mystery->named) return {true, {}};
    return {false, words<"mystery.not_named">()};
  }
  std::string label() const override {
    return repaired_ ? words<"mystery.is_repaired">() : words<"mystery.is_named">();
  }
  void add_cameras(std::vector<std::string>&) const override {}

 private:
  bool repaired_;
};

constexpr ConditionKey kKeys[] = {{"mystery", true}};

ConditionResult read_mystery(const ConditionJson& json) {
  std::string wanted;
  if (auto read = json.read_word("mystery", wanted, {"named", "repaired"}); !read)
    return tl::unexpected(read.error());
  return std::make_unique<MysteryIs>(wanted == "repaired");
}

}  // namespace

const ConditionKind kMysteryKind{"mystery", kKeys, read_mystery};

}  // namespace tlscam
