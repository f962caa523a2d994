"""Tests of ``screening.narrative`` and of ``Screener.scan``."""
