#include "sim/lab/board/native_deploy_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "tests/support/test_folder.h"

namespace tlscam {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::UnorderedElementsAre;

class DeployFilesTest : public testing::Test {
 protected:
  void SetUp() override {
    put("main.py", "print(1)");
    put("site/a.txt", "a");
    put("site/deep/b.bin", std::string("\0\xff", 2));
    put("site/.git/config", "x");
    put("site/__pycache__/a.pyc", "x");
  }
  void put(const std::string& name, const std::string& content) {
    fs::create_directories((folder_.path() / name).parent_path());
    std::ofstream(folder_.path() / name, std::ios::binary) << content;
  }
  std::string path(const std::string& name) const { return folder_.path().string() + "/" + name; }
  static std::vector<std::string> targets(const std::vector<std::string>& paths) {
    const auto files = read_deploy_files(paths);
    if (!files) return {files.error().text};
    std::vector<std::string> targets;
    for (const DeployFile& file : *files) targets.push_back(file.target);
    return targets;
  }

  TestFolder folder_;
};

TEST_F(DeployFilesTest, go_by_their_names) {
  EXPECT_THAT(targets({path("main.py"), path("site/a.txt")}), ElementsAre("main.py", "a.txt"));
}

TEST_F(DeployFilesTest, of_a_folder_go_below_its_name) {
  EXPECT_THAT(targets({path("site")}), UnorderedElementsAre("site/a.txt", "site/deep/b.bin"));
}

TEST_F(DeployFilesTest, of_a_folder_with_a_slash_go_without_its_name) {
  EXPECT_THAT(targets({path("site/")}), UnorderedElementsAre("a.txt", "deep/b.bin"));
}

TEST_F(DeployFilesTest, have_every_byte_and_a_place) {
  const auto files = read_deploy_files({path("site/deep/")});
  ASSERT_TRUE(files);
  const auto placed = place_below("/flash/certs", *files);
  ASSERT_EQ(placed.size(), 1u);
  EXPECT_EQ(placed[0].target, "/flash/certs/b.bin");
  EXPECT_EQ(placed[0].contents, (Bytes{0, 0xff}));
}

TEST_F(DeployFilesTest, that_cannot_be_read_are_named) {
  EXPECT_THAT(targets({path("nothing")}), ElementsAre(HasSubstr("nothing is not there")));
  fs::resize_file(path("main.py"), (16u << 20) + 1);
  EXPECT_THAT(targets({path("main.py")}), ElementsAre(HasSubstr("main.py cannot be read: File too large")));
}

}  // namespace
}  // namespace tlscam
