#include "sim/words/plural.h"

namespace tlscam {
namespace {

using Rule = PluralForm (*)(std::size_t count);

PluralForm only_other(std::size_t) {
  return PluralForm::other;
}
PluralForm one_is_one(std::size_t count) {
  return count == 1 ? PluralForm::one : PluralForm::other;
}
PluralForm none_and_one_are_one(std::size_t count) {
  return count <= 1 ? PluralForm::one : PluralForm::other;
}

// 2 to 4, but not 12 to 14, also of larger numbers.
bool ends_in_few(std::size_t count) {
  return count % 10 >= 2 && count % 10 <= 4 && (count % 100 < 12 || count % 100 > 14);
}
PluralForm east_slavic(std::size_t count) {
  if (count % 10 == 1 && count % 100 != 11) return PluralForm::one;
  return ends_in_few(count) ? PluralForm::few : PluralForm::many;
}
PluralForm polish(std::size_t count) {
  if (count == 1) return PluralForm::one;
  return ends_in_few(count) ? PluralForm::few : PluralForm::many;
}
PluralForm czech(std::size_t count) {
  if (count == 1) return PluralForm::one;
  return count >= 2 && count <= 4 ? PluralForm::few : PluralForm::other;
}
PluralForm arabic(std::size_t count) {
  constexpr PluralForm kFirst[] = {PluralForm::zero, PluralForm::one, PluralForm::two};
  if (count < 3) return kFirst[count];
  if (count % 100 >= 3 && count % 100 <= 10) return PluralForm::few;
  return count % 100 >= 11 ? PluralForm::many : PluralForm::other;
}

struct LanguageRule {
  std::string_view language;
  Rule rule;
};
constexpr LanguageRule kRules[] = {
    {"ja", only_other},
    {"ko", only_other},
    {"zh", only_other},
    {"vi", only_other},
    {"th", only_other},
    {"id", only_other},
    {"ms", only_other},
    {"fr", none_and_one_are_one},
    {"pt", none_and_one_are_one},
    {"hi", none_and_one_are_one},
    {"ru", east_slavic},
    {"uk", east_slavic},
    {"pl", polish},
    {"cs", czech},
    {"sk", czech},
    {"ar", arabic},
};

}  // namespace

PluralForm plural_form(std::string_view language, std::size_t count) {
  for (const LanguageRule& entry : kRules)
    if (entry.language == language) return entry.rule(count);
  return one_is_one(count);
}

}  // namespace tlscam
