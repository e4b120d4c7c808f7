# Arm's MPS3 board with application note 547 has a Cortex-M55 with floating point and vectors, the core of the OpenMV
# Cam N6 and AE3. Counted loops are off: GCC 12.2 makes them for this core and then mistakes the counter's value after
# the loop (lwIP's checksum took one byte too many).
set(board_flags -mcpu=cortex-m55 -mthumb -mfloat-abi=hard -fno-branch-count-reg)
