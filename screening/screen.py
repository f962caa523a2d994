"""The whole path on one page: load lists, find candidates, compare, weigh evidence, report hits.

``check`` answers for one counterparty, ``screen`` and ``run`` for a frame, ``screen_batches`` and ``run_batches`` for
frames that arrive one after the other; all run the same code, so a name alone and the same name in a batch get the
same hits, on any number of threads. The library has no clock: a day is a parameter.
"""

import datetime as dt
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import Any, Self, TypeVar

import polars as pl

from screening import lexicon, saved
from screening.counterparties import Lines, problem_of
from screening.errors import UsageError
from screening.evidence import Profile
from screening.hits import Asked, Found, Names, compose
from screening.index import FEW, waits_for_compiler
from screening.policy import Policy, check_threshold, read_policy
from screening.register import Register
from screening.schema import HITS, Counterparty, Hit, Kind, hits_frame
from screening.store import Loaded, Stored, locate

ROWS = pl.Schema({"row": pl.Int64(), "status": pl.String(), "problem": pl.String()})
"""One line a counterparty row: status is "alert", "suppressed", "no alert" or "in error" (with the problem)."""

CHUNK = 5_000
"""Lines screened in one step, by one thread; the outcome does not depend on it."""
MOST_THREADS = 4
_GRAVITY = {"in error": 0, "alert": 1, "suppressed": 2, "no alert": 3}


_WARM = (
    "Ivan Warm",
    "Иван Тёплый",
    "محمد دافئ",
    "דוד חם",
    "福 溫",
    "김 온",
    "あたたか",
    "राम गरम",
    "Warm Hands and Feet Trading Company",
)
"""Names in the scripts that have tables of their own, one of them cut by a payment field: each table is read once."""


@dataclass(frozen=True, slots=True)
class Run:
    """The outcome of a batch.

    Attributes:
        hits: columns of ``schema.HITS``, ordered by row, score (down), list_id, entry_id.
        rows: columns of ``ROWS``, one line a row number, ascending.
    """

    hits: pl.DataFrame
    rows: pl.DataFrame

    def count(self, status: str) -> int:
        """How many rows ended with this status."""
        return int((self.rows["status"] == status).sum())


class Screener:
    """Loaded lists, ready to screen. Immutable once built: share it between threads, replace it when lists change.

    Attributes:
        loaded: the lists, each with its snapshot.
        policy: thresholds and rules.
        weights_version: version and hash of the words' weights that every score depends on.
        index_origin: where the index came from: "read from the cache", "built and kept", "built", ...
    """

    def __init__(
        self, loaded: Sequence[Loaded], policy: Policy | None = None, *, ready: saved.Ready | None = None
    ) -> None:
        """Take lists in memory; ``ready`` is what ``load`` got ready of them."""
        register = ready.register if ready else Register(loaded)
        self.loaded = tuple(loaded)
        self.policy = policy or Policy()
        self.weights_version = lexicon.weights_version()
        self.index_origin = ready.origin if ready else "built"
        self._register = register
        self._index = ready.index if ready else saved.build(register)

    @classmethod
    def load(
        cls,
        store: Path | str | None = None,
        lists: Sequence[str] | None = None,
        policy: Path | str | Policy | None = None,
        as_of: dt.date | None = None,
        warm: bool = False,
        *,
        snapshots: Sequence[Stored] | None = None,
    ) -> Self:
        """Load designation lists and make them ready to screen.

        What was worked out of them is kept in the user's cache folder (``screening.saved``), so that the next start
        takes about a second; where that folder cannot be written, only the time is lost.

        Args:
            store: folder of snapshots; None for the user's own store, and where that is empty the starter list
                (which is no compliance source).
            lists: list ids; None for every known list in the store.
            policy: a policy file or ``Policy``; None for the defaults.
            as_of: use the newest snapshot not after this day; None for the newest.
            warm: compile what is compiled (about 20 s, once on a machine) and screen a few names before returning, so
                that the first call is as fast as the next.
            snapshots: exactly these, instead of those that ``store``, ``lists`` and ``as_of`` name.

        Raises:
            ListError: a list is missing, unknown, or not to be trusted.
            PolicyError: the policy cannot be used.
        """
        rules = policy if isinstance(policy, Policy) or policy is None else read_policy(Path(policy))
        located = snapshots or locate(Path(store) if store is not None else None, lists, as_of)
        made = saved.ready(located, saved.cache_folder())
        screener = cls(made.loaded, rules, ready=made)
        if warm:
            list(screener._index.search_all([*_WARM, *["warm up"] * FEW], screener.policy.threshold))  # own
        return screener

    @staticmethod
    def waits_for_compiler(rows: int) -> bool:
        """Whether screening so many rows compiles the matcher first, which takes about 20 s once on a machine."""
        return waits_for_compiler(rows)

    def check(self, counterparty: Counterparty | str, *, today: dt.date | None = None) -> list[Hit]:  # noqa: ARG002
        """Screen one counterparty.

        Args:
            counterparty: a name, or a ``Counterparty`` with what else is known.
            today: the day of the screening; no rule of this version depends on it.

        Returns:
            Hits at or above the policy's threshold, best first. An empty list means: no alert at this threshold
            against these lists of these dates, and not more than that.

        Raises:
            UsageError: there is nothing to compare (no letter or digit, no identifier), or the name is too long.
        """
        party = Counterparty(name=counterparty) if isinstance(counterparty, str) else counterparty
        names = (party.name, party.native_name, *party.aliases)
        if problem := problem_of(names, party.identifiers):
            raise UsageError(problem, way_out="Give a name with at least one letter or digit, or an identifier.")
        texts = [text for text in dict.fromkeys(names) if text.strip()]
        found = [
            Found(texts[query], listed, comparison)
            for query, listed, comparison in self._index.search_all(texts, self.policy.threshold)
        ]
        return self._of_party(1, party, found)

    def screen(self, counterparties: pl.DataFrame, threshold: float | None = None) -> pl.DataFrame:
        """Screen a frame of counterparties; returns the hits (columns of ``HITS``). See ``run``."""
        return self.run(counterparties, threshold=threshold).hits

    def run(
        self,
        counterparties: pl.DataFrame,
        *,
        threshold: float | None = None,
        progress: Callable[[int, int], None] | None = None,
        exhaustive: bool = False,
        threads: int | None = None,
    ) -> Run:
        """Screen a frame of counterparties and account for every row.

        Args:
            counterparties: at least one of the columns ``name`` and ``native_name``; also taken are row (else 1, 2,
                ...), field, customer_id, kind, birth_date, and, as lists or ``;``-separated text, countries,
                identifiers, aliases. Lines with the same row number are roles of one row.
            threshold: 50-100; None for the policy's.
            progress: called with lines done and lines in all.
            exhaustive: compare with every listed name instead of asking the index; slow, the same hits.
            threads: how many chunks are screened at once; None for the processors at hand, at most 4. The outcome does
                not depend on it.

        Raises:
            UsageError: no column with names, or a threshold out of range.
        """
        screened, done = list[Run](), 0
        for each in self._screened(_chunks(counterparties, 1), threshold, threads, exhaustive=exhaustive):
            screened.append(each)
            done += each.rows.height
            if progress and done:
                progress(done, counterparties.height)
        return _joined(screened)

    def run_batches(
        self,
        batches: Iterable[Any],
        *,
        threshold: float | None = None,
        threads: int | None = None,
        exhaustive: bool = False,
    ) -> Iterator[Run]:
        """Screen batches as they come, each as ``run`` does, in their order; memory does not grow with their number.

        Args:
            batches: frames, or whatever offers the Arrow C interface (record batches of pyarrow, of Spark's
                ``mapInArrow``, of a Dask or Ray partition), with the columns that ``run`` takes. Without a column
                ``row`` lines are counted through. All lines of one row belong into one batch.
            threshold: 50-100; None for the policy's.
            threads: as for ``run``; batches are taken a few ahead of the outcome, by as many as there are threads.
            exhaustive: as for ``run``.

        Raises:
            UsageError: no column with names, or a threshold out of range.
        """
        sizes = deque[int]()  # of the batches taken, in chunks

        def chunks() -> Iterator[tuple[int, pl.DataFrame]]:
            first = 1
            for batch in batches:
                frame = batch if isinstance(batch, pl.DataFrame) else pl.DataFrame(batch)
                cut = list(_chunks(frame, first))
                sizes.append(len(cut))
                yield from cut
                first += frame.height

        screened = list[Run]()
        for each in self._screened(chunks(), threshold, threads, exhaustive=exhaustive):
            screened.append(each)
            if len(screened) == sizes[0]:
                sizes.popleft()
                yield _joined(screened)
                screened = []

    def screen_batches(
        self,
        batches: Iterable[Any],
        *,
        threshold: float | None = None,
        threads: int | None = None,
    ) -> Iterator[pl.DataFrame]:
        """Screen batches as they come; yields the hits of each (columns of ``HITS``). See ``run_batches``."""
        return (run.hits for run in self.run_batches(batches, threshold=threshold, threads=threads))

    def _screened(
        self,
        chunks: Iterable[tuple[int, pl.DataFrame]],
        threshold: float | None,
        threads: int | None,
        *,
        exhaustive: bool,
    ) -> Iterator[Run]:
        """The outcome of each chunk, a line a line of it; in order, some being screened while others are read."""
        least = check_threshold(self.policy.threshold if threshold is None else threshold)
        work = partial(self._of_chunk, threshold=least, exhaustive=exhaustive)
        return _in_order(work, chunks, _processors() if threads is None else threads)

    def _of_chunk(self, numbered: tuple[int, pl.DataFrame], threshold: float, *, exhaustive: bool) -> Run:
        lines = Lines(numbered[1], numbered[0])
        problems = lines.problems()
        lines.check_kinds(leaving=problems)
        texts, owner = lines.asked(leaving=problems)
        found: dict[int, list[Found]] = {}
        for query, listed, comparison in self._index.search_all(texts, threshold, exhaustive=exhaustive):
            found.setdefault(owner[query], []).append(Found(texts[query], listed, comparison))
        status, hits = ["no alert"] * len(lines.rows), list[Hit]()
        places = sorted(found.keys() | (set(lines.identified) - problems.keys()))
        for at, party in zip(places, lines.parties(places), strict=True):
            own = self._of_party(lines.rows[at], party, found.get(at, ()))
            hits += own
            if any(hit.alert for hit in own):
                status[at] = "alert"
        for at in problems:
            status[at] = "in error"
        columns: tuple[list[Any], ...] = (lines.rows, status, [problems.get(at, "") for at in range(len(status))])
        rows = pl.DataFrame([pl.Series(name, column, ROWS[name]) for name, column in zip(ROWS, columns, strict=True)])
        return Run(hits_frame(hits) if hits else HITS.to_frame(), rows)

    def _of_party(self, row: int, party: Counterparty, found: Sequence[Found]) -> list[Hit]:
        """Hits of one counterparty, best first: the best comparison of each designation, and equal identifiers."""
        Kind(party.kind or Kind.UNKNOWN)
        if not found and not party.identifiers:
            return []
        register, profile = self._register, Profile.of(party)
        named: dict[int, list[Found]] = {}
        for each in found:
            named.setdefault(register.entry_of[each.number], []).append(each)
        asked = Asked(row, party, profile)
        hits = [
            compose(asked, entry, self._names(named.get(entry, ())), register, self.policy)
            for entry in named.keys() | register.identified(profile.identifiers)
        ]
        return sorted(hits, key=lambda hit: (-hit.score, hit.list_id, hit.entry_id))

    def _names(self, found: Sequence[Found]) -> Names:
        """The best comparison with a designation, the best with a strong name of it, and all names that matched."""
        strong = [each for each in found if not self._register.is_weak[each.number]]
        best = min(found, key=self._rank, default=None)
        return Names(best, min(strong, key=self._rank, default=None), {each.number for each in found})

    def _rank(self, found: Found) -> tuple[float, bool, int]:
        """Order the names of one designation: the higher score, then strong before weak, then as listed."""
        return (-found.comparison.score, self._register.is_weak[found.number], found.number)


def _chunks(frame: pl.DataFrame, first: int) -> Iterator[tuple[int, pl.DataFrame]]:
    """A frame cut into chunks, each with the number of its first line; an empty frame is one empty chunk."""
    for at in range(0, max(1, frame.height), CHUNK):
        yield first + at, frame[at : at + CHUNK]


def _joined(screened: Sequence[Run]) -> Run:
    """The outcome of chunks as one: hits in order; of the roles of one row the gravest state, the first of equals."""
    rows = pl.concat([each.rows for each in screened])
    hits = pl.concat([each.hits for each in screened])
    if hits.height > 1:
        keys = ["row", "score", "list_id", "entry_id", "queried_field"]
        hits = hits.sort(keys, descending=[key == "score" for key in keys], maintain_order=True)
    if not rows["row"].is_sorted() or rows["row"].n_unique() < rows.height:
        gravity = pl.col("status").replace_strict(_GRAVITY, return_dtype=pl.Int8)
        rows = rows.sort("row", gravity, maintain_order=True).unique("row", keep="first", maintain_order=True)
    return Run(hits, rows)


def _processors() -> int:
    """How many processors this process may use, at most ``MOST_THREADS``."""
    usable = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else range(os.cpu_count() or 1)
    return min(MOST_THREADS, len(usable))


_Given = TypeVar("_Given")
_Made = TypeVar("_Made")


def _in_order(work: Callable[[_Given], _Made], given: Iterable[_Given], threads: int) -> Iterator[_Made]:
    """``map(work, given)`` by several threads; never more than one chunk waits beside those that are worked on."""
    if threads < 1:
        raise UsageError(f"{threads} threads screen nothing", way_out="Give 1 or more, or none.")
    rest = iter(given)
    begun = list(islice(rest, 2))
    alone = threads == 1 or len(begun) < 2
    every = chain(begun, rest)
    del begun  # a chunk that is done is not held
    if alone:
        yield from map(work, every)
        return
    waiting = deque[Future[_Made]]()
    with ThreadPoolExecutor(threads, thread_name_prefix="screening") as pool:
        try:
            for each in every:
                waiting.append(pool.submit(work, each))
                if len(waiting) > threads:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()
