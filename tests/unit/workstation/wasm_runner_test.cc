#include "sim/workstation/wasm_runner.h"

#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>

#include "sim/workstation/openssl.h"
#include "sim/workstation/shell.h"
#include "tests/unit/workstation/run_task.h"
// Only the page's build compiles this file; the other side of its imports is the recorder below.
#include "sim/workstation/wasm_runner.cc"  // NOLINT(bugprone-suspicious-include)

namespace {

struct Started {
  nlohmann::json request;
  std::string input;
  bool input_ended = false;
  bool cancelled = false;
};

std::map<std::uint32_t, Started> started;

}  // namespace

extern "C" {
void tlscam_program_start(std::uint32_t id, const char* json, std::size_t size) {
  started[id].request = nlohmann::json::parse(std::string_view(json, size));
}
void tlscam_program_input(std::uint32_t id, const std::uint8_t* bytes, std::size_t size) {
  started[id].input += tlscam::as_text({bytes, size});
}
void tlscam_program_input_end(std::uint32_t id) {
  started[id].input_ended = true;
}
void tlscam_program_cancel(std::uint32_t id) {
  started[id].cancelled = true;
}
}

namespace tlscam {
namespace {

class WasmRunnerTest : public testing::Test {
 protected:
  WasmRunnerTest() {
    started.clear();
    shell_.add("openssl", std::make_unique<OpenSsl>(runner_, folder_, events_));
  }

  Task<int> begin(std::string line, bool terminal = false, std::string_view input = "") {
    output_ = recorder_.output(terminal);
    if (terminal) output_.input = &typed_;
    const ByteView bytes = as_bytes(input);
    Task<int> task = shell_.run(std::move(line), output_, Bytes(bytes.begin(), bytes.end()));
    task.start();
    return task;
  }

  static std::uint32_t id() { return started.rbegin()->first; }
  static Started& program() { return started.rbegin()->second; }

  static void say(int stream, std::string_view text) {
    const ByteView bytes = as_bytes(text);
    tlscam_program_output(id(), stream, bytes.data(), bytes.size());
  }

  TestFolder home_;
  Folder folder_ = *Folder::open(home_.path());
  EventQueue events_{*parse_instant("2031-05-06 07:08:09")};
  WasmRunner runner_{events_, 7};
  Shell shell_{folder_, events_};
  TerminalInput typed_;
  Recorder recorder_;
  Output output_;
};

TEST_F(WasmRunnerTest, a_request_says_what_to_run_where_and_when) {
  const Task<int> task = begin("openssl x509 -in \"my cert.der\"");
  const auto& request = program().request;
  EXPECT_EQ(request["words"], nlohmann::json({"openssl", "x509", "-in", "my cert.der"}));
  EXPECT_EQ(request["folder"], folder_.root().string());
  EXPECT_EQ(request["date"], 1935817689000000);
  EXPECT_EQ(request["terminal"], false);
  EXPECT_EQ(request["interactive"], false);
  EXPECT_TRUE(program().input_ended);
}

TEST_F(WasmRunnerTest, every_program_has_a_randomness_of_its_own_that_repeats) {
  const auto seed_of_next = [](WasmRunner& runner, const Folder& folder, EventQueue& events) {
    Recorder recorder;
    Task<Result<int>> task = runner.run({{"openssl"}, {}, recorder.output()}, folder, events.now());
    task.start();
    return program().request["seed"].get<std::string>();
  };
  WasmRunner again(events_, 7);
  const std::string first = seed_of_next(runner_, folder_, events_);
  EXPECT_EQ(first.size(), 16U);
  EXPECT_NE(seed_of_next(runner_, folder_, events_), first);
  EXPECT_EQ(seed_of_next(again, folder_, events_), first);
  WasmRunner unseeded(events_);
  const Task<Result<int>> task = unseeded.run({{"openssl"}, {}, recorder_.output()}, folder_, events_.now());
  const_cast<Task<Result<int>>&>(task).start();
  EXPECT_TRUE(program().request["seed"].is_null());
}

TEST_F(WasmRunnerTest, output_and_exit_code_come_through) {
  Task<int> task = begin("openssl rand 1", false, "from a pipe");
  EXPECT_EQ(program().input, "from a pipe");
  say(1, "out");
  say(2, "err");
  tlscam_program_exit(id(), 3);
  EXPECT_FALSE(task.done()) << "it goes on by an event, not inside of the call";
  events_.run_until(events_.now());
  ASSERT_TRUE(task.done());
  EXPECT_EQ(task.take(), 3);
  EXPECT_EQ(recorder_.out, "out");
  EXPECT_EQ(recorder_.error, "err");
}

TEST_F(WasmRunnerTest, a_program_that_cannot_run_is_a_message) {
  Task<int> task = begin("openssl version");
  const std::string_view why = "the download stopped";
  tlscam_program_failed(id(), why.data(), why.size());
  events_.run_until(events_.now());
  ASSERT_TRUE(task.done());
  EXPECT_EQ(task.take(), 1);
  EXPECT_EQ(recorder_.error, "openssl: the download stopped\n");
}

TEST_F(WasmRunnerTest, typed_lines_arrive_and_are_shown) {
  typed_.push(as_bytes("typed ahead\r"));
  Task<int> task = begin("openssl req -new", true);
  EXPECT_EQ(program().request["interactive"], true);
  EXPECT_EQ(program().input, "typed ahead\n");
  typed_.push(as_bytes("CH"));
  EXPECT_EQ(program().input, "typed ahead\n");
  tlscam_program_echo(id(), 0);
  typed_.push(as_bytes("secret\r\x04"));
  EXPECT_EQ(program().input, "typed ahead\nCHsecret\n");
  EXPECT_TRUE(program().input_ended);
  EXPECT_EQ(recorder_.out, "typed ahead\nCH");
  tlscam_program_exit(id(), 0);
  events_.run_until(events_.now());
  ASSERT_TRUE(task.done());
  typed_.push(as_bytes("for the shell"));
  EXPECT_EQ(as_text(typed_.take()), "for the shell");
}

TEST_F(WasmRunnerTest, ctrl_c_ends_a_program) {
  Task<int> task = begin("openssl s_server -accept 8443", true);
  typed_.push(as_bytes("\x03"));
  EXPECT_TRUE(program().cancelled);
  say(1, "too late");
  events_.run_until(events_.now());
  ASSERT_TRUE(task.done());
  EXPECT_EQ(task.take(), 130);
  EXPECT_EQ(recorder_.out, "^C\n");
}

TEST_F(WasmRunnerTest, a_file_as_input_leaves_the_terminal_alone) {
  ASSERT_TRUE(folder_.write("in.txt", as_bytes("content")));
  const Task<int> task = begin("openssl dgst < in.txt", true);
  EXPECT_EQ(program().request["interactive"], false);
  EXPECT_EQ(program().input, "content");
}

TEST_F(WasmRunnerTest, ending_the_task_cancels_the_program) {
  { const Task<int> task = begin("openssl s_server"); }
  EXPECT_TRUE(program().cancelled);
  tlscam_program_exit(id(), 0);  // ignored
  events_.run_until(events_.now());
}

TEST_F(WasmRunnerTest, the_network_is_there) {
  const Task<int> task = begin("openssl s_client -connect openmv:8443 -CAfile ca.pem");
  EXPECT_EQ(started.size(), 1U);
  EXPECT_EQ(recorder_.error, "");
}

TEST(TerminalInput, a_reader_waits_for_keys_and_sees_the_end) {
  TerminalInput input;
  std::string read;
  const auto reader = [&]() -> Task<void> {
    for (;;) {
      const Bytes typed = co_await input.read();
      if (typed.empty()) co_return;
      read += as_text(typed);
      read += '|';
    }
  };
  Task<void> task = reader();
  input.push(as_bytes("before"));
  task.start();
  input.push(as_bytes("x"));
  input.push(as_bytes("\x03"));
  EXPECT_EQ(read, "before|x|\x03|");
  EXPECT_FALSE(task.done());
  input.close();
  EXPECT_TRUE(task.done());
}

TEST(TerminalInput, a_reader_may_go_away) {
  TerminalInput input;
  {
    const auto reader = [&]() -> Task<void> { co_await input.read(); };
    Task<void> task = reader();
    task.start();
  }
  input.push(as_bytes("later"));
  EXPECT_EQ(as_text(input.take()), "later");
}

}  // namespace
}  // namespace tlscam
