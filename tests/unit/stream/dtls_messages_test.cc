#include "sim/stream/dtls_messages.h"

#include <gtest/gtest.h>

namespace tlscam {
namespace {

/// A part of a Certificate message whose body is the bytes 0, 1, 2, ...
struct Part {
  Bytes body;
  DtlsHandshakeFragment fragment;

  Part(std::uint16_t sequence, std::uint32_t size, std::uint32_t offset, std::size_t length) {
    for (std::size_t i = 0; i < length; ++i) body.push_back(static_cast<std::uint8_t>(offset + i));
    fragment = {TlsHandshakeType::certificate, size, sequence, offset, body};
  }
};

TEST(DtlsMessageAssembler, takes_fragments_in_any_order_and_with_overlaps) {
  DtlsMessageAssembler assembler;
  EXPECT_FALSE(assembler.add(Part(3, 100, 60, 40).fragment, 1));
  EXPECT_FALSE(assembler.add(Part(3, 100, 0, 30).fragment, 2));
  EXPECT_FALSE(assembler.add(Part(3, 100, 10, 20).fragment, 3));  // nothing new
  const auto message = assembler.add(Part(3, 100, 20, 50).fragment, 4);
  ASSERT_TRUE(message);
  EXPECT_EQ(message->bytes, in_one_piece(TlsHandshakeType::certificate, 3, Part(3, 100, 0, 100).body));
  EXPECT_EQ(message->sources, (std::vector<std::uint64_t>{1, 2, 4}));
}

TEST(DtlsMessageAssembler, does_not_complete_a_message_again_that_is_repeated) {
  DtlsMessageAssembler assembler;
  EXPECT_FALSE(assembler.add(Part(3, 100, 0, 60).fragment, 1));
  EXPECT_TRUE(assembler.add(Part(3, 100, 60, 40).fragment, 2));
  EXPECT_FALSE(assembler.add(Part(3, 100, 0, 60).fragment, 3));
  EXPECT_FALSE(assembler.add(Part(3, 100, 60, 40).fragment, 4));
}

TEST(DtlsMessageAssembler, begins_again_when_the_message_is_another) {
  DtlsMessageAssembler assembler;
  EXPECT_FALSE(assembler.add(Part(3, 100, 0, 60).fragment, 1));
  EXPECT_FALSE(assembler.add(Part(3, 90, 60, 30).fragment, 2));
  EXPECT_TRUE(assembler.add(Part(3, 90, 0, 60).fragment, 3));
}

TEST(DtlsMessageAssembler, forgets_the_first_of_very_many) {
  DtlsMessageAssembler assembler;
  for (std::uint16_t sequence = 0; sequence < 20; ++sequence) {
    EXPECT_FALSE(assembler.add(Part(sequence, 100, 0, 60).fragment, sequence));
  }
  EXPECT_FALSE(assembler.add(Part(0, 100, 60, 40).fragment, 20));
  EXPECT_TRUE(assembler.add(Part(19, 100, 60, 40).fragment, 21));
}

}  // namespace
}  // namespace tlscam
