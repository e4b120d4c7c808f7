#include "sim/base/task.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace tlscam {
namespace {

/// `Gate` is a wait that the test ends by hand.
class Gate {
 public:
  ~Gate() { EXPECT_EQ(waiting_, nullptr); }
  bool waiting() const { return waiting_ != nullptr; }
  void open(int value) {
    value_ = value;
    std::exchange(waiting_, nullptr)->handle.resume();
  }

  struct Wait {
    Gate& gate;
    coro::coroutine_handle<> handle;
    explicit Wait(Gate& of) : gate(of) {}
    Wait(const Wait&) = delete;
    ~Wait() {
      if (gate.waiting_ == this) gate.waiting_ = nullptr;
    }
    bool await_ready() const { return false; }
    void await_suspend(coro::coroutine_handle<> self) {
      handle = self;
      gate.waiting_ = this;
    }
    int await_resume() const { return gate.value_; }
  };
  Wait wait() { return Wait(*this); }

 private:
  Wait* waiting_ = nullptr;
  int value_ = 0;
};

Task<int> add_one(Gate& gate) {
  co_return co_await gate.wait() + 1;
}

Task<std::string> twice(Gate& gate) {
  const int first = co_await add_one(gate);
  const int second = co_await add_one(gate);
  co_return std::to_string(first) + "," + std::to_string(second);
}

TEST(Task, is_lazy) {
  Gate gate;
  Task<int> task = add_one(gate);
  EXPECT_FALSE(gate.waiting());
  EXPECT_FALSE(task.done());
  task.start();
  EXPECT_TRUE(gate.waiting());
  gate.open(4);
  ASSERT_TRUE(task.done());
  EXPECT_EQ(task.take(), 5);
}

TEST(Task, nested_tasks_go_on_when_the_innermost_wait_ends) {
  Gate gate;
  Task<std::string> task = twice(gate);
  task.start();
  gate.open(1);
  EXPECT_FALSE(task.done());
  gate.open(2);
  ASSERT_TRUE(task.done());
  EXPECT_EQ(task.take(), "2,3");
}

/// `Witness` reports its own destruction.
struct Witness {
  std::vector<std::string>* log;
  std::string name;
  Witness(std::vector<std::string>* to, std::string called) : log(to), name(std::move(called)) {}
  Witness(const Witness&) = delete;
  ~Witness() { log->push_back(name); }
};

Task<void> inner(Gate& gate, std::vector<std::string>* log) {
  const Witness witness(log, "inner");
  co_await gate.wait();
  log->push_back("not reached");
}

Task<void> outer(Gate& gate, std::vector<std::string>* log) {
  const Witness witness(log, "outer");
  co_await inner(gate, log);
  log->push_back("not reached");
}

TEST(Task, destroying_it_in_the_middle_destroys_every_frame_and_the_wait) {
  Gate gate;
  std::vector<std::string> log;
  {
    Task<void> task = outer(gate, &log);
    task.start();
    EXPECT_TRUE(gate.waiting());
  }
  EXPECT_FALSE(gate.waiting());
  EXPECT_EQ(log, (std::vector<std::string>{"inner", "outer"}));
}

TEST(Task, destroying_it_before_it_starts_runs_nothing) {
  Gate gate;
  std::vector<std::string> log;
  { const Task<void> task = outer(gate, &log); }
  EXPECT_TRUE(log.empty());
}

TEST(Task, assigning_cancels_what_was_there) {
  Gate gate;
  std::vector<std::string> log;
  Task<void> task = outer(gate, &log);
  task.start();
  task = outer(gate, &log);
  EXPECT_EQ(log, (std::vector<std::string>{"inner", "outer"}));
}

Task<std::unique_ptr<int>> make(int value) {
  co_return std::make_unique<int>(value);
}

Task<long> sum(int count) {
  long total = 0;
  for (int i = 0; i < count; ++i) {
    const std::unique_ptr<int> value = co_await make(i);
    total += *value;
  }
  co_return total;
}

TEST(Task, values_may_be_move_only_and_a_million_steps_do_not_deepen_the_stack) {
  Task<long> task = sum(1'000'000);
  task.start();
  ASSERT_TRUE(task.done());
  EXPECT_EQ(task.take(), 499'999'500'000);
}

Task<int> wait_often(Gate& gate, int count) {
  int total = 0;
  for (int i = 0; i < count; ++i) total += co_await add_one(gate);
  co_return total;
}

TEST(Task, many_waits_do_not_deepen_the_stack) {
  Gate gate;
  Task<int> task = wait_often(gate, 200'000);
  task.start();
  while (!task.done()) gate.open(0);
  EXPECT_EQ(task.take(), 200'000);
}

}  // namespace
}  // namespace tlscam
