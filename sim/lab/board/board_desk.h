#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/deploy/board_connection.h"
#include "sim/deploy/deployment.h"
#include "sim/deploy/serial_session.h"
#include "sim/lab/board/board_greeting.h"
#include "sim/lab/protocol/board_command.h"

namespace tlscam {

/// `BoardDesk` is one real board for a window: commands begin something and return at once, which goes on as
/// the line's time passes; take_update() gives what there is to see. One thing is done at a time, and while
/// nothing is, the line is the board's console. Each task begins with a fresh interpreter and leaves the
/// friendly REPL behind.
class BoardDesk {
 public:
  /// The line is borrowed, nobody else reads from it, and its time is true time.
  explicit BoardDesk(Transport& line);
  BoardDesk(const BoardDesk&) = delete;
  BoardDesk& operator=(const BoardDesk&) = delete;

  /// See board_command.h. All but the last two fail while another task goes on.
  Result<BoardSnapshot> perform(const GreetBoardCommand& command);
  Result<BoardSnapshot> perform(const ExamineFilesCommand& command);
  Result<BoardSnapshot> perform(const DeployFilesCommand& command);
  Result<BoardSnapshot> perform(const UndoDeploymentCommand& command);
  Result<BoardSnapshot> perform(const RunOnBoardCommand& command);
  Result<BoardSnapshot> perform(const ResetBoardCommand& command);
  Result<BoardSnapshot> perform(const TypeToBoardCommand& command);
  Result<BoardSnapshot> perform(const LeaveBoardCommand& command);

  /// Gives what is to be seen, and what was printed since the last update.
  BoardUpdate take_update();

 private:
  /// `Conversation` is a hold on the line; its end lets the console have it again.
  struct Conversation {
    explicit Conversation(SerialSession& session) : line(session.use()) {}
    std::unique_ptr<SerialSession::Use> line;
    BoardConnection board{*line};
    Deployment deployment{board.files()};
  };

  Result<BoardSnapshot> begin(BoardTask task, Task<Result<void>> work);
  Task<void> follow(Task<Result<void>> work);
  void print(ByteView bytes);

  Task<Result<Greeting>> ask(Conversation& talk);
  Task<Result<void>> greet();
  Task<Result<void>> examine(ExamineFilesCommand command);
  Task<Result<void>> deploy();
  Task<Result<void>> undo();
  Task<Result<void>> run(std::string script);
  Task<Result<void>> reset();

  SerialSession session_;
  BoardSnapshot snapshot_;
  Bytes output_;
  std::vector<DeployFile> examined_;  // with whole targets
  std::string place_;                 // the file system of the last deployment; "": none yet
  std::optional<Task<void>> task_;    // the last member: its end talks to the others
};

/// `dispatch` carries out a command that came as JSON, as dispatch() of a session does.
std::string dispatch(BoardDesk& desk, std::string_view text);

}  // namespace tlscam
