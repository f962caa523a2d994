"""Laws of re-screening: the outcome is that of screening everything, and the difference of two runs."""
