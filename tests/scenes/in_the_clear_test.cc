// An eavesdropper reads what cameras usually speak without TLS: HTTP, and MQTT at port 1883.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

#include "sim/base/file.h"
#include "tests/scenes/camera_scene.h"

namespace tlscam {
namespace {

using testing::HasSubstr;

// A camera on the public internet, with an eavesdropper at the router.
Outcome overheard(const std::string& code) {
  CameraScene scene;
  scene.json()["internet"] = "public";
  scene.json()["middleboxes"] = {
      {{"link", "gateway"}, {"name", "eve"}, {"box", {{"eavesdropper", nlohmann::json::object()}}}}};
  const auto library =
      read_file(TLSCAM_SOURCE_DIR "/lessons/12-client-of-a-public-server/start/workstation/mqtt.py");
  EXPECT_TRUE(library);
  std::ofstream(scene.path("mqtt.py")) << as_text(*library);
  scene.add("cam2", code)["files"] = {{"mqtt.py", "mqtt.py"}};
  return scene.run({"--trust"});
}

TEST(InTheClear, http_shows_password_cookie_token_and_picture) {
  const Outcome outcome = overheard(R"(
sock = socket.socket()
sock.connect(socket.getaddrinfo("www.example.com", 80)[0][-1])
sock.write(b"POST /form?password=7319 HTTP/1.1\r\nHost: www.example.com\r\nCookie: session=8812\r\n"
           b"Authorization: Bearer green-token\r\nContent-Length: 15\r\n\r\nJFIF: a picture")
print(sock.readline())
)");
  EXPECT_EQ(outcome.exit_code, 0) << outcome.error;
  for (const char* secret : {"password=7319", "session=8812", "Bearer green-token", "JFIF: a picture"})
    EXPECT_THAT(outcome.lines("eve"), testing::Contains(HasSubstr(secret)));
}

TEST(InTheClear, mqtt_shows_user_password_and_message_at_port_1883) {
  const Outcome outcome = overheard(R"(
from mqtt import MQTTClient
client = MQTTClient("cam2", "mqtt.example.com", user="cam2", password="blue-heron")
client.connect()
client.publish("pictures/cam2", b"a heron at the pond", qos=1)
print("published to port", client.port)
client.disconnect()
)");
  EXPECT_EQ(outcome.exit_code, 0) << outcome.error;
  EXPECT_THAT(outcome.lines("cam2"), testing::ElementsAre("published to port 1883"));
  for (const char* secret : {"blue-heron", "pictures/cam2", "a heron at the pond"})
    EXPECT_THAT(outcome.lines("eve"), testing::Contains(HasSubstr(secret)));
}

}  // namespace
}  // namespace tlscam
