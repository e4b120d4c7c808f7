#include "sim/fleet/native_fleet_list.h"

#include <gtest/gtest.h>

#include "sim/fleet/native_csv_table.h"
#include "sim/fleet/native_fleet_report.h"

namespace tlscam {
namespace {

std::string error_of(std::string_view csv) {
  const auto devices = parse_fleet(csv);
  return devices ? "" : devices.error().text;
}

TEST(CsvTable, reads_and_writes_what_spreadsheets_do) {
  const auto rows = parse_csv(
      "\xef\xbb\xbf"
      "a,\"b, \"\"c\"\"\",\r\n\r\n\"two\nlines\",,x\n");
  ASSERT_TRUE(rows) << rows.error().text;
  EXPECT_EQ(*rows, (std::vector<CsvRow>{{"a", "b, \"c\"", ""}, {"two\nlines", "", "x"}}));
  std::string text;
  for (const CsvRow& row : *rows) text += csv_line(row);
  EXPECT_EQ(*parse_csv(text), *rows);
  EXPECT_EQ(parse_csv("a\nb,\"x").error().text, "row 2 of the table has a quotation mark in the wrong place");
  EXPECT_EQ(parse_csv("a\nb\"x\n").error().text,
            "row 2 of the table has a quotation mark in the wrong place");
}

TEST(FleetList, reads_devices) {
  const auto devices = parse_fleet(
      "port,name,place,address,hostname\n"
      "/dev/ttyACM0,cam1,kitchen,192.168.1.50 fd00::1,cam1.example.org cam1\n"
      ",cam2,cellar,,\n");
  ASSERT_TRUE(devices) << devices.error().text;
  ASSERT_EQ(devices->size(), 2u);
  EXPECT_EQ((*devices)[0].port, "/dev/ttyACM0");
  EXPECT_EQ((*devices)[0].alternative_names(), "DNS:cam1.example.org,DNS:cam1,IP:192.168.1.50,IP:fd00::1");
  EXPECT_EQ((*devices)[1].alternative_names(), "DNS:cam2");
}

TEST(FleetList, says_what_is_wrong_and_where) {
  EXPECT_EQ(error_of(""), "the list of devices is empty; its first row is name,port,hostname,address");
  EXPECT_EQ(error_of("name,port\n"), "the list of devices has no row below its first");
  EXPECT_NE(error_of("cam1,/dev/ttyACM0\n").find("no column 'name'"), std::string::npos);
  EXPECT_EQ(error_of("name\na\na\n"), "row 3 of the list: there is another device named a");
  EXPECT_EQ(error_of("name,port\na,P\nb,P\n"), "row 3 of the list: b is at the port P of another device");
  EXPECT_EQ(error_of("name,address\na,192.168.1\n"), "row 2 of the list: '192.168.1' is not an IP address");
  for (const char* name : {"../x", "a/b", "a b", "-x", "", "a,b", "\xc3\xa4"})
    EXPECT_NE(error_of(fmt::format("name\n\"{}\"\n", name)), "") << name;
  EXPECT_NE(error_of("name,hostname\na,\"x,IP:1.2.3.4\"\n"), "") << "nothing else gets into the certificate";
}

TEST(FleetReport, is_read_as_it_was_written) {
  FleetReport report;
  report.set({"cam1", "/dev/ttyACM0", "DNS:cam1,IP:10.0.0.1", "0A", "AB:CD", "2027-01-02 03:04:05", "failed",
              "2026-11-30 10:00:00", "the port, \"busy\""});
  report.set(
      {"cam2", "", "DNS:cam2", "0B", "CD:EF", "2026-12-02 03:04:05", "made", "2026-11-30 10:00:00", ""});
  const auto again = parse_report(report.to_csv());
  ASSERT_TRUE(again) << again.error().text;
  EXPECT_EQ(again->to_csv(), report.to_csv());
  EXPECT_EQ(again->find("cam1")->reason, "the port, \"busy\"");
  const std::string text = report.to_text(*parse_instant("2026-11-30"));
  EXPECT_LT(text.find("cam2"), text.find("cam1")) << "it ends first";
  EXPECT_NE(text.find("in 2 days"), std::string::npos) << text;
  EXPECT_FALSE(parse_report("a,b\n"));
  EXPECT_FALSE(parse_report(""));
}

}  // namespace
}  // namespace tlscam
