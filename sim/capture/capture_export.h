#pragma once
#include <functional>
#include <string>

#include "sim/capture/capture_file.h"
#include "sim/capture/frame_store.h"

namespace tlscam {

/// This is what nodes sent, as a capture file: an interface for each link, and each frame once, on the link
/// of the node that sent it. The comment of a frame says what became of it when it did not arrive. `keep`, if
/// there is one, says which frames.
CaptureFile to_capture(const FrameStore& frames, std::string key_log,
                       const std::function<bool(const StoredFrame&)>& keep = {});

}  // namespace tlscam
