#include "sim/desktop/model/capture_pipe.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <fstream>

#include "sim/lab/reader/reader.h"
#include "tests/support/test_folder.h"
#include "tests/unit/desktop/desk_fixture.h"

namespace tlscam {
namespace {

// A program that reads the pipe.
class PipeReader {
 public:
  explicit PipeReader(const std::string& path)
      : pipe_(open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC)) {}
  ~PipeReader() { close(pipe_); }

  // Reads what is there.
  void read_on() {
    std::array<std::uint8_t, 65536> space{};
    for (ssize_t size = 0; (size = read(pipe_, space.data(), space.size())) > 0;)
      bytes_.insert(bytes_.end(), space.begin(), space.begin() + size);
  }
  CaptureView capture() const {
    const auto reader = Reader::open(file_of(bytes_), "");
    return reader ? (*reader)->overview() : CaptureView();
  }

 private:
  int pipe_;
  Bytes bytes_;
};

class CapturePipeTest : public DeskTest {
 protected:
  std::string path() const { return (folder_.path() / "tlscam.pipe").string(); }

  bool gets_handshake(PipeReader& reader) {
    return until([&] {
      reader.read_on();
      const CaptureView capture = reader.capture();
      return capture.secrets > 0 && !capture.conversations.empty() &&
             capture.conversations.back().state == ConversationState::closed;
    });
  }

  TestFolder folder_;
};

TEST_F(CapturePipeTest, a_reader_gets_all_that_is_kept_and_another_one_after_it_too) {
  const auto pipe = CapturePipe::open(desk_, path());
  ASSERT_TRUE(pipe) << pipe.error().text;
  open_handshake();
  EXPECT_EQ((*pipe)->state(), CapturePipe::State::waits);
  {
    PipeReader first(path());
    EXPECT_TRUE(gets_handshake(first));
    EXPECT_EQ((*pipe)->state(), CapturePipe::State::follows);
    EXPECT_GT((*pipe)->written(), 0u);
  }
  EXPECT_TRUE(until([&] { return (*pipe)->state() == CapturePipe::State::waits; })) << "it has gone";
  PipeReader second(path());
  EXPECT_TRUE(gets_handshake(second));
}

TEST_F(CapturePipeTest, a_reader_that_does_not_read_stops_neither_world_nor_end) {
  auto pipe = CapturePipe::open(desk_, path());
  ASSERT_TRUE(pipe) << pipe.error().text;
  const PipeReader lazy(path());
  open_handshake();
  pipe->reset();
  EXPECT_FALSE(std::filesystem::exists(path())) << "what was made is removed";
}

TEST_F(CapturePipeTest, a_file_is_never_taken_for_a_pipe) {
  std::ofstream(path()) << "mine";
  const auto pipe = CapturePipe::open(desk_, path());
  ASSERT_FALSE(pipe);
  EXPECT_NE(pipe.error().text.find("stays as it is"), std::string::npos);
  EXPECT_EQ(std::filesystem::file_size(path()), 4u);
  EXPECT_FALSE(CapturePipe::open(desk_, "/nowhere/tlscam.pipe"));
}

TEST_F(CapturePipeTest, a_pipe_that_was_there_stays) {
  ASSERT_EQ(mkfifo(path().c_str(), 0600), 0);
  CapturePipe::open(desk_, path()).value().reset();
  EXPECT_TRUE(std::filesystem::exists(path()));
}

}  // namespace
}  // namespace tlscam
