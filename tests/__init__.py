"""Tests of screening: laws first, then examples, then the real lists where they are present."""
