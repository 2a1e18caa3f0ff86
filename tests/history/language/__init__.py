"""Tests of the language of reference classes."""
