#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

#include "sim/lab/protocol/fields.h"
#include "sim/lab/protocol/saved_world.h"
#include "sim/lab/protocol/snapshot.h"
#include "sim/lab/protocol/step_goal.h"

// What user interfaces ask of the bench. Each command is a struct with the type of its reply;
// Bench::perform() carries it out, or says for people why not. kName is its name in JSON.

namespace tlscam {

/// The reply to a command that only does something.
struct Nothing {};
constexpr auto fields_of(std::type_identity<Nothing>) {
  return std::tuple();
}

struct Completion {
  std::uint32_t start = 0;              ///< where the word begins, in bytes
  std::vector<std::string> candidates;  ///< whole words
};
constexpr auto fields_of(std::type_identity<Completion>) {
  using T = Completion;
  return std::tuple(field("start", &T::start), field("candidates", &T::candidates));
}

/// A file or folder of the workstation or of a drive.
struct FileEntry {
  std::string name;
  bool is_folder = false;
  std::uint64_t size = 0;  ///< bytes
  std::string summary;     ///< "certificate for openmv, P-256, DER"; empty: neither certificate nor key
  std::string loads;  ///< what the camera does with it, see CameraLoads; empty: neither certificate nor key
  bool good = false;  ///< it loads, and is used as expected
};
constexpr auto fields_of(std::type_identity<FileEntry>) {
  using T = FileEntry;
  return std::tuple(field("name", &T::name), field("is_folder", &T::is_folder), field("size", &T::size),
                    field("summary", &T::summary), field("loads", &T::loads), field("good", &T::good));
}

struct FileField {
  std::string label;
  std::string value;
};
constexpr auto fields_of(std::type_identity<FileField>) {
  using T = FileField;
  return std::tuple(field("label", &T::label), field("value", &T::value));
}

/// What a file is.
struct FileView {
  std::string content;   ///< "certificate", "private key", ...; empty: none of these
  std::string encoding;  ///< "PEM", "DER"; empty: neither
  std::string summary;
  std::vector<FileField> fields;  ///< for people, in this order
  std::optional<Instant> not_before;
  std::optional<Instant> not_after;
  std::string loads;  ///< see CameraLoads; empty: neither certificate nor key
  bool good = false;
  std::string reason;   ///< why it loads or not
  std::string command;  ///< an openssl command that makes a file which loads
  std::string problem;  ///< why it could not be read
};
constexpr auto fields_of(std::type_identity<FileView>) {
  using T = FileView;
  return std::tuple(field("content", &T::content), field("encoding", &T::encoding),
                    field("summary", &T::summary), field("fields", &T::fields),
                    field("not_before", &T::not_before), field("not_after", &T::not_after),
                    field("loads", &T::loads), field("good", &T::good), field("reason", &T::reason),
                    field("command", &T::command), field("problem", &T::problem));
}

/// A kind of camera.
struct CameraModelShown {
  std::string id;
  std::string name;  ///< "OpenMV Cam RT1062"
  std::string core;  ///< "Cortex-M7"
  std::uint32_t clock_mhz = 0;
  std::uint64_t heap = 0;   ///< bytes
  Instant power_up_clock;   ///< what its clock says after power-up
  std::uint64_t drive = 0;  ///< bytes
};
constexpr auto fields_of(std::type_identity<CameraModelShown>) {
  using T = CameraModelShown;
  return std::tuple(field("id", &T::id), field("name", &T::name), field("core", &T::core),
                    field("clock_mhz", &T::clock_mhz), field("heap", &T::heap),
                    field("power_up_clock", &T::power_up_clock), field("drive", &T::drive));
}

struct CertificateEvent {
  Instant at;
  std::string text;  ///< "server.crt ends"
};
constexpr auto fields_of(std::type_identity<CertificateEvent>) {
  using T = CertificateEvent;
  return std::tuple(field("at", &T::at), field("text", &T::text));
}

/// Starts a world: a lesson ("" : a scene of one's own, given as the files of a folder with world.json), as
/// it was saved or from the beginning.
struct OpenCommand {
  using Reply = Nothing;
  static constexpr std::string_view kName = "open";
  std::string lesson;
  std::uint64_t seed = 0;
  std::vector<SavedFile> scene;  ///< paths relative to the folder; empty: the free bench of two cameras
  std::optional<SavedWorld> saved;
};
constexpr auto fields_of(std::type_identity<OpenCommand>) {
  using T = OpenCommand;
  return std::tuple(field("lesson", &T::lesson), field("seed", &T::seed), field("scene", &T::scene),
                    field("saved", &T::saved));
}

/// All that is to survive.
struct SaveCommand {
  using Reply = SavedWorld;
  static constexpr std::string_view kName = "save";
};
constexpr auto fields_of(std::type_identity<SaveCommand>) {
  return std::tuple();
}

/// All lessons, in their order.
struct CourseCommand {
  using Reply = std::vector<LessonText>;
  static constexpr std::string_view kName = "course";
};
constexpr auto fields_of(std::type_identity<CourseCommand>) {
  return std::tuple();
}

/// Shows one more hint of a step.
struct HintCommand {
  using Reply = Nothing;
  static constexpr std::string_view kName = "hint";
  std::uint32_t step = 0;
};
constexpr auto fields_of(std::type_identity<HintCommand>) {
  using T = HintCommand;
  return std::tuple(field("step", &T::step));
}

/// Goes back to the beginning of a step: its world as it was then, and what was ticked in it and after it
/// counts no more. Like OpenCommand, its end shows in Bench::opening().
struct ResetStepCommand {
  using Reply = Nothing;
  static constexpr std::string_view kName = "reset_step";
  std::uint32_t step = 0;
};
constexpr auto fields_of(std::type_identity<ResetStepCommand>) {
  using T = ResetStepCommand;
  return std::tuple(field("step", &T::step));
}

/// The models that a camera can be of, the usual one first.
struct CameraModelsCommand {
  using Reply = std::vector<CameraModelShown>;
  static constexpr std::string_view kName = "camera_models";
};
constexpr auto fields_of(std::type_identity<CameraModelsCommand>) {
  return std::tuple();
}

/// Puts another camera on the bench, switched off and with an empty drive. DHCP gives it an address when it
/// asks.
struct AddCameraCommand {
  using Reply = Nothing;
  static constexpr std::string_view kName = "add_camera";
  std::string name;
  std::string model;                    ///< the id of one
  std::optional<std::uint32_t> number;  ///< what makes its addresses; none, or taken: the lowest that is free
};
constexpr auto fields_of(std::type_identity<AddCameraCommand>) {
  using T = AddCameraCommand;
  return std::tuple(field("name", &T::name), field("model", &T::model), field("number", &T::number));
}

/// Takes a camera off the bench, with all that is on it. Refused for the cameras of a lesson, for the last
/// one, and while a command runs in the terminal, which may be using it.
struct RemoveCameraCommand {
  using Reply = Nothing;
  static constexpr std::string_view kName = "remove_camera";
  std::string camera;
};
constexpr auto fields_of(std::type_identity<RemoveCameraCommand>) {
  using T = RemoveCameraCommand;
  return std::tuple(field("camera", &T::camera));
}

struct PowerCommand {
  using Reply = Nothing;
  static constexpr std::string_view kName = "power";
  std::string camera;
  bool on = false;
};
constexpr auto fields_of(std::type_identity<PowerCommand>) {
  using T = PowerCommand;
  return std::tuple(field("camera", &T::camera), field("on", &T::on));
}

/// The reset button.
struct ResetCommand {
  using Reply = Nothing;
  static constexpr std::string_view kName = "reset";
  std::string camera;
};
constexpr auto fields_of(std::type_identity<ResetCommand>) {
  using T = ResetCommand;
  return std::tuple(field("camera", &T::camera));
}

/// Keys typed at a camera's console.
struct TypeCommand {
  using Reply = Nothing;
  static constexpr std::string_view kName = "type";
  std::string camera;
  Bytes bytes;
};
constexpr auto fields_of(std::type_identity<TypeCommand>) {
  using T = TypeCommand;
  return std::tuple(field("camera", &T::camera), field("bytes", &T::bytes));
}

/// As the editor's Run button: a soft reset into the raw REPL, then the script.
struct RunScriptCommand {
  using Reply = Nothing;
  static constexpr std::string_view kName = "run_script";
  std::string camera;
  std::string name;  ///< "client.py"
  std::string text;
};
constexpr auto fields_of(std::type_identity<RunScriptCommand>) {
  using T = RunScriptCommand;
  return std::tuple(field("camera", &T::camera), field("name", &T::name), field("text", &T::text));
}

/// Ctrl-C.
struct StopScriptCommand {
  using Reply = Nothing;
  static constexpr std::string_view kName = "stop_script";
  std::string camera;
};
constexpr auto fields_of(std::type_identity<StopScriptCommand>) {
  using T = StopScriptCommand;
  return std::tuple(field("camera", &T::camera));
}

/// Runs a line in the terminal; refused while another one runs.
struct ShellCommand {
  using Reply = Nothing;
  static constexpr std::string_view kName = "shell";
  std::string line;
};
constexpr auto fields_of(std::type_identity<ShellCommand>) {
  using T = ShellCommand;
  return std::tuple(field("line", &T::line));
}

/// Keys typed while a command runs; 0x03 ends it.
struct ShellInputCommand {
  using Reply = Nothing;
  static constexpr std::string_view kName = "shell_input";
  Bytes bytes;
};
constexpr auto fields_of(std::type_identity<ShellInputCommand>) {
  using T = ShellInputCommand;
  return std::tuple(field("bytes", &T::bytes));
}

/// What the word before the cursor may become.
struct CompleteCommand {
  using Reply = Completion;
  static constexpr std::string_view kName = "complete";
  std::string line;
  std::uint32_t cursor = 0;  ///< in bytes
};
constexpr auto fields_of(std::type_identity<CompleteCommand>) {
  using T = CompleteCommand;
  return std::tuple(field("line", &T::line), field("cursor", &T::cursor));
}

/// Whether the terminal should ask for another line first.
struct UnfinishedCommand {
  using Reply = bool;
  static constexpr std::string_view kName = "unfinished";
  std::string line;
};
constexpr auto fields_of(std::type_identity<UnfinishedCommand>) {
  using T = UnfinishedCommand;
  return std::tuple(field("line", &T::line));
}

struct ListFilesCommand {
  using Reply = std::vector<FileEntry>;
  static constexpr std::string_view kName = "list_files";
  std::string place;  ///< "" the workstation, or a camera
  std::string path;
};
constexpr auto fields_of(std::type_identity<ListFilesCommand>) {
  using T = ListFilesCommand;
  return std::tuple(field("place", &T::place), field("path", &T::path));
}

struct ReadFileCommand {
  using Reply = Bytes;
  static constexpr std::string_view kName = "read_file";
  std::string place;
  std::string path;
};
constexpr auto fields_of(std::type_identity<ReadFileCommand>) {
  using T = ReadFileCommand;
  return std::tuple(field("place", &T::place), field("path", &T::path));
}

struct WriteFileCommand {
  using Reply = Nothing;
  static constexpr std::string_view kName = "write_file";
  std::string place;
  std::string path;
  Bytes bytes;
};
constexpr auto fields_of(std::type_identity<WriteFileCommand>) {
  using T = WriteFileCommand;
  return std::tuple(field("place", &T::place), field("path", &T::path), field("bytes", &T::bytes));
}

/// A file, or a folder with all that is in it.
struct RemoveFileCommand {
  using Reply = Nothing;
  static constexpr std::string_view kName = "remove_file";
  std::string place;
  std::string path;
};
constexpr auto fields_of(std::type_identity<RemoveFileCommand>) {
  using T = RemoveFileCommand;
  return std::tuple(field("place", &T::place), field("path", &T::path));
}

struct RenameFileCommand {
  using Reply = Nothing;
  static constexpr std::string_view kName = "rename_file";
  std::string place;
  std::string from;
  std::string to;
};
constexpr auto fields_of(std::type_identity<RenameFileCommand>) {
  using T = RenameFileCommand;
  return std::tuple(field("place", &T::place), field("from", &T::from), field("to", &T::to));
}

struct MakeFolderCommand {
  using Reply = Nothing;
  static constexpr std::string_view kName = "make_folder";
  std::string place;
  std::string path;
};
constexpr auto fields_of(std::type_identity<MakeFolderCommand>) {
  using T = MakeFolderCommand;
  return std::tuple(field("place", &T::place), field("path", &T::path));
}

/// What a file is, if it is a certificate or a key.
struct InspectFileCommand {
  using Reply = FileView;
  static constexpr std::string_view kName = "inspect_file";
  std::string place;
  std::string path;
};
constexpr auto fields_of(std::type_identity<InspectFileCommand>) {
  using T = InspectFileCommand;
  return std::tuple(field("place", &T::place), field("path", &T::path));
}

struct SetLinkCommand {
  using Reply = Nothing;
  static constexpr std::string_view kName = "set_link";
  std::string link;
  LinkShown conditions;
};
constexpr auto fields_of(std::type_identity<SetLinkCommand>) {
  using T = SetLinkCommand;
  return std::tuple(field("link", &T::link), field("conditions", &T::conditions));
}

/// Loses the next frame that carries data on a link.
struct DropNextCommand {
  using Reply = Nothing;
  static constexpr std::string_view kName = "drop_next";
  std::string link;
  bool datagram = false;  ///< only UDP (DTLS) counts; otherwise TCP too
};
constexpr auto fields_of(std::type_identity<DropNextCommand>) {
  using T = DropNextCommand;
  return std::tuple(field("link", &T::link), field("datagram", &T::datagram));
}

/// Does something to one chosen frame or message of a link, when it comes.
struct PlaceFaultCommand {
  using Reply = std::uint32_t;  ///< its number on the link
  static constexpr std::string_view kName = "place_fault";
  std::string link;
  FrameFault fault;
};
constexpr auto fields_of(std::type_identity<PlaceFaultCommand>) {
  using T = PlaceFaultCommand;
  return std::tuple(field("link", &T::link), field("fault", &T::fault));
}

/// Takes a fault that still waits back.
struct RemoveFaultCommand {
  using Reply = Nothing;
  static constexpr std::string_view kName = "remove_fault";
  std::string link;
  std::uint32_t id = 0;
};
constexpr auto fields_of(std::type_identity<RemoveFaultCommand>) {
  using T = RemoveFaultCommand;
  return std::tuple(field("link", &T::link), field("id", &T::id));
}

struct SetServicesCommand {
  using Reply = Nothing;
  static constexpr std::string_view kName = "set_services";
  ServicesSnapshot services;
};
constexpr auto fields_of(std::type_identity<SetServicesCommand>) {
  using T = SetServicesCommand;
  return std::tuple(field("services", &T::services));
}

/// Time travel: sets true time; the clocks of cameras that are switched on move by as much.
struct SetClockCommand {
  using Reply = Nothing;
  static constexpr std::string_view kName = "set_clock";
  Instant true_time;
};
constexpr auto fields_of(std::type_identity<SetClockCommand>) {
  using T = SetClockCommand;
  return std::tuple(field("true_time", &T::true_time));
}

struct SetPaceCommand {
  using Reply = Nothing;
  static constexpr std::string_view kName = "set_pace";
  bool paused = false;
  double pace = 1;  ///< 0.1 to 10
};
constexpr auto fields_of(std::type_identity<SetPaceCommand>) {
  using T = SetPaceCommand;
  return std::tuple(field("paused", &T::paused), field("pace", &T::pace));
}

enum class StepUnit { message, frame };
constexpr auto enum_names(StepUnit) {
  return std::array<std::string_view, 2>{"message", "frame"};
}
constexpr auto enum_names(StepGoal) {
  return std::array<std::string_view, 7>{"message",        "frame", "alert",     "named_message",
                                         "handshake_done", "time",  "script_end"};
}

/// Goes on and stops right before the next message or frame arrives.
struct StepCommand {
  using Reply = Nothing;
  static constexpr std::string_view kName = "step";
  StepUnit unit = StepUnit::message;
};
constexpr auto fields_of(std::type_identity<StepCommand>) {
  using T = StepCommand;
  return std::tuple(field("unit", &T::unit));
}

/// Goes on as fast as possible and stops when the goal is there; see StepGoal. Gives up after an hour of
/// virtual time.
struct RunToCommand {
  using Reply = Nothing;
  static constexpr std::string_view kName = "run_to";
  StepGoal goal = StepGoal::message;
  std::string name;  ///< named_message: as in the ladder, "Certificate"; script_end: the camera
  Instant at;        ///< time: in virtual time
};
constexpr auto fields_of(std::type_identity<RunToCommand>) {
  using T = RunToCommand;
  return std::tuple(field("goal", &T::goal), field("name", &T::name), field("at", &T::at));
}

/// When the certificates on the workstation and on the drives begin and end, in order.
struct CertificateEventsCommand {
  using Reply = std::vector<CertificateEvent>;
  static constexpr std::string_view kName = "certificate_events";
};
constexpr auto fields_of(std::type_identity<CertificateEventsCommand>) {
  return std::tuple();
}

/// SHA-256 over all frames and times so far.
struct FrameHashCommand {
  using Reply = std::string;
  static constexpr std::string_view kName = "frame_hash";
};
constexpr auto fields_of(std::type_identity<FrameHashCommand>) {
  return std::tuple();
}

/// What was on the wire as a capture file (pcapng), with the secrets of the cameras' sessions.
struct CaptureCommand {
  using Reply = Bytes;
  static constexpr std::string_view kName = "capture";
  std::optional<std::uint32_t> conversation;  ///< no other frames than its; none: all that are kept
};
constexpr auto fields_of(std::type_identity<CaptureCommand>) {
  return std::tuple(field("conversation", &CaptureCommand::conversation));
}

using CommandList =
    std::tuple<OpenCommand, SaveCommand, CourseCommand, HintCommand, ResetStepCommand, CameraModelsCommand,
               AddCameraCommand, RemoveCameraCommand, PowerCommand, ResetCommand, TypeCommand,
               RunScriptCommand, StopScriptCommand, ShellCommand, ShellInputCommand, CompleteCommand,
               UnfinishedCommand, ListFilesCommand, ReadFileCommand, WriteFileCommand, RemoveFileCommand,
               RenameFileCommand, MakeFolderCommand, InspectFileCommand, SetLinkCommand, DropNextCommand,
               PlaceFaultCommand, RemoveFaultCommand, SetServicesCommand, SetClockCommand, SetPaceCommand,
               StepCommand, RunToCommand, CertificateEventsCommand, FrameHashCommand, CaptureCommand>;

}  // namespace tlscam
