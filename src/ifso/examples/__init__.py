"""The scenarios that come with the program, one folder each, with the texts that they quote. Holds no code."""
