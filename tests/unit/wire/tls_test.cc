// These tests check TLS and DTLS records and handshake messages with bytes made by hand from the RFCs'
// structures, and with bytes that lie.
#include <gtest/gtest.h>

#include "sim/base/writer.h"
#include "sim/wire/tls_handshake.h"
#include "sim/wire/tls_names.h"
#include "sim/wire/tls_record.h"

namespace tlscam {
namespace {

TEST(TlsRecord, reads_a_header) {
  const Bytes bytes{22, 3, 1, 0x01, 0x02};
  const auto header = parse_tls_record_header(bytes);
  ASSERT_TRUE(header);
  EXPECT_EQ(header->type, TlsContentType::handshake);
  EXPECT_EQ(header->version, kTls10);
  EXPECT_EQ(header->length, 0x102);
  EXPECT_FALSE(parse_tls_record_header(ByteView(bytes).first(4)));
}

TEST(TlsRecord, is_told_from_other_protocols_by_its_first_bytes) {
  EXPECT_TRUE(may_be_tls_record({}));
  EXPECT_TRUE(may_be_tls_record(Bytes{22}));
  EXPECT_TRUE(may_be_tls_record(Bytes{22, 3, 3, 0}));
  EXPECT_FALSE(may_be_tls_record(as_bytes("G")));
  EXPECT_FALSE(may_be_tls_record(Bytes{22, 2}));
  EXPECT_FALSE(may_be_tls_record(Bytes{22, 3, 3, 0xff, 0xff})) << "too long";
  EXPECT_FALSE(parse_tls_record_header(Bytes{19, 3, 3, 0, 1}));
}

Bytes dtls_record(std::uint16_t version, std::uint16_t length, ByteView payload) {
  Writer out;
  out.u8(22).u16be(version).u64be(0x0001'0000'0000'0007).u16be(length).bytes(payload);
  return out.take();
}

TEST(DtlsRecord, reads_one_after_the_other) {
  Bytes bytes = dtls_record(kDtls12, 3, as_bytes("abc"));
  const Bytes second = dtls_record(kDtls10, 0, {});
  bytes.insert(bytes.end(), second.begin(), second.end());
  Cursor in(bytes);
  const auto record = read_dtls_record(in);
  ASSERT_TRUE(record);
  EXPECT_EQ(record->epoch, 1);
  EXPECT_EQ(record->sequence, 7u);
  EXPECT_EQ(as_text(record->payload), "abc");
  ASSERT_TRUE(read_dtls_record(in));
  EXPECT_TRUE(in.at_end());
}

TEST(DtlsRecord, refuses_lengths_and_versions_that_lie) {
  for (const Bytes& bytes :
       {dtls_record(kDtls12, 4, as_bytes("abc")), dtls_record(kTls12, 3, as_bytes("abc"))}) {
    Cursor in(bytes);
    EXPECT_FALSE(read_dtls_record(in));
  }
}

TEST(DtlsHandshake, reads_fragments_and_refuses_those_outside_of_their_message) {
  const auto fragment = [](std::uint32_t offset, std::uint32_t size) {
    Writer out;
    out.u8(11).u8(0).u16be(10).u16be(2).u8(0).u16be(static_cast<std::uint16_t>(offset));
    out.u8(0).u16be(static_cast<std::uint16_t>(size)).fill(size, 9);
    return out.take();
  };
  const Bytes good = fragment(6, 4);
  Cursor in(good);
  const auto read = read_dtls_handshake_fragment(in);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->type, TlsHandshakeType::certificate);
  EXPECT_EQ(read->sequence, 2);
  EXPECT_EQ(read->offset, 6u);
  EXPECT_EQ(read->body.size(), 4u);
  EXPECT_FALSE(read->is_whole());
  const Bytes outside = fragment(7, 4);
  Cursor lying(outside);
  EXPECT_FALSE(read_dtls_handshake_fragment(lying));
}

/// `client_hello` is a ClientHello that asks for "openmv", with a cookie for DTLS.
Bytes client_hello(bool datagram) {
  Writer out;
  out.u16be(kTls12).fill(32, 0xaa).u8(0);
  if (datagram) out.u8(2).u16be(0x1234);
  out.u16be(4).u16be(0xc02b).u16be(0x009c).u8(1).u8(0);
  out.u16be(15).u16be(kTlsExtensionServerName).u16be(11).u16be(9).u8(0).u16be(6).bytes(as_bytes("openmv"));
  return out.take();
}

TEST(ClientHello, reads_its_fields) {
  const Bytes bytes = client_hello(true);
  const auto hello = parse_client_hello(bytes, true);
  ASSERT_TRUE(hello) << hello.error().text;
  EXPECT_EQ(hello->cookie.size(), 2u);
  EXPECT_EQ(hello->cipher_suites, (std::vector<std::uint16_t>{0xc02b, 0x009c}));
  EXPECT_EQ(server_name(*hello), "openmv");
  const Bytes stream = client_hello(false);
  ASSERT_TRUE(parse_client_hello(stream, false));
  EXPECT_FALSE(parse_client_hello(stream, true)) << "without the cookie's length it is another message";
}

TEST(ClientHello, refuses_every_cut) {
  const Bytes bytes = client_hello(false);
  const std::size_t without_extensions = bytes.size() - 17;
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const Bytes part(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size));
    EXPECT_EQ(parse_client_hello(part, false).has_value(), size == without_extensions) << size;
  }
}

Bytes server_hello(bool tls13) {
  Writer out;
  out.u16be(kTls12).fill(32, 0xbb).u8(0).u16be(0xc02b).u8(0);
  if (tls13) out.u16be(6).u16be(kTlsExtensionSupportedVersions).u16be(2).u16be(kTls13);
  return out.take();
}

TEST(ServerHello, tells_the_version_that_was_chosen) {
  EXPECT_EQ(selected_version(*parse_server_hello(server_hello(false))), kTls12);
  const Bytes bytes = server_hello(true);
  const auto hello = parse_server_hello(bytes);
  ASSERT_TRUE(hello);
  EXPECT_EQ(selected_version(*hello), kTls13);
  EXPECT_EQ(hello->cipher_suite, 0xc02b);
  EXPECT_FALSE(is_hello_retry_request(*hello));
}

TEST(Certificate, reads_a_list) {
  const Bytes list{0, 0, 9, 0, 0, 2, 1, 2, 0, 0, 1, 3};
  const auto certificates = parse_certificate_list(list);
  ASSERT_TRUE(certificates);
  ASSERT_EQ(certificates->size(), 2u);
  EXPECT_EQ((*certificates)[1][0], 3);
  EXPECT_FALSE(parse_certificate_list(Bytes{0, 0, 4, 0, 0, 2, 1}));
  EXPECT_FALSE(parse_certificate_list(Bytes{0, 0, 4, 0, 0, 2, 1, 2}));
  EXPECT_TRUE(parse_certificate_list(Bytes{0, 0, 0})->empty());
}

TEST(Alert, is_two_bytes_in_the_clear) {
  const auto alert = parse_tls_alert(Bytes{2, 46});
  ASSERT_TRUE(alert);
  EXPECT_EQ(to_text(*alert), "46 certificate_unknown");
  EXPECT_EQ(to_text(alert->level), "fatal");
  EXPECT_FALSE(parse_tls_alert(Bytes{2}));
  EXPECT_FALSE(parse_tls_alert(Bytes{2, 46, 0}));
  EXPECT_FALSE(parse_tls_alert(Bytes{3, 46}));
}

TEST(TlsNames, give_the_number_of_what_has_no_name) {
  EXPECT_EQ(to_text(TlsHandshakeType::server_key_exchange), "ServerKeyExchange");
  EXPECT_EQ(to_text(static_cast<TlsHandshakeType>(99)), "handshake message 99");
  EXPECT_EQ(tls_version_name(kDtls12), "DTLS 1.2");
  EXPECT_EQ(tls_version_name(0x1234), "version 0x1234");
  EXPECT_EQ(tls_alert_name(201), "alert 201");
}

}  // namespace
}  // namespace tlscam
