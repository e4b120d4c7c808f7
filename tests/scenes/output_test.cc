// A full disk takes the output of tlscam.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

#include "tests/scenes/camera_scene.h"

namespace tlscam {
namespace {

int run_into_full_disk(const std::string& words) {
  const std::string command = TLSCAM_PROGRAM " " + words + " > /dev/full 2> /dev/null";
  return WEXITSTATUS(std::system(command.c_str()));
}

TEST(Output, ThatCannotBeWrittenIsAnError) {
  EXPECT_EQ(run_into_full_disk("explain 'alert 48'"), 1);
  EXPECT_EQ(run_into_full_disk("lesson list"), 1);
  EXPECT_EQ(run_into_full_disk("cert no-such-file.pem"), 2) << "what was wrong before stays";
}

// A terminal would set its title, fill the clipboard, or answer a question into the shell.
const std::string kTitle = "\x1b]0;pwned\a";
const std::string kShown = "\\x1b]0;pwned\\x07";

void expect_shown(const Outcome& outcome) {
  EXPECT_THAT(outcome.out + outcome.error, testing::HasSubstr(kShown));
  EXPECT_THAT(outcome.out + outcome.error, testing::Not(testing::HasSubstr("\x1b")));
}

TEST(Output, ShowsTheEscapesOfStrangersInPlaceOfObeyingThem) {
  CameraScene scene;
  scene.add_bare("openmv", "print('" + kTitle + "')\n");
  expect_shown(scene.run());
  EXPECT_THAT(scene.run({"--json"}).out, testing::HasSubstr("\\u001b]0;pwned\\u0007"));

  scene.json()["cameras"][0]["name"] = kTitle;
  expect_shown(scene.run());

  const std::string file = scene.path("c.pem");
  ASSERT_EQ(std::system(("openssl req -x509 -newkey rsa:2048 -nodes -days 3 -keyout " + scene.path("k.pem") +
                         " -subj \"$(printf '/CN=\\033]0;pwned\\007')\" -out " + file + " 2>/dev/null")
                            .c_str()),
            0);
  expect_shown(run_tlscam({"cert", file}));
  expect_shown(run_tlscam({"cert", "--tree", file}));
  expect_shown(run_tlscam({"dissect", scene.path(kTitle)}));
}

}  // namespace
}  // namespace tlscam
