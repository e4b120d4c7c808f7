#include "sim/workstation/mpremote.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "sim/time/sleep.h"
#include "sim/workstation/mpremote_session.h"

namespace tlscam {

namespace mpremote {

namespace {

constexpr std::string_view kVersion = "mpremote 1.26.1\n";

Outcome use(Session& session, const Device& device) {
  if (!device.ready || device.line->closed())
    return stop("failed to access {} ({})", device.name,
                device.line->closed() && !device.line->reason().empty()
                    ? device.line->reason()
                    : "it is switched off or has crashed; switch it on and try again");
  auto hold = device.line->use();
  if (!hold) return stop("failed to access {} (it may be in use by another program)", device.name);
  session.connection = std::make_unique<Connection>(device, std::move(hold));
  return {};
}

}  // namespace

Outcome Session::connect(const std::string& name) {
  disconnect();
  const std::vector<Device> all = devices();
  if (name == "list") {
    for (const Device& device : all) output.print(fmt::format("{} {}\n", device.name, device.description));
    acted = true;
    return {};
  }
  if (name == "auto") {
    if (all.empty()) return stop("no device found");
    const auto ready =
        std::find_if(all.begin(), all.end(), [](const Device& device) { return device.ready; });
    return use(*this, ready == all.end() ? all.front() : *ready);
  }
  const std::string wanted = name.starts_with("port:") ? name.substr(5) : name;
  const auto found = std::find_if(all.begin(), all.end(), [&](const Device& d) { return d.name == wanted; });
  if (found == all.end())
    return stop("failed to access {} (there is no such device; 'mpremote connect list' shows them)", wanted);
  return use(*this, *found);
}

void Session::disconnect() {
  if (!connection) return;
  connection.reset();
  auto_soft_reset = true;
}

Outcome Session::ensure_connected() {
  return connection ? Outcome() : connect("auto");
}

Task<Outcome> Session::ensure_raw_repl(std::optional<bool> soft_reset) {
  acted = true;
  const Outcome connected = ensure_connected();
  if (!connected) co_return connected;
  const bool reset = soft_reset.value_or(auto_soft_reset);
  if (!reset && connection->repl.entered()) co_return {};
  const Result<void> entered = co_await connection->repl.enter(reset);
  if (!entered) co_return stop("{}", entered.error().text);
  auto_soft_reset = false;
  co_return {};
}

namespace {

// `name`: of the file that the code comes from, or nothing.
Task<Outcome> run_code(Session& session, std::string name, std::string code, bool follow) {
  const Outcome ready = co_await session.ensure_raw_repl();
  if (!ready) co_return ready;
  const Device& device = session.connection->device;
  if (device.note_program) device.note_program(std::move(name), code);
  const Result<void> sent = co_await session.connection->repl.send(std::move(code));
  if (!sent) co_return stop("{}", sent.error().text);
  if (!follow) co_return {};
  FollowOptions options;
  options.silence = kForever;
  options.on_output = [&session](ByteView bytes) { session.output.out(bytes); };
  const Result<ExecResult> result = co_await session.connection->repl.follow(options);
  if (!result) co_return stop("{}", result.error().text);
  if (result->error.empty()) co_return {};
  session.output.out(result->error);
  co_return tl::unexpected(Stop{1, ""});
}

}  // namespace

Task<Outcome> real_time_clock(Session& session, Command command) {
  const Outcome ready = co_await session.ensure_raw_repl();
  if (!ready) co_return ready;
  std::string code = "import machine\nprint(machine.RTC().datetime())";
  if (command.has("set")) {
    const Instant now = session.time().true_time();
    const auto day = std::chrono::floor<std::chrono::days>(now);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss time(now - day);
    const unsigned weekday = std::chrono::weekday(day).iso_encoding() - 1;  // Monday is 0
    code = fmt::format("import machine\nmachine.RTC().datetime(({}, {}, {}, {}, {}, {}, {}, {}))",
                       static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                       static_cast<unsigned>(date.day()), weekday, time.hours().count(),
                       time.minutes().count(), time.seconds().count(), time.subseconds().count());
  }
  const RemoteResult<std::string> done = co_await session.connection->files.run(code);
  if (!done) co_return stop("Error with transport:\n{}", done.error().text);
  if (!command.has("set")) session.output.print(*done + "\n");
  co_return {};
}

void show_progress(const Output& output, std::uint64_t done, std::uint64_t total) {
  constexpr std::uint64_t kWorthIt = 2048;
  constexpr std::uint64_t kLength = 20;
  if (!output.terminal || total < kWorthIt) return;
  if (done >= total) {
    output.print("\r" + std::string(20 + kLength, ' ') + "\r");
    return;
  }
  const std::uint64_t filled = done * kLength / total;
  output.print(fmt::format("\r ... copying {:3}% [{}{}]", done * 100 / total, std::string(filled, '#'),
                           std::string(kLength - filled, '-')));
}

namespace {

Task<Outcome> run_script(Session& session, Command command) {
  const std::string path = command.positionals[0];
  const Result<Bytes> script = session.folder.read(path);
  if (!script) co_return stop("could not read file '{}': {}", path, script.error().text);
  const bool follow = command.option("follow", "yes") == "yes";
  if (const Outcome connected = session.ensure_connected(); !connected) co_return connected;
  Outcome done = co_await run_code(session, path, std::string(as_text(*script)), follow);
  co_return done;
}

Task<Outcome> pause(Session& session, Command command) {
  const std::string& text = command.positionals[0];
  const Result<Duration> duration = parse_duration(text);  // a bare number is seconds, as in the real tool
  if (!duration) co_return tl::unexpected(Stop{2, fmt::format("sleep: error: {}", duration.error().text)});
  co_await Sleep(session.time(), *duration);
  co_return {};
}

Task<Outcome> soft_reset(Session& session) {
  Outcome done = co_await session.ensure_raw_repl(true);
  co_return done;
}

Task<Outcome> repl(Session& session, const Mpremote::Repl& terminal) {
  session.acted = true;
  const Outcome connected = session.ensure_connected();
  if (!connected) co_return connected;
  if (!terminal || !session.output.input)
    co_return stop("repl needs an interactive terminal; use exec, eval or run here");
  const Device device = session.connection->device;
  session.disconnect();  // the terminal takes the line over
  const int code = co_await terminal(device, session.output);
  if (code != 0) co_return tl::unexpected(Stop{code, ""});
  co_return {};
}

Outcome print_and_end(Session& session, std::string_view text) {
  session.output.print(text);
  return tl::unexpected(Stop{0, ""});
}

Task<Outcome> carry_out(Session& session, Command command, const Mpremote::Repl& terminal) {
  Outcome done;
  const std::string name = command.name;
  const bool follow = command.option("follow", "yes") == "yes";
  if (name == "connect") {
    done = session.connect(command.positionals[0]);
  } else if (name == "disconnect") {
    session.disconnect();
  } else if (name == "resume") {
    session.auto_soft_reset = false;
  } else if (name == "help") {
    done = print_and_end(session, help_text());
  } else if (name == "version") {
    done = print_and_end(session, kVersion);
  } else if (name == "exec") {
    done = co_await run_code(session, "", command.positionals[0], follow);
  } else if (name == "eval") {
    done = co_await run_code(session, "", "print(" + command.positionals[0] + ")", true);
  } else if (name == "run") {
    done = co_await run_script(session, std::move(command));
  } else if (name == "fs") {
    done = co_await file_system(session, std::move(command));
  } else if (name == "romfs") {
    done = co_await read_only_file_system(session, std::move(command));
  } else if (name == "rtc") {
    done = co_await real_time_clock(session, std::move(command));
  } else if (name == "sleep") {
    done = co_await pause(session, std::move(command));
  } else if (name == "soft-reset") {
    done = co_await soft_reset(session);
  } else {
    done = co_await repl(session, terminal);
  }
  co_return done;
}

Task<Outcome> carry_out_all(Session& session, Words words, const Mpremote::Repl& terminal) {
  while (!words.empty()) {
    if (words.front() == "+") {
      words.erase(words.begin());
      continue;
    }
    auto command = take_command(words);
    if (!command) co_return tl::unexpected(command.error());
    const Outcome done = co_await carry_out(session, std::move(*command), terminal);
    if (!done) co_return done;
  }
  if (session.acted) co_return {};
  Outcome done = co_await repl(session, terminal);
  co_return done;
}

}  // namespace

}  // namespace mpremote

Task<int> Mpremote::run(Invocation invocation) {
  mpremote::Session session{invocation.output, folder_, events_, devices_, nullptr};
  mpremote::Words words(invocation.words.begin() + 1, invocation.words.end());
  const mpremote::Outcome done = co_await mpremote::carry_out_all(session, std::move(words), repl_);
  if (done) co_return 0;
  const mpremote::Stop& stop = done.error();
  if (!stop.message.empty()) invocation.output.complain(fmt::format("mpremote: {}\n", stop.message));
  co_return stop.code;
}

}  // namespace tlscam
