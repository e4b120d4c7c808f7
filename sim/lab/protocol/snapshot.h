#pragma once
#include <array>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <vector>

#include "sim/dissect/ladder/conversation.h"
#include "sim/lab/protocol/explanation.h"
#include "sim/lab/protocol/fields.h"
#include "sim/lab/protocol/shared.h"
#include "sim/lab/protocol/verdict.h"
#include "sim/lesson/lesson_snapshot.h"
#include "sim/lesson/mystery_snapshot.h"
#include "sim/machine/camera.h"
#include "sim/time/instant.h"

// What user interfaces are shown. A view keeps no more than the last snapshot, and its own selection.

namespace tlscam {

constexpr auto enum_names(CameraState) {
  return std::array<std::string_view, 3>{"off", "running", "crashed"};
}

enum class ScriptShown { none, running, finished, raised, lost };
constexpr auto enum_names(ScriptShown) {
  return std::array<std::string_view, 5>{"none", "running", "finished", "raised", "lost"};
}

/// Who uses a camera's serial port on the workstation: nobody can (closed), the console, or a program.
enum class SerialUse { closed, free, program };
constexpr auto enum_names(SerialUse) {
  return std::array<std::string_view, 3>{"closed", "free", "program"};
}

/// The level that somebody gives a pin; none: nobody does.
enum class PinLevel { none, low, high };
constexpr auto enum_names(PinLevel) {
  return std::array<std::string_view, 3>{"none", "low", "high"};
}

/// A pin that the script has named, or that somebody holds.
struct PinShown {
  std::string name;  ///< "LED_RED", which lights while it is low
  PinLevel camera = PinLevel::none;
  PinLevel held = PinLevel::none;  ///< by HoldPinCommand
};
template <std::same_as<PinShown> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("name", &T::name), field("camera", &T::camera), field("held", &T::held));
}

enum class NodeKind { camera, workstation, gateway };
constexpr auto enum_names(NodeKind) {
  return std::array<std::string_view, 3>{"camera", "workstation", "gateway"};
}

constexpr auto enum_names(ConversationProtocol) {
  return std::array<std::string_view, 4>{"tcp", "tls", "udp", "dtls"};
}
constexpr auto enum_names(ConversationState) {
  return std::array<std::string_view, 8>{"connecting", "established", "handshaking", "failed",
                                         "closed",     "refused",     "reset",       "joined"};
}
constexpr auto enum_names(LadderKind) {
  return std::array<std::string_view, 6>{"tcp",   "handshake",        "change_cipher_spec",
                                         "alert", "application_data", "unreadable"};
}
constexpr auto enum_names(Fate) {
  return std::array<std::string_view, 3>{"delivered", "lost", "link_down"};
}

constexpr auto enum_names(Direction) {
  return std::array<std::string_view, 2>{"from_node", "to_node"};
}
constexpr auto enum_names(FaultAction) {
  return std::array<std::string_view, 2>{"drop", "flip"};
}
constexpr auto enum_names(FaultTarget) {
  return fault_target_ids();
}
constexpr auto enum_names(PlacedFault::State) {
  return std::array<std::string_view, 3>{"pending", "done", "missed"};
}

template <std::same_as<FrameFault> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("action", &T::action), field("target", &T::target),
                    field("direction", &T::direction), field("nth", &T::nth), field("byte", &T::byte),
                    field("bit", &T::bit), field("repair_checksums", &T::repair_checksums));
}

/// Something that is done to one chosen frame of a link; see FrameFault.
struct FaultSnapshot {
  std::uint32_t id = 0;  ///< on its link
  FrameFault fault;
  PlacedFault::State state = PlacedFault::State::pending;
  std::string title;          ///< "flip bit 0 of byte -1 of the next Certificate"
  std::optional<Instant> at;  ///< when it was done or missed
  std::string text;           ///< what was done, or why not; empty while it waits
};
template <std::same_as<FaultSnapshot> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("id", &T::id), field("fault", &T::fault), field("state", &T::state),
                    field("title", &T::title), field("at", &T::at), field("text", &T::text));
}

/// LinkShown is how a link treats frames at present, in both directions.
struct LinkShown {
  bool up = true;
  Duration delay{0};
  double loss = 0;  ///< probabilities, 0 to 1
  double duplication = 0;
  double reordering = 0;
};
template <std::same_as<LinkShown> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("up", &T::up), field("delay", &T::delay), field("loss", &T::loss),
                    field("duplication", &T::duplication), field("reordering", &T::reordering));
}

/// AccessPointView is the network that a camera makes with its radio, a network of its own.
struct AccessPointView {
  std::string ssid;
  bool open = false;                  ///< it has no key
  std::vector<std::string> stations;  ///< the cameras that have joined it
};
template <std::same_as<AccessPointView> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("ssid", &T::ssid), field("open", &T::open), field("stations", &T::stations));
}

/// RadioLinkView is the link of a camera's radio.
struct RadioLinkView {
  std::string link;  ///< as commands name it: "openmv.wlan"
  LinkShown conditions;
  bool drop_pending = false;
  std::vector<FaultSnapshot> faults;
  std::optional<AccessPointView> serves;  ///< while it is an access point
};
template <std::same_as<RadioLinkView> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("link", &T::link), field("conditions", &T::conditions),
                    field("drop_pending", &T::drop_pending), field("faults", &T::faults),
                    field("serves", &T::serves));
}

/// A node on the map.
struct NodeSnapshot {
  std::string name;  ///< "openmv"
  NodeKind kind = NodeKind::camera;
  Role role = Role::client;
  std::string address;  ///< empty while it has none
  std::string link;     ///< its link to the switch, as commands name it; empty: none yet
  LinkShown conditions;
  bool drop_pending = false;           ///< the next frame (or datagram) of the link is going to be lost
  std::vector<FaultSnapshot> faults;   ///< what waits for a chosen frame of the link, and the latest that did
  std::optional<RadioLinkView> radio;  ///< of a camera that has one
};
template <std::same_as<NodeSnapshot> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("name", &T::name), field("kind", &T::kind), field("role", &T::role),
                    field("address", &T::address), field("link", &T::link),
                    field("conditions", &T::conditions), field("drop_pending", &T::drop_pending),
                    field("faults", &T::faults), field("radio", &T::radio));
}

/// A camera as a view shows it.
struct CameraSnapshot {
  std::string name;
  std::string model;    ///< "OpenMV Cam RT1062"
  std::string machine;  ///< what runs its firmware: "usual", or the name of an emulated board
  CameraState state = CameraState::off;
  std::string death;    ///< why it crashed; empty otherwise
  std::string address;  ///< what DHCP gave it; empty: none yet
  std::string mac;
  Instant clock;      ///< what its own clock says
  std::string waits;  ///< "waits in read() for end of file from cam2"; empty: it does not wait
  ScriptShown script = ScriptShown::none;  ///< of the script that was started last
  std::string script_name;                 ///< "client.py"
  std::string script_error;                ///< the traceback, or why it was lost
  std::uint64_t heap_used = 0;             ///< bytes
  std::uint64_t heap_total = 0;            ///< 0: not known
  SerialUse serial = SerialUse::closed;
  std::uint64_t drive_total = 0;  ///< bytes
  std::uint64_t drive_free = 0;
  std::uint64_t drive_changes = 0;  ///< another number when files on the drive may have changed
  bool removable = false;           ///< RemoveCameraCommand may take it away
  std::vector<PinShown> pins;       ///< those that the script has named or somebody holds
  std::string diagnosis;  ///< what it raised before there was a connection, in one line; empty: nothing
  std::vector<std::string> why;      ///< the evidence for that
  std::vector<NextStep> next_steps;  ///< what to do about it
};
template <std::same_as<CameraSnapshot> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("name", &T::name), field("model", &T::model), field("machine", &T::machine),
                    field("state", &T::state), field("death", &T::death), field("address", &T::address),
                    field("mac", &T::mac), field("clock", &T::clock), field("waits", &T::waits),
                    field("script", &T::script), field("script_name", &T::script_name),
                    field("script_error", &T::script_error), field("heap_used", &T::heap_used),
                    field("heap_total", &T::heap_total), field("serial", &T::serial),
                    field("drive_total", &T::drive_total), field("drive_free", &T::drive_free),
                    field("drive_changes", &T::drive_changes), field("removable", &T::removable),
                    field("pins", &T::pins), field("diagnosis", &T::diagnosis), field("why", &T::why),
                    field("next_steps", &T::next_steps));
}

/// ServiceFaultFields are a ServiceFault as commands, snapshots and saved worlds write it.
struct ServiceFaultFields {
  std::string kind;
  std::string name;     ///< "*": any, and of faults that are not of a name
  std::string address;  ///< empty: none
  Duration offset{0};
};
template <std::same_as<ServiceFaultFields> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("kind", &T::kind), field("name", &T::name), field("address", &T::address),
                    field("offset", &T::offset));
}

/// ServiceFaultView is a fault that a service has, or one to choose, with its words.
struct ServiceFaultView {
  std::string title;  ///< "openmv: wrong address 192.168.1.99"
  ServiceFaultFields fault;
};
template <std::same_as<ServiceFaultView> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("title", &T::title), field("fault", &T::fault));
}

/// ServiceFaultKindView is a kind of fault that a service can have, and what it needs.
struct ServiceFaultKindView {
  std::string kind;
  std::string title;  ///< "wrong address"
  bool has_name = false;
  bool has_address = false;
};
template <std::same_as<ServiceFaultKindView> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("kind", &T::kind), field("title", &T::title), field("has_name", &T::has_name),
                    field("has_address", &T::has_address));
}

struct ServiceFactView {
  std::string label;
  std::string value;
};
template <std::same_as<ServiceFactView> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("label", &T::label), field("value", &T::value));
}

/// ServiceView is a service of the world, what is wrong with it and what could be.
struct ServiceView {
  std::string id;            ///< as commands name it: "dns", "shop.example/https"
  std::string title;         ///< "Names (DNS)"
  std::string subject;       ///< what its faults are about, if it is one thing: "pool.ntp.org"
  std::string no_fault;      ///< in words: "tells the true time"
  bool many_faults = false;  ///< several at the same time; otherwise one
  std::vector<ServiceFaultView> faults;
  std::vector<ServiceFaultView> choices;    ///< complete faults
  std::vector<ServiceFaultKindView> kinds;  ///< of all faults
  std::vector<ServiceFactView> facts;       ///< what it says of itself
};
template <std::same_as<ServiceView> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("id", &T::id), field("title", &T::title), field("subject", &T::subject),
                    field("no_fault", &T::no_fault), field("many_faults", &T::many_faults),
                    field("faults", &T::faults), field("choices", &T::choices), field("kinds", &T::kinds),
                    field("facts", &T::facts));
}

/// LearnedView is one thing that an attacker has learned, in words.
struct LearnedView {
  Instant at;
  std::string kind;   ///< the id of a LearnedKind: "text"
  std::string title;  ///< "cam2 said to openmv, port 8443"
  std::string text;   ///< the bytes that leaked, as a terminal may show them; the first of very many
  std::uint64_t bytes = 0;
};
template <std::same_as<LearnedView> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("at", &T::at), field("kind", &T::kind), field("title", &T::title),
                    field("text", &T::text), field("bytes", &T::bytes));
}

/// AttackerView is an attacker: where he is, whether he is at work, and what he has learned.
struct AttackerView {
  std::string name;   ///< as commands name him: "mitm"
  std::string kind;   ///< the key of his form: "mitm"
  std::string title;  ///< "Man in the middle"
  std::string does;   ///< what he does, in a sentence
  std::string link;   ///< where he stands, one of these three: "cam2", "gateway"
  std::string host;
  std::string camera;
  bool active = false;
  std::vector<ServiceFactView> facts;
  std::vector<LearnedView> learned;  ///< the latest, oldest first
  std::uint64_t learned_total = 0;
};
template <std::same_as<AttackerView> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("name", &T::name), field("kind", &T::kind), field("title", &T::title),
                    field("does", &T::does), field("link", &T::link), field("host", &T::host),
                    field("camera", &T::camera), field("active", &T::active), field("facts", &T::facts),
                    field("learned", &T::learned), field("learned_total", &T::learned_total));
}

/// The workstation's terminal.
struct TerminalSnapshot {
  bool running = false;                ///< a command runs, and gets what is typed
  std::string command;                 ///< the line that runs
  int exit_code = 0;                   ///< of the command that ended last
  std::uint64_t folder_changes = 0;    ///< another number when files of the workstation may have changed
  std::uint64_t commands_entered = 0;  ///< at the prompt; with each the history may be another
};
template <std::same_as<TerminalSnapshot> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("running", &T::running), field("command", &T::command),
                    field("exit_code", &T::exit_code), field("folder_changes", &T::folder_changes),
                    field("commands_entered", &T::commands_entered));
}

/// An end of a conversation.
struct EndpointSnapshot {
  std::string node;  ///< "openmv"; empty: the address belongs to nobody
  std::string address;
  std::uint16_t port = 0;
  std::string name{};  ///< for people: the node, or the address where no node has it
  Role role = Role::client;
  bool operator==(const EndpointSnapshot&) const = default;
};
template <std::same_as<EndpointSnapshot> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("node", &T::node), field("address", &T::address), field("port", &T::port),
                    field("name", &T::name), field("role", &T::role));
}

/// What one end did while a message went over the wire; see EndState.
struct EndStateSnapshot {
  std::string does;
  std::string file;
  std::uint32_t line = 0;
  std::uint64_t heap_used = 0;
  std::uint64_t instructions = 0;
  bool operator==(const EndStateSnapshot&) const = default;
};
template <std::same_as<EndStateSnapshot> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("does", &T::does), field("file", &T::file), field("line", &T::line),
                    field("heap_used", &T::heap_used), field("instructions", &T::instructions));
}

/// One arrow of the ladder; see LadderEntry.
struct LadderEntrySnapshot {
  std::uint32_t id = 0;
  Instant at;
  std::optional<Instant> arrives;  ///< none: not on its way, or lost
  bool from_client = false;
  LadderKind kind = LadderKind::tcp;
  std::string name;
  std::uint64_t bytes = 0;
  std::uint32_t count = 0;
  bool encrypted = false;
  bool lost = false;
  bool retransmitted = false;
  bool unknown = false;     ///< whether it is encrypted does not show
  EndStateSnapshot client;  ///< empty when it is no camera, and of a capture
  EndStateSnapshot server;
  Trust trust = Trust::exposed;  ///< what a listener on the wire gets of it
  bool can_intervene = false;    ///< PlanInterventionCommand has an answer for it
  bool operator==(const LadderEntrySnapshot&) const = default;
};
template <std::same_as<LadderEntrySnapshot> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("id", &T::id), field("at", &T::at), field("arrives", &T::arrives),
                    field("from_client", &T::from_client), field("kind", &T::kind), field("name", &T::name),
                    field("bytes", &T::bytes), field("count", &T::count), field("encrypted", &T::encrypted),
                    field("lost", &T::lost), field("retransmitted", &T::retransmitted),
                    field("unknown", &T::unknown), field("client", &T::client), field("server", &T::server),
                    field("trust", &T::trust), field("can_intervene", &T::can_intervene));
}

/// A certificate of the other end's chain that a camera has verified; see VerificationStep.
struct VerificationSnapshot {
  Instant at;
  bool by_client = false;
  std::uint32_t depth = 0;
  std::string subject;
  std::vector<std::string> problems;
  bool operator==(const VerificationSnapshot&) const = default;
};
template <std::same_as<VerificationSnapshot> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("at", &T::at), field("by_client", &T::by_client), field("depth", &T::depth),
                    field("subject", &T::subject), field("problems", &T::problems));
}

/// See Conversation.
struct ConversationSnapshot {
  std::uint32_t id = 0;
  std::uint64_t revision = 0;
  ConversationProtocol protocol = ConversationProtocol::tcp;
  ConversationState state = ConversationState::connecting;
  ConversationVerdict verdict = ConversationVerdict::connecting;
  Trust trust = Trust::waiting;
  EndpointSnapshot client;
  EndpointSnapshot server;
  Instant started;
  Instant changed;
  std::string version;
  std::string cipher_suite;
  std::string server_name;
  std::string failure;
  bool failure_from_client = false;
  std::string client_says;  ///< what this end thinks: "handshake done", the last line of its exception;
                            ///< empty: nothing yet
  std::string server_says;
  std::string diagnosis;  ///< one line for people when it failed, hangs or proves nothing; empty otherwise
  std::vector<std::string> why;                ///< the evidence for that
  std::vector<NextStep> next_steps;            ///< what to do about it
  std::vector<std::string> also_possible;      ///< other causes, when the first is not certain
  bool server_proved = false;                  ///< the client, a camera, verified the server's certificate
  bool client_proved = false;                  ///< the server, a camera, verified the client's
  std::vector<VerificationSnapshot> verified;  ///< what cameras said of it: from the trust anchor down
  std::vector<LadderEntrySnapshot> entries;
  bool operator==(const ConversationSnapshot&) const = default;
};
template <std::same_as<ConversationSnapshot> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("id", &T::id), field("revision", &T::revision), field("protocol", &T::protocol),
                    field("state", &T::state), field("verdict", &T::verdict), field("trust", &T::trust),
                    field("client", &T::client), field("server", &T::server), field("started", &T::started),
                    field("changed", &T::changed), field("version", &T::version),
                    field("cipher_suite", &T::cipher_suite), field("server_name", &T::server_name),
                    field("failure", &T::failure), field("failure_from_client", &T::failure_from_client),
                    field("client_says", &T::client_says), field("server_says", &T::server_says),
                    field("diagnosis", &T::diagnosis), field("why", &T::why),
                    field("next_steps", &T::next_steps), field("also_possible", &T::also_possible),
                    field("server_proved", &T::server_proved), field("client_proved", &T::client_proved),
                    field("verified", &T::verified), field("entries", &T::entries));
}

template <std::same_as<LessonCheckSnapshot> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("id", &T::id), field("done", &T::done), field("label", &T::label),
                    field("not_yet", &T::not_yet));
}
template <std::same_as<LessonPredictionSnapshot> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("chosen", &T::chosen), field("happened", &T::happened));
}
template <std::same_as<LessonHintSnapshot> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("text", &T::text), field("after", &T::after), field("asked", &T::asked));
}
template <std::same_as<LessonStepSnapshot> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("id", &T::id), field("title", &T::title), field("state", &T::state),
                    field("checks", &T::checks), field("predictions", &T::predictions),
                    field("note", &T::note), field("hints_total", &T::hints_total), field("hints", &T::hints),
                    field("met", &T::met));
}
template <std::same_as<MysteryChoice> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("id", &T::id), field("text", &T::text));
}
template <std::same_as<MysteryUse> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("text", &T::text), field("cost", &T::cost));
}
template <std::same_as<MysterySnapshot> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("seed", &T::seed), field("named", &T::named), field("why_asked", &T::why_asked),
                    field("used", &T::used), field("points", &T::points), field("truth", &T::truth),
                    field("right", &T::right));
}
template <std::same_as<LessonSnapshot> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("id", &T::id), field("title", &T::title), field("minutes", &T::minutes),
                    field("finished", &T::finished), field("steps", &T::steps));
}
template <std::same_as<LessonTextBlock> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("kind", &T::kind), field("camera", &T::camera), field("file", &T::file),
                    field("text", &T::text), field("outcomes", &T::outcomes), field("hidden", &T::hidden));
}
template <std::same_as<LessonTextStep> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("id", &T::id), field("title", &T::title), field("blocks", &T::blocks));
}
template <std::same_as<LessonText> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("id", &T::id), field("title", &T::title), field("minutes", &T::minutes),
                    field("needs", &T::needs), field("teaches", &T::teaches), field("intro", &T::intro),
                    field("steps", &T::steps), field("closing", &T::closing),
                    field("card_what", &T::card_what), field("card_how", &T::card_how),
                    field("card_why", &T::card_why));
}

/// Where the world was told to go on to, and where it stopped.
struct StepSnapshot {
  std::string running_to;     ///< "the next message", while it goes on; empty: it was told nothing
  std::string stopped;        ///< "before Certificate from openmv to cam2", while it stands there
  std::optional<Instant> at;  ///< when what it stands at happens, in virtual time
  std::optional<std::uint32_t> conversation;  ///< of the message that it stands at
  std::optional<std::uint32_t> entry;
};
template <std::same_as<StepSnapshot> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("running_to", &T::running_to), field("stopped", &T::stopped), field("at", &T::at),
                    field("conversation", &T::conversation), field("entry", &T::entry));
}

/// `PerformanceSnapshot` is what is done, or was done last, in the learner's sight; see LessonActCommand.
struct PerformanceSnapshot {
  std::uint32_t number = 0;  ///< the reply of the command that began it
  bool goes_on = false;
  /// The camera at which it did something last; empty: at the workstation; none: it has done nothing.
  std::optional<std::string> camera;
  std::vector<std::string> written;  ///< files of the workstation, so far
  std::string problem;               ///< why it ended early, for people; empty: it did not
};
template <std::same_as<PerformanceSnapshot> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("number", &T::number), field("goes_on", &T::goes_on), field("camera", &T::camera),
                    field("written", &T::written), field("problem", &T::problem));
}

/// The world as a view shows it.
struct Snapshot {
  Instant now;        ///< virtual time
  Instant true_time;  ///< the date in the world
  bool paused = false;
  double pace = 1;  ///< virtual seconds in a real one
  StepSnapshot step;
  std::uint64_t seed = 0;
  std::uint64_t frames = 0;  ///< so far
  std::vector<NodeSnapshot> nodes;
  std::vector<CameraSnapshot> cameras;
  std::vector<ServiceView> services;
  std::vector<AttackerView> attackers;
  TerminalSnapshot terminal;
  std::vector<Shared<ConversationSnapshot>> conversations;  ///< the latest, in the order of their beginning
  std::optional<LessonSnapshot> lesson;
  std::optional<MysterySnapshot> mystery;
  std::optional<PerformanceSnapshot> performance;
};
template <std::same_as<Snapshot> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("now", &T::now), field("true_time", &T::true_time), field("paused", &T::paused),
                    field("pace", &T::pace), field("step", &T::step), field("seed", &T::seed),
                    field("frames", &T::frames), field("nodes", &T::nodes), field("cameras", &T::cameras),
                    field("services", &T::services), field("attackers", &T::attackers),
                    field("terminal", &T::terminal), field("conversations", &T::conversations),
                    field("lesson", &T::lesson), field("mystery", &T::mystery),
                    field("performance", &T::performance));
}

/// What a console or the terminal printed.
struct OutputChunk {
  std::string camera;  ///< empty: the workstation's terminal
  Bytes bytes;
};
template <std::same_as<OutputChunk> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("camera", &T::camera), field("bytes", &T::bytes));
}

/// A frame on a link, for the map.
struct FrameShown {
  Instant at;
  std::optional<Instant> arrives;
  std::string link;
  bool from_node = false;  ///< from the node to the switch
  Fate fate = Fate::delivered;
  std::string protocol;
  std::string summary;
  std::string source;
  std::string destination;
  std::uint32_t size = 0;
  bool altered = false;  ///< a fault flipped a bit of it here
};
template <std::same_as<FrameShown> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("at", &T::at), field("arrives", &T::arrives), field("link", &T::link),
                    field("from_node", &T::from_node), field("fate", &T::fate),
                    field("protocol", &T::protocol), field("summary", &T::summary),
                    field("source", &T::source), field("destination", &T::destination),
                    field("size", &T::size), field("altered", &T::altered));
}

/// How much of the world an update holds.
enum class UpdateScope {
  all,
  changes,  ///< without the conversations that are as an earlier update showed them
};

/// What happened since the last update.
struct Update {
  Snapshot snapshot;
  std::vector<std::uint32_t> unchanged;  ///< ids of conversations that UpdateScope::changes left out
  std::vector<OutputChunk> output;
  std::vector<FrameShown> frames;  ///< the latest, at most kMostFramesShown
  std::uint64_t frames_left_out = 0;
};
template <std::same_as<Update> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("snapshot", &T::snapshot), field("unchanged", &T::unchanged),
                    field("output", &T::output), field("frames", &T::frames),
                    field("frames_left_out", &T::frames_left_out));
}

inline constexpr std::size_t kMostFramesShown = 200;

}  // namespace tlscam
