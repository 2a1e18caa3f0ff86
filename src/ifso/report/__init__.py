"""Results as words, tables and charts for a terminal."""
