// This reads a lesson's text: whatever it is, it is read or rejected with one message that names the file; a
// lesson that was read can be evaluated.
#include <cstdlib>

#include "sim/lesson/lesson_run.h"

namespace {

class EmptyWorld : public tlscam::Evidence {
 public:
  tlscam::Instant now() const override { return {}; }
  std::optional<tlscam::CameraEvidence> camera(const std::string& name) const override {
    return tlscam::CameraEvidence{name, true, {}, {}, "\r\n>>> "};
  }
  tlscam::Result<tlscam::Bytes> workstation_file(const std::string& path) const override {
    return tlscam::Bytes(path.begin(), path.end());
  }
  tlscam::Result<tlscam::Bytes> drive_file(const std::string&, const std::string& path) const override {
    return workstation_file(path);
  }
  std::optional<std::string> received(const std::string& service) const override { return service; }
  std::vector<tlscam::ConversationEvidence> conversations() const override { return {}; }
  tlscam::Instant began() const override { return {}; }
  std::vector<tlscam::LinkEvidence> links() const override { return {{"openmv", true, 0, {}}}; }
  std::vector<tlscam::ServiceEvidence> services() const override { return {{"ntp", {}}}; }
  std::optional<tlscam::AttackerEvidence> attacker(const std::string&) const override {
    return tlscam::AttackerEvidence{};
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tlscam;
  constexpr std::string_view kWorld = R"({"cameras": [{"name": "openmv"}, {"name": "cam2"}]})";
  const auto lesson = load_lesson("lesson", {{"lesson.md", Bytes(data, data + size)},
                                             {"world.json", Bytes(kWorld.begin(), kWorld.end())}});
  if (!lesson) {
    if (lesson.error().text.find("lesson/lesson.md:") != 0) std::abort();
    return 0;
  }
  LessonRun run(*lesson);
  run.evaluate(EmptyWorld());
  LessonRun restored(*lesson);
  if (!restored.restore(run.to_json()) || restored.current() != run.current()) std::abort();
  return 0;
}
