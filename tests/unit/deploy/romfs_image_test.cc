#include "sim/deploy/romfs_image.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "sim/base/hex.h"

namespace tlscam {
namespace {

Bytes bytes(std::string_view text) {
  const ByteView view = as_bytes(text);
  return {view.begin(), view.end()};
}

std::string listing(ByteView image) {
  const auto entries = list_romfs(image);
  if (!entries) return entries.error().text;
  std::string text;
  for (const RomfsEntry& entry : *entries)
    text += fmt::format("{}{} {}, ", entry.path, entry.is_folder ? "/" : "", entry.contents.size());
  return text;
}

TEST(RomfsImage, IsTheOneThatMicroPythonsToolWrites) {
  const auto image = build_romfs({{"a.txt", bytes("hello")}, {"lib/b", bytes("xy")}});
  ASSERT_TRUE(image);
  EXPECT_EQ(to_hex(*image), "d2cd31801d050d05612e747874020568656c6c6f040c036c69620506016202027879");
  const auto padded = build_romfs({{"a", bytes("hell")}});
  ASSERT_TRUE(padded);
  EXPECT_EQ(to_hex(*padded), "d2cd310a05080161020468656c6c");
}

TEST(RomfsImage, CanBeListedAgain) {
  const std::map<std::string, Bytes> files = {
      {"cert.der", Bytes(700, 1)}, {"empty", {}}, {"lib/deep/x.py", bytes("pass")}, {"lib/y.py", bytes("1")}};
  Bytes image = *build_romfs(files);
  EXPECT_EQ(image.size() % 2, 0u);
  const std::string expected = "cert.der 700, empty 0, lib/ 0, lib/deep/ 0, lib/deep/x.py 4, lib/y.py 1, ";
  EXPECT_EQ(listing(image), expected);
  image.resize(image.size() + 4096, 0xff);
  EXPECT_EQ(listing(image), expected) << "the rest of a partition is not part of the image";
  EXPECT_EQ(listing(*build_romfs({})), "");
}

TEST(RomfsImage, files_are_found_with_their_contents) {
  const Bytes image = *build_romfs({{"ca.der", bytes("one")}, {"lib/y.py", bytes("two")}});
  const auto entries = list_romfs(image);
  ASSERT_TRUE(entries);
  ASSERT_EQ(entries->size(), 3u);
  EXPECT_EQ(as_text((*entries)[0].contents), "one");
  EXPECT_TRUE((*entries)[1].is_folder);
  EXPECT_EQ(as_text((*entries)[2].contents), "two");
}

TEST(RomfsImage, FollowsPointersToData) {
  const std::uint8_t image[] = {0xd2, 0xcd, 0x31, 0x80, 0x0f, 0x02, 0x05, 0x68, 0x65, 0x6c,
                                0x6c, 0x6f, 0x05, 0x06, 0x01, 0x61, 0x03, 0x02, 0x05, 0x02};
  EXPECT_EQ(listing(image), "a 5, ");
  EXPECT_EQ(as_text(list_romfs(image)->front().contents), "hello");
}

TEST(RomfsImage, DamagedImagesAreRefused) {
  const Bytes image = *build_romfs({{"a.txt", bytes("hello")}, {"lib/b", bytes("xy")}});
  for (std::size_t size = 0; size < image.size(); ++size)
    EXPECT_FALSE(list_romfs(ByteView(image).first(size))) << size;
  Bytes unused = image;
  unused[5] = 0;  // the first record inside
  EXPECT_FALSE(list_romfs(unused));
}

TEST(RomfsImage, FilesComeOutAsTheyWentIn) {
  const std::map<std::string, Bytes> files = {{"a.txt", bytes("hello")},
                                              {"empty/", {}},
                                              {"lib/deep/", {}},
                                              {"lib/x.py", bytes("pass")},
                                              {"none", {}}};
  const Bytes image = *build_romfs(files);
  const auto found = files_of_romfs(image);
  ASSERT_TRUE(found) << found.error().text;
  EXPECT_EQ(*found, files);
  EXPECT_EQ(*build_romfs(*found), image);
}

TEST(RomfsImage, NamesThatLeadElsewhereAreRefused) {
  Bytes image = *build_romfs({{"ab/x", bytes("1")}});
  const auto name = std::search(image.begin(), image.end(), "ab", "ab" + 2);
  ASSERT_NE(name, image.end());
  name[0] = name[1] = '.';
  EXPECT_TRUE(list_romfs(image));
  EXPECT_FALSE(files_of_romfs(image)) << "a folder named ..";
  name[0] = '/';
  EXPECT_FALSE(files_of_romfs(image));
}

TEST(RomfsImage, FileNamedLikeAFolderIsRefused) {
  Bytes image = *build_romfs({{"ab", bytes("1")}});
  const auto name = std::search(image.begin(), image.end(), "ab", "ab" + 2);
  ASSERT_NE(name, image.end());
  name[1] = '/';
  EXPECT_TRUE(list_romfs(image));
  EXPECT_FALSE(files_of_romfs(image));
}

TEST(RomfsImage, ImpossiblePathsAreRefused) {
  EXPECT_FALSE(build_romfs({{"", {}}}));
  EXPECT_FALSE(build_romfs({{"/a", {}}}));
  EXPECT_FALSE(build_romfs({{"a/../b", {}}}));
  EXPECT_FALSE(build_romfs({{"/", {}}}));
  EXPECT_FALSE(build_romfs({{"a", {}}, {"a/", {}}}));
  EXPECT_EQ(build_romfs({{"a", {}}, {"a/b", {}}}).error().text,
            "'a/b' lies inside of what is a file in the ROMFS image");
}

}  // namespace
}  // namespace tlscam
