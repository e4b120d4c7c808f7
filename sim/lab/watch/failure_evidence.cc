#include "sim/lab/watch/failure_evidence.h"

#include <algorithm>

#include "sim/lab/view/file_kinds.h"

namespace tlscam {
namespace {

constexpr std::size_t kMostFiles = 24;

void collect_files(Drive& drive, const std::string& folder, int depth, InspectedFiles& inspected,
                   SideEvidence& side) {
  const auto entries = drive.list(folder);
  if (!entries) return;
  for (const DriveEntry& entry : *entries) {
    if (side.files.size() == kMostFiles) return;
    const std::string path = folder.empty() ? entry.name : folder + "/" + entry.name;
    if (entry.is_folder) {
      if (depth > 0) collect_files(drive, path, depth - 1, inspected, side);
      continue;
    }
    const bool named = side.script.find("\"" + path + "\"") != std::string::npos ||
                       side.script.find("'" + path + "'") != std::string::npos;
    if (entry.size > kMostInspectedBytes || !(named || may_hold_certificate(entry.name, entry.size)))
      continue;
    const auto bytes = drive.read(path);
    if (!bytes) continue;
    const CertificateFile& file = inspected.inspect(*bytes, path);
    // A broken certificate is evidence, a file that never was to be one is not.
    const bool meant = named || is_named_as_certificate(entry.name);
    if (meant || file.content != FileContent::other) side.files.push_back({path, file});
  }
}

WaitEvidence wait_of(std::uint8_t kind) {
  switch (kind) {
    case CAMERA_WAIT_ACCEPT:
      return WaitEvidence::accept;
    case CAMERA_WAIT_CONNECT:
      return WaitEvidence::connect;
    case CAMERA_WAIT_RECEIVE:
      return WaitEvidence::receive;
    case CAMERA_WAIT_LOOKUP:
      return WaitEvidence::lookup;
    case CAMERA_WAIT_READ_END:
      return WaitEvidence::read_end;
    case CAMERA_WAIT_READ_SIZE:
      return WaitEvidence::read_size;
    case CAMERA_WAIT_READ_LINE:
      return WaitEvidence::read_line;
    case CAMERA_WAIT_HANDSHAKE:
      return WaitEvidence::handshake;
    default:
      return WaitEvidence::none;
  }
}

ConnectionEvidence connection_of(const Conversation& conversation) {
  switch (conversation.state) {
    case ConversationState::connecting:
      return ConnectionEvidence::unanswered;
    case ConversationState::refused:
      return ConnectionEvidence::refused;
    case ConversationState::handshaking:
      return ConnectionEvidence::handshaking;
    case ConversationState::failed:
      return ConnectionEvidence::broken;
    case ConversationState::established:
      return ConnectionEvidence::established;
    case ConversationState::closed:
      return ConnectionEvidence::closed;
    case ConversationState::reset:
      return ConnectionEvidence::reset;
    case ConversationState::joined:
      return ConnectionEvidence::unknown;
  }
  return ConnectionEvidence::unknown;
}

std::vector<CertificateFacts> chain_of(const std::vector<Bytes>& certificates, InspectedFiles& inspected) {
  std::vector<CertificateFacts> chain;
  for (const Bytes& der : certificates) {
    const CertificateFile& file = inspected.inspect(der, "certificate");
    if (file.certificates.empty()) break;
    chain.push_back(file.certificates.front());
  }
  return chain;
}

// A bit was flipped on a cable or radio link of a camera since the conversation began.
bool changed_on_the_way(const World& world, const Conversation& conversation) {
  const auto changes = [&](const PlacedFault& placed) {
    return placed.state == PlacedFault::State::done && placed.fault.action == FaultAction::flip &&
           placed.at >= conversation.started;
  };
  for (const Ipv4Address& end : {conversation.client.address, conversation.server.address}) {
    Camera* camera = world.find_camera(end);
    if (camera == nullptr) continue;
    for (const Link* link : {&camera->link(), &camera->radio_link()})
      if (std::ranges::any_of(link->faults(), changes)) return true;
  }
  return false;
}

// The link that frames came from does not lie, whatever their addresses say.
void add_impostor(const World& world, const Endpoint& server, FailureEvidence& evidence) {
  if (!world.services().find_attacker(server.link)) return;
  const Camera* camera = world.find_camera(server.address);
  evidence.address_owner = camera ? camera->name() : world.host_at(server.address);
  if (!evidence.address_owner.empty()) evidence.impostor = server.link;
}

// A name of the internet may lead to the router, which forwards into the network: that is no other place.
void add_name_address(Gateway& gateway, const Endpoint& server, FailureEvidence& evidence) {
  const auto address = gateway.dns().find(evidence.asked_name);
  if (!address || *address == server.address) return;
  if (gateway.is_public(*address) == gateway.is_public(server.address))
    evidence.name_address = to_text(*address);
}

OfferEvidence offer_of(const ClientOffer& offer) {
  OfferEvidence evidence{offer.versions, offer.cipher_suites, offer.groups, offer.signature_algorithms};
  if (evidence.versions.empty() && offer.version != 0) evidence.versions = {offer.version};
  return evidence;
}

bool has_entry(const Conversation& conversation, std::string_view name) {
  return std::ranges::any_of(conversation.entries,
                             [&](const LadderEntry& entry) { return entry.name == name; });
}

}  // namespace

SideEvidence side_evidence(Camera& camera, InspectedFiles& inspected) {
  SideEvidence side;
  side.name = camera.name();
  if (camera.state() != CameraState::running) return side;
  side.clock = camera.clock();
  side.waits = wait_of(camera.waits_for().kind);
  side.script = camera.program().text;
  Drive drive = camera.drive();
  if (side.script.empty()) {
    if (const auto main = drive.read("main.py")) side.script = as_text(*main);
  }
  collect_files(drive, "", 1, inspected, side);
  if (camera.heap()) side.heap_total = camera.heap()->total;
  return side;
}

FailureEvidence wire_evidence(World& world, const Conversation& conversation, InspectedFiles& inspected) {
  FailureEvidence evidence;
  evidence.client.name = to_text(conversation.client.address);
  evidence.server.name = to_text(conversation.server.address);
  evidence.connection = connection_of(conversation);
  evidence.datagrams = conversation.is_datagram();
  evidence.quiet_for = world.now() - conversation.changed;
  evidence.server_address = to_text(conversation.server.address);
  evidence.port = conversation.server.port;
  if (conversation.alert) {
    const bool from_client = conversation.failure_from_client;
    evidence.alert = AlertEvidence{conversation.alert->description,
                                   from_client ? AlertSender::client : AlertSender::server};
  }
  evidence.offer = offer_of(conversation.offer);
  evidence.asked_for_client_certificate = has_entry(conversation, "CertificateRequest");
  evidence.server_is_in_world = world.gateway().is_in_world(conversation.server.address);
  evidence.changed_on_the_way = changed_on_the_way(world, conversation);
  evidence.asked_name = conversation.server_name;
  add_impostor(world, conversation.server, evidence);
  add_name_address(world.gateway(), conversation.server, evidence);
  evidence.server_chain = chain_of(conversation.server_certificates, inspected);
  evidence.client_chain = chain_of(conversation.client_certificates, inspected);
  return evidence;
}

}  // namespace tlscam
