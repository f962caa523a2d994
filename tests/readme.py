"""The README's shell commands, as its readers copy them; run as a script it prints the n-th one for ``.ci/run``."""

import re
import sys
from pathlib import Path

README = Path(__file__).resolve().parent.parent / "README.md"
_BLOCK = re.compile(r"^```(?:sh|shell|bash|console)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def commands() -> list[str]:
    """Every command line of the README's shell blocks, in order."""
    blocks = _BLOCK.findall(README.read_text(encoding="utf-8"))
    return [line for block in blocks for line in block.replace("\\\n", "").splitlines() if line and line[0] != "#"]


if __name__ == "__main__":
    sys.stdout.write(commands()[int(sys.argv[1]) - 1] + "\n")
