#include "sim/mystery/mystery_repair.h"

#include <fmt/format.h>

namespace tlscam {
namespace {

using Kind = LessonBlock::Kind;

class Repair {
 public:
  explicit Repair(const MysterySetup& sound) : sound_(sound) {}

  void type(const std::string& line) {
    if (blocks_.empty() || blocks_.back().kind != Kind::workstation) add(Kind::workstation);
    std::string& text = blocks_.back().text;
    text += (text.empty() ? "" : "\n") + line;
  }
  void press(std::string line) { add(Kind::press).text = std::move(line); }

  void write_script(const MysteryEnd& end) {
    LessonBlock& block = add(Kind::edit);
    block.file = end.script.file;
    block.text = end.script.text();
    copy_script(end);
  }

  void copy_script(const MysteryEnd& end) {
    type(fmt::format("mpremote connect {} cp {} :main.py", end.camera, end.script.file));
  }

  void copy(const MysteryEnd& end, const std::string& files) {
    type(fmt::format("mpremote connect {} cp {} :", end.camera, files));
  }

  void sign_anew(const MysteryEnd& end) {
    const std::string issuer = sound_.issuer();
    type(
        fmt::format("openssl x509 -req -in {0}.csr -CA {1}.pem -CAkey {1}-key.pem -days 90 -copy_extensions "
                    "copy -out {0}.pem",
                    end.base, issuer));
    type(fmt::format("openssl x509 -in {0}.pem -outform DER -out {0}.der", end.base));
    copy(end, end.base + ".der");
  }

  void make_key_anew(const MysteryEnd& end) {
    type(fmt::format("openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out {}-key.pem",
                     end.base));
    type(fmt::format("openssl pkey -in {0}-key.pem -outform DER -out {0}-key.der", end.base));
    type(fmt::format(
        "openssl req -new -key {0}-key.pem -subj /CN={1} -addext subjectAltName=DNS:{1} -out {0}.csr",
        end.base, end.camera));
    sign_anew(end);
    copy(end, end.base + "-key.der");
  }

  // The key stays, so that what the authority has signed stays good.
  void renew_authority() {
    const std::string& base = sound_.anchor;
    type(fmt::format("openssl req -x509 -new -key {0}-key.pem -days 3650 -subj '/CN={1}' -out {0}.pem", base,
                     sound_.authority.common_name));
    type(fmt::format("openssl x509 -in {0}.pem -outform DER -out {0}.der", base));
    copy(sound_.client, base + ".der");
    if (sound_.shape.mutual) copy(sound_.server, base + ".der");
  }

  void start_both() {
    type(fmt::format("mpremote connect {} reset", sound_.server.camera));
    type(fmt::format("mpremote connect {} run {}", sound_.client.camera, sound_.client.script.file));
  }

  std::vector<LessonBlock> take() { return std::move(blocks_); }

 private:
  LessonBlock& add(Kind kind) {
    LessonBlock& block = blocks_.emplace_back();
    block.kind = kind;
    block.hidden = true;
    return block;
  }

  const MysterySetup& sound_;
  std::vector<LessonBlock> blocks_;
};

}  // namespace

std::vector<LessonBlock> repair_of(MysteryPart part, const MysterySetup& sound) {
  const MysteryEnd &server = sound.server, &client = sound.client;
  Repair repair(sound);
  switch (part) {
    case MysteryPart::restart:
      repair.copy_script(server);
      break;
    case MysteryPart::server_script:
      repair.write_script(server);
      break;
    case MysteryPart::client_script:
      repair.write_script(client);
      break;
    case MysteryPart::server_files:
      repair.copy(server, fmt::format("{0}.der {0}-key.der", server.base));
      break;
    case MysteryPart::server_certificate:
      repair.sign_anew(server);
      break;
    case MysteryPart::server_key:
      repair.make_key_anew(server);
      break;
    case MysteryPart::client_anchor:
      repair.copy(client, sound.anchor + ".der");
      break;
    case MysteryPart::client_files:
      repair.copy(client, fmt::format("{0}.der {0}-key.der", client.base));
      break;
    case MysteryPart::client_certificate:
      repair.sign_anew(client);
      break;
    case MysteryPart::authority:
      repair.renew_authority();
      break;
    case MysteryPart::time:
      repair.press("repair ntp");
      break;
    case MysteryPart::names:
      repair.press("repair dns");
      break;
    case MysteryPart::cable:
      repair.press("cable in " + server.camera);
      break;
    case MysteryPart::power:
      repair.press("power on " + server.camera);
      break;
  }
  repair.start_both();
  return repair.take();
}

}  // namespace tlscam
