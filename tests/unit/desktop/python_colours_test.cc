#include "sim/desktop/editor/python_colours.h"

#include <gtest/gtest.h>

namespace tlscam {
namespace {

// The coloured stretches as "keyword:def definition:run".
std::string colours(std::string_view script) {
  constexpr const char* kNames[] = {"keyword", "string", "number", "comment", "definition", "self"};
  std::string all;
  for (const PythonRun& run : python_colours(script)) {
    if (!all.empty()) all += ' ';
    all += std::string(kNames[static_cast<int>(run.token)]) + ":" +
           std::string(script.substr(run.begin, run.size));
  }
  return all;
}

TEST(PythonColours, keywords_definitions_and_self) {
  EXPECT_EQ(colours("def run(self):"), "keyword:def definition:run self:self");
  EXPECT_EQ(colours("class A:\n  pass"), "keyword:class definition:A keyword:pass");
  EXPECT_EQ(colours("defer = important"), "");
}

TEST(PythonColours, strings_with_prefixes_escapes_and_three_quotes) {
  EXPECT_EQ(colours(R"(a = "x \" y" + b'z')"), R"(string:"x \" y" string:b'z')");
  EXPECT_EQ(colours("\"\"\"one\n\"two\" # no\n\"\"\" # yes"),
            "string:\"\"\"one\n\"two\" # no\n\"\"\" comment:# yes");
  EXPECT_EQ(colours("r'\\d' x"), "string:r'\\d'");
}

TEST(PythonColours, a_string_without_an_end_goes_to_the_end_of_its_line) {
  EXPECT_EQ(colours("a = 'x\nif b:"), "string:'x keyword:if");
  EXPECT_EQ(colours("'''x\nif b:"), "string:'''x\nif b:");
  EXPECT_EQ(colours("'\\"), "string:'\\");
}

TEST(PythonColours, numbers_values_and_comments) {
  EXPECT_EQ(colours("x1 = 0x1F + 2.5  # 3"), "number:0x1F number:2.5 comment:# 3");
  EXPECT_EQ(colours("return None"), "keyword:return number:None");
}

TEST(IndentAfter, keeps_the_indent_and_goes_deeper_behind_a_colon) {
  EXPECT_EQ(indent_after("    x = 1"), "    ");
  EXPECT_EQ(indent_after("  if x:  "), "      ");
  EXPECT_EQ(indent_after(""), "");
  EXPECT_EQ(indent_after("\tx"), "\t");
}

}  // namespace
}  // namespace tlscam
