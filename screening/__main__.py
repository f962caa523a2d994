"""``python -m screening``: the command line where the installed script is not on the path."""

from screening.cli import main

if __name__ == "__main__":
    main()
