#pragma once
#include <cstdint>
#include <utility>

#include "sim/lab/acts/block_performer.h"

namespace tlscam {

/// `Performance` is something that the session does in the learner's sight, act by act.
struct Performance {
  Performance(std::uint32_t chosen_number, BlockPerformer chosen_performer)
      : number(chosen_number), performer(std::move(chosen_performer)) {}

  std::uint32_t number;
  BlockPerformer performer;
};

}  // namespace tlscam
