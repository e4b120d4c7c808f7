// An attacker who takes a certificate from the workstation each time that he begins.
#include <gmock/gmock.h>

#include "tests/unit/lab/session_fixture.h"

namespace tlscam {
namespace {

using testing::HasSubstr;

class AttackerCertificate : public SessionTest {
 protected:
  AttackerCertificate() {
    const std::string world = R"({"clock": "2026-11-23 10:00:00", "cameras": [{"name": "openmv"}],
      "middleboxes": [{"name": "mallory", "link": "openmv", "active": false,
                       "box": {"mitm": {"from_workstation": ["mine.pem", "mine-key.pem"]}}}]})";
    done(OpenCommand{"", 1, {{"world.json", Bytes(world.begin(), world.end())}}, {}});
    session_.finish_opening();
    EXPECT_EQ(session_.opening(), Session::Opening::done) << session_.failure();
  }

  void shell(const std::string& line) {
    done(ShellCommand{line});
    EXPECT_TRUE(until([this] { return !update_.snapshot.terminal.running; })) << line;
    EXPECT_EQ(update_.snapshot.terminal.exit_code, 0) << line;
  }
  bool is_active() {
    look();
    return update_.snapshot.attackers.at(0).active;
  }
};

TEST_F(AttackerCertificate, is_read_when_he_begins) {
  EXPECT_EQ(refused(SetAttackerCommand{"mallory", true}),
            "mallory cannot begin: mine.pem: No such file or directory");
  EXPECT_FALSE(is_active());
  shell(
      "openssl req -x509 -nodes -newkey ec -pkeyopt ec_paramgen_curve:P-256 -keyout mine-key.pem"
      " -out mine.pem -subj /CN=openmv");
  done(SetAttackerCommand{"mallory", true});
  EXPECT_TRUE(is_active());
  done(SetAttackerCommand{"mallory", false});
  shell("openssl ecparam -name prime256v1 -genkey -noout -out mine-key.pem");
  EXPECT_THAT(refused(SetAttackerCommand{"mallory", true}),
              HasSubstr("mallory cannot begin: mine.pem and mine-key.pem: "));
  EXPECT_FALSE(is_active());
}

}  // namespace
}  // namespace tlscam
