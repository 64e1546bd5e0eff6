"""The cases of the office: buildings, their households, and the list of each."""
