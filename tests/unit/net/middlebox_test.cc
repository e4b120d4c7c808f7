#include "sim/net/middlebox.h"

#include <gtest/gtest.h>

#include "sim/net/switch.h"

namespace tlscam {
namespace {

using namespace std::chrono_literals;

constexpr MacAddress kAnn{{2, 0, 0, 0, 0, 1}};
constexpr MacAddress kBob{{2, 0, 0, 0, 0, 2}};

Bytes frame(MacAddress to, MacAddress from, std::uint8_t content) {
  Bytes bytes;
  bytes.reserve(2 * to.octets.size() + 3);
  for (const MacAddress& address : {to, from})
    for (const std::uint8_t octet : address.octets) bytes.push_back(octet);
  for (const std::uint8_t byte : {std::uint8_t{0x88}, std::uint8_t{0xb5}, content}) bytes.push_back(byte);
  return bytes;
}

// The content of each frame decides what this box does.
class Meddler : public Middlebox {
 public:
  void placed(EventQueue& events, Pass pass) override {
    events_ = &events;
    pass_ = std::move(pass);
  }
  void see(ByteView bytes, Direction direction) override {
    ++seen;
    Bytes changed(bytes.begin(), bytes.end());
    switch (bytes.back()) {
      case 'd':
        return;
      case 'h':
        events_->after(1s, [this, changed, direction] { pass_(changed, direction); });
        return;
      case 'c':
        changed.back() = 'C';
        return pass_(changed, direction);
      case 'i':
        pass_(bytes, direction);
        return pass_(frame(kAnn, kBob, '!'), Direction::to_node);
      default:
        return pass_(bytes, direction);
    }
  }
  int seen = 0;
  Pass pass_;

 private:
  EventQueue* events_ = nullptr;
};

class MiddleboxTest : public testing::Test {
 protected:
  std::string heard_by_bob_, heard_by_ann_;
  EventQueue events_{Instant{}};
  Switch network_{events_, 1};
  Link& ann_ =
      network_.plug("ann", {}, [this](ByteView bytes) { heard_by_ann_ += static_cast<char>(bytes.back()); });
  Link& bob_ =
      network_.plug("bob", {}, [this](ByteView bytes) { heard_by_bob_ += static_cast<char>(bytes.back()); });
  std::shared_ptr<Meddler> box_ = std::make_shared<Meddler>();

  void say(Link& link, MacAddress from, MacAddress to, const std::string& letters) {
    for (const char letter : letters) link.send(frame(to, from, static_cast<std::uint8_t>(letter)));
    events_.run_until(events_.now() + 100ms);
  }
};

TEST_F(MiddleboxTest, sees_holds_changes_drops_and_injects) {
  ann_.set_middlebox(box_);
  say(ann_, kAnn, kBob, "adchiz");
  EXPECT_EQ(heard_by_bob_, "aCiz");
  EXPECT_EQ(heard_by_ann_, "!");
  events_.run_until(events_.now() + 2s);
  EXPECT_EQ(heard_by_bob_, "aCizh");
  say(bob_, kBob, kAnn, "adc");
  EXPECT_EQ(heard_by_ann_, "!aC");
  EXPECT_EQ(box_->seen, 9);
}

TEST_F(MiddleboxTest, is_in_the_way_as_long_as_it_is_there) {
  ann_.set_middlebox(box_);
  say(ann_, kAnn, kBob, "h");
  ann_.set_middlebox(nullptr);
  say(ann_, kAnn, kBob, "d");
  events_.run_until(events_.now() + 2s);
  EXPECT_EQ(heard_by_bob_, "d") << "what a box held goes nowhere once the box is gone";
  ann_.set_middlebox(box_);
  network_.unplug(ann_);
  box_->pass_(frame(kBob, kAnn, 'x'), Direction::from_node);
  events_.run_until(events_.now() + 1s);
  EXPECT_EQ(heard_by_bob_, "d");
}

TEST_F(MiddleboxTest, a_link_without_one_behaves_as_before) {
  say(ann_, kAnn, kBob, "adchi");
  EXPECT_EQ(heard_by_bob_, "adchi");
}

}  // namespace
}  // namespace tlscam
