#include "sim/desktop/panels/stage.h"

namespace tlscam {

Color color_of(Role role) {
  switch (role) {
    case Role::client:
      return Color::client;
    case Role::server:
      return Color::server;
    case Role::attacker:
      return Color::attacker;
    case Role::service:
      return Color::service;
    case Role::workstation:
      return Color::soft;
  }
  return Color::soft;
}

Color color_of(Trust trust) {
  switch (trust) {
    case Trust::waiting:
      return Color::soft;
    case Trust::exposed:
      return Color::exposed;
    case Trust::half:
      return Color::half;
    case Trust::proved:
      return Color::proved;
    case Trust::failed:
      return Color::failed;
  }
  return Color::soft;
}

Icon icon_of(Trust trust) {
  switch (trust) {
    case Trust::waiting:
      return icon::waiting;
    case Trust::exposed:
      return icon::eye;
    case Trust::half:
      return icon::half;
    case Trust::proved:
      return icon::proved;
    case Trust::failed:
      return icon::failed;
  }
  return icon::waiting;
}

Role role_of(const Desk& desk, const std::string& node) {
  if (const Snapshot* const snapshot = desk.snapshot())
    for (const NodeSnapshot& one : snapshot->nodes)
      if (one.name == node) return one.role;
  return node.empty() ? Role::workstation : Role::client;
}

}  // namespace tlscam
