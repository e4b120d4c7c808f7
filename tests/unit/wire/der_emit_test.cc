#include <gtest/gtest.h>

#include "sim/wire/der.h"

namespace tlscam {
namespace {

TEST(EmitDer, lengths_take_as_many_bytes_as_they_need) {
  EXPECT_EQ(emit_der(kDerOctetString, Bytes{1, 2}), (Bytes{0x04, 0x02, 1, 2}));
  for (const std::size_t size : {0u, 127u, 128u, 255u, 256u, 70000u}) {
    const Bytes element = emit_der(kDerSequence, Bytes(size, 7));
    const auto header = read_der_header(element);
    ASSERT_TRUE(header) << size;
    EXPECT_EQ(header->length, size);
    EXPECT_EQ(header->size + size, element.size());
  }
}

TEST(EmitDer, object_identifiers_are_read_again) {
  for (const char* oid : {"2.5.29.17", "1.2.840.113549.1.9.14", "2.999.3", "0.9", "1.3.6.1.5.5.7.3.1"}) {
    const Bytes element = emit_der_oid(oid);
    ASSERT_FALSE(element.empty()) << oid;
    EXPECT_EQ(oid_text(ByteView(element).subspan(2)), oid);
  }
  for (const char* text : {"", "1", "a.b", "1..2", "3.1"}) EXPECT_TRUE(emit_der_oid(text).empty()) << text;
}

TEST(EmitDer, numbers_stay_positive) {
  EXPECT_EQ(emit_der_number(Bytes{0x80}), (Bytes{0x02, 0x02, 0x00, 0x80}));
  EXPECT_EQ(emit_der_number(Bytes{0x00, 0x00, 0x7f}), (Bytes{0x02, 0x01, 0x7f}));
  EXPECT_EQ(emit_der_number({}), (Bytes{0x02, 0x01, 0x00}));
}

}  // namespace
}  // namespace tlscam
