// These rules are about what comes before TLS (names, addresses, ports) and about ends that wait forever. The
// numbers are those that lwIP gives on a camera, as measured here: 104 when refused, 103 when nobody is at
// the address.
#include "sim/diagnose/camera_errno.h"
#include "sim/diagnose/case.h"
#include "sim/diagnose/script_text.h"

namespace tlscam {
namespace {

constexpr Duration kLong = std::chrono::seconds(10);

bool quiet(const Case& the_case) {
  return the_case.evidence.quiet_for && *the_case.evidence.quiet_for >= kLong;
}

Fit reset(Case& the_case) {
  const ConnectionEvidence connection = the_case.evidence.connection;
  if (connection == ConnectionEvidence::refused) return Fit::no;
  return connection == ConnectionEvidence::unknown ? Fit::possible : Fit::likely;
}

Fit nobody(Case& the_case) {
  if (!the_case.evidence.server_is_in_world) return Fit::no;
  return the_case.evidence.connection == ConnectionEvidence::unanswered ? Fit::certain : Fit::likely;
}

// Only the network of the simulation and the hosts of the scene exist in its world.
Fit not_in_this_world(Case& the_case) {
  return !the_case.evidence.server_is_in_world && the_case.is_client ? Fit::certain : Fit::no;
}

// The server's script had ended when the client came.
Fit script_ended(Case& the_case) {
  if (!the_case.is_client || !the_case.peer.ended_before.value_or(false)) return Fit::no;
  const ConnectionEvidence connection = the_case.evidence.connection;
  const bool unanswered = connection == ConnectionEvidence::refused ||
                          connection == ConnectionEvidence::handshaking ||
                          connection == ConnectionEvidence::broken ||
                          (the_case.evidence.datagrams && connection != ConnectionEvidence::closed);
  return unanswered ? Fit::certain : Fit::no;
}

Fit refused(Case& the_case) {
  const ConnectionEvidence connection = the_case.evidence.connection;
  if (script_ended(the_case) == Fit::certain) return Fit::no;
  if (connection == ConnectionEvidence::refused) return the_case.is_client ? Fit::certain : Fit::no;
  if (connection != ConnectionEvidence::unknown) return Fit::no;
  return the_case.met_by == Symptom::Kind::state ? Fit::no : Fit::likely;
}

Fit no_network(Case& the_case) {
  const std::string& script = the_case.who.script;
  if (script.empty()) return Fit::certain;
  the_case.add("network_problem", !has(script, "active(") ? "its script never switches the interface on"
                                                          : "the interface has no address yet");
  return Fit::certain;
}

Fit in_time(Case& the_case) {
  if (script_ended(the_case) == Fit::certain || not_in_this_world(the_case) == Fit::certain) return Fit::no;
  return the_case.evidence.roles_known ? Fit::certain : Fit::likely;
}

Fit both_read(Case& the_case) {
  return the_case.who.waits == WaitEvidence::read_end && the_case.peer.waits == WaitEvidence::read_end &&
                 the_case.is_client
             ? Fit::certain
             : Fit::no;
}

Fit reads_to_end(Case& the_case) {
  const bool waits = the_case.who.waits == WaitEvidence::read_end && quiet(the_case);
  return waits && the_case.peer.waits != WaitEvidence::read_end ? Fit::likely : Fit::no;
}

Fit never_answers(Case& the_case) {
  const WaitEvidence waits = the_case.who.waits;
  if (script_ended(the_case) == Fit::certain) return Fit::no;
  const bool in_handshake = waits == WaitEvidence::handshake && !the_case.evidence.datagrams;
  return in_handshake && quiet(the_case) ? Fit::certain : Fit::no;
}

Fit nobody_connects(Case& the_case) {
  return the_case.who.waits == WaitEvidence::accept &&
                 the_case.evidence.connection == ConnectionEvidence::unknown && quiet(the_case)
             ? Fit::likely
             : Fit::no;
}

Fit waits_for_name(Case& the_case) {
  return the_case.who.waits == WaitEvidence::lookup && quiet(the_case) ? Fit::certain : Fit::no;
}

constexpr Rule kRules[] = {
    {"no-network",
     {raises(kNoNetworkYet)},
     no_network,
     Fit::certain,
     {"{who} has no network: {network_problem}.",
      "The camera has no network: its interface was never switched on, or has no address yet."},
     {"getaddrinfo() says -6 then, before it asks anybody."},
     {python("Switch it on,", "lan = network.LAN(); lan.active(True)"),
      python("and wait for an address.", "while not lan.isconnected(): time.sleep_ms(50)")},
     RuleNature::before_connection},
    {"server-script-ended",
     {without_words()},
     script_ended,
     Fit::certain,
     {"{peer}'s script had died when {who} came: {peer_ended_with}.",
      "{peer}'s script had already ended when {who} came."},
     {"Nobody listens on port {port} of {peer} any more, or nobody answers there."},
     {advice("Look at what {peer} printed, mend that first, and start its script again."),
      advice("A server that shall outlive a bad client catches exceptions around wrap_socket() and what "
             "follows.")}},
    {"not-in-this-world",
     {raises(kEconnaborted), raises(kEhostunreach), raises(kEtimedout), without_words()},
     not_in_this_world,
     Fit::certain,
     {"{address} is an address of the real internet, and this simulated world has no such host.",
      "The address is one of the real internet, and this simulated world has no such host."},
     {"A simulated camera reaches the hosts of its scene only."},
     {command("Let cameras reach a real server under a name: a tunnel on this computer, for example.",
              "tlscam run --reach NAME=127.0.0.1:{port|443} ..."),
      advice("Or give the scene a host of its own (hosts in world.json).")}},
    {"nobody-listens",
     {raises(kEconnrefused), raises(kEconnreset), says("onnection refused"), says("ECONNREFUSED"),
      without_words()},
     refused,
     Fit::likely,
     {"Nobody listens on port {port} of {peer}.",
      "Nobody listens on that port, or the other end hung up at once."},
     {"A camera says ECONNRESET (104) where a computer says ECONNREFUSED (111).",
      "{who} asked {address}:{port}."},
     {advice("Start the server first, and wait until it listens."),
      advice("Compare the two ports: what the server binds, what the client connects to.")}},
    {"reset",
     {raises(kEconnreset), raises(-kEconnreset), says("onnection reset"), says("ECONNRESET")},
     reset,
     Fit::possible,
     {"{peer} cut the connection (reset): it closed with data unread, its script ended, or it lost power.",
      ""},
     {"{peer}: {peer_error}", "A client that speaks plain HTTP to a TLS port sees exactly this."},
     {advice("Look at what {peer} printed."),
      advice("If it expects TLS, wrap the socket before the first byte.")}},
    {"nobody-at-address",
     {raises(kEconnaborted), raises(kEhostunreach), says("EHOSTUNREACH"), says("No route to host"),
      says("ECONNABORTED")},
     nobody,
     Fit::likely,
     {"Nobody answers at {address}: no computer there, or it is off, or in another network.",
      "Nobody answers at that address: no computer there, or it is off, or in another network."},
     {"{who} asked several times, for about half a minute; a camera then says ECONNABORTED (103)."},
     {console("See what the camera's own address is.", "import network; print(network.LAN().ifconfig())"),
      python("Find out sooner.", "sock.settimeout(5)")}},
    {"name-not-found",
     {raises(kNameNotFound), raises(kNameNotFoundElsewhere), says("Name or service not known"),
      says("Could not resolve host"), says("getaddrinfo")},
     nullptr,
     Fit::likely,
     {"{who} got no address for a name: nobody knows it, or the name server did not answer.", ""},
     {"getaddrinfo() says -2 for both. In a simulated world only its cameras, the workstation and the hosts "
      "of the "
      "scene have names."},
     {console("Ask again; check the name's spelling.",
              "import socket; print(socket.getaddrinfo(\"{asked|openmv}\", {port|8443}))"),
      advice("With an address instead of a name no question is asked; the certificate must then have it.")},
     RuleNature::before_connection},
    {"no-answer-in-time",
     {raises(kEtimedout), raises(-kEtimedout), says("ETIMEDOUT"), says("timed out")},
     in_time,
     Fit::likely,
     {"{peer_name} did not answer {who} within the time that settimeout() allows.",
      "Nobody answered {who} within the time that settimeout() allows."},
     {"{peer}: {peer_error}",
      "The connection to {peer_name} may stand: a listening port accepts before its script does."},
     {advice("See whether {peer_name|the other end} is there and answers: a server's script has to reach "
             "accept() and "
             "wrap_socket()."),
      python("Allow more time.", "sock.settimeout(30)")}},
    {"other-address-family",
     {raises(kEafnosupport), says("EAFNOSUPPORT")},
     nullptr,
     Fit::certain,
     {"The name led to an IPv6 address first, and this socket speaks IPv4.", ""},
     {},
     {python("Ask for IPv4 only.", "socket.getaddrinfo(name, port, socket.AF_INET)")}},
    {"port-in-use",
     {raises(kEaddrinuse), says("EADDRINUSE"), says("Address already in use")},
     nullptr,
     Fit::certain,
     {"An earlier run still holds the port.", ""},
     {},
     {python("Before bind():", "listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)"),
      console("Or begin afresh.", "import machine; machine.soft_reset()")},
     RuleNature::before_connection},
    {"not-connected",
     {raises(kEnotconn), says("ENOTCONN")},
     nullptr,
     Fit::certain,
     {"The socket is not connected: connect() was not called, or the other end is gone.", ""},
     {},
     {python("First:", "sock.connect(socket.getaddrinfo(\"openmv\", 8443)[0][-1])")}},
    {"not-yet",
     {raises(kEagain), raises(kEinprogress), says("EAGAIN"), says("EINPROGRESS")},
     nullptr,
     Fit::likely,
     {"This is no failure: the socket does not wait, and nothing has come yet.", ""},
     {"After setblocking(False) connect() says EINPROGRESS (115), and reading EAGAIN (11)."},
     {advice("Ask select.poll() when there is something, or use asyncio."),
      python("Or let it wait.", "sock.setblocking(True)")}},
    {"both-read-to-the-end",
     {without_words()},
     both_read,
     Fit::certain,
     {"Both ends are in read(), which waits until the other closes: neither ever will.", ""},
     {"{who} and {peer} each wait for end of file from the other."},
     {python("Read what there is to read: a line,", "data = sock.readline()"),
      python("or so many bytes.", "data = sock.read(100)")}},
    {"reads-to-the-end",
     {without_words()},
     reads_to_end,
     Fit::likely,
     {"{who} is in read(), which ends only when {peer} closes the connection.", ""},
     {},
     {python("Read a line,", "data = sock.readline()"),
      python("or so many bytes.", "data = sock.read(100)")}},
    {"peer-never-answers",
     {without_words()},
     never_answers,
     Fit::certain,
     {"{who} waits in the handshake for {peer}, which says nothing; without settimeout() it waits for ever.",
      ""},
     {},
     {python("Set a limit, before wrap_socket().", "sock.settimeout(10)"),
      advice("See what the script of {peer} does: it must call wrap_socket() as well.")}},
    {"lookup-never-answered",
     {without_words()},
     waits_for_name,
     Fit::certain,
     {"{who} waits in getaddrinfo(): the name server does not answer.", ""},
     {},
     {advice("See whether the network is there, and the name server."),
      python("An address needs no name server.", "sock.connect((\"192.168.1.50\", 8443))")}},
    {"nobody-connects",
     {without_words()},
     nobody_connects,
     Fit::likely,
     {"{who} waits in accept(), and nobody connects.", ""},
     {},
     {advice("Start the client, and give it this camera's address and port.")}},
};

}  // namespace

std::span<const Rule> network_rules() {
  return kRules;
}

}  // namespace tlscam
