"""A process that works for another one: fresh, not forked, with one thing in memory that it asks of again and again.

It is spoken to over its standard input and output, in pickles, by the process that began it and by nobody else. It has
a session of its own, so Ctrl-C reaches it through its master alone, and ends as soon as that one is gone. It prints
nothing: a traceback may hold a customer's name.
"""

import gc
import json
import os
import pickle
import subprocess
import sys
from contextlib import suppress
from typing import Any, BinaryIO, cast

_BEGIN = """
import json, sys
sys.path[:] = json.loads(sys.argv[1])
from screening.screen._workers import serve
serve()
"""
_SELDOM = 50_000, 20, 100
"""Garbage is looked for when so many objects have come that hold others, further back at so many times of that."""


class LostError(Exception):
    """A worker ended, or could not do what it was asked; the one who asked does it himself, and sees what is wrong."""


class Worker:
    """One process; it begins to import the program at once, and is asked by one thread at a time."""

    def __init__(self) -> None:
        try:
            self._process = subprocess.Popen(  # noqa: S603  # our own interpreter, our own words
                [sys.executable, "-P", "-c", _BEGIN, json.dumps([*map(str, sys.path)])],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
                creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
            )
        except OSError as error:
            raise LostError from error
        self._given, self._made = cast("BinaryIO", self._process.stdin), cast("BinaryIO", self._process.stdout)

    def ask(self, what: bytes) -> Any:  # noqa: ANN401  # whatever it was asked for
        """The answer to one pickle: the first is what the worker keeps, the next are (function of that, argument).

        Raises:
            LostError: there is none.
        """
        try:
            self._given.write(what)
            self._given.flush()
            return pickle.load(self._made)  # noqa: S301  # of our own process
        except (OSError, EOFError, ValueError, pickle.PickleError) as error:
            raise LostError from error

    def end(self) -> None:
        """End it, whatever it does: it holds nothing that must be saved."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._given, self._made):
            with suppress(OSError):  # what was written to it and not read
                pipe.close()


def stay() -> None:
    """What is loaded stays: garbage is not looked for among it any more, and seldom in what comes.

    Words that are learnt stay too: looking through them was .7 s of the 5.6 that 50,000 new names took.
    """
    gc.freeze()
    gc.set_threshold(*_SELDOM)
    gc.enable()


def serve() -> None:
    """What a worker does until its master is gone; any fault ends it."""
    given, made = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what is printed by mistake is no answer
    gc.disable()
    kept = pickle.load(given)  # noqa: S301  # of our own process
    stay()
    _answer(made, None)
    while True:
        try:
            function, argument = pickle.load(given)  # noqa: S301  # of our own process
        except EOFError:
            return
        _answer(made, function(kept, argument))


def _answer(made: BinaryIO, what: object) -> None:
    pickle.dump(what, made, pickle.HIGHEST_PROTOCOL)
    made.flush()
