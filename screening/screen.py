"""The whole path on one page: load lists, find candidates, compare, weigh evidence, report hits.

``check`` answers for one counterparty, ``screen`` and ``run`` for a frame; all run the same code, so a name alone and
the same name in a batch get the same hits. The library has no clock: a day is a parameter.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Self

import polars as pl

from screening import lexicon, saved
from screening.counterparties import MAX_CHARACTERS
from screening.errors import UsageError
from screening.evidence import Profile
from screening.hits import Asked, Found, Names, compose
from screening.index import FEW, waits_for_compiler
from screening.policy import Policy, check_threshold, read_policy
from screening.register import Register
from screening.schema import Counterparty, Hit, hits_frame
from screening.store import Loaded, locate
from screening.text import fold_words

ROWS = pl.Schema({"row": pl.Int64(), "status": pl.String(), "problem": pl.String()})
"""One line a counterparty row: status is "alert", "suppressed", "no alert" or "in error" (with the problem)."""

CHUNK = 2_000
"""Counterparties screened in one step; the outcome does not depend on it."""
_STATUSES = ("in error", "alert", "suppressed", "no alert")  # of the roles of one row the first of these counts


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

        Raises:
            ListError: a list is missing, unknown, or not to be trusted.
            PolicyError: the policy cannot be used.
        """
        rules = policy if isinstance(policy, Policy) or policy is None else read_policy(Path(policy))
        located = locate(Path(store) if store is not None else None, lists, as_of)
        made = saved.ready(located, saved.cache_folder())
        screener = cls(made.loaded, rules, ready=made)
        if warm:
            list(screener._index.search_all(["warm up"] * (FEW + 1), screener.policy.threshold))  # own
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
        if problem := _problem(party):
            raise UsageError(problem, way_out="Give a name with at least one letter or digit, or an identifier.")
        return self._hits([(1, party)], self.policy.threshold)[0]

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
    ) -> Run:
        """Screen a frame of counterparties and account for every row.

        Args:
            counterparties: at least one of the columns ``name`` and ``native_name``; also taken are row (else 1, 2,
                ...), field, customer_id, kind, birth_date, and, as lists or ``;``-separated text, countries,
                identifiers, aliases. Lines with the same row number are roles of one row.
            threshold: 50-100; None for the policy's.
            progress: called with lines done and lines in all.
            exhaustive: compare with every listed name instead of asking the index; slow, the same hits.

        Raises:
            UsageError: no column with names, or a threshold out of range.
        """
        least = check_threshold(self.policy.threshold if threshold is None else threshold)
        hits = list[Hit]()
        status: dict[int, tuple[str, str]] = {}
        done = 0
        for chunk in _chunks(_parties(counterparties)):
            problems = [_problem(party) for _, party in chunk]
            sound = [each for each, problem in zip(chunk, problems, strict=True) if not problem]
            found = iter(self._hits(sound, least, exhaustive=exhaustive))
            for (row, _), problem in zip(chunk, problems, strict=True):
                own = [] if problem else next(found)
                hits += own
                state = "in error" if problem else "alert" if any(hit.alert for hit in own) else "no alert"
                status[row] = min(status.get(row, (_STATUSES[-1], "")), (state, problem), key=_gravity)
            done += len(chunk)
            if progress:
                progress(done, counterparties.height)
        hits.sort(key=lambda hit: (hit.row, -hit.score, hit.list_id, hit.entry_id, hit.queried_field))
        return Run(hits_frame(hits), _rows_frame(status))

    def _hits(
        self, parties: Sequence[tuple[int, Counterparty]], threshold: float, *, exhaustive: bool = False
    ) -> list[list[Hit]]:
        """Hits of each counterparty: the best comparison of each designation, and those that share an identifier."""
        texts, owner = list[str](), list[int]()
        for number, (_, party) in enumerate(parties):
            for text in dict.fromkeys((party.name, party.native_name, *party.aliases)):
                if text.strip():
                    texts.append(text)
                    owner.append(number)
        found: list[list[Found]] = [[] for _ in parties]
        for query, listed, comparison in self._index.search_all(texts, threshold, exhaustive=exhaustive):
            found[owner[query]].append(Found(texts[query], listed, comparison))
        return [self._of_party(row, party, own) for (row, party), own in zip(parties, found, strict=True)]

    def _of_party(self, row: int, party: Counterparty, found: Sequence[Found]) -> list[Hit]:
        """Hits of one counterparty, best first."""
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


def _chunks(parties: Iterator[tuple[int, Counterparty]]) -> Iterator[list[tuple[int, Counterparty]]]:
    while chunk := list(islice(parties, CHUNK)):
        yield chunk


def _gravity(state: tuple[str, str]) -> int:
    return _STATUSES.index(state[0])


def _rows_frame(status: dict[int, tuple[str, str]]) -> pl.DataFrame:
    rows = sorted(status)
    columns: dict[str, list[Any]] = {
        "row": rows,
        "status": [status[row][0] for row in rows],
        "problem": [status[row][1] for row in rows],
    }
    return pl.DataFrame([pl.Series(name, columns[name], dtype=dtype) for name, dtype in ROWS.items()])


def _problem(party: Counterparty) -> str:
    """Why a counterparty cannot be screened; "" where it can."""
    names = [party.name, party.native_name, *party.aliases]
    if any(len(name) > MAX_CHARACTERS for name in names):
        return f"a name is longer than {MAX_CHARACTERS:,} characters"
    if not any(fold_words(name) for name in names) and not any(each.strip() for each in party.identifiers):
        return "there is nothing to compare: no letter or digit in the name, and no identifier"
    return ""


def _parties(frame: pl.DataFrame) -> Iterator[tuple[int, Counterparty]]:
    """Read the lines of a frame as counterparties with their row numbers."""
    if not {"name", "native_name"} & set(frame.columns):
        found = ", ".join(frame.columns) or "none"
        raise UsageError("the frame has no column 'name'", where=f"columns: {found}", way_out="Rename the column.")
    for number, line in enumerate(frame.iter_rows(named=True), start=1):
        yield (
            int(line.get("row") or number),
            Counterparty(
                name=_text(line.get("name")),
                kind=_text(line.get("kind")) or "unknown",
                birth_date=line.get("birth_date") or None,
                countries=_texts(line.get("countries")),
                identifiers=_texts(line.get("identifiers")),
                aliases=_texts(line.get("aliases")),
                native_name=_text(line.get("native_name")),
                customer_id=_text(line.get("customer_id")),
                field=_text(line.get("field")) or "name",
            ),
        )


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _texts(value: object) -> tuple[str, ...]:
    """A list column as it is, a text column split at ``;``."""
    if value is None:
        return ()
    parts = value.split(";") if isinstance(value, str) else value
    return tuple(str(each).strip() for each in parts if each is not None and str(each).strip())  # type: ignore[attr-defined]
