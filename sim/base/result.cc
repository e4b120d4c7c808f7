#include "sim/base/result.h"

namespace tlscam {

tl::unexpected<Error> fail_with(fmt::string_view text, fmt::format_args args) {
  return tl::unexpected<Error>(Error{fmt::vformat(text, args)});
}

}  // namespace tlscam
