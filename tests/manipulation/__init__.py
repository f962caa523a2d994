"""Tests of the generator of manipulated names."""
