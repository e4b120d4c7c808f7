#pragma once
#include <array>
#include <string_view>

// How conversations, messages and participants are judged. A window words and colours these values; it never
// derives them itself.

namespace tlscam {

/// `ConversationVerdict` says how a conversation stands.
enum class ConversationVerdict {
  connecting,
  handshaking,
  encrypted,  ///< the handshake is done, and no camera has verified who the server is
  proved,     ///< encrypted, and the client has verified the server's certificate
  in_clear,   ///< without TLS
  closed_encrypted,
  closed_proved,
  closed_in_clear,
  refused_by_client,  ///< the client ended the handshake
  refused_by_server,
  failed,        ///< the handshake failed, and neither end said why
  port_refused,  ///< nobody listens on the port
  reset,
  joined,  ///< it began before the capture did
};
constexpr auto enum_names(ConversationVerdict) {
  return std::array<std::string_view, 14>{"connecting",
                                          "handshaking",
                                          "encrypted",
                                          "proved",
                                          "in_clear",
                                          "closed_encrypted",
                                          "closed_proved",
                                          "closed_in_clear",
                                          "refused_by_client",
                                          "refused_by_server",
                                          "failed",
                                          "port_refused",
                                          "reset",
                                          "joined"};
}

/// `Trust` is the sign and the colour that go with a verdict or a message.
enum class Trust {
  waiting,
  exposed,  ///< a listener on the wire can read it
  half,     ///< encrypted, for nobody knows whom
  proved,   ///< encrypted, for a server that the client has verified
  failed,
};
constexpr auto enum_names(Trust) {
  return std::array<std::string_view, 5>{"waiting", "exposed", "half", "proved", "failed"};
}

/// `Role` gives each participant its colour and shape, the same in map, ladder and consoles.
enum class Role { client, server, service, workstation, attacker };
constexpr auto enum_names(Role) {
  return std::array<std::string_view, 5>{"client", "server", "service", "workstation", "attacker"};
}

}  // namespace tlscam
