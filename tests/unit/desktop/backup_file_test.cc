#include "sim/desktop/model/backup_file.h"

#include <gmock/gmock.h>

#include "sim/base/file.h"
#include "sim/desktop/model/zip_file.h"

namespace tlscam {
namespace {

using testing::HasSubstr;

// Written by web/src/store/backup.ts: two worlds, settings, history.
Bytes page_export() {
  auto bytes = read_file(TLSCAM_SOURCE_DIR "/tests/unit/desktop/page-export.zip");
  return bytes ? std::move(*bytes) : Bytes();
}

std::string refusal(ByteView zip) {
  const auto worlds = read_backup(zip);
  return worlds ? "(it was read)" : worlds.error().text;
}

std::string refusal_of_json(std::string_view json) {
  return refusal(write_zipped("tlscam-backup.json", as_bytes(json)));
}

TEST(BackupFile, what_the_page_exports_is_read) {
  const auto worlds = read_backup(page_export());
  ASSERT_TRUE(worlds) << worlds.error().text;
  ASSERT_EQ(worlds->size(), 2u);
  const SavedWorld& world = worlds->at("meet-the-camera");
  EXPECT_EQ(world.workstation[0].path, "a/b.pem");
  EXPECT_EQ(as_text(world.workstation[0].bytes), "hi");
  EXPECT_EQ(world.cameras[1].model, "openmv-n6");
  EXPECT_EQ(world.services[0].faults[0].kind, "wrong");
  EXPECT_EQ(worlds->at("").lesson, "");
}

TEST(BackupFile, what_is_written_is_read) {
  const auto worlds = read_backup(page_export());
  ASSERT_TRUE(worlds);
  const auto again = read_backup(write_backup(*worlds));
  ASSERT_TRUE(again) << again.error().text;
  ASSERT_EQ(again->size(), 2u);
  EXPECT_EQ(again->at("meet-the-camera").cameras[0].drive[0].path, "main.py");
}

TEST(BackupFile, is_refused_at_every_length_it_could_be_cut_to) {
  const Bytes whole = page_export();
  ASSERT_FALSE(whole.empty());
  for (std::size_t size = 0; size < whole.size(); ++size)
    EXPECT_THAT(refusal(ByteView(whole).first(size)), HasSubstr("Nothing was changed")) << size;
}

TEST(BackupFile, is_refused_with_any_byte_of_its_content_changed) {
  Bytes zip = write_backup({{"a", SavedWorld{}}});
  const std::size_t begin = 30 + std::string_view("tlscam-backup.json").size();
  for (std::size_t i = 0; i < 40; ++i) {
    zip[begin + i] ^= 0x10;
    EXPECT_THAT(refusal(zip), HasSubstr("Nothing was changed")) << i;
    zip[begin + i] ^= 0x10;
  }
  EXPECT_EQ(refusal(zip), "(it was read)");
}

TEST(BackupFile, of_another_program_or_version_is_refused) {
  EXPECT_THAT(refusal(as_bytes("hello")), HasSubstr("cannot be read"));
  EXPECT_THAT(refusal(write_zipped("a.txt", as_bytes("hello"))), HasSubstr("not exported from tlscam"));
  for (const char* json :
       {R"({"format":"x"})", R"({"format":3,"kept":{}})", R"({"format":["tlscam-backup"]})",
        R"({"format":"tlscam-backup","kept":[]})", "[]", "3"})
    EXPECT_THAT(refusal_of_json(json), HasSubstr("not exported from tlscam")) << json;
  EXPECT_THAT(refusal_of_json(R"({"format":"tlscam-backup","version":9,"kept":{}})"), HasSubstr("format 9"));
  EXPECT_THAT(refusal_of_json(R"({"format":"tlscam-backup","version":2,"kept":{"world/x":{"format":2}}})"),
              HasSubstr("damaged at \"world/x\""));
}

TEST(ZipFile, empty_and_large_files) {
  EXPECT_EQ(read_zipped(write_zipped("a", {}), "a", 10), Bytes());
  const Bytes many(100'000, 7);
  EXPECT_EQ(read_zipped(write_zipped("a", many), "a", many.size()), many);
  EXPECT_FALSE(read_zipped(write_zipped("a", many), "a", many.size() - 1));
}

}  // namespace
}  // namespace tlscam
