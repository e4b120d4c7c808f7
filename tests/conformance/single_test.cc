#include "tests/conformance/single_test.h"

#include <optional>

#include "tests/conformance/board_run.h"

namespace tlscam {
namespace {

using namespace std::chrono_literals;

// Upstream gives a board 30 s; a camera's time also passes while it computes.
constexpr Duration kLongestTest = 60s;
// The real camera's SDRAM gives as much, so that hardly any test is too large.
constexpr std::size_t kHeap = 8 << 20;
constexpr std::string_view kStart = "START TEST\n";

std::string to_plain_lines(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r' || i + 1 == text.size() || text[i + 1] != '\n') plain += text[i];
  }
  return plain;
}

}  // namespace

Result<SingleTest::Outcome> SingleTest::run(const std::string& script, const FileMap& files,
                                            MachineFactory& factory) {
  Scene scene;
  SceneCamera camera;
  camera.name = "openmv";
  camera.files = files;
  camera.heap = kHeap;
  scene.cameras.push_back(std::move(camera));
  auto world = World::create(scene, factory, {});
  if (!world) return tl::unexpected(world.error());

  BoardRun board(*(*world)->cameras().front());
  // This line says that the test began; it is prepended, so that line numbers are unchanged.
  const std::string marked =
      (script.starts_with("#") ? "print('START TEST')" : "print('START TEST')\n") + script;
  std::optional<Result<BoardRun::End>> end;
  std::string output;
  board.prepare("", [&](const Result<BoardRun::End>& prepared) {
    if (!prepared) {
      end = prepared;
      return;
    }
    board.run(
        marked, [&](ByteView bytes) { output += as_text(bytes); },
        [&](Result<BoardRun::End> ended) { end = std::move(ended); });
  });
  (*world)->run_until((*world)->now() + kLongestTest, [&] { return end.has_value(); });

  Outcome outcome;
  outcome.output = to_plain_lines(output);
  const bool began = outcome.output.starts_with(kStart);
  if (began) outcome.output.erase(0, kStart.size());
  if (!end) return Outcome{End::failed, outcome.output + "TIMEOUT\n"};
  if (!*end) return Outcome{End::failed, outcome.output + "\nCRASH: " + end->error().text + "\n"};
  const std::string error = to_plain_lines((*end)->error);
  if (outcome.output.empty() && error.find("MemoryError") != std::string::npos)
    return Outcome{End::too_large, error};
  if (!error.empty() || !began) return Outcome{End::failed, outcome.output + error + "CRASH\n"};
  if (outcome.output == "SKIP\n") outcome.end = End::skipped;
  return outcome;
}

}  // namespace tlscam
