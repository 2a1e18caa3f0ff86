"""What follows: a program of flat arrays, simulated. Sees no disk, clock or network."""
