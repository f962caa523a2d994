"""``python -m screening.cli``: the same as the command ``screening``."""

from screening.cli import main

main()
