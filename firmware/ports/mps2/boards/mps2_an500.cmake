# Arm's MPS2+ board with application note 500 has a Cortex-M7 with double precision, as on the OpenMV Cam H7 and RT1062.
set(board_flags -mcpu=cortex-m7 -mthumb -mfpu=fpv5-d16 -mfloat-abi=hard)
