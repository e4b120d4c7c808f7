#pragma once
#include <string>

namespace tlscam {

/// The TypeScript module with the types of all snapshots, commands and replies, made from the same field
/// lists as their JSON. web/src/protocol/generated.ts is its copy; a test compares them.
std::string typescript_types();

}  // namespace tlscam
