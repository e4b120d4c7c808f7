#pragma once
#include <map>

#include "sim/lesson/evidence.h"

namespace tlscam {

/// `FakeEvidence` is made up by a test.
class FakeEvidence : public Evidence {
 public:
  Instant time{std::chrono::seconds{1'795'430'520}};  // 2026-11-23 10:42:00
  std::map<std::string, CameraEvidence> cameras;
  std::map<std::string, std::string> said;     ///< by camera
  std::map<std::string, Bytes> files;          ///< "server.pem", or "openmv:server.der" on a drive
  std::map<std::string, std::string> sent_to;  ///< by service
  std::vector<ConversationEvidence> wire;
  std::vector<LinkEvidence> cables;
  std::vector<ServiceEvidence> running;
  Instant beginning = time;
  std::map<std::string, AttackerEvidence> attackers;

  FakeEvidence() { cameras["openmv"] = {"openmv", true, time, "", {}}; }

  void put(const std::string& path, std::string_view text) { files[path] = Bytes(text.begin(), text.end()); }

  Instant now() const override { return time; }
  Instant began() const override { return beginning; }
  std::optional<CameraEvidence> camera(const std::string& name) const override {
    const auto found = cameras.find(name);
    if (found == cameras.end()) return std::nullopt;
    CameraEvidence evidence = found->second;
    if (const auto text = said.find(name); text != said.end()) evidence.said = text->second;
    return evidence;
  }
  Result<Bytes> workstation_file(const std::string& path) const override {
    const auto found = files.find(path);
    if (found == files.end()) return fail("No such file or directory");
    return found->second;
  }
  Result<Bytes> drive_file(const std::string& name, const std::string& path) const override {
    return workstation_file(name + ":" + path);
  }
  std::optional<std::string> received(const std::string& service) const override {
    const auto found = sent_to.find(service);
    return found == sent_to.end() ? std::nullopt : std::optional(found->second);
  }
  std::vector<ConversationEvidence> conversations() const override { return wire; }
  std::vector<LinkEvidence> links() const override { return cables; }
  std::vector<ServiceEvidence> services() const override { return running; }
  std::optional<AttackerEvidence> attacker(const std::string& name) const override {
    const auto found = attackers.find(name);
    return found == attackers.end() ? std::nullopt : std::optional(found->second);
  }
};

}  // namespace tlscam
