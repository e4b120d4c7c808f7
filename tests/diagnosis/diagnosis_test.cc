// A failure is made up by seed, played between real ends, and the diagnosis has to name what was changed. It
// may also say that it does not know; it must not name something else.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <numeric>

#include "tests/diagnosis/failing_world.h"
#include "tests/diagnosis/mutation.h"

namespace tlscam {
namespace {

struct Wanted {
  std::size_t cases = 0;  ///< 0: every mutation once
  std::uint64_t seed = 1;
  std::size_t part = 0, parts = 1;
  std::string only;    ///< part of a mutation's name; empty: all
  bool shows = false;  ///< prints every case
};

Wanted& wanted() {
  static Wanted the_wanted;
  return the_wanted;
}

/// `right` is for a world in which nothing fails, and of which nothing is claimed.
enum class Verdict { right, named, unsure, wrong };

constexpr std::string_view kVerdictNames[] = {"right", "named", "unsure", "wrong"};

bool is_among(const std::vector<std::string_view>& causes, const Cause& cause) {
  return std::ranges::find(causes, cause.id) != causes.end();
}

// One diagnosis names it when its first cause does. It is unsure when it says so, and has the cause among
// those that it lists.
Verdict judge(const Diagnosis& diagnosis, const std::vector<std::string_view>& causes) {
  const Cause& first = diagnosis.causes.front();
  if (is_among(causes, first)) return Verdict::named;
  const bool lists =
      std::ranges::any_of(diagnosis.causes, [&](const Cause& cause) { return is_among(causes, cause); });
  return first.fit == Fit::possible && lists ? Verdict::unsure : Verdict::wrong;
}

// A client that comes when the server's script has died is told so, beside what the server died of.
bool is_consequence(const Diagnosis& diagnosis) {
  return diagnosis.causes.front().id == "server-script-ended";
}

Verdict judge(const Played& played, const std::vector<std::string_view>& causes) {
  if (played.diagnoses.empty()) return causes.empty() ? Verdict::right : Verdict::unsure;
  std::vector<Verdict> verdicts;
  for (const Diagnosis& diagnosis : played.diagnoses) {
    if (diagnosis.causes.front().is_advice && !is_among(causes, diagnosis.causes.front())) continue;
    if (played.diagnoses.size() > 1 && is_consequence(diagnosis)) continue;
    verdicts.push_back(judge(diagnosis, causes));
  }
  if (verdicts.empty()) return causes.empty() ? Verdict::right : Verdict::unsure;
  if (std::ranges::find(verdicts, Verdict::wrong) != verdicts.end()) return Verdict::wrong;
  return std::ranges::find(verdicts, Verdict::named) != verdicts.end() ? Verdict::named : Verdict::unsure;
}

std::string told(const Played& played) {
  std::string text;
  for (const auto& [camera, lines] : played.printed)
    for (const std::string& line : lines) text += fmt::format("  {}| {}\n", camera, line);
  if (!played.terminal.empty()) text += played.terminal + "\n";
  for (const Diagnosis& diagnosis : played.diagnoses) {
    text += fmt::format("  about {}{} {}\n", diagnosis.camera, diagnosis.client, diagnosis.server);
    for (const Cause& cause : diagnosis.causes)
      text += fmt::format("    {:8} {}: {}\n", name_of(cause.fit), cause.id, cause.cause);
  }
  return text;
}

std::string shape_of(const Plan& plan) {
  constexpr std::string_view kChains[] = {"self-signed", "one authority", "intermediate"};
  const Identity& identity = plan.client_is_victim ? plan.client.identity : plan.server.identity;
  return fmt::format("{}{}, {} shows {} {}", plan.datagrams ? "DTLS" : "TLS", plan.mutual ? ", mutual" : "",
                     plan.client_is_victim ? "client" : "server",
                     kChains[static_cast<std::size_t>(identity.chain)], identity.leaf_spec.key);
}

struct Drawn {
  std::string_view group;
  const Mutation* mutation;
};

// The mutations in an order of their own for each seed, as often as it takes.
std::vector<std::size_t> drawn(std::size_t mutations) {
  std::vector<std::size_t> order(mutations);
  std::iota(order.begin(), order.end(), std::size_t{0});
  Draw draw(wanted().seed);
  for (std::size_t i = mutations; i > 1; --i) std::swap(order[i - 1], order[draw.below(i)]);
  std::vector<std::size_t> chosen;
  const std::size_t cases = wanted().cases > 0 ? wanted().cases : mutations;
  for (std::size_t i = 0; i < cases; ++i) chosen.push_back(order[i % mutations]);
  return chosen;
}

TEST(Diagnosis, names_what_was_changed_or_says_that_it_does_not_know) {
  std::vector<Drawn> mutations;
  for (const MutationGroup& group : mutation_groups()) {
    for (const Mutation& mutation : group.mutations)
      if (mutation.name.find(wanted().only) != std::string_view::npos)
        mutations.push_back({group.name, &mutation});
  }
  ASSERT_FALSE(mutations.empty()) << wanted().only;
  const auto chosen = drawn(mutations.size());
  std::map<std::string_view, std::map<Verdict, int>> table;
  for (std::size_t i = wanted().part; i < chosen.size(); i += wanted().parts) {
    const auto& [group, drawn_mutation] = mutations[chosen[i]];
    const Mutation& mutation = *drawn_mutation;
    const std::uint64_t seed = wanted().seed * 1'000'003 + i;
    Draw draw(seed);
    seed_openssl(seed);
    Plan plan = draw_plan(draw, mutation.shape);
    plan.scene.seed = seed;
    mutation.apply(plan, draw);
    const Played played = play(plan);
    const Verdict verdict = judge(played, mutation.causes);
    ++table[group][verdict];
    EXPECT_NE(verdict, Verdict::wrong)
        << fmt::format("case {}: {} ({})\n", i, mutation.name, shape_of(plan)) << told(played);
    if (wanted().shows || !wanted().only.empty())
      fmt::print("case {}: {} ({}): {}\n{}", i, mutation.name, shape_of(plan),
                 kVerdictNames[static_cast<std::size_t>(verdict)], told(played));
  }
  fmt::print("| changed | named | unsure | wrong | nothing to name |\n|---|---|---|---|---|\n");
  for (auto& [name, counts] : table)
    fmt::print("| {} | {} | {} | {} | {} |\n", name, counts[Verdict::named], counts[Verdict::unsure],
               counts[Verdict::wrong], counts[Verdict::right]);
}

}  // namespace
}  // namespace tlscam

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  tlscam::Wanted& wanted = tlscam::wanted();
  for (int i = 1; i < argc; i += 2) {
    const std::string option = argv[i];
    const std::string value = i + 1 < argc ? argv[i + 1] : "";
    std::size_t known = value.size();
    if (option == "--cases")
      wanted.cases = std::strtoull(value.c_str(), nullptr, 10);
    else if (option == "--seed")
      wanted.seed = std::strtoull(value.c_str(), nullptr, 10);
    else if (option == "--only")
      wanted.only = value;
    else if (option == "--show")
      wanted.shows = value == "yes";
    else if (option == "--part" && std::sscanf(value.c_str(), "%zu/%zu", &wanted.part, &wanted.parts) == 2)
      --wanted.part;
    else
      known = 0;
    if (known == 0 || wanted.parts == 0 || wanted.part >= wanted.parts) {
      fmt::print(stderr,
                 "diagnosis: {} {} is not understood; there are --cases N, --seed N, --part K/N, --only "
                 "TEXT, --show yes\n",
                 option, value);
      return 2;
    }
  }
  return RUN_ALL_TESTS();
}
