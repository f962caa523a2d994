"""Searches that several threads ask for at once, done as one.

A search of eight names takes little longer than one of a single name, and a name gets the same answer in both. So a
thread that finds others waiting takes their names along: eight threads that each searched would spend their time on
handing the interpreter to one another.
"""

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from threading import Lock

from screening.score import Comparison

Answer = tuple[int, int, Comparison]
"""Number of the text, number of the listed name, comparison."""
LONGEST = 500
"""Letters of the texts that are taken along: who asks for more searches alone, and nobody waits for it."""


class _Asked:
    """What one thread asks for; ``woken`` is let go when there are answers, or when it is to lead."""

    __slots__ = ("answers", "leads", "least", "texts", "woken")

    def __init__(self, texts: Sequence[str], least: float) -> None:
        self.texts, self.least, self.answers = texts, least, list[list[Answer]]()
        self.leads, self.woken = False, Lock()
        self.woken.acquire()


class Shared:
    """A search that threads share: one of those that wait leads, searches for all of them, and hands on."""

    def __init__(self, search: Callable[[Sequence[str], float], Iterable[Answer]]) -> None:
        """Take what searches texts at a threshold; no answer depends on what else is searched with its text."""
        self._search = search
        self._waiting, self._is_led, self._held = deque[_Asked](), False, Lock()

    def __call__(self, texts: Sequence[str], least: float) -> Sequence[Answer]:
        """What the search gives for these texts at this threshold; raises what it raises."""
        if not 0 < sum(map(len, texts)) <= LONGEST:
            return list(self._search(texts, least))
        asked = _Asked(texts, least)
        try:
            with self._held:
                self._waiting.append(asked)
                asked.leads, self._is_led = not self._is_led, True
            if not asked.leads:
                asked.woken.acquire()
            if asked.leads:
                self._lead(asked)
        finally:  # whatever stops this thread, another one leads
            self._leave(asked)
        # no answer where the thread that took them along was stopped
        return asked.answers[0] if asked.answers else list(self._search(texts, least))

    def _lead(self, own: _Asked) -> None:
        """Search for all that wait now."""
        with self._held:
            taken = [*self._waiting]
            self._waiting.clear()
        try:
            for least in {asked.least for asked in taken}:
                self._search_for([asked for asked in taken if asked.least == least], least)
        finally:
            for asked in taken:
                if asked is not own:
                    asked.woken.release()

    def _search_for(self, taken: Sequence[_Asked], least: float) -> None:
        owners = [(number, at) for number, asked in enumerate(taken) for at in range(len(asked.texts))]
        answers = [list[Answer]() for _ in taken]
        for query, listed, comparison in self._search([text for asked in taken for text in asked.texts], least):
            number, at = owners[query]
            answers[number].append((at, listed, comparison))
        for asked, found in zip(taken, answers, strict=True):
            asked.answers.append(found)

    def _leave(self, asked: _Asked) -> None:
        """Wait no longer, and have the next one lead who waits."""
        with self._held:
            if asked in self._waiting:
                self._waiting.remove(asked)
            if not asked.leads:
                return
            self._is_led = bool(self._waiting)
            if self._waiting:
                self._waiting[0].leads = True
                self._waiting[0].woken.release()
