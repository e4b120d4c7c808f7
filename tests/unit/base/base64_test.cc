#include "sim/base/base64.h"

#include <gtest/gtest.h>

namespace tlscam {
namespace {

// RFC 4648 section 10.
TEST(Base64Test, test_vectors) {
  const std::pair<std::string_view, std::string_view> vectors[] = {{"", ""},
                                                                   {"f", "Zg=="},
                                                                   {"fo", "Zm8="},
                                                                   {"foo", "Zm9v"},
                                                                   {"foob", "Zm9vYg=="},
                                                                   {"fooba", "Zm9vYmE="},
                                                                   {"foobar", "Zm9vYmFy"}};
  for (const auto& [plain, coded] : vectors) {
    EXPECT_EQ(to_base64(as_bytes(plain)), coded);
    const auto back = from_base64(coded);
    ASSERT_TRUE(back) << back.error().text;
    EXPECT_EQ(as_text(*back), plain);
  }
}

TEST(Base64Test, every_byte_comes_back) {
  Bytes all;
  for (int i = 0; i < 256; ++i) all.push_back(static_cast<std::uint8_t>(i));
  for (std::size_t size = 250; size <= 256; ++size) {
    const Bytes part(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(size));
    const auto back = from_base64(to_base64(part));
    ASSERT_TRUE(back);
    EXPECT_EQ(*back, part);
  }
}

TEST(Base64Test, refuses_what_is_none) {
  for (const std::string_view text : {"Zg=", "Zg", "Z===", "Zg==Zg==", "Zh==", "Zm9=", "Zm 9", "Zm9v\n"})
    EXPECT_FALSE(from_base64(text)) << text;
}

TEST(Base64Url, has_an_alphabet_for_urls_and_no_padding) {
  EXPECT_EQ(to_base64url(Bytes{0xfb, 0xff}), "-_8");
  EXPECT_EQ(from_base64url("-_8"), (Bytes{0xfb, 0xff}));
  EXPECT_EQ(from_base64url(""), Bytes{});
  for (const char* text : {"+/8", "-_8=", "a", "-_9", "a b"}) EXPECT_FALSE(from_base64url(text)) << text;
}

}  // namespace
}  // namespace tlscam
