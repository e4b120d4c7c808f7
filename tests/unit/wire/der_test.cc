#include "sim/wire/der.h"

#include <gtest/gtest.h>

#include "sim/wire/oid_names.h"

namespace tlscam {
namespace {

TEST(Der, reads_lengths_in_each_form) {
  const Bytes short_form{0x30, 0x05};
  const auto header = read_der_header(short_form);
  ASSERT_TRUE(header);
  EXPECT_EQ(header->tag, kDerSequence);
  EXPECT_EQ(header->size, 2u);
  EXPECT_EQ(header->length, 5u);
  const Bytes long_form{0x04, 0x82, 0x01, 0x80, 0xff};
  ASSERT_TRUE(read_der_header(long_form));
  EXPECT_EQ(read_der_header(long_form)->size, 4u);
  EXPECT_EQ(read_der_header(long_form)->length, 0x180u);
  EXPECT_EQ(read_der_header(Bytes{0x04, 0x83, 1, 0, 0})->length, 0x10000u);
}

TEST(Der, refuses_what_is_no_header) {
  EXPECT_FALSE(read_der_header({}));
  EXPECT_FALSE(read_der_header(Bytes{0x30}));
  EXPECT_FALSE(read_der_header(Bytes{0x30, 0x82, 0x01})) << "the length is cut off";
  EXPECT_FALSE(read_der_header(Bytes{0x30, 0x80, 0x00, 0x00})) << "an end that is marked, as in BER";
  EXPECT_FALSE(read_der_header(Bytes{0x30, 0x84, 0xff, 0xff, 0xff, 0xff})) << "more than X.509 ever needs";
  EXPECT_FALSE(read_der_header(Bytes{0x1f, 0x81, 0x01, 0x00})) << "a tag of several bytes";
}

TEST(Der, names_tags) {
  EXPECT_EQ(der_tag_name(kDerOid), "OBJECT IDENTIFIER");
  EXPECT_EQ(der_tag_name(der_context(3, true)), "[3]");
  EXPECT_EQ(der_tag_name(der_context(2, false)), "[2]");
  EXPECT_EQ(der_tag_name(0x41), "type 0x41");
}

TEST(Der, reads_object_identifiers) {
  EXPECT_EQ(oid_text(Bytes{0x55, 0x1d, 0x11}), "2.5.29.17");
  EXPECT_EQ(oid_text(Bytes{0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b}), "1.2.840.113549.1.1.11");
  EXPECT_EQ(oid_text(Bytes{0x88, 0x37, 0x01}), "2.999.1");
  EXPECT_EQ(oid_text(Bytes{}), "");
  EXPECT_EQ(oid_text(Bytes{0x2a, 0x86}), "") << "its last number goes on";
  EXPECT_EQ(oid_text(Bytes(11, 0xff)), "");
  EXPECT_EQ(oid_text(Bytes{0x2a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f}), "")
      << "more than 64 bits";
  EXPECT_EQ(oid_with_name("2.5.29.17"), "subjectAltName (2.5.29.17)");
  EXPECT_EQ(oid_with_name("1.2.3.4"), "1.2.3.4");
  EXPECT_EQ(attribute_short_name("2.5.4.3"), "CN");
  EXPECT_EQ(attribute_short_name("2.5.29.17"), "2.5.29.17");
}

TEST(Der, reads_times) {
  const auto utc = [](std::string_view text) { return der_time_text(kDerUtcTime, as_bytes(text)); };
  EXPECT_EQ(utc("261123100000Z"), "2026-11-23 10:00:00");
  EXPECT_EQ(utc("500101000000Z"), "1950-01-01 00:00:00");
  EXPECT_EQ(utc("491231235959Z"), "2049-12-31 23:59:59");
  EXPECT_EQ(der_time_text(kDerGeneralizedTime, as_bytes("20500101000000Z")), "2050-01-01 00:00:00");
  EXPECT_EQ(utc("2611231000Z"), "") << "seconds are not optional in a certificate";
  EXPECT_EQ(utc("261123100000+0100"), "");
  EXPECT_EQ(utc("26112310000xZ"), "");
  EXPECT_EQ(utc(""), "");
}

}  // namespace
}  // namespace tlscam
