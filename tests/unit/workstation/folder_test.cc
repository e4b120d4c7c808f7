#include "sim/workstation/folder.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "tests/unit/workstation/run_task.h"

namespace tlscam {
namespace {

class FolderTest : public testing::Test {
 protected:
  std::string failure(const Result<void>& result) { return result ? "" : result.error().text; }

  TestFolder outside_;
  Folder folder_ = *Folder::open(outside_.path() / "home");
};

TEST_F(FolderTest, reads_and_writes_and_lists) {
  ASSERT_TRUE(folder_.make_folder("keys"));
  ASSERT_TRUE(folder_.write("keys/a", as_bytes("one")));
  ASSERT_TRUE(folder_.append("~/keys/a", as_bytes("two")));
  EXPECT_EQ(as_text(*folder_.read("./keys/../keys/a")), "onetwo");
  ASSERT_TRUE(folder_.write("b", {}));
  const auto entries = *folder_.list(".");
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_EQ(entries[0].name, "b");
  EXPECT_TRUE(entries[1].is_folder);
  EXPECT_EQ(folder_.entry("keys/a")->size, 6u);
  ASSERT_TRUE(folder_.rename("keys/a", "c"));
  ASSERT_TRUE(folder_.remove("keys"));
  EXPECT_FALSE(folder_.exists("keys"));
}

TEST_F(FolderTest, errors_are_the_systems_words) {
  ASSERT_TRUE(folder_.make_folder("d"));
  EXPECT_EQ(folder_.read("nofile").error().text, "No such file or directory");
  EXPECT_EQ(folder_.read("d").error().text, "Is a directory");
  EXPECT_EQ(failure(folder_.write("no/such/file", {})), "No such file or directory");
  EXPECT_EQ(failure(folder_.make_folder("d")), "File exists");
  EXPECT_EQ(failure(folder_.remove(".")), "Operation not permitted");
}

TEST_F(FolderTest, waits_for_no_pipe) {
  ASSERT_EQ(::mkfifo((outside_.path() / "home" / "pipe").c_str(), 0600), 0);
  EXPECT_EQ(folder_.read("pipe").error().text, "it is not a file but a pipe or device");
}

TEST_F(FolderTest, nothing_leads_outside) {
  namespace fs = std::filesystem;
  fs::create_directory(outside_.path() / "elsewhere");
  fs::create_symlink(outside_.path() / "elsewhere", folder_.root() / "link");
  fs::create_symlink(outside_.path() / "not-there", folder_.root() / "dangling");
  for (const char* path :
       {"/etc/hostname", "..", "../home2/x", "a/../../x", "link", "link/x", "dangling", "~/../x"})
    EXPECT_EQ(failure(folder_.write(path, as_bytes("x"))), "is outside of your folder; use a path inside it")
        << path;
  EXPECT_FALSE(fs::exists(outside_.path() / "not-there"));
  EXPECT_TRUE(folder_.list(".")->empty());
}

TEST_F(FolderTest, links_inside_are_followed) {
  ASSERT_TRUE(folder_.write("real", as_bytes("x")));
  std::filesystem::create_symlink("real", folder_.root() / "link");
  EXPECT_EQ(as_text(*folder_.read("link")), "x");
}

}  // namespace
}  // namespace tlscam
