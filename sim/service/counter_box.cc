#include "sim/service/service_list.h"
#include "sim/words/service.h"

namespace tlscam {
namespace {

// Passes every frame on as it is, and counts.
class CounterBox : public Middlebox {
 public:
  struct Count {
    std::uint64_t frames = 0;
    std::uint64_t bytes = 0;
  };

  void placed(EventQueue&, Pass pass) override { pass_ = std::move(pass); }

  void see(ByteView frame, Direction direction) override {
    Count& count = direction == Direction::from_node ? from_node : to_node;
    ++count.frames;
    count.bytes += frame.size();
    pass_(frame, direction);
  }

  Count from_node, to_node;

 private:
  Pass pass_;
};

class CounterService : public Service {
 public:
  std::shared_ptr<Middlebox> middlebox() override { return box_; }

  std::vector<ServiceFact> facts() const override {
    return {{"frames from the node", std::to_string(box_->from_node.frames)},
            {"bytes from the node", std::to_string(box_->from_node.bytes)},
            {"frames to the node", std::to_string(box_->to_node.frames)},
            {"bytes to the node", std::to_string(box_->to_node.bytes)}};
  }

 private:
  std::shared_ptr<CounterBox> box_ = std::make_shared<CounterBox>();
};

}  // namespace

ServiceForm counter_box() {
  ServiceForm form;
  form.key = "counter";
  form.title = words<"service.counter">();
  form.runs = ServiceForm::Runs::way;
  form.start = [](const ServicePlace&, const Settings&) -> Result<std::unique_ptr<Service>> {
    return std::make_unique<CounterService>();
  };
  return form;
}

}  // namespace tlscam
