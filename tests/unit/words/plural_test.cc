#include "sim/words/plural.h"

#include <gtest/gtest.h>

namespace tlscam {
namespace {

using enum PluralForm;

// The examples that the rules of CLDR give for whole numbers.
TEST(PluralForm, follows_the_rules_of_the_language) {
  struct Example {
    std::string_view language;
    std::size_t count;
    PluralForm form;
  };
  constexpr Example kExamples[] = {{"en", 0, other}, {"en", 1, one},   {"en", 2, other},  {"de", 1, one},
                                   {"ja", 1, other}, {"fr", 0, one},   {"fr", 1, one},    {"fr", 2, other},
                                   {"ru", 1, one},   {"ru", 21, one},  {"ru", 11, many},  {"ru", 3, few},
                                   {"ru", 13, many}, {"ru", 23, few},  {"ru", 5, many},   {"pl", 1, one},
                                   {"pl", 21, many}, {"pl", 22, few},  {"pl", 112, many}, {"cs", 1, one},
                                   {"cs", 4, few},   {"cs", 5, other}, {"cs", 22, other}, {"ar", 0, zero},
                                   {"ar", 2, two},   {"ar", 103, few}, {"ar", 11, many},  {"ar", 100, other}};
  for (const Example& example : kExamples)
    EXPECT_EQ(plural_form(example.language, example.count), example.form)
        << example.language << " " << example.count;
}

TEST(PluralForm, treats_an_unknown_language_as_english) {
  EXPECT_EQ(plural_form("xx", 1), one);
  EXPECT_EQ(plural_form("xx", 0), other);
}

}  // namespace
}  // namespace tlscam
