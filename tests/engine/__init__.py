"""Tests of the engine; a package, so that its modules can share builders and oracles."""
