#include "sim/desktop/panels/layer_color.h"

namespace tlscam {

ImU32 layer_color(const Look& look, FieldLayer layer) {
  switch (layer) {
    case FieldLayer::ethernet:
      return look.color(Color::layer_ethernet);
    case FieldLayer::ip:
      return look.color(Color::layer_ip);
    case FieldLayer::transport:
      return look.color(Color::layer_tcp);
    case FieldLayer::record:
      return look.color(Color::layer_record);
    case FieldLayer::handshake:
      return look.color(Color::layer_handshake);
    case FieldLayer::extension:
      return look.color(Color::layer_extension);
    case FieldLayer::certificate:
      return look.color(Color::layer_certificate);
    case FieldLayer::application:
      return 0;
  }
  return 0;
}

}  // namespace tlscam
