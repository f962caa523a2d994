"""Laws of run records: whole or not at all, every byte accounted for, the same bytes again from what is stored."""
