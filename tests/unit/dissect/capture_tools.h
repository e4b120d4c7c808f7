#pragma once
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "sim/base/file.h"
#include "sim/capture/capture_file.h"
#include "sim/dissect/packet_dissector.h"
#include "tests/unit/dissect/field_tools.h"

namespace tlscam {

/// `recorded_capture` is a recording of tests/golden/captures/make or make-scenes, with its key log.
inline CaptureFile recorded_capture(const std::string& name) {
  const auto bytes = read_file(TLSCAM_SOURCE_DIR "/tests/golden/captures/" + name + ".pcapng");
  if (!bytes) {
    ADD_FAILURE() << name << " cannot be read";
    return {};
  }
  auto capture = read_capture(*bytes);
  EXPECT_TRUE(capture && capture->damage.empty()) << name;
  return capture ? std::move(*capture) : CaptureFile();
}

/// `recorded_captures` lists all of their names.
inline std::vector<std::string> recorded_captures() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(TLSCAM_SOURCE_DIR "/tests/golden/captures")) {
    if (entry.path().extension() == ".pcapng") names.push_back(entry.path().stem().string());
  }
  std::ranges::sort(names);
  return names;
}

/// `parts_of` returns all parts of a capture in order.
inline std::vector<DissectedPart> parts_of(const CaptureFile& capture, PacketDissector dissector) {
  std::vector<DissectedPart> parts;
  for (const CapturedFrame& frame : capture.frames) {
    for (DissectedPart& part : dissector.dissect(frame.bytes, frame.at).parts)
      parts.push_back(std::move(part));
  }
  return parts;
}

}  // namespace tlscam
