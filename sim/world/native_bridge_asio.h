#pragma once
// The one way to include Asio. Which allocator Asio uses depends on whether a header of the standard library
// came before it (asio/detail/config.hpp asks for _GLIBCXX_HAVE_ALIGNED_ALLOC); files that decide differently
// must not be linked together.
#include <cstddef>
// clang-format off
#include <asio/buffer.hpp>
#include <asio/error.hpp>
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/ip/udp.hpp>
#include <asio/read.hpp>
#include <asio/write.hpp>
// clang-format on
