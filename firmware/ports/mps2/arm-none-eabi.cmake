# This is the toolchain file for Debian's bare-metal compiler for Arm. The board's file says which core it compiles for.
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR arm)
set(CMAKE_C_COMPILER arm-none-eabi-gcc)
set(CMAKE_CXX_COMPILER arm-none-eabi-g++)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)  # there is no start-up code to link a program with
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
