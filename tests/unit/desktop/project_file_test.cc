#include "sim/desktop/model/project_file.h"

#include <gmock/gmock.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>

#include "sim/base/file.h"
#include "sim/desktop/model/project.h"
#include "tests/support/test_folder.h"

namespace tlscam {
namespace {

using testing::HasSubstr;

class ProjectFileTest : public testing::Test {
 protected:
  std::string folder() const { return folder_.path().string(); }
  void put(std::string_view text) {
    std::filesystem::create_directories(folder() + "/.tlscam");
    ASSERT_FALSE(write_file(project_path(folder()), as_bytes(text)));
  }
  std::string text() const { return std::string(as_text(*read_file(project_path(folder())))); }
  std::string refusal() const {
    const auto file = read_project(folder());
    return file ? "(it was read)" : file.error().text;
  }
  TestFolder folder_;
};

ProjectFile some_project() {
  ProjectFile file;
  file.process = 7;
  file.world.lesson = "self-signed";
  file.world.cameras.emplace_back().name = "openmv";
  file.world.cameras[0].drive.push_back({"main.py", {1, 2, 255}});
  return file;
}

TEST_F(ProjectFileTest, a_folder_without_one_is_no_mistake) {
  const auto file = read_project(folder());
  ASSERT_TRUE(file);
  EXPECT_FALSE(*file);
}

TEST_F(ProjectFileTest, what_was_written_is_read) {
  ASSERT_TRUE(write_project(folder(), some_project()));
  const auto file = read_project(folder());
  ASSERT_TRUE(file) << file.error().text;
  ASSERT_TRUE(*file);
  EXPECT_EQ((*file)->process, 7u);
  EXPECT_EQ((*file)->world.lesson, "self-signed");
  ASSERT_EQ((*file)->world.cameras.size(), 1u);
  EXPECT_EQ((*file)->world.cameras[0].drive[0].bytes, (Bytes{1, 2, 255}));
}

TEST_F(ProjectFileTest, a_newer_one_is_refused_and_stays) {
  const std::string newer = R"({"format": "tlscam-project", "version": 2, "what": "nobody knows"})";
  put(newer);
  EXPECT_THAT(refusal(), HasSubstr("newer tlscam (format 2; this one reads 1)"));
  EXPECT_EQ(text(), newer);
  put(R"({"format": "tlscam-project", "version": 1, "world": {"format": 3}})");
  EXPECT_THAT(refusal(), HasSubstr("format 3; this one reads 2"));
}

TEST_F(ProjectFileTest, a_damaged_one_is_refused_with_its_place) {
  put("{\"format\": \"tlsc");
  EXPECT_THAT(refusal(), HasSubstr("is damaged"));
  put(R"({"format": "tlscam-project", "version": 1, "process": 0, "kept": 0, "world": {"format": 2}})");
  EXPECT_THAT(refusal(), HasSubstr("project.world"));
}

TEST_F(ProjectFileTest, a_folder_that_is_gone_is_not_made_again) {
  const std::string gone = folder() + "/gone";
  const auto written = write_project(gone, some_project());
  ASSERT_FALSE(written);
  EXPECT_THAT(written.error().text, HasSubstr("No such file"));
  EXPECT_FALSE(std::filesystem::exists(gone));
}

TEST_F(ProjectFileTest, a_disk_that_is_full_leaves_what_was_kept) {
  ASSERT_TRUE(write_project(folder(), some_project()));
  const std::string before = text();
  ProjectFile later = some_project();
  later.world.lesson = "another";
  // Files can hold a few bytes, as on a disk that has a few left.
  rlimit usual{};
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &usual), 0);
  const rlimit small{40, usual.rlim_max};
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &small), 0);
  const auto written = write_project(folder(), later);
  setrlimit(RLIMIT_FSIZE, &usual);
  std::signal(SIGXFSZ, handler);
  ASSERT_FALSE(written);
  EXPECT_THAT(written.error().text, HasSubstr("File too large"));
  EXPECT_EQ(text(), before);
  EXPECT_FALSE(std::filesystem::exists(project_path(folder()) + ".new"));
}

TEST_F(ProjectFileTest, nobody_else_may_read_it_whatever_was_left_behind) {
  put("");
  const std::string beside = project_path(folder()) + ".new";
  ASSERT_FALSE(write_file(beside, as_bytes("left behind")));
  std::filesystem::permissions(beside, std::filesystem::perms::all);
  ASSERT_TRUE(write_project(folder(), some_project()));
  EXPECT_EQ(std::filesystem::status(project_path(folder())).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST(TypedPath, is_absolute_and_knows_the_home_folder) {
  setenv("HOME", "/home/ada", 1);
  EXPECT_EQ(typed_path("~/tls/"), "/home/ada/tls");
  EXPECT_EQ(typed_path("~"), "/home/ada");
  EXPECT_EQ(typed_path("/a/../b"), "/b");
  EXPECT_TRUE(typed_path("x").starts_with("/"));
}

}  // namespace
}  // namespace tlscam
