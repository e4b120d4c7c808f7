#include "sim/deploy/deployment_journal.h"

#include <gtest/gtest.h>

namespace tlscam {
namespace {

DeploymentJournal journal() {
  DeploymentJournal journal;
  journal.generation = 7;
  journal.entries.push_back(
      {"/flash/it's\n.py", "n0123", "b7-0", std::string(64, 'a'), std::string(64, 'b')});
  journal.entries.push_back({"/flash/new.py", "n4567", "b7-1", std::string(64, 'c'), ""});
  journal.entries.push_back({"/flash/gone.py", "", "b7-2", "", std::string(64, 'd')});
  return journal;
}

TEST(DeploymentJournal, comes_back_as_it_was_written) {
  const auto read = parse_journal(journal().to_text());
  ASSERT_TRUE(read) << read.error().text;
  EXPECT_EQ(read->generation, 7u);
  ASSERT_EQ(read->entries.size(), 3u);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(read->entries[i].target, journal().entries[i].target);
    EXPECT_EQ(read->entries[i].staged, journal().entries[i].staged);
    EXPECT_EQ(read->entries[i].backup, journal().entries[i].backup);
    EXPECT_EQ(read->entries[i].new_hash, journal().entries[i].new_hash);
    EXPECT_EQ(read->entries[i].old_hash, journal().entries[i].old_hash);
  }
}

TEST(DeploymentJournal, is_nothing_until_it_is_whole) {
  const std::string text = journal().to_text();
  // Without its last line end it still vouches for everything.
  for (std::size_t size = 0; size + 1 < text.size(); ++size)
    EXPECT_FALSE(parse_journal(text.substr(0, size))) << size;
}

TEST(DeploymentJournal, is_refused_when_one_character_differs) {
  const std::string text = journal().to_text();
  for (std::size_t at = 0; at + 1 < text.size(); ++at) {
    std::string other = text;
    other[at] = static_cast<char>(other[at] ^ 1);
    EXPECT_FALSE(parse_journal(other)) << at;
  }
}

TEST(DeploymentJournal, names_nothing_outside_of_its_folder) {
  DeploymentJournal bad = journal();
  bad.entries[0].staged = "../main";
  EXPECT_FALSE(parse_journal(bad.to_text()));
  bad = journal();
  bad.entries[0].backup = "a/b";
  EXPECT_FALSE(parse_journal(bad.to_text()));
  bad = journal();
  bad.entries[0].target = "main.py";
  EXPECT_FALSE(parse_journal(bad.to_text()));
}

}  // namespace
}  // namespace tlscam
