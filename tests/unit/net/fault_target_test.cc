#include "sim/net/fault_target.h"

#include <gtest/gtest.h>

namespace tlscam {
namespace {

TEST(FaultTarget, knows_messages_and_records_by_their_numbers) {
  EXPECT_EQ(fault_target_of(TlsHandshakeType::certificate), FaultTarget::certificate);
  EXPECT_EQ(fault_target_of(TlsHandshakeType::finished), FaultTarget::finished);
  EXPECT_EQ(fault_target_of(TlsContentType::handshake), FaultTarget::finished);  // encrypted
  EXPECT_EQ(fault_target_of(TlsContentType::alert), FaultTarget::alert);
  EXPECT_FALSE(fault_target_of(TlsHandshakeType::key_update));
  EXPECT_FALSE(fault_target_of(TlsContentType::heartbeat));
  EXPECT_EQ(to_text(FaultTarget::segment), "TCP segment with data");
}

}  // namespace
}  // namespace tlscam
