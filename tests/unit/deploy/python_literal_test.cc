#include "sim/deploy/python_literal.h"

#include <gtest/gtest.h>

namespace tlscam {
namespace {

TEST(PythonLiteral, NothingLeavesTheQuotes) {
  EXPECT_EQ(python_string("cert.der"), "'cert.der'");
  EXPECT_EQ(python_string("x');import os#"), "'x\\');import os#'");
  EXPECT_EQ(python_string("a\\"), "'a\\\\'");
  EXPECT_EQ(python_string("a\nb\r\t\x04"), "'a\\nb\\r\\t\\x04'");
  EXPECT_EQ(python_string("\xc3\xa9\""), "'\xc3\xa9\"'");
  EXPECT_EQ(python_bytes(as_bytes("a'\\\xff\x01~\x7f")), "b'a\\'\\\\\\xff\\x01~\\x7f'");
  EXPECT_EQ(python_bytes({}), "b''");
}

}  // namespace
}  // namespace tlscam
