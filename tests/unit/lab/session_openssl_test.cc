// The workstation's openssl in the network of a session's world, on this computer.
#include <gmock/gmock.h>

#include "tests/support/camera_scripts.h"
#include "tests/unit/lab/session_fixture.h"

namespace tlscam {
namespace {

class SessionOpenSslTest : public SessionTest {
 protected:
  void shell(const std::string& line) {
    done(ShellCommand{line});
    EXPECT_TRUE(until([&] { return !update_.snapshot.terminal.running; })) << line;
  }
};

TEST_F(SessionOpenSslTest, s_client_verifies_a_camera_and_answers_what_is_typed) {
  open("");
  done(PowerCommand{"openmv", true});
  ASSERT_TRUE(until([&] { return printed("openmv", ">>> "); }));
  shell(
      "openssl req -x509 -nodes -newkey ec -pkeyopt ec_paramgen_curve:P-256 -keyout server-key.pem "
      "-out server.pem -subj /CN=openmv -addext subjectAltName=DNS:openmv");
  shell("openssl x509 -in server.pem -outform DER -out server.der");
  shell("openssl pkey -in server-key.pem -outform DER -out server-key.der");
  shell("mpremote cp server.der server-key.der :");
  done(RunScriptCommand{"openmv", "server.py", std::string(kOnline) + kGreetingServer});
  ASSERT_TRUE(until([&] { return printed("openmv", "listening"); })) << printed_["openmv"];

  done(ShellCommand{"openssl s_client -connect openmv:8443 -CAfile server.pem -verify_return_error"});
  ASSERT_TRUE(until([&] { return printed("", "Verify return code: 0 (ok)"); })) << printed_[""];
  done(TerminalKeysCommand{bytes("ping\r")});
  ASSERT_TRUE(until([&] { return printed("", "hello ping"); })) << printed_[""];
  ASSERT_TRUE(until([&] { return !update_.snapshot.terminal.running; }));
  EXPECT_THAT(session_.obstacle_to_going_back(), testing::HasSubstr("used the network"));
}

}  // namespace
}  // namespace tlscam
