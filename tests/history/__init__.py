"""Tests of history; a package, so that its modules can share made panels and oracles."""
