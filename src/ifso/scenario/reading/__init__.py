"""From what is written to what is meant, one module for each part of the file."""
