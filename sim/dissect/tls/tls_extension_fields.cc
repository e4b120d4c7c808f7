#include <fmt/format.h>

#include "sim/dissect/tls/tls_fields.h"
#include "sim/dissect/tree/registry.h"
#include "sim/wire/tls_names.h"

namespace tlscam {
namespace {

constexpr FieldKind kListLength{"Extensions length", "tls.extensions", "RFC 5246, 7.4.1.4"};
constexpr FieldKind kList{"Extensions", "tls.extensions", "RFC 5246, 7.4.1.4"};
constexpr FieldKind kUnknown{"Extension", "tls.extension.unknown", "RFC 5246, 7.4.1.4"};
constexpr FieldKind kGrease{"Extension", "tls.extension.grease", "RFC 8701, 3.1"};
constexpr FieldKind kType{"Type", "tls.extension.type", "RFC 5246, 7.4.1.4"};
constexpr FieldKind kLength{"Length", "tls.extension.length", "RFC 5246, 7.4.1.4"};
constexpr FieldKind kData{"Data", "tls.extension.data"};

std::string version_text(std::uint64_t version) {
  return is_grease(version) ? named_hex_text("GREASE", version) : tls_version_text(version);
}

/// A list of numbers of two bytes, with its length in front.
void read_numbers16(FieldReader& in, const FieldKind& length, const FieldKind& kind, NumberText text) {
  const std::uint16_t size = in.u16(length);
  const FieldBlock list(in, size);
  while (in.more()) in.u16(kind, text);
}

void read_server_name(FieldReader& in, TlsPlace place) {
  if (place != TlsPlace::client_hello) return;  // the server's answer is empty
  const std::uint16_t size = in.u16({"Names length", "tls.extension.server_name.name", "RFC 6066, 3"});
  const FieldBlock list(in, size);
  while (in.more()) {
    in.u8({"Name type", "tls.extension.server_name.type", "RFC 6066, 3"},
          [](std::uint64_t type) { return type == 0 ? "host_name (0)" : decimal_text(type); });
    const std::uint16_t length = in.u16({"Name length", "tls.extension.server_name.name", "RFC 6066, 3"});
    in.text({"Name", "tls.extension.server_name.name", "RFC 6066, 3"}, length);
  }
}

void read_max_fragment_length(FieldReader& in, TlsPlace) {
  in.u8({"Longest fragment", "tls.extension.max_fragment_length.value", "RFC 6066, 4"},
        [](std::uint64_t value) {
          return value >= 1 && value <= 4 ? fmt::format("{} bytes ({})", 256 << value, value)
                                          : decimal_text(value);
        });
}

void read_compress_certificate(FieldReader& in, TlsPlace) {
  constexpr const char* kAbout = "tls.extension.compress_certificate.algorithm";
  const std::uint8_t size = in.u8({"Algorithms length", kAbout, "RFC 8879, 3"});
  const FieldBlock list(in, size);
  while (in.more()) in.u16({"Algorithm", kAbout, "RFC 8879, 3"}, certificate_compression_text);
}

void read_status_request(FieldReader& in, TlsPlace place) {
  constexpr const char* kAbout = "tls.extension.status_request.value";
  if (place == TlsPlace::certificate) {
    in.u8({"Status type", kAbout, "RFC 6066, 8"});
    in.bytes({"OCSP response (DER)", kAbout, "RFC 6960, 4.2"},
             in.u24({"Response length", kAbout, "RFC 6066, 8"}));
  }
  if (place != TlsPlace::client_hello) return;
  in.u8({"Status type", kAbout, "RFC 6066, 8"},
        [](std::uint64_t type) { return type == 1 ? "OCSP (1)" : decimal_text(type); });
  read_bytes16(in, {"Responders length", kAbout, "RFC 6066, 8"}, {"Responders", kAbout, "RFC 6066, 8"});
  read_bytes16(in, {"Request extensions length", kAbout, "RFC 6066, 8"},
               {"Request extensions", kAbout, "RFC 6066, 8"});
}

void read_supported_groups(FieldReader& in, TlsPlace) {
  read_numbers16(in, {"Groups length", "tls.extension.supported_groups.group", "RFC 8422, 5.1.1"},
                 {"Group", "tls.extension.supported_groups.group", "RFC 8446, 4.2.7"}, group_text);
}

void read_ec_point_formats(FieldReader& in, TlsPlace) {
  constexpr const char* kAbout = "tls.extension.ec_point_formats.format";
  const std::uint8_t size = in.u8({"Formats length", kAbout, "RFC 8422, 5.1.2"});
  const FieldBlock list(in, size);
  while (in.more()) {
    in.u8({"Point format", kAbout, "RFC 8422, 5.1.2"},
          [](std::uint64_t format) { return format == 0 ? "uncompressed (0)" : decimal_text(format); });
  }
}

void read_signature_schemes(FieldReader& in, NumberText signatures) {
  read_numbers16(in, {"Schemes length", "tls.extension.signature_algorithms.scheme", "RFC 8446, 4.2.3"},
                 {"Signature scheme", "tls.extension.signature_algorithms.scheme", "RFC 8446, 4.2.3"},
                 signatures);
}

void read_heartbeat(FieldReader& in, TlsPlace) {
  in.u8({"Mode", "tls.extension.heartbeat.mode", "RFC 6520, 2"});
}

void read_alpn(FieldReader& in, TlsPlace) {
  constexpr const char* kAbout = "tls.extension.alpn.protocol";
  const std::uint16_t size = in.u16({"Protocols length", kAbout, "RFC 7301, 3.1"});
  const FieldBlock list(in, size);
  while (in.more()) {
    const std::uint8_t length = in.u8({"Name length", kAbout, "RFC 7301, 3.1"});
    in.text({"Protocol", kAbout, "RFC 7301, 3.1"}, length);
  }
}

void read_padding(FieldReader& in, TlsPlace) {
  in.rest({"Zeros", "tls.extension.padding.zeros", "RFC 7685, 3"});
}

void read_record_size_limit(FieldReader& in, TlsPlace) {
  in.u16({"Longest record", "tls.extension.record_size_limit.value", "RFC 8449, 4"});
}

void read_session_ticket(FieldReader& in, TlsPlace) {
  in.rest({"Ticket", "tls.extension.session_ticket.ticket", "RFC 5077, 3.2"});
}

void read_pre_shared_key(FieldReader& in, TlsPlace place) {
  constexpr const char* kAbout = "tls.extension.pre_shared_key.identity";
  constexpr const char* kBinder = "tls.extension.pre_shared_key.binder";
  if (place != TlsPlace::client_hello) {
    in.u16({"Chosen identity", kAbout, "RFC 8446, 4.2.11"});
    return;
  }
  const std::uint16_t identities = in.u16({"Identities length", kAbout, "RFC 8446, 4.2.11"});
  {
    const FieldBlock list(in, identities);
    while (in.more()) {
      read_bytes16(in, {"Identity length", kAbout, "RFC 8446, 4.2.11"},
                   {"Identity", kAbout, "RFC 8446, 4.2.11"});
      in.u32({"Hidden age of the ticket", "tls.extension.pre_shared_key.age", "RFC 8446, 4.2.11.1"});
    }
  }
  const std::uint16_t binders = in.u16({"Binders length", kBinder, "RFC 8446, 4.2.11.2"});
  const FieldBlock list(in, binders);
  while (in.more()) {
    read_bytes8(in, {"Binder length", kBinder, "RFC 8446, 4.2.11.2"},
                {"Binder", kBinder, "RFC 8446, 4.2.11.2"});
  }
}

void read_early_data(FieldReader& in, TlsPlace place) {
  if (place != TlsPlace::new_session_ticket) return;
  in.u32({"Most bytes of early data", "tls.extension.early_data.limit", "RFC 8446, 4.6.1"});
}

void read_supported_versions(FieldReader& in, TlsPlace place) {
  constexpr FieldKind kVersion{"Version", "tls.extension.supported_versions.version", "RFC 8446, 4.2.1"};
  if (place != TlsPlace::client_hello) {
    in.u16(kVersion, version_text);
    return;
  }
  const std::uint8_t size =
      in.u8({"Versions length", "tls.extension.supported_versions.version", "RFC 8446, 4.2.1"});
  const FieldBlock list(in, size);
  while (in.more()) in.u16(kVersion, version_text);
}

void read_cookie(FieldReader& in, TlsPlace) {
  read_bytes16(in, {"Cookie length", "tls.extension.cookie.cookie", "RFC 8446, 4.2.2"},
               {"Cookie", "tls.extension.cookie.cookie", "RFC 8446, 4.2.2"});
}

void read_psk_modes(FieldReader& in, TlsPlace) {
  constexpr const char* kAbout = "tls.extension.psk_key_exchange_modes.mode";
  const std::uint8_t size = in.u8({"Modes length", kAbout, "RFC 8446, 4.2.9"});
  const FieldBlock list(in, size);
  while (in.more()) {
    in.u8({"Mode", kAbout, "RFC 8446, 4.2.9"}, [](std::uint64_t mode) {
      return mode == 0 ? std::string("psk_ke (0)") : mode == 1 ? "psk_dhe_ke (1)" : decimal_text(mode);
    });
  }
}

void read_authorities(FieldReader& in, TlsPlace) {
  constexpr const char* kAbout = "tls.extension.certificate_authorities.name";
  const std::uint16_t size = in.u16({"Authorities length", kAbout, "RFC 8446, 4.2.4"});
  const FieldBlock list(in, size);
  while (in.more()) {
    read_bytes16(in, {"Name length", kAbout, "RFC 8446, 4.2.4"},
                 {"Distinguished name (DER)", kAbout, "RFC 5280, 4.1.2.4"});
  }
}

void read_share(FieldReader& in) {
  constexpr const char* kAbout = "tls.extension.key_share.share";
  FieldGroup group(in, {"Key share", kAbout, "RFC 8446, 4.2.8"});
  const std::uint16_t name = in.u16({"Group", kAbout, "RFC 8446, 4.2.8"}, group_text);
  if (in.ok()) group.set_value(group_text, name);
  read_bytes16(in, {"Public key length", kAbout, "RFC 8446, 4.2.8"},
               {"Public key", kAbout, "RFC 8446, 4.2.8"});
}

void read_key_share(FieldReader& in, TlsPlace place) {
  constexpr const char* kAbout = "tls.extension.key_share.share";
  if (place == TlsPlace::hello_retry_request) {
    in.u16({"Group to use", "tls.extension.key_share.retry", "RFC 8446, 4.2.8"}, group_text);
    return;
  }
  if (place != TlsPlace::client_hello) return read_share(in);
  const std::uint16_t size = in.u16({"Key shares length", kAbout, "RFC 8446, 4.2.8"});
  const FieldBlock list(in, size);
  while (in.more()) read_share(in);
}

void read_connection_id(FieldReader& in, TlsPlace) {
  read_bytes8(in, {"Connection id length", "tls.extension.connection_id.id", "RFC 9146, 3"},
              {"Connection id", "tls.extension.connection_id.id", "RFC 9146, 3"});
}

void read_renegotiation_info(FieldReader& in, TlsPlace) {
  read_bytes8(
      in, {"Verify data length", "tls.extension.renegotiation_info.data", "RFC 5746, 3.2"},
      {"Verify data of the handshake before", "tls.extension.renegotiation_info.data", "RFC 5746, 3.2"});
}

void read_empty(FieldReader&, TlsPlace) {}

struct Format {
  std::uint16_t type;
  FieldKind kind;
  void (*read)(FieldReader& in, TlsPlace place);  ///< nullptr: signature algorithms
};

constexpr Format kFormats[] = {
    {0, {"Extension", "tls.extension.server_name", "RFC 6066, 3"}, read_server_name},
    {1, {"Extension", "tls.extension.max_fragment_length", "RFC 6066, 4"}, read_max_fragment_length},
    {5, {"Extension", "tls.extension.status_request", "RFC 6066, 8"}, read_status_request},
    {10, {"Extension", "tls.extension.supported_groups", "RFC 8446, 4.2.7"}, read_supported_groups},
    {11, {"Extension", "tls.extension.ec_point_formats", "RFC 8422, 5.1.2"}, read_ec_point_formats},
    {13, {"Extension", "tls.extension.signature_algorithms", "RFC 8446, 4.2.3"}, nullptr},
    {15, {"Extension", "tls.extension.heartbeat", "RFC 6520, 2"}, read_heartbeat},
    {16, {"Extension", "tls.extension.alpn", "RFC 7301, 3.1"}, read_alpn},
    {21, {"Extension", "tls.extension.padding", "RFC 7685, 3"}, read_padding},
    {22, {"Extension", "tls.extension.encrypt_then_mac", "RFC 7366, 2"}, read_empty},
    {23, {"Extension", "tls.extension.extended_master_secret", "RFC 7627, 5.1"}, read_empty},
    {27, {"Extension", "tls.extension.compress_certificate", "RFC 8879, 3"}, read_compress_certificate},
    {28, {"Extension", "tls.extension.record_size_limit", "RFC 8449, 4"}, read_record_size_limit},
    {35, {"Extension", "tls.extension.session_ticket", "RFC 5077, 3.2"}, read_session_ticket},
    {41, {"Extension", "tls.extension.pre_shared_key", "RFC 8446, 4.2.11"}, read_pre_shared_key},
    {42, {"Extension", "tls.extension.early_data", "RFC 8446, 4.2.10"}, read_early_data},
    {43, {"Extension", "tls.extension.supported_versions", "RFC 8446, 4.2.1"}, read_supported_versions},
    {44, {"Extension", "tls.extension.cookie", "RFC 8446, 4.2.2"}, read_cookie},
    {45, {"Extension", "tls.extension.psk_key_exchange_modes", "RFC 8446, 4.2.9"}, read_psk_modes},
    {47, {"Extension", "tls.extension.certificate_authorities", "RFC 8446, 4.2.4"}, read_authorities},
    {49, {"Extension", "tls.extension.post_handshake_auth", "RFC 8446, 4.2.6"}, read_empty},
    {50, {"Extension", "tls.extension.signature_algorithms_cert", "RFC 8446, 4.2.3"}, nullptr},
    {51, {"Extension", "tls.extension.key_share", "RFC 8446, 4.2.8"}, read_key_share},
    {54, {"Extension", "tls.extension.connection_id", "RFC 9146, 3"}, read_connection_id},
    {65281, {"Extension", "tls.extension.renegotiation_info", "RFC 5746, 3.2"}, read_renegotiation_info},
};

void read_extension(FieldReader& in, TlsPlace place, NumberText signatures) {
  FieldGroup group(in, kUnknown);
  group.set_layer(FieldLayer::extension);
  const std::uint16_t type = in.u16(kType, extension_text);
  if (in.ok()) group.set_value(extension_text, type);
  const std::uint16_t length = in.u16(kLength);
  const FieldBlock data(in, length);
  for (const Format& format : kFormats) {
    if (format.type != type) continue;
    group.set_kind(format.kind);
    return format.read ? format.read(in, place) : read_signature_schemes(in, signatures);
  }
  if (is_grease(type)) group.set_kind(kGrease);
  in.rest(kData);
}

}  // namespace

void dissect_tls_extensions(FieldReader& in, TlsPlace place, NumberText signatures) {
  if (!in.more()) return;  // "The presence of extensions can be detected by ... bytes following"
  const std::uint16_t size = in.u16(kListLength);
  FieldGroup group(in, kList);
  group.set_layer(FieldLayer::extension);
  const FieldBlock list(in, size);
  while (in.more()) read_extension(in, place, signatures);
}

}  // namespace tlscam
