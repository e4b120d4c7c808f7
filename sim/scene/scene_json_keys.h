#pragma once
#include <map>
#include <string>

namespace tlscam {

/// The keys that a kind of object in a scene file may have; true: it must be there.
using SceneKeyList = std::map<std::string, bool>;

/// By kind of object ("camera", "link", ...), named as in scene.schema.json. For the test that compares the
/// two.
std::map<std::string, SceneKeyList> scene_keys();

}  // namespace tlscam
