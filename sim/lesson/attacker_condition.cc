#include <algorithm>

#include "sim/lesson/condition_kinds.h"
#include "sim/words/check.h"

// {"attacker": NAME, ...} is about what an attacker does, and what he has learned.

namespace tlscam {
namespace {

class AttackerIs : public Condition {
 public:
  struct Wish {
    std::string attacker, saying;
    std::optional<LearnedKind> learned;
    std::optional<bool> active;
  };
  explicit AttackerIs(Wish wish) : wish_(std::move(wish)) {}

  Verdict judge(const Evidence& evidence) const override {
    const auto attacker = evidence.attacker(wish_.attacker);
    if (!attacker) return {false, words<"check.no_attacker">({.attacker = wish_.attacker})};
    if (wish_.active && attacker->active != *wish_.active)
      return {false, attacker->active ? words<"check.attacker_works">({.attacker = wish_.attacker})
                                      : words<"check.attacker_rests">({.attacker = wish_.attacker})};
    if (!wish_.learned ||
        std::ranges::any_of(attacker->learned, [this](const auto& leak) { return fits(leak); }))
      return {true, {}};
    if (wish_.saying.empty())
      return {false, words<"check.attacker_knows_nothing">({.attacker = wish_.attacker})};
    return {false, words<"check.attacker_knows_not">({.attacker = wish_.attacker, .text = wish_.saying})};
  }

  std::string label() const override {
    if (wish_.learned && !wish_.saying.empty())
      return words<"check.attacker_has_learned">({.attacker = wish_.attacker, .text = wish_.saying});
    if (wish_.learned) return words<"check.attacker_has_learned_something">({.attacker = wish_.attacker});
    return wish_.active.value_or(true) ? words<"check.attacker_works">({.attacker = wish_.attacker})
                                       : words<"check.attacker_rests">({.attacker = wish_.attacker});
  }

  void add_cameras(std::vector<std::string>& names) const override { names.push_back(wish_.attacker); }

 private:
  bool fits(const AttackerEvidence::Leak& leak) const {
    return leak.kind == *wish_.learned && as_text(leak.bytes).find(wish_.saying) != std::string_view::npos;
  }

  Wish wish_;
};

constexpr ConditionKey kKeys[] = {{"attacker", true}, {"learned"}, {"saying"}, {"active"}};

ConditionResult read_attacker(const ConditionJson& json) {
  AttackerIs::Wish wish;
  std::string learned;
  Result<void> read = json.read("attacker", wish.attacker);
  if (read) read = json.read("learned", learned);
  if (read) read = json.read("saying", wish.saying);
  if (read) read = json.read("active", wish.active);
  if (!read) return tl::unexpected(read.error());
  if (!learned.empty() && !read_learned_kind(learned, wish.learned.emplace()))
    return fail("\"learned\": \"{}\" is none of {}", learned, learned_kind_ids());
  if (!wish.saying.empty() && !wish.learned) return fail("\"saying\" needs \"learned\"");
  return std::make_unique<AttackerIs>(std::move(wish));
}

}  // namespace

const ConditionKind kAttackerKind{"attacker", kKeys, read_attacker};

}  // namespace tlscam
