# The firmware freezes MicroPython's asyncio and our own modules.
freeze("$(PORT_DIR)")
include("$(MPY_DIR)/extmod/asyncio")
