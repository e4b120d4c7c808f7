# Keeps a note of the temperature. Its author has mistaken one file name for another.
with open("server.der", "w") as file:
    file.write("21.5")
print("noted")
