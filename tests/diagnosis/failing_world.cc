#include "tests/diagnosis/failing_world.h"

#include <stdexcept>

#include "sim/lab/session/native_platform.h"
#include "sim/lab/session/session.h"

namespace tlscam {
namespace {

SceneCamera camera_of(const EndPlan& end, unsigned number) {
  SceneCamera camera;
  camera.name = end.camera;
  camera.number = number;
  camera.files = end.files;
  camera.heap = end.heap;
  camera.script = SceneScript{end.camera + ".py", end.script.text()};
  return camera;
}

// The workstation's openssl goes on until it ends or nothing happens any more.
void run_openssl(Session& session, bool serves, const std::string& line, Session::Subscriber& subscriber,
                 Played& played) {
  if (!serves) session.advance(std::chrono::seconds(5));  // until the camera listens
  if (const auto started = session.perform(ShellCommand{line}); !started)
    throw std::runtime_error(started.error().text);
  for (int i = 0; i < 300; ++i) {
    session.advance(std::chrono::milliseconds(100));
    const Update update = session.take_update(subscriber);
    for (const OutputChunk& chunk : update.output)
      if (chunk.camera.empty()) played.terminal += as_text(chunk.bytes);
    bool camera_done = true;
    for (const CameraSnapshot& camera : update.snapshot.cameras)
      camera_done = camera_done && camera.script != ScriptShown::running;
    if (camera_done && !update.snapshot.terminal.running) return;
    if (camera_done && i > 20) break;
  }
  (void)session.perform(TerminalKeysCommand{Bytes{3}});
}

}  // namespace

Played play(Plan& plan) {
  make_files(plan);
  Played played;
  Scene& scene = plan.scene;
  scene.clock = kPlanClock;
  const bool openssl_serves = plan.openssl && plan.openssl->is_server;
  const bool openssl_asks = plan.openssl && !plan.openssl->is_server;
  if (!openssl_serves) scene.cameras.push_back(camera_of(plan.server, 0));
  if (!openssl_asks) scene.cameras.push_back(camera_of(plan.client, 1));
  if (plan.openssl) {
    for (const EndPlan* end : {&plan.server, &plan.client})
      for (const auto& [path, bytes] : end->files) scene.workstation_files[path] = bytes;
  }
  Session::Options options;
  options.platform = [] { return native_platform(TLSCAM_BINARY_DIR "/bin/tlscam-camera"); };
  options.terminal = plan.openssl.has_value();
  options.listeners.on_line = [&](const std::string& camera, Instant, std::string_view line) {
    played.printed[camera].emplace_back(line);
  };
  Session session(std::move(options));
  if (const auto opened = session.open(scene); !opened) throw std::runtime_error(opened.error().text);
  if (plan.openssl) {
    Session::Subscriber subscriber;
    run_openssl(session, openssl_serves, plan.openssl->command, subscriber, played);
  } else {
    (void)session.run();
  }
  played.diagnoses = session.perform(DiagnosesCommand{}).value();
  return played;
}

}  // namespace tlscam
