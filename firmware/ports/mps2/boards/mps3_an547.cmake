# Arm's MPS3 board with application note 547: a Cortex-M55 with floating point and vectors, the core of the OpenMV Cam N6 and AE3.
set(board_flags -mcpu=cortex-m55 -mthumb -mfloat-abi=hard)
