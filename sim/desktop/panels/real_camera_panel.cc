#include "sim/desktop/panels/real_camera_panel.h"

#include <algorithm>
#include <cmath>

#include "sim/desktop/look/widgets.h"
#include "sim/desktop/panels/form.h"
#include "sim/lab/view/time_words.h"
#include "sim/words/bench.h"
#include "sim/words/desktop.h"
#include "sim/words/page.h"
#include "sim/words/real.h"

namespace tlscam {
namespace {

constexpr TextStyle kSoft = {Face::text, TextSize::s, Color::soft};
constexpr TextStyle kStrong = {Face::text, TextSize::sm, Color::ink};

std::string words_of(BoardTask task) {
  switch (task) {
    case BoardTask::none:
      return "";
    case BoardTask::greeting:
      return words<"real.greeting">();
    case BoardTask::examining:
      return words<"real.examining">();
    case BoardTask::deploying:
      return words<"real.deploying">();
    case BoardTask::undoing:
      return words<"real.undoing">();
    case BoardTask::running:
      return words<"real.running">();
    case BoardTask::resetting:
      return words<"real.resetting">();
  }
  return "";
}

std::string words_of(BoardChange change) {
  switch (change) {
    case BoardChange::unchanged:
      return words<"real.unchanged">();
    case BoardChange::added:
      return words<"real.added">();
    case BoardChange::replaced:
      return words<"real.replaced">();
  }
  return "";
}

void draw_level(Look& look, BoardFindingLevel level) {
  switch (level) {
    case BoardFindingLevel::stops:
      return badge(look, words<"real.stops">(), Color::failed, icon::failed);
    case BoardFindingLevel::warns:
      return badge(look, words<"real.warns">(), Color::half, icon::alert);
    case BoardFindingLevel::notes:
      return badge(look, words<"real.notes">(), Color::soft, icon::info);
  }
}

/// A part of the panel with room around what is in it; its end is ImGui::EndChild().
void begin_padded(Look& look, const char* id, ImVec2 size) {
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {look.px(14), look.px(10)});
  ImGui::BeginChild(id, size, ImGuiChildFlags_AlwaysUseWindowPadding);
  ImGui::PopStyleVar();
}

void next_on_line(Look& look) {
  ImGui::SameLine(0, look.px(8));
}

std::vector<std::string> split_names(const std::string& text) {
  std::vector<std::string> names;
  std::string name;
  for (const char c : text + " ") {
    if (c != ' ' && c != ',') {
      name += c;
    } else if (!name.empty()) {
      names.push_back(std::exchange(name, ""));
    }
  }
  return names;
}

}  // namespace

void RealCameraPanel::connect(const std::string& path) {
  auto port = BoardPort::open(path);
  problem_ = port ? "" : port.error().text;
  if (!port) return;
  port_ = std::move(*port);
  seen_ = {};
  console_ = std::make_unique<TerminalView>();
  console_->on_keys = [this](Bytes keys) {
    // While files are written, keys have nowhere to go.
    if (port_ && (!busy() || seen_.task == BoardTask::running))
      (void)port_->perform(TypeToBoardCommand{std::move(keys)});
  };
}

void RealCameraPanel::disconnect() {
  port_.reset();
  ports_.reset();
}

void RealCameraPanel::poll(Stage& stage) {
  if (!port_) return;
  BoardUpdate update = port_->poll();
  seen_ = std::move(update.snapshot);
  if (!update.output.empty()) console_->screen.write(update.output);
  stage.moves = true;
  if (seen_.lost.empty() || busy()) return;
  problem_ = words<"real.lost">({.why = seen_.lost});
  disconnect();
}

void RealCameraPanel::draw(Stage& stage) {
  follow_files(stage);
  ImGui::PushID("real camera");
  if (!port_) {
    draw_ports(stage);
  } else {
    draw_head(stage);
    const ImVec2 room = ImGui::GetContentRegionAvail();
    const float side = std::floor(room.x * 0.44f);
    ImGui::BeginChild("console", {room.x - side - 1, room.y});
    console_->draw(stage.look, words<"real.console">());
    ImGui::EndChild();
    ImGui::SameLine(0, 1);
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    ImGui::GetWindowDrawList()->AddLine(corner, corner + ImVec2(0, room.y), stage.look.color(Color::line2));
    begin_padded(stage.look, "files", {side, room.y});
    draw_files(stage);
    ImGui::EndChild();
  }
  ImGui::PopID();
}

void RealCameraPanel::draw_ports(Stage& stage) {
  Look& look = stage.look;
  begin_padded(look, "ports", {0, 0});
  form_heading(look, words<"bench.real_camera">());
  if (!problem_.empty()) {
    wrapped(look, problem_, {Face::text, TextSize::sm, Color::failed});
    gap(look, 8);
  }
  wrapped(look, words<"real.intro_desktop">(), kStrong);
  gap(look, 8);
  if (!ports_) ports_ = board_ports();
  std::string chosen;
  for (const BoardPortShown& port : *ports_) {
    text(look, port.title, {Face::mono, TextSize::code, Color::ink});
    if (port.path.empty()) continue;
    ImGui::PushID(port.path.c_str());
    if (button(look, words<"real.connect_to">({.port = port.path}),
               {.kind = ButtonKind::primary, .small = true}))
      chosen = port.path;
    ImGui::PopID();
  }
  if (ports_->empty()) wrapped(look, words<"real.no_ports">(), kSoft);
  if (button(look, words<"real.look_again">(), {.icon = icon::reset, .small = true})) ports_.reset();
  gap(look, 8);
  const bool entered = form_field(look, words<"real.port">(), path_, "/dev/ttyACM0");
  const bool pressed = button(look, words<"real.connect">(), {.enabled = !path_.empty(), .small = true});
  if ((entered || pressed) && !path_.empty()) chosen = path_;
  ImGui::EndChild();
  if (!chosen.empty()) connect(chosen);
}

void RealCameraPanel::draw_head(Stage& stage) {
  Look& look = stage.look;
  ImGui::SetCursorScreenPos(ImGui::GetCursorScreenPos() + ImVec2(look.px(12), look.px(7)));
  ImGui::BeginGroup();
  text(look, seen_.board ? seen_.board->title : words<"bench.real_camera">(), kStrong);
  if (busy()) {
    next_on_line(look);
    text(look, words_of(seen_.task), kSoft);
  }
  if (seen_.task == BoardTask::running) {
    if (button(look, words<"page.stop">(), {.kind = ButtonKind::bad, .icon = icon::stop, .small = true}))
      perform(stage, TypeToBoardCommand{Bytes{0x03}});
    next_on_line(look);
  }
  const bool free = !busy();
  if (button(look, words<"real.ask_again">(), {.enabled = free, .small = true}))
    perform(stage, GreetBoardCommand{});
  next_on_line(look);
  if (button(look, words<"page.reset">(), {.icon = icon::reset, .enabled = free, .small = true}))
    perform(stage, ResetBoardCommand{});
  next_on_line(look);
  const bool leaves = button(look, words<"real.disconnect">(), {.small = true});
  if (seen_.board) {
    const BoardView& board = *seen_.board;
    if (board.clock && board.asked_at) {
      text(look, to_text(*board.clock), {Face::mono, TextSize::s, Color::ink});
      next_on_line(look);
      const bool right = std::chrono::abs(*board.clock - *board.asked_at) < std::chrono::seconds(2);
      badge(look, offset_text(*board.clock, *board.asked_at), right ? Color::proved : Color::failed,
            right ? icon::check : icon::failed);
    } else {
      text(look, words<"real.no_clock">(), kSoft);
    }
    for (const BoardPlaceView& place : board.places) {
      next_on_line(look);
      text(look,
           place.path + " " +
               (place.writable ? words<"real.free">({.size = size_text(place.free)})
                               : words<"real.read_only">()),
           kSoft);
    }
  }
  if (!seen_.problem.empty() && seen_.last != BoardTask::running)
    wrapped(look, seen_.problem, {Face::text, TextSize::sm, Color::failed});
  ImGui::EndGroup();
  gap(look, 6);
  hairline(look);
  if (leaves) disconnect();
}

// The list is asked for when the folder has changed, or the world.
void RealCameraPanel::follow_files(Stage& stage) {
  const Snapshot* const snapshot = stage.desk.snapshot();
  if (!snapshot) return;
  const std::uint64_t changes = stage.desk.generation() << 40 | snapshot->terminal.folder_changes;
  if (files_of_ == changes) return;
  files_of_ = changes;
  stage.desk.send(ListFilesCommand{"", ""}, [this](Result<std::vector<FileEntry>> entries) {
    files_ = entries ? std::move(*entries) : std::vector<FileEntry>{};
    std::erase_if(files_, [](const FileEntry& entry) { return entry.is_folder; });
    std::erase_if(chosen_, [this](const std::string& name) {
      return std::none_of(files_.begin(), files_.end(),
                          [&](const FileEntry& one) { return one.name == name; });
    });
  });
}

void RealCameraPanel::draw_files(Stage& stage) {
  Look& look = stage.look;
  form_heading(look, words<"real.which">());
  for (const FileEntry& file : files_) {
    bool chosen = chosen_.contains(file.name);
    if (!check(look, file.name, chosen)) continue;
    if (chosen)
      chosen_.insert(file.name);
    else
      chosen_.erase(file.name);
  }
  if (files_.empty()) wrapped(look, words<"real.no_files">(), kSoft);
  gap(look, 6);
  const std::string label = words<"real.connects_as">();
  wrapped(look, label, kSoft);
  gap(look, 3);
  text_field(look, label, names_, words<"real.names_hint">(), ImGui::GetContentRegionAvail().x);
  gap(look, 5);
  const auto& examination = seen_.examination;
  const bool changes = examination && std::any_of(examination->changes.begin(), examination->changes.end(),
                                                  [](const BoardChangeView& one) {
                                                    return one.change != BoardChange::unchanged;
                                                  });
  if (button(look, words<"real.examine">(), {.enabled = !busy() && !chosen_.empty(), .small = true}))
    examine(stage);
  next_on_line(look);
  if (button(
          look, words<"real.deploy">(),
          {.kind = ButtonKind::primary, .enabled = !busy() && changes && !examination->stops, .small = true}))
    perform(stage, DeployFilesCommand{});
  if (button(look, words<"real.undo">(), {.enabled = !busy(), .small = true}))
    perform(stage, UndoDeploymentCommand{});
  if (seen_.progress && seen_.progress->total > 0)
    text(look,
         fmt::format("{} %  {}", seen_.progress->done * 100 / seen_.progress->total, seen_.progress->target),
         kSoft);
  if (!seen_.done.empty() && !busy() && !seen_.failed)
    wrapped(look, words<"real.done">({.files = fmt::format("{}", fmt::join(seen_.done, ", "))}), kStrong);
  if (examination) draw_findings(stage);
  draw_scripts(stage);
}

void RealCameraPanel::draw_findings(Stage& stage) {
  Look& look = stage.look;
  gap(look, 6);
  const ExaminationView& examination = *seen_.examination;
  if (examination.findings.empty()) wrapped(look, words<"real.nothing_found">(), kStrong);
  for (const BoardFindingView& finding : examination.findings) {
    ImGui::PushID(&finding);
    draw_level(look, finding.level);
    wrapped(look, finding.what, kStrong);
    if (!finding.why.empty()) wrapped(look, finding.why, kSoft);
    if (!finding.mend.empty()) wrapped(look, finding.mend, kSoft);
    if (!finding.command.empty()) {
      wrapped(look, finding.command, {Face::mono, TextSize::code, Color::ink});
      if (button(look, words<"real.mend">(), {.icon = icon::enter, .small = true}))
        stage.desk.send(TypeLineCommand{"", finding.command, look.motion}, {});
    }
    gap(look, 6);
    ImGui::PopID();
  }
  for (const BoardChangeView& change : examination.changes)
    wrapped(look, fmt::format("{}  {}, {}", change.target, words_of(change.change), size_text(change.size)),
            kSoft);
}

void RealCameraPanel::draw_scripts(Stage& stage) {
  Look& look = stage.look;
  std::vector<std::string> scripts;
  for (const FileEntry& file : files_)
    if (file.kind == FileKind::script) scripts.push_back(file.name);
  if (scripts.empty()) return;
  // Those that go to the camera come first.
  std::stable_partition(scripts.begin(), scripts.end(),
                        [this](const std::string& name) { return chosen_.contains(name); });
  gap(look, 6);
  script_ = std::min(script_, scripts.size() - 1);
  form_choice(look, words<"bench.script">(), scripts, script_);
  if (button(look, words<"real.run">(), {.icon = icon::play, .enabled = !busy(), .small = true}))
    run(stage, scripts[script_]);
}

void RealCameraPanel::examine(Stage& stage) {
  const std::vector<std::string> paths(chosen_.begin(), chosen_.end());
  stage.desk.on_session([this, &stage, paths, names = split_names(names_)](Session& session) {
    ExamineFilesCommand command;
    command.names = names;
    std::string problem;
    for (const std::string& path : paths) {
      auto contents = session.perform(ReadFileCommand{"", path});
      if (contents)
        command.files.push_back({path, std::move(*contents)});
      else
        problem = contents.error().text;
    }
    return [this, &stage, command = std::move(command), problem] {
      if (problem.empty())
        perform(stage, command);
      else
        stage.desk.notice(problem);
    };
  });
}

void RealCameraPanel::run(Stage& stage, const std::string& script) {
  stage.desk.send(ReadFileCommand{"", script}, [this, &stage](Result<Bytes> contents) {
    if (contents)
      perform(stage, RunOnBoardCommand{std::string(as_text(*contents))});
    else
      stage.desk.notice(contents.error().text);
  });
}

}  // namespace tlscam
