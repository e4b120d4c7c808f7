#include "sim/desktop/model/capture_opening.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>

#include "sim/lab/reader/reader.h"

namespace tlscam {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr std::uint64_t kReadTogether = 1 << 20;  // bytes between two looks at whether it was cancelled
constexpr auto kProgressEvery = std::chrono::milliseconds(100);
constexpr std::uintmax_t kLargestKeyLog = 16 << 20;
constexpr std::array kCaptureEndings = {".pcapng", ".pcap", ".cap", ".dmp"};

// A file that is open for reading, closed with the last who has it.
class ReadableFile {
 public:
  explicit ReadableFile(int descriptor) : descriptor_(descriptor) {}
  ~ReadableFile() { close(descriptor_); }
  ReadableFile(const ReadableFile&) = delete;
  ReadableFile& operator=(const ReadableFile&) = delete;

  std::size_t read(std::uint64_t at, std::span<std::uint8_t> space) const {
    ssize_t size = -1;
    do size = pread(descriptor_, space.data(), space.size(), static_cast<off_t>(at));
    while (size < 0 && errno == EINTR);
    return size < 0 ? 0 : static_cast<std::size_t>(size);
  }

 private:
  int descriptor_;
};

}  // namespace

OpenCapture::OpenCapture() = default;
OpenCapture::~OpenCapture() = default;

bool is_capture(const std::string& path) {
  std::string ending = std::filesystem::path(path).extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  return std::find(kCaptureEndings.begin(), kCaptureEndings.end(), ending) != kCaptureEndings.end();
}

bool is_key_log(const std::string& path) {
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(path, error);
  return !is_capture(path) && !error && size < kLargestKeyLog;
}

Result<std::shared_ptr<OpenCapture>> open_capture(const std::string& path, const std::string& key_log,
                                                  CaptureOpening& opening,
                                                  const std::function<void()>& progress) {
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) return fail("{}", std::strerror(errno));
  auto file = std::make_shared<ReadableFile>(descriptor);
  struct stat about {};
  if (fstat(descriptor, &about) != 0 || !S_ISREG(about.st_mode)) return fail("it is not a file");
  opening.total = static_cast<std::uint64_t>(about.st_size);
  auto reader = Reader::begin(
      [file](std::uint64_t at, std::span<std::uint8_t> space) { return file->read(at, space); }, key_log);
  if (!reader) return tl::unexpected(reader.error());
  auto told = SteadyClock::now();
  while ((*reader)->read_on(kReadTogether)) {
    if (opening.cancelled) return nullptr;
    opening.read = (*reader)->position();
    if (SteadyClock::now() - told < kProgressEvery) continue;
    told = SteadyClock::now();
    progress();
  }
  auto capture = std::make_shared<OpenCapture>();
  capture->path = path;
  capture->name = opening.name;
  capture->overview = (*reader)->overview();
  auto conversations = std::make_shared<Desk::Conversations>();
  for (ConversationSnapshot& conversation : capture->overview.conversations) {
    const std::uint32_t id = conversation.id;
    conversations->emplace(id, Shared<ConversationSnapshot>(std::move(conversation)));
  }
  capture->overview.conversations.clear();
  capture->conversations = std::move(conversations);
  capture->reader = std::move(*reader);
  return capture;
}

}  // namespace tlscam
