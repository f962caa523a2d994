"""Scripts that measure the engine and build the tables it ships; run from the checkout, never imported by it."""
