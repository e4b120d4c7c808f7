# shellcheck shell=bash disable=SC2034  # read by boot and write_image
build=mcu-an547 emulator=mps3-an547 memory=2G memory_name=ddr psram=0x70000000
emulator_options=(-global mps2-fpgaio.prescale-clk=25000000)  # the model's default, 20 MHz, is not this board's
board_name="Arm's MPS3 board with application note AN547" board_file='MB\HBI0309C\AN547\images.txt'
