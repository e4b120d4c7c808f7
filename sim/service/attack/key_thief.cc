#include "sim/certificate/certificate_file.h"
#include "sim/service/attack/attacker.h"
#include "sim/service/gateway.h"
#include "sim/service/service_list.h"
#include "sim/words/attacker.h"

namespace tlscam {
namespace {

// Has a camera in his hands and copies what is on its drive and in its ROMFS, as a USB cable and `mpremote
// cp` do, or a programmer on the pins of the flash. Then he is done, until he is started again.
class KeyThief : public Service, public Attacker {
 public:
  KeyThief(EventQueue& events, std::function<std::map<std::string, Bytes>()> files)
      : Attacker(events), files_(std::move(files)) {}

  Attacker* attacker() override { return this; }
  std::vector<ServiceFact> facts() const override {
    return {{words<"attacker.files_copied">(), std::to_string(copied_)},
            {words<"attacker.keys_copied">(), std::to_string(keys_)}};
  }

 private:
  void started() override {
    for (const auto& [path, content] : files_()) {
      const CertificateFile file = inspect(content, path);
      const bool is_key = file.content == FileContent::private_key || file.also_private_key;
      ++copied_;
      if (is_key) ++keys_;
      Learned news;
      news.kind = is_key ? LearnedKind::key : LearnedKind::file;
      news.bytes = content;
      news.about = path;
      learn(std::move(news));
    }
    set_active(false);
  }

  std::function<std::map<std::string, Bytes>()> files_;
  std::uint64_t copied_ = 0;
  std::uint64_t keys_ = 0;
};

}  // namespace

ServiceForm key_thief() {
  ServiceForm form;
  form.key = "thief";
  form.title = words<"attacker.thief">();
  form.does = words<"attacker.thief_does">();
  form.runs = ServiceForm::Runs::camera;
  form.attacks = true;
  form.start = [](const ServicePlace& place, const Settings&) -> Result<std::unique_ptr<Service>> {
    if (!place.files) return fail("camera: a thief needs one in his hands");
    return std::make_unique<KeyThief>(place.gateway.events(), place.files);
  };
  return form;
}

}  // namespace tlscam
