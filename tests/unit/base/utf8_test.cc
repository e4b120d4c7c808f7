#include "sim/base/utf8.h"

#include <gtest/gtest.h>

namespace tlscam {
namespace {

TEST(Printable, LeavesTextAlone) {
  for (const char* text : {"", "plain\ttext\n", "é 漢 👩‍💻", "a\\x1b"})
    EXPECT_EQ(printable(text), text);
}

TEST(Printable, FindsEachByteThatIsNotPlainWhereverItStands) {
  for (int byte = 0; byte < 256; ++byte) {
    for (std::size_t at = 0; at < 82; ++at) {
      std::string text =
          "abc ~efghijklmnopqrstuvwxyz\tABC EFGHIJKLMNOPQRSTUVWXYZ\nabc ~efghijklmnopqrstuvwxyz";
      ASSERT_EQ(text.size(), 82U);
      text[at] = static_cast<char>(byte);
      const bool plain = (byte >= 0x20 && byte <= 0x7e) || byte == '\n' || byte == '\t';
      EXPECT_EQ(plain_size(text), plain ? text.size() : at) << byte << " at " << at;
    }
  }
}

TEST(Printable, ShowsWhatATerminalWouldObey) {
  EXPECT_EQ(printable("\x1b]0;x\a\r\b\x7f"), "\\x1b]0;x\\x07\\x0d\\x08\\x7f");
  EXPECT_EQ(printable("\xc2\x9b"
                      "2J"),
            "\\u009b2J");
  EXPECT_EQ(printable("\x9b\xff\xe6\xbc"), "\\x9b\\xff\\xe6\\xbc");
  EXPECT_EQ(printable("exe.\xe2\x80\xae"
                      "fdp"),
            "exe.\\u202efdp");
  EXPECT_EQ(printable({"a\0b", 3}), "a\\x00b");
}

TEST(AppendUtf8, WritesWhatIsReadAgain) {
  for (const char32_t code_point : {U'\0', U'a', U'\x7f', U'\x80', U'\u07ff', U'\u0800', U'\ud7ff', U'\uffff',
                                    U'\U00010000', U'\U0010ffff'}) {
    std::string text;
    append_utf8(text, code_point);
    const DecodedCharacter read = decode_utf8(text);
    EXPECT_TRUE(read.valid) << std::hex << static_cast<std::uint32_t>(code_point);
    EXPECT_EQ(read.code_point, code_point);
    EXPECT_EQ(read.size, text.size());
  }
}

}  // namespace
}  // namespace tlscam
