"""What follows, if so."""
