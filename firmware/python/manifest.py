# What is frozen into the firmware: MicroPython's asyncio and our own modules.
freeze("$(PORT_DIR)")
include("$(MPY_DIR)/extmod/asyncio")
