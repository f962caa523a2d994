"""Tests of the file formats: laws of the whole folder first, then one module a format."""
