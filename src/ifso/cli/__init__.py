"""The door for the terminal: parses, prints, does nothing else."""
