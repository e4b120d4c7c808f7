#include "sim/net/frame_hash.h"

#include <mbedtls/sha256.h>

#include <array>

#include "sim/base/hex.h"
#include "sim/base/writer.h"

namespace tlscam {

struct FrameHash::State {
  State() {
    mbedtls_sha256_init(&context);
    mbedtls_sha256_starts(&context, 0);  // 0: SHA-256, not SHA-224
  }
  ~State() { mbedtls_sha256_free(&context); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  mbedtls_sha256_context context;
};

FrameHash::FrameHash() : state_(std::make_unique<State>()) {}
FrameHash::~FrameHash() = default;
FrameHash::FrameHash(FrameHash&&) noexcept = default;
FrameHash& FrameHash::operator=(FrameHash&&) noexcept = default;

void FrameHash::add(const TapEvent& event) {
  Writer out;
  out.u64be(static_cast<std::uint64_t>(event.sent_at.time_since_epoch().count()));
  out.bytes(as_bytes(event.link)).u8(0);
  out.u8(static_cast<std::uint8_t>(event.direction)).u8(static_cast<std::uint8_t>(event.fate));
  out.u16be(static_cast<std::uint16_t>(event.frame.size())).bytes(event.frame);
  mbedtls_sha256_update(&state_->context, out.view().data(), out.size());
}

std::string FrameHash::hex() const {
  State copy;  // finishing ends a context, and more events may follow
  mbedtls_sha256_clone(&copy.context, &state_->context);
  std::array<std::uint8_t, 32> digest{};
  mbedtls_sha256_finish(&copy.context, digest.data());
  return to_hex(digest);
}

}  // namespace tlscam
