#include <png.h>

#include "sim/desktop/window/window.h"

namespace tlscam {

Result<void> write_png(const Picture& picture, const std::string& path) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(picture.width);
  image.height = static_cast<png_uint_32>(picture.height);
  image.format = PNG_FORMAT_RGB;
  if (png_image_write_to_file(&image, path.c_str(), 0, picture.rgb.data(), 0, nullptr) == 0)
    return fail("The picture cannot be written to {}: {}", path, image.message);
  return {};
}

}  // namespace tlscam
