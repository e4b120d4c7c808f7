#pragma once
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tests/diagnosis/plan.h"

namespace tlscam {

/// `Mutation` is one thing that can be wrong, and the causes that name it.
struct Mutation {
  std::string_view name;
  Shape shape;
  std::function<void(Plan& plan, Draw& draw)> apply;
  /// Any of these names it. Without one nothing fails, and the diagnosis must claim no failure.
  std::vector<std::string_view> causes;
};

/// `MutationGroup` is a file of mutations.
struct MutationGroup {
  std::string_view name;  ///< for the table
  std::span<const Mutation> mutations;
};
std::vector<MutationGroup> mutation_groups();

std::span<const Mutation> certificate_mutations();
std::span<const Mutation> chain_mutations();
std::span<const Mutation> file_mutations();
std::span<const Mutation> script_mutations();
std::span<const Mutation> network_mutations();
std::span<const Mutation> peer_mutations();

/// `replace` puts one text in the place of another that must be there.
void replace(std::string& text, std::string_view old_text, std::string_view new_text);

}  // namespace tlscam
