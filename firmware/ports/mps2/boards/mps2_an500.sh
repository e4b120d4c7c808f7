# shellcheck shell=bash disable=SC2034  # read by boot and write_image
build=mcu emulator=mps2-an500 memory=16M memory_name=psram psram=0x60000000
emulator_options=()
board_name="Arm's MPS2+ board with application note AN500" board_file='MB\HBI0263C\AN500\images.txt'
