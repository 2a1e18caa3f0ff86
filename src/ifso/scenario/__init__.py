"""What the argument says: a text that is written, and what it means."""
