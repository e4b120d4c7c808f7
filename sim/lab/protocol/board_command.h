#pragma once
#include <array>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

#include "sim/lab/protocol/fields.h"

// User interfaces give these commands to a BoardDesk, which has one real board; they are to it what
// command/list.h is to a Session. Each replies with what is to be seen once it has begun.

namespace tlscam {

/// `BoardTask` is what a board is kept busy with; at `none` its console is free.
enum class BoardTask { none, greeting, examining, deploying, undoing, running, resetting };
constexpr auto enum_names(BoardTask) {
  return std::array<std::string_view, 7>{"none",    "greeting", "examining", "deploying",
                                         "undoing", "running",  "resetting"};
}

/// `BoardPlaceView` is a file system of a board.
struct BoardPlaceView {
  std::string path;  ///< "/flash"
  bool writable = false;
  std::uint64_t size = 0;  ///< bytes
  std::uint64_t free = 0;  ///< bytes
};
template <std::same_as<BoardPlaceView> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("path", &T::path), field("writable", &T::writable), field("size", &T::size),
                    field("free", &T::free));
}

/// `BoardLackView` is something that the lessons need and the board's firmware lacks.
struct BoardLackView {
  std::string what;
  std::string then;
};
template <std::same_as<BoardLackView> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("what", &T::what), field("then", &T::then));
}

/// `BoardView` is what a board said about itself when it was last asked.
struct BoardView {
  std::string title;                ///< "OpenMV N6: OpenMV 5.0.0 (MicroPython 1.28.0)"
  std::optional<Instant> clock;     ///< what the board's clock showed then; nothing: it has no sensible one
  std::optional<Instant> asked_at;  ///< true time then
  std::uint64_t heap_free = 0;      ///< bytes; 0: not known
  std::string folder;               ///< where files go unless somebody says otherwise; "": nowhere
  std::vector<BoardPlaceView> places;
  std::vector<BoardLackView> lacks;
  std::vector<std::string> update;  ///< how its firmware is updated, in steps
};
template <std::same_as<BoardView> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("title", &T::title), field("clock", &T::clock), field("asked_at", &T::asked_at),
                    field("heap_free", &T::heap_free), field("folder", &T::folder),
                    field("places", &T::places), field("lacks", &T::lacks), field("update", &T::update));
}

/// `BoardFindingLevel` says what a finding means for a deployment.
enum class BoardFindingLevel { stops, warns, notes };
constexpr auto enum_names(BoardFindingLevel) {
  return std::array<std::string_view, 3>{"stops", "warns", "notes"};
}

/// `BoardFindingView` is a finding of the pre-flight. See Finding.
struct BoardFindingView {
  BoardFindingLevel level = BoardFindingLevel::notes;
  std::string what;
  std::string why;
  std::string mend;
  std::string file;     ///< path on the board; "": about the board
  std::string command;  ///< of the shell, that mends it; "": none does
};
template <std::same_as<BoardFindingView> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("level", &T::level), field("what", &T::what), field("why", &T::why),
                    field("mend", &T::mend), field("file", &T::file), field("command", &T::command));
}

enum class BoardChange { unchanged, added, replaced };
constexpr auto enum_names(BoardChange) {
  return std::array<std::string_view, 3>{"unchanged", "added", "replaced"};
}

/// `BoardChangeView` is a file of a deployment.
struct BoardChangeView {
  std::string target;  ///< "/flash/cert.der"
  BoardChange change = BoardChange::unchanged;
  std::uint64_t size = 0;  ///< bytes
};
template <std::same_as<BoardChangeView> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("target", &T::target), field("change", &T::change), field("size", &T::size));
}

/// `ExaminationView` is what was found before anything is written.
struct ExaminationView {
  std::vector<BoardFindingView> findings;  ///< the worst first
  std::vector<BoardChangeView> changes;
  bool stops = false;  ///< a finding says that it cannot work
};
template <std::same_as<ExaminationView> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("findings", &T::findings), field("changes", &T::changes),
                    field("stops", &T::stops));
}

/// `BoardProgress` is how far a deployment is.
struct BoardProgress {
  std::string target;       ///< the file that is being written
  std::uint64_t done = 0;   ///< bytes of all files
  std::uint64_t total = 0;  ///< bytes of all files
};
template <std::same_as<BoardProgress> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("target", &T::target), field("done", &T::done), field("total", &T::total));
}

/// `BoardSnapshot` is all that is to be seen of a board but its output.
struct BoardSnapshot {
  BoardTask task = BoardTask::none;
  BoardTask last = BoardTask::none;            ///< the task that ended last
  bool failed = false;                         ///< that one failed, for the reason `problem`
  std::string problem;                         ///< for people; "": none
  std::string lost;                            ///< why the line is closed; "": it is open
  std::optional<BoardView> board;              ///< nothing: it was not asked yet
  std::optional<ExaminationView> examination;  ///< of the files that a deployment would now write
  std::optional<BoardProgress> progress;       ///< while files are written
  std::vector<std::string> done;               ///< files that the last task wrote, brought back or finished
};
template <std::same_as<BoardSnapshot> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("task", &T::task), field("last", &T::last), field("failed", &T::failed),
                    field("problem", &T::problem), field("lost", &T::lost), field("board", &T::board),
                    field("examination", &T::examination), field("progress", &T::progress),
                    field("done", &T::done));
}

/// `BoardUpdate` is what happened since the last one was taken.
struct BoardUpdate {
  BoardSnapshot snapshot;
  Bytes output;  ///< what the board printed
};
template <std::same_as<BoardUpdate> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("snapshot", &T::snapshot), field("output", &T::output));
}

/// `GreetBoardCommand` brings the board to its prompt, asks it about itself, and finishes a deployment that
/// was interrupted.
struct GreetBoardCommand {
  using Reply = BoardSnapshot;
  static constexpr std::string_view kName = "greet";
};
constexpr auto fields_of(std::type_identity<GreetBoardCommand>) {
  return std::tuple();
}

/// `BoardFile` is a file for a board.
struct BoardFile {
  std::string name;  ///< below the folder it goes to: "server.der", "site/index.html"
  Bytes contents;
};
template <std::same_as<BoardFile> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("name", &T::name), field("contents", &T::contents));
}

/// `ExamineFilesCommand` holds files against this board and writes nothing.
struct ExamineFilesCommand {
  using Reply = BoardSnapshot;
  static constexpr std::string_view kName = "examine";
  std::vector<BoardFile> files;
  std::string folder;              ///< of the board; "": BoardView::folder
  std::vector<std::string> names;  ///< by which others connect to the board; may be empty
};
template <std::same_as<ExamineFilesCommand> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("files", &T::files), field("folder", &T::folder), field("names", &T::names));
}

/// `DeployFilesCommand` writes the files that were examined last.
struct DeployFilesCommand {
  using Reply = BoardSnapshot;
  static constexpr std::string_view kName = "deploy";
  bool anyway = false;  ///< also when a finding says that it cannot work
};
template <std::same_as<DeployFilesCommand> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("anyway", &T::anyway));
}

/// `UndoDeploymentCommand` exchanges the files of the last deployment for what they were before.
struct UndoDeploymentCommand {
  using Reply = BoardSnapshot;
  static constexpr std::string_view kName = "undo";
};
constexpr auto fields_of(std::type_identity<UndoDeploymentCommand>) {
  return std::tuple();
}

/// `RunOnBoardCommand` runs a script in a fresh interpreter; what it prints goes to the console.
struct RunOnBoardCommand {
  using Reply = BoardSnapshot;
  static constexpr std::string_view kName = "run";
  std::string script;
};
template <std::same_as<RunOnBoardCommand> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("script", &T::script));
}

/// `ResetBoardCommand` starts the board as its reset button does: main.py runs.
struct ResetBoardCommand {
  using Reply = BoardSnapshot;
  static constexpr std::string_view kName = "reset";
};
constexpr auto fields_of(std::type_identity<ResetBoardCommand>) {
  return std::tuple();
}

/// `TypeToBoardCommand` types keys at the board's console, or at the script that runs.
struct TypeToBoardCommand {
  using Reply = BoardSnapshot;
  static constexpr std::string_view kName = "type";
  Bytes keys;
};
template <std::same_as<TypeToBoardCommand> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("keys", &T::keys));
}

/// `LeaveBoardCommand` ends what goes on: the board is interrupted and left at its friendly REPL.
struct LeaveBoardCommand {
  using Reply = BoardSnapshot;
  static constexpr std::string_view kName = "leave";
};
constexpr auto fields_of(std::type_identity<LeaveBoardCommand>) {
  return std::tuple();
}

using BoardCommandList =
    std::tuple<GreetBoardCommand, ExamineFilesCommand, DeployFilesCommand, UndoDeploymentCommand,
               RunOnBoardCommand, ResetBoardCommand, TypeToBoardCommand, LeaveBoardCommand>;

}  // namespace tlscam
