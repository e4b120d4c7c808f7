// Deployments to the real firmware in its native build: real MicroPython, and its real FAT file system.
#include "sim/deploy/deployment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/deploy/ask_board.h"
#include "sim/deploy/board_connection.h"
#include "sim/deploy/board_path.h"
#include "sim/deploy/content_hash.h"
#include "sim/machine/camera.h"
#include "sim/machine/native_machine.h"
#include "tests/support/lone_camera.h"
#include "tests/unit/workstation/run_task.h"

namespace tlscam {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using namespace std::chrono_literals;

/// A cable that is pulled out once so many bytes were written to the board.
class PulledCable : public Transport {
 public:
  PulledCable(Transport& far, std::size_t bytes) : Transport(far.time()), far_(far), left_(bytes) {
    far_.set_receiver([this](ByteView said) { deliver(said); });
  }
  ~PulledCable() override { far_.set_receiver({}); }

  void write(ByteView bytes) override {
    if (closed()) return;
    far_.write(bytes.first(std::min(left_, bytes.size())));
    written += bytes.size();
    left_ -= std::min(left_, bytes.size());
    if (left_ == 0) set_closed("the cable was pulled");
  }

  std::size_t written = 0;

 private:
  Transport& far_;
  std::size_t left_;
};

class DeploymentOnCamera : public testing::Test {
 protected:
  void SetUp() override {
    auto camera = lone_camera(network_, factory_);
    ASSERT_TRUE(camera) << camera.error().text;
    camera_ = std::move(*camera);
    switch_on();
  }

  void switch_on() {
    const Result<void> on = camera_->power_on();
    ASSERT_TRUE(on) << on.error().text;
  }

  template <class T>
  T finish(Task<T> task) {
    return tlscam::finish(events_, std::move(task));
  }

  /// Types at the friendly REPL, as a person does, and lets the camera do something with it.
  void type(std::string_view text) {
    camera_->serial().write(as_bytes(text));
    events_.run_until(events_.now() + 1s);
  }

  /// Gives what is under a name on the camera's drive; "-" when there is nothing.
  std::string on_drive(const std::string& name) {
    const auto content = camera_->drive().read(name);
    return content ? std::string(as_text(*content)) : "-";
  }
  void put_on_drive(const std::string& name, std::string_view content) {
    const auto done = camera_->drive().write(name, as_bytes(content));
    ASSERT_TRUE(done) << done.error().text;
  }

  static DeployFile file(std::string target, std::string_view content) {
    const ByteView bytes = as_bytes(content);
    return {std::move(target), Bytes(bytes.begin(), bytes.end())};
  }

  EventQueue events_{*parse_instant("2026-11-23 10:42:07")};
  Switch network_{events_, 1};
  NativeMachineFactory factory_{TLSCAM_BINARY_DIR "/bin/tlscam-camera"};
  std::unique_ptr<Camera> camera_;
};

/// A connection over a line, and the deployment on it.
class Board {
 public:
  explicit Board(Transport& line) : connection(line) { deployment.emplace(connection.files()); }

  Task<Result<BoardFacts>> greet() {
    const Result<void> reached = co_await connection.reach({});
    if (!reached) co_return tl::unexpected(reached.error());
    deployment.emplace(connection.files());  // the interpreter is a fresh one
    auto facts = co_await ask_board(connection.repl());
    if (!facts) co_return tl::unexpected(facts.error());
    const auto recovered = co_await deployment->recover("/flash");
    if (!recovered) co_return tl::unexpected(recovered.error());
    recovered_files = *recovered;
    co_return facts;
  }

  /// Everything that `tlscam deploy` does; gives what has changed.
  Task<Result<std::vector<std::string>>> deploy(std::vector<DeployFile> files) {
    const auto facts = co_await greet();
    if (!facts) co_return tl::unexpected(facts.error());
    const auto plan = co_await deployment->plan(*facts, std::move(files));
    if (!plan) co_return tl::unexpected(plan.error());
    const Result<void> done = co_await deployment->carry_out(*plan, {});
    if (!done) co_return tl::unexpected(done.error());
    std::vector<std::string> changed;
    for (const auto& file : plan->files)
      if (file.change != FileChange::unchanged) changed.push_back(file.file.target);
    co_return changed;
  }

  BoardConnection connection;
  std::optional<Deployment> deployment;
  std::vector<std::string> recovered_files;
};

TEST_F(DeploymentOnCamera, a_camera_says_what_it_is) {
  const auto use = camera_->serial().use();
  Board board(*use);
  const auto facts = finish(board.greet());
  ASSERT_TRUE(facts) << facts.error().text;
  EXPECT_THAT(facts->micropython, HasSubstr("1."));
  EXPECT_NE(facts->machine, "");
  EXPECT_GT(facts->heap_free.value_or(0), 10'000u);
  EXPECT_EQ(*default_place(*facts), "/flash");
  EXPECT_EQ(facts->current_folder, "/flash");
  // Its clock begins in 2013.
  EXPECT_EQ(to_text(Instant(std::chrono::seconds(facts->clock.value_or(0)))).substr(0, 10), "2013-10-14");
  EXPECT_THAT(facts->modules, AllOf(Contains("ssl"), Contains("socket"), Contains("machine")));
}

TEST_F(DeploymentOnCamera, a_file_of_ones_own_is_not_run_for_a_module) {
  put_on_drive("requests.py", "open('/flash/was_run','w').close()");
  const auto use = camera_->serial().use();
  Board board(*use);
  const auto facts = finish(board.greet());
  ASSERT_TRUE(facts);
  EXPECT_EQ(on_drive("was_run"), "-");
}

struct Busy {
  const char* name;
  const char* typed;
};

class DeploymentOnBusyCamera : public DeploymentOnCamera, public testing::WithParamInterface<Busy> {};

TEST_P(DeploymentOnBusyCamera, arrives_and_leaves_the_friendly_repl) {
  type("\r");
  type(GetParam().typed);
  std::string console;
  camera_->serial().set_console([&](ByteView bytes) { console += as_text(bytes); });
  {
    const auto use = camera_->serial().use();
    Board board(*use);
    const auto changed = finish(board.deploy({file("/flash/a.txt", "hello")}));
    ASSERT_TRUE(changed) << changed.error().text;
  }
  EXPECT_EQ(on_drive("a.txt"), "hello");
  EXPECT_EQ(on_drive("oops"), "-") << "a half-typed line was run";
  console.clear();
  type("print(6*7)\r");
  EXPECT_THAT(console, AllOf(HasSubstr("42"), HasSubstr(">>> ")));
}

INSTANTIATE_TEST_SUITE_P(
    Camera, DeploymentOnBusyCamera,
    testing::Values(
        Busy{"prompt", ""}, Busy{"loop", "while True: pass\r\r\r"},
        Busy{
            "catches_two",
            "n=0\rwhile n<2:\r\ntry:\r\n\nwhile True: pass\r\n\bexcept KeyboardInterrupt:\r\n\nn+=1\r\r\r\r"},
        Busy{"sleeps", "import time\rtime.sleep(100)\r"}, Busy{"half_line", "open('/flash/oops','w')"},
        Busy{"open_block", "if True:\r"}, Busy{"paste_mode", "\x05print(1)\r"}, Busy{"raw_repl", "\x01"},
        Busy{"raw_repl_half", "\x01open('/flash/oops','w')"},
        Busy{"raw_paste",
             "\x01\x05"
             "A\x01open('/flash/oops','w')"}),
    [](const auto& busy) { return std::string(busy.param.name); });

TEST_F(DeploymentOnCamera, only_what_differs_is_written_and_undo_brings_it_back_twice) {
  put_on_drive("same.txt", "same");
  put_on_drive("main.py", "print('old')\n");
  const auto use = camera_->serial().use();
  Board board(*use);
  const std::vector<DeployFile> files{file("/flash/same.txt", "same"),
                                      file("/flash/main.py", "print('new')\n"),
                                      file("/flash/lib/deep/tool.py", std::string(3000, '#'))};
  const auto changed = finish(board.deploy(files));
  ASSERT_TRUE(changed) << changed.error().text;
  EXPECT_THAT(*changed, ElementsAre("/flash/lib/deep/tool.py", "/flash/main.py"));
  EXPECT_EQ(on_drive("main.py"), "print('new')\n");
  EXPECT_EQ(on_drive("lib/deep/tool.py"), std::string(3000, '#'));
  const auto again = finish(board.deploy(files));
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->empty());

  ASSERT_TRUE(finish(board.greet()));
  const auto undone = finish(board.deployment->undo("/flash"));
  ASSERT_TRUE(undone) << undone.error().text;
  EXPECT_EQ(on_drive("main.py"), "print('old')\n");
  EXPECT_EQ(on_drive("lib/deep/tool.py"), "-");
  EXPECT_EQ(on_drive("same.txt"), "same");
  const auto redone = finish(board.deployment->undo("/flash"));
  ASSERT_TRUE(redone) << redone.error().text;
  EXPECT_EQ(on_drive("main.py"), "print('new')\n");
  EXPECT_EQ(on_drive("lib/deep/tool.py"), std::string(3000, '#'));
}

TEST_F(DeploymentOnCamera, there_is_nothing_to_undo_at_first) {
  const auto use = camera_->serial().use();
  Board board(*use);
  ASSERT_TRUE(finish(board.greet()));
  const auto undone = finish(board.deployment->undo("/flash"));
  ASSERT_FALSE(undone);
  EXPECT_THAT(undone.error().text, HasSubstr("nothing was deployed to /flash"));
}

TEST_F(DeploymentOnCamera, what_does_not_fit_changes_nothing) {
  put_on_drive("main.py", "old");
  const auto space = camera_->drive().space();
  ASSERT_TRUE(space);
  const auto use = camera_->serial().use();
  Board board(*use);
  const auto changed = finish(
      board.deploy({file("/flash/main.py", "new"), file("/flash/big", std::string(space->free, 'x'))}));
  ASSERT_FALSE(changed);
  EXPECT_THAT(changed.error().text, AllOf(HasSubstr("bytes free"), HasSubstr("Nothing was changed")));
  EXPECT_EQ(on_drive("main.py"), "old");
}

TEST_F(DeploymentOnCamera, a_drive_that_becomes_full_meanwhile_keeps_its_files) {
  put_on_drive("main.py", "old");
  const auto use = camera_->serial().use();
  Board board(*use);
  auto facts = finish(board.greet());
  ASSERT_TRUE(facts);
  const std::string large(20'000, 'x');
  const auto plan = finish(board.deployment->plan(*facts, {file("/flash/main.py", large)}));
  ASSERT_TRUE(plan) << plan.error().text;
  ASSERT_TRUE(finish(board.connection.files().run(
      "f=open('/flash/fill','wb')\ntry:\n while 1:f.write(bytes(512))\nexcept OSError:pass\n"
      "try:f.close()\nexcept OSError:pass",
      100s)));
  const auto done = finish(board.deployment->carry_out(*plan, {}));
  ASSERT_FALSE(done);
  EXPECT_THAT(done.error().text, AllOf(HasSubstr("full"), HasSubstr("No file on the board was changed")));
  EXPECT_EQ(on_drive("main.py"), "old");
}

TEST_F(DeploymentOnCamera, a_board_without_memory_says_so_and_keeps_its_files) {
  put_on_drive("main.py", "old");
  const auto use = camera_->serial().use();
  Board board(*use);
  const auto facts = finish(board.greet());
  ASSERT_TRUE(facts);
  const auto plan = finish(board.deployment->plan(*facts, {file("/flash/main.py", std::string(3000, 'x'))}));
  ASSERT_TRUE(plan) << plan.error().text;
  ASSERT_TRUE(
      finish(board.connection.files().run("hog=[]\nfor n in (65536,4096,256,16):\n try:\n  while "
                                          "1:hog.append(bytearray(n))\n except MemoryError:pass",
                                          100s)));
  const auto done = finish(board.deployment->carry_out(*plan, {}));
  ASSERT_FALSE(done);
  EXPECT_THAT(done.error().text, HasSubstr("the board has no memory left: reset it and try again"));
  EXPECT_EQ(on_drive("main.py"), "old");
}

TEST_F(DeploymentOnCamera, a_board_that_is_reset_meanwhile_keeps_its_files_and_gets_them_later) {
  put_on_drive("main.py", "old");
  const std::string content(5000, '#');
  const auto use = camera_->serial().use();
  Board board(*use);
  const auto facts = finish(board.greet());
  ASSERT_TRUE(facts);
  const auto plan = finish(board.deployment->plan(*facts, {file("/flash/main.py", content)}));
  ASSERT_TRUE(plan) << plan.error().text;
  bool pressed = false;
  const auto done = finish(board.deployment->carry_out(*plan, [&](const DeployProgress& at) {
    if (at.done > 2000 && !std::exchange(pressed, true)) (void)camera_->reset();
  }));
  EXPECT_FALSE(done);
  EXPECT_EQ(on_drive("main.py"), "old");
  events_.run_until(events_.now() + 2s);
  const auto changed = finish(board.deploy({file("/flash/main.py", content)}));
  ASSERT_TRUE(changed) << changed.error().text;
  EXPECT_EQ(on_drive("main.py"), content);
}

TEST_F(DeploymentOnCamera, a_folder_in_the_way_is_named) {
  put_on_drive("lib/x", "x");
  const auto use = camera_->serial().use();
  Board board(*use);
  EXPECT_THAT(finish(board.deploy({file("/flash/lib", "x")})).error().text,
              HasSubstr("/flash/lib is a folder on the board"));
  EXPECT_THAT(finish(board.deploy({file("/flash/lib/x/y", "x")})).error().text,
              HasSubstr("/flash/lib/x is a file on the board"));
  EXPECT_THAT(finish(board.deploy({file("/rom/y", "x")})).error().text,
              AllOf(HasSubstr("'/rom/y'"), Not(HasSubstr("OSError"))));
}

/// The cable is pulled at one byte of a deployment after the other.
class InterruptedDeployment : public DeploymentOnCamera {
 protected:
  std::vector<DeployFile> new_files() const {
    return {file("/flash/cert.der", "new certificate"), file("/flash/main.py", "print('new')\n")};
  }
  void prepare() {
    put_on_drive("cert.der", "old certificate");
    put_on_drive("main.py", "print('old')\n");
  }
  static bool old_or_new(const std::string& content, const std::string& old_one, const std::string& new_one) {
    return content == old_one || content == new_one;
  }
  void expect_whole(std::size_t at) {
    EXPECT_TRUE(old_or_new(on_drive("main.py"), "print('old')\n", "print('new')\n"))
        << at << on_drive("main.py");
    EXPECT_TRUE(old_or_new(on_drive("cert.der"), "old certificate", "new certificate"))
        << at << on_drive("cert.der");
  }
};

TEST_F(InterruptedDeployment, is_finished_or_never_begun_wherever_the_cable_is_pulled) {
  std::size_t whole = 0;
  {
    prepare();
    const auto use = camera_->serial().use();
    PulledCable cable(*use, SIZE_MAX);
    {
      Board board(cable);
      ASSERT_TRUE(finish(board.deploy(new_files())));
    }
    whole = cable.written;
  }
  const bool every = std::getenv("TLSCAM_FULL") != nullptr;
  int recovered = 0;
  for (std::size_t at = 1; at < whole; at += every ? 1 : 61) {
    prepare();
    {
      const auto use = camera_->serial().use();
      PulledCable cable(*use, at);
      Board board(cable);
      const auto changed = finish(board.deploy(new_files()));
      // The last bytes are the goodbye.
      if (!changed) {
        EXPECT_THAT(changed.error().text, HasSubstr("the cable was pulled")) << at;
      }
    }
    const auto use = camera_->serial().use();
    {
      Board board(*use);
      const auto facts = finish(board.greet());
      ASSERT_TRUE(facts) << at << ": " << facts.error().text;
      expect_whole(at);
      if (!board.recovered_files.empty()) {
        ++recovered;
        EXPECT_EQ(on_drive("main.py"), "print('new')\n") << at;
        EXPECT_EQ(on_drive("cert.der"), "new certificate") << at;
      }
      const auto changed = finish(board.deploy(new_files()));
      ASSERT_TRUE(changed) << at << ": " << changed.error().text;
      EXPECT_EQ(on_drive("main.py"), "print('new')\n") << at;
      EXPECT_EQ(on_drive("cert.der"), "new certificate") << at;
    }
  }
  EXPECT_GT(recovered, 0) << "no position was in the middle of the exchange: the test misses its point";
}

TEST_F(InterruptedDeployment, survives_a_camera_that_is_switched_off) {
  // After each piece of code that the board is given: the firmware is killed where it stands.
  for (std::size_t at = 3500; at < 6500; at += 250) {
    prepare();
    {
      const auto use = camera_->serial().use();
      PulledCable cable(*use, at);
      Board board(cable);
      const auto changed = finish(board.deploy(new_files()));
      camera_->power_off();
    }
    events_.run_until(events_.now() + 1s);
    expect_whole(at);
    switch_on();
    const auto use = camera_->serial().use();
    Board board(*use);
    const auto changed = finish(board.deploy(new_files()));
    ASSERT_TRUE(changed) << at << ": " << changed.error().text;
    EXPECT_EQ(on_drive("main.py"), "print('new')\n") << at;
  }
}

TEST_F(InterruptedDeployment, keeps_what_somebody_wrote_before_it_was_finished) {
  const auto use = camera_->serial().use();
  DeploymentJournal journal;
  journal.entries.push_back(
      {"/flash/x", "n", "b1-0", content_hash(as_bytes("new")), content_hash(as_bytes("old"))});
  put_on_drive(".tlscam/j1", journal.to_text());
  put_on_drive(".tlscam/n", "new");
  put_on_drive("x", "somebody's");
  Board board(*use);
  ASSERT_TRUE(finish(board.greet()));
  EXPECT_EQ(on_drive("x"), "new");
  EXPECT_EQ(on_drive("x.kept"), "somebody's");
  EXPECT_THAT(board.deployment->kept(), ElementsAre("/flash/x.kept"));
}

/// States that a power cut in a rename leaves behind on FAT: both names of one content (here as two contents,
/// which the code cannot tell from it), and copies that were begun.
TEST_F(InterruptedDeployment, settles_every_state_that_a_cut_rename_can_leave) {
  const auto use = camera_->serial().use();
  const std::string old_hash = content_hash(as_bytes("old")), new_hash = content_hash(as_bytes("new"));
  struct State {
    const char* target;
    std::vector<std::pair<std::string, const char*>> others;
  };
  const std::vector<State> states = {
      {"old", {{"n", "new"}}},                                    // nothing has happened
      {"old", {{"n", "new"}, {"b1-0", "old"}}},                   // cut in the first rename
      {"old", {{"n", "new"}, {"b1-0", "old"}, {"b1-0~1", "o"}}},  // and in the copy after that
      {"old", {{"n", "new"}, {"b1-0", "old"}, {"b1-0~1", "old"}}},
      {"-", {{"n", "new"}, {"b1-0", "old"}, {"b1-0~1", "old"}}},
      {"-", {{"n", "new"}, {"b1-0~1", "old"}}},
      {"-", {{"n", "new"}, {"b1-0", "old"}}},    // between the renames
      {"new", {{"n", "new"}, {"b1-0", "old"}}},  // cut in the second one
      {"new", {{"n", "new"}, {"n~1", "ne"}, {"b1-0", "old"}}},
      {"new", {{"n", "new"}, {"n~1", "new"}, {"b1-0", "old"}}},
      {"-", {{"n", "new"}, {"n~1", "new"}, {"b1-0", "old"}}},
      {"-", {{"n~1", "new"}, {"b1-0", "old"}}},
      {"new", {{"n~1", "new"}, {"b1-0", "old"}}},  // cut in the rename of the copy
      {"new", {{"n~1", "new"}, {"n~2", "new"}, {"b1-0", "old"}}},
      {"new", {{"b1-0", "old"}}},  // all done but the mark
  };
  for (std::size_t i = 0; i < states.size(); ++i) {
    Drive drive = camera_->drive();
    const auto left = drive.list(".tlscam");
    if (left) {
      for (const DriveEntry& entry : *left) ASSERT_TRUE(drive.remove(".tlscam/" + entry.name));
    }
    (void)drive.remove("x");
    DeploymentJournal journal;
    journal.entries.push_back({"/flash/x", "n", "b1-0", new_hash, old_hash});
    put_on_drive(".tlscam/j1", journal.to_text());
    for (const auto& [name, content] : states[i].others) put_on_drive(".tlscam/" + name, content);
    if (std::string_view(states[i].target) != "-") put_on_drive("x", states[i].target);

    Board board(*use);
    const auto facts = finish(board.greet());
    ASSERT_TRUE(facts) << i << ": " << facts.error().text;
    EXPECT_THAT(board.recovered_files, ElementsAre("/flash/x")) << i;
    EXPECT_EQ(on_drive("x"), "new") << i;
    const auto undone = finish(board.deployment->undo("/flash"));
    ASSERT_TRUE(undone) << i << ": " << undone.error().text;
    EXPECT_EQ(on_drive("x"), "old") << i;
  }
}

/// A FAT volume in the camera's memory, on which the power fails: from the chosen write on nothing is written
/// any more. FAT's own code and ours run as on flash, and find at the next start what was written until then.
class PowerCut : public DeploymentOnCamera {
 protected:
  void SetUp() override {
    DeploymentOnCamera::SetUp();
    use_ = camera_->serial().use();
    connection_.emplace(*use_);
    ASSERT_TRUE(finish(connection_->reach({})));
    run(R"(import os
class Disk:
 def __init__(s,n):s.d=bytearray(n*512);s.n=n;s.left=-1
 def readblocks(s,b,buf):buf[:]=s.d[b*512:b*512+len(buf)]
 def writeblocks(s,b,buf):
  if s.left==0:return
  if s.left>0:s.left-=1
  s.d[b*512:b*512+len(buf)]=buf
 def ioctl(s,o,a):
  if o==4:return s.n
  if o==5:return 512
disk=Disk(100)
os.VfsFat.mkfs(disk)
def start():os.mount(os.VfsFat(disk),'/ram')
def put(p,t):
 with open(p,'w')as f:f.write(t)
start()
put('/ram/main.py','old main')
put('/ram/cert.der','old certificate')
os.umount('/ram')
prepared=bytes(disk.d)
start())");
    facts_.places = {{"/ram", true, 51200, 40960}};
  }

  std::string run(std::string code) {
    const auto output = finish(connection_->files().run(std::move(code)));
    EXPECT_TRUE(output) << output.error().text;
    return output.value_or("");
  }
  std::string content(const std::string& path) {
    return run("try:print(open('" + path + "').read())\nexcept OSError:print('-')");
  }
  Result<void> deploy() {
    Deployment deployment(connection_->files());
    const auto plan = finish(
        deployment.plan(facts_, {file("/ram/main.py", "new main"), file("/ram/cert.der", "new certificate"),
                                 file("/ram/lib/added.py", "new file")}));
    if (!plan) return tl::unexpected(plan.error());
    return finish(deployment.carry_out(*plan, {}));
  }

  std::unique_ptr<SerialSession::Use> use_;
  std::optional<BoardConnection> connection_;
  BoardFacts facts_;
};

TEST_F(PowerCut, has_a_volume_that_can_be_read_only) {
  run("os.umount('/ram')\nos.mount(os.VfsFat(disk),'/ram',readonly=True)");
  const auto done = deploy();
  ASSERT_FALSE(done);
  EXPECT_THAT(done.error().text,
              AllOf(HasSubstr("read-only"), HasSubstr("No file on the board was changed")));
  EXPECT_EQ(content("/ram/main.py"), "old main");
}

TEST_F(PowerCut, loses_no_file_at_whichever_write_it_comes) {
  run("disk.left=1000000");
  ASSERT_TRUE(deploy());
  const int writes = 1'000'000 - std::stoi(run("print(disk.left)"));
  ASSERT_GT(writes, 20);
  int finished = 0;
  for (int cut = 1; cut <= writes; ++cut) {
    run("os.umount('/ram')\ndisk.d[:]=prepared\ndisk.left=-1\nstart()\ndisk.left=" + std::to_string(cut));
    (void)deploy();
    run("os.umount('/ram')\ndisk.left=-1\nstart()");

    Deployment next(connection_->files());
    const auto recovered = finish(next.recover("/ram"));
    ASSERT_TRUE(recovered) << cut << ": " << recovered.error().text;
    const std::string main = content("/ram/main.py"), certificate = content("/ram/cert.der");
    if (recovered->empty()) {
      EXPECT_EQ(main.substr(4), "main") << cut;
      EXPECT_EQ(certificate.substr(4), "certificate") << cut;
    } else {
      ++finished;
      EXPECT_EQ(main, "new main") << cut;
      EXPECT_EQ(certificate, "new certificate") << cut;
      EXPECT_EQ(content("/ram/lib/added.py"), "new file") << cut;
    }
    // Were clusters shared, this would write over a file.
    run("put('/ram/after','#'*3000)");
    EXPECT_EQ(content("/ram/main.py"), main) << cut;
    EXPECT_EQ(content("/ram/cert.der"), certificate) << cut;
    const auto again = deploy();
    ASSERT_TRUE(again) << cut << ": " << again.error().text;
    EXPECT_EQ(content("/ram/main.py"), "new main") << cut;
    Deployment last(connection_->files());
    const auto undone = finish(last.undo("/ram"));
    ASSERT_TRUE(undone) << cut << ": " << undone.error().text;
    EXPECT_EQ(content("/ram/main.py"), "old main") << cut;
    EXPECT_EQ(content("/ram/cert.der"), "old certificate") << cut;
    EXPECT_EQ(content("/ram/lib/added.py"), "-") << cut;
  }
  EXPECT_GT(finished, 5) << "hardly any write was in the middle of the exchange";
}

}  // namespace
}  // namespace tlscam
