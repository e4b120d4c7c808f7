#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "sim/deploy/board_facts.h"

namespace tlscam {

/// Whether a board's firmware can do something.
enum class Ability { no, yes, unknown };

/// `FirmwareFacts` is what is known about the firmware of a board, as far as TLS is concerned. It comes from
/// the version of MicroPython that the board names, and from the modules that it has.
struct FirmwareFacts {
  Ability tls = Ability::unknown;        ///< module ssl
  Ability dtls = Ability::unknown;       ///< ssl.PROTOCOL_DTLS_CLIENT and its server
  Ability client_id = Ability::unknown;  ///< wrap_socket(client_id=...), the cookie of a DTLS server
  Ability pem = Ability::unknown;        ///< certificates and keys as PEM, not only DER
  Ability romfs = Ability::unknown;      ///< a read-only file system that is deployed as a whole
};

FirmwareFacts firmware_facts(const BoardFacts& board);

/// `FirmwareLack` is something that the firmware of a board does not do, and what follows for the lessons.
struct FirmwareLack {
  std::string what;  ///< "DTLS"
  std::string then;  ///< "lessons about DTLS cannot be done on it"
};

/// Lists what the lessons need and the board lacks or may lack.
std::vector<FirmwareLack> firmware_lacks(const BoardFacts& board);

/// "OpenMV 4.8.1 (MicroPython 1.26.0)".
std::string firmware_name(const BoardFacts& board);

/// How the firmware of this kind of board is updated, in steps for people.
std::vector<std::string> how_to_update(const BoardFacts& board);

/// Whether a version such as "1.26.0-preview" is `least` or newer; its first three numbers count.
bool is_at_least(std::string_view version, std::string_view least);

}  // namespace tlscam
