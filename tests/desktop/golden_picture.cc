#include "tests/desktop/golden_picture.h"

#include <png.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <vector>

namespace tlscam {
namespace {

constexpr int kFar = 48;            // in 255: more than smoothing explains
constexpr double kMostFar = 0.002;  // as a share of all pixels
constexpr int kChannels = 3;

struct Pixels {
  int width = 0;
  int height = 0;
  std::vector<png_byte> rgb;

  const png_byte* at(int x, int y) const {
    return rgb.data() + static_cast<std::ptrdiff_t>((y * width + x) * kChannels);
  }
};

std::optional<Pixels> read_png(const std::string& path) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  if (!png_image_begin_read_from_file(&image, path.c_str())) return std::nullopt;
  image.format = PNG_FORMAT_RGB;
  Pixels pixels{static_cast<int>(image.width), static_cast<int>(image.height), {}};
  pixels.rgb.resize(PNG_IMAGE_SIZE(image));
  if (!png_image_finish_read(&image, nullptr, pixels.rgb.data(), 0, nullptr)) return std::nullopt;
  return pixels;
}

bool write_png(const Pixels& pixels, const std::string& path) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(pixels.width);
  image.height = static_cast<png_uint_32>(pixels.height);
  image.format = PNG_FORMAT_RGB;
  return png_image_write_to_file(&image, path.c_str(), 0, pixels.rgb.data(), 0, nullptr) != 0;
}

Pixels cut(const Pixels& whole, const ShownPlace& place) {
  const int left = std::clamp(static_cast<int>(place.left), 0, whole.width);
  const int top = std::clamp(static_cast<int>(place.top), 0, whole.height);
  const int right = std::clamp(static_cast<int>(place.right), left, whole.width);
  const int bottom = std::clamp(static_cast<int>(place.bottom), top, whole.height);
  Pixels part{right - left, bottom - top, {}};
  for (int y = top; y < bottom; ++y) part.rgb.insert(part.rgb.end(), whole.at(left, y), whole.at(right, y));
  return part;
}

// The share of pixels that differ by more than smoothing explains.
double far_share(const Pixels& one, const Pixels& other) {
  std::size_t far = 0;
  for (std::size_t i = 0; i < one.rgb.size(); i += kChannels) {
    int most = 0;
    for (std::size_t channel = i; channel < i + kChannels; ++channel)
      most =
          std::max(most, std::abs(static_cast<int>(one.rgb[channel]) - static_cast<int>(other.rgb[channel])));
    far += most > kFar ? 1 : 0;
  }
  return static_cast<double>(far) / (static_cast<double>(one.rgb.size()) / kChannels);
}

}  // namespace

::testing::AssertionResult matches_golden(DrivenWindow& window, const std::string& area,
                                          const std::string& name) {
  window.picture(name);
  const auto whole = read_png(TLSCAM_PICTURES "/" + name + ".png");
  if (!whole) return ::testing::AssertionFailure() << "no picture could be taken";
  const Pixels part = cut(*whole, window.place_of(area));
  const std::string golden_path = TLSCAM_SOURCE_DIR "/tests/golden/window/" + name + ".png";
  if (const char* const regenerate = std::getenv("TLSCAM_REGENERATE"); regenerate && *regenerate == '1') {
    std::filesystem::create_directories(TLSCAM_SOURCE_DIR "/tests/golden/window");
    return write_png(part, golden_path)
               ? ::testing::AssertionSuccess()
               : ::testing::AssertionFailure() << golden_path << " cannot be written";
  }
  const auto golden = read_png(golden_path);
  if (!golden) return ::testing::AssertionFailure() << golden_path << " cannot be read";
  if (golden->width != part.width || golden->height != part.height)
    return ::testing::AssertionFailure()
           << area << " is " << part.width << " by " << part.height << ", and was " << golden->width << " by "
           << golden->height << "; look at " << TLSCAM_PICTURES << "/" << name << ".png";
  const double far = far_share(*golden, part);
  if (far <= kMostFar) return ::testing::AssertionSuccess();
  return ::testing::AssertionFailure() << 100 * far << " % of the pixels differ from " << golden_path
                                       << "; look at " << TLSCAM_PICTURES << "/" << name << ".png";
}

}  // namespace tlscam
