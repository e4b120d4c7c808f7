# Arm's MPS3 board with application note 547: a Cortex-M55 with floating point and vectors, the core of the OpenMV Cam N6 and AE3.
# Without counted loops: GCC 12.2 makes them for this core and then forgets what the counter says behind the loop (the checksum of
# lwIP took one byte too many).
set(board_flags -mcpu=cortex-m55 -mthumb -mfloat-abi=hard -fno-branch-count-reg)
