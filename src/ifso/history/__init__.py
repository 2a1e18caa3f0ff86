"""What happened: open datasets, the panel of state-years built from them, and how often a thing followed another."""
