"""Decisions: what officers wrote down, and what of it holds."""
