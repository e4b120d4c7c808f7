// ORIGINAL(read)(fd, buffer, size) calls the function that this library stands before.
#pragma once
#include <dlfcn.h>

#define ORIGINAL(function)                                                      \
  ({                                                                            \
    static __typeof__(&function) original_##function;                           \
    if (!original_##function) {                                                 \
      original_##function = (__typeof__(&function))dlsym(RTLD_NEXT, #function); \
    }                                                                           \
    original_##function;                                                        \
  })
