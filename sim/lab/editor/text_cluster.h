#pragma once
#include <cstddef>
#include <string_view>

namespace tlscam {

/// TextCluster is what a person sees as one character: a code point with the marks that combine with it, two
/// letters that make a flag, or an emoji of several joined ones. This is a simple form of UAX #29's extended
/// grapheme clusters.
struct TextCluster {
  std::size_t size = 0;  ///< bytes; 0 at the end of the text
  unsigned width = 0;    ///< columns
  /// Terminals differ in how wide they draw it.
  bool uncertain = false;
};

/// Gives the cluster with which a text begins.
TextCluster first_cluster(std::string_view text);

/// Gives where the cluster before the place `at` begins; 0 when there is none.
std::size_t cluster_before(std::string_view text, std::size_t at);

/// Counts the columns that a text takes on a terminal that is wide enough.
std::size_t text_width(std::string_view text);

}  // namespace tlscam
