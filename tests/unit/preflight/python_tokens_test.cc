#include "sim/preflight/python_tokens.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace tlscam {
namespace {

std::string shown(std::string_view script) {
  std::string text;
  for (const PythonLine& line : tokenize_python(script)) {
    text += fmt::format("{}/{}:", line.number, line.indentation);
    for (const PythonToken& token : line.tokens) {
      const char quote = token.kind == PythonTokenKind::string      ? '"'
                         : token.kind == PythonTokenKind::formatted ? '$'
                                                                    : ' ';
      text += quote == ' ' ? " " + token.text : fmt::format(" {0}{1}{0}", quote, token.text);
    }
    text += "\n";
  }
  return text;
}

TEST(PythonTokens, lines_names_and_signs) {
  EXPECT_EQ(shown("import ssl # a comment\n\nif x:\n\ty = 1.5\n    z"),
            "1/0: import ssl\n3/0: if x :\n4/8: y = 1.5\n5/4: z\n");
}

TEST(PythonTokens, brackets_and_backslashes_continue_a_line) {
  EXPECT_EQ(shown("f(1,\n  'a'\n)\ng = 1 + \\\n  2\n"), "1/0: f ( 1 , \"a\" )\n4/0: g = 1 + 2\n");
}

TEST(PythonTokens, strings_of_all_kinds) {
  EXPECT_EQ(shown(R"(a = "x\"y" 'it\x41' r"\n" b'z' f"{q}")"),
            "1/0: a = \"x\"y\" \"itA\" \"\\n\" \"z\" ${q}$\n");
  EXPECT_EQ(shown("a = '''one\n# two'''\nb"), "1/0: a = \"one\n# two\"\n3/0: b\n");
  EXPECT_EQ(shown("a = 'no end\nb"), "1/0: a = \"no end\"\n2/0: b\n");
  EXPECT_EQ(shown("x = '\\"), "1/0: x = \"\"\n");
}

TEST(PythonTokens, comments_in_strings_are_not_comments) {
  EXPECT_EQ(shown("a = '# not' # but this\n"), "1/0: a = \"# not\"\n");
}

}  // namespace
}  // namespace tlscam
