"""The whole path on one page: load lists, find candidates, compare, weigh evidence, report hits.

``check`` answers for one counterparty, ``screen`` and ``run`` for a frame, ``screen_batches`` and ``run_batches`` for
frames that arrive one after the other; all run the same code, so a name alone and the same name in a batch get the
same hits, on any number of threads. The library has no clock: a day is a parameter.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import Any, Self

import polars as pl

from screening import lexicon, saved
from screening.cases import Links, Listed, read_links, settle
from screening.catalogue import catalogue
from screening.counterparties import Lines, stated
from screening.errors import ListRefusedError
from screening.evidence import Profile
from screening.hits import Asked, Found, compose
from screening.identifiers import parse
from screening.index import FEW, Readings, waits_for_compiler
from screening.places import find
from screening.policy import Policy, read_policy
from screening.register import Register
from screening.schema import HITS, SUPPRESSED, Counterparty, Hit, Kind, hits_frame
from screening.score import compare
from screening.screen._answer import Basis, FieldAnswer, PaymentAnswer, PlaceFound
from screening.screen._batches import Chunk, chunks, in_batches
from screening.screen._given import WARM, Judge, asked_names, check_policy, decisions_of
from screening.screen._line import Line
from screening.screen._outcome import ROWS, Run, joined
from screening.screen._payment import Matcher, Memory
from screening.screen._payment_door import PaymentDoor
from screening.screen._scan import Mention, Scanner
from screening.screen._shared import Shared
from screening.screen._threads import in_order, processors
from screening.screen._why_not import NOT_LISTED, NOT_LOADED, Closest, WhyNot, explain
from screening.store import Loaded, Stored, default_store, locate

__all__ = [
    "CHUNK", "ROWS", "FieldAnswer", "Judge", "Mention", "PaymentAnswer", "PlaceFound", "Run", "Screener", "WhyNot",
]  # fmt: skip

CHUNK = 5_000
"""Lines screened in one step, by one thread; the outcome does not depend on it."""


class Screener(PaymentDoor):
    """Loaded lists, ready to screen. Immutable once built: share it between threads, replace it when lists change.

    Attributes:
        loaded: the lists, each with its snapshot.
        policy: thresholds and rules.
        decisions: what was decided earlier about hits; None where the policy names no decisions.
        links: designations that are one party, curated; none where the policy names no file of them.
        known_lists: ids that rules and links may name.
        is_kept: another process has the same lists ready in about a second.
        weights_version: version and hash of the words' weights that every score depends on.
        index_origin: where the index came from: "read from the cache", "built and kept", "built", ...
    """

    def __init__(
        self,
        loaded: Sequence[Loaded],
        policy: Policy | None = None,
        *,
        ready: saved.Ready | None = None,
        decisions: Judge | None = None,
        links: Links | None = None,
        known_lists: Collection[str] = (),
    ) -> None:
        """Take lists in memory.

        Args:
            loaded: the lists.
            policy: thresholds and rules; None for the defaults.
            ready: what ``load`` got ready of the lists.
            decisions: what was decided earlier about hits; None for what the policy names.
            links: designations that are one party; None for what the policy names.
            known_lists: ids that a rule or a link may name beside those loaded and the shipped ones.

        Raises:
            PolicyError: a rule or a link names a list, or the policy a measure, that nobody knows.
            InputError: the link file that the policy names cannot be used.
        """
        register = ready.register if ready else Register(loaded)
        self.loaded = tuple(loaded)
        self.policy = policy or Policy()
        self.decisions = decisions or decisions_of(self.policy)
        self.links = links or (read_links(self.policy.links) if self.policy.links else Links())
        self.known_lists = {*known_lists, *(each.snapshot.list_id for each in loaded)}
        check_policy(self.policy, self.links, register, self.known_lists)
        self._line = Line.of(self.policy, register)
        self.weights_version = lexicon.weights_version()
        self.index_origin = ready.origin if ready else "built"
        self._source = ready.source if ready else None
        self._register = register
        self._memory = Memory()
        self._index = ready.index if ready else saved.build(register)
        self._shared = Shared(self._index.search_all)
        self.is_kept = ready.kept if ready else len(register.texts) < saved.SMALL

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
            warm: compile what is compiled (about 30 s, once on a machine) and screen a few names before returning, so
                that the first call is as fast as the next.

        Raises:
            ListError: a list is missing, unknown, or not to be trusted.
            PolicyError: the policy cannot be used.
            InputError: a file that the policy names cannot be used.
        """
        rules = policy if isinstance(policy, Policy) or policy is None else read_policy(Path(policy))
        place = Path(store) if store is not None else None
        screener = cls.of_snapshots(locate(place, lists, as_of), rules, place)
        if warm:
            screener.warm_up()
        return screener

    @classmethod
    def of_snapshots(cls, snapshots: Sequence[Stored], policy: Policy | None = None, store: Path | None = None) -> Self:
        """Load exactly these snapshots of a store, those of an earlier run perhaps; raises as ``load``."""
        known = catalogue(store or default_store()) if policy and (policy.rules or policy.links) else ()
        made = saved.ready(snapshots, saved.cache_folder())
        return cls(made.loaded, policy, ready=made, known_lists=known)

    def __reduce__(self) -> tuple[Any, ...]:
        """Go to another process by the names of its snapshots, which are loaded there, as ``of_snapshots`` does.

        With them go policy, decisions and links as they were read, so that both give the same answers. Making it there
        raises ListRefusedError where snapshots or program are others than here.
        """
        how = {name: getattr(self, name) for name in ("policy", "decisions", "links", "known_lists")}
        return _again, (self._source or self.loaded, saved.code_digest(), how)

    def warm_up(self, *, texts: bool = True) -> None:
        """Compile what is compiled, and read every table once; ``texts``: what ``scan`` and payments need, too."""
        self._index.warm_up([*WARM, *["warm up"] * FEW], self._line.least)
        if texts:
            self.scan(WARM[0])
            find("warm up")
            self._register.identified([parse("bic:WARMUPXX")])

    def take_words(self, read: Readings) -> None:
        """Take over what pieces of names were read as elsewhere, so that they need not be read; no outcome changes."""
        self._index.take(read)

    def keep_words(self) -> int:
        """Keep what new words of the names screened so far are read as, for later starts on whatever lists.

        And what they are alike to in the names of these lists, for later starts on the same.
        They are kept in the user's cache folder, customers' words among them, readable by the user alone; no outcome
        depends on that. Returns how many came; some hundreds at least, or it is not worth it.
        """
        kept = saved.keep_words(self._index.asked_pieces(), saved.cache_folder(), self._index.readings)
        if self._source:
            saved.keep_known(self._index, self._source)
        return kept

    @staticmethod
    def waits_for_compiler(rows: int) -> bool:
        """Whether screening so many rows compiles the matcher first, which takes about 30 s once on a machine."""
        return waits_for_compiler(rows)

    def check(self, counterparty: Counterparty | str, *, today: dt.date | None = None) -> list[Hit]:
        """Screen one counterparty.

        Args:
            counterparty: a name, or a ``Counterparty`` with what else is known.
            today: the day of the screening; without it no good-guy entry is in force, for each has an expiry.

        Returns:
            Hits at or above the policy's thresholds, and the near misses that the policy asks for, best first. An empty
            list means: no alert at these thresholds against these lists of these dates, and not more than that.

        Raises:
            UsageError: there is nothing to compare (no letter or digit, no identifier), or the name is too long.
        """
        party, texts = asked_names(counterparty)
        found = [Found(texts[query], listed, how) for query, listed, how in self._shared(texts, self._line.least)]
        return self._of_party(1, party, found, self._line, today)

    def scan(self, text: str, *, threshold: float | None = None, today: dt.date | None = None) -> list[Mention]:
        """Find listed names and numbers inside a text: a narrative of a payment, an invoice, an article (IN-04).

        Two or more telling words of a listed name must match at 85 or more (or at the threshold, where that is higher),
        or one distinctive word must equal a whole strong name; a number must equal a listed one and be told by a word
        beside it or by its own form. What ``check`` finds at a lower score is not looked for here.

        Args:
            text: at most 1,000,000 characters, with its line breaks.
            threshold: 50-100, instead of all thresholds of the policy.
            today: as for ``check``.

        Returns:
            Mentions in the order of the text; one for each place and listed party. A hit's ``queried_field`` is "text".

        Raises:
            UsageError: the text is too long, or the threshold out of range.
        """
        line = self._line if threshold is None else Line.of(self.policy, self._register, threshold)
        return self._scanner.scan(text, line, today)

    @cached_property
    def _scanner(self) -> Scanner:
        return Scanner(self._index, self._register, partial(self._of_party, 1))

    def why_not(
        self,
        counterparty: Counterparty | str,
        list_id: str,
        entry_id: str,
        *,
        threshold: float | None = None,
        today: dt.date | None = None,
    ) -> WhyNot:
        """Say what keeps one listed party from being an alert for a counterparty, or that it is one.

        Args:
            counterparty: as for ``check``.
            list_id: the list of the party.
            entry_id: its entry there.
            threshold: instead of all thresholds of the policy.
            today: as for ``check``.

        Raises:
            UsageError: as for ``check``.
        """
        party, texts = asked_names(counterparty)
        snapshot = next((each.snapshot for each in self.loaded if each.snapshot.list_id == list_id), None)
        if snapshot is None:
            held = ", ".join(each.snapshot.list_id for each in self.loaded)
            return WhyNot(list_id, entry_id, NOT_LOADED, f"The list {list_id!r} is not loaded; loaded: {held}.")
        register, entry = self._register, self._register.number(list_id, entry_id)
        if entry is None:
            says = f"The list {list_id} of {snapshot.date} has no entry {entry_id!r}."
            return WhyNot(list_id, entry_id, NOT_LISTED, says)
        line = self._line if threshold is None else Line.of(self.policy, register, threshold)
        kind, numbers = register.kinds[entry], register.numbers_of_names(entry)
        found = [
            Found(text, number, compare(text, register.texts[number], kind)) for text in texts for number in numbers
        ]
        near = [each for each in found if each.comparison.score >= line.least]
        hits = self._of_party(1, party, near, line, today)
        hit = next((each for each in hits if (each.list_id, each.entry_id) == (list_id, entry_id)), None)
        if not found:  # an identifier alone was given
            found = [Found("", numbers[0], compare("", register.texts[numbers[0]], kind))]
        best = max(found, key=lambda each: (each.comparison.score - line.at(each.number), each.comparison.score))
        name = register.name(best.number)
        rule = 0 if threshold is not None else self.policy.rule_of(list_id, kind, name.quality)
        score, parts = best.comparison.score, best.comparison.parts
        closest = Closest(best.queried, name, score, line.at(best.number), rule, parts)
        return explain(closest, hit, self.policy, listing=(list_id, entry_id), kind=kind)

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
        today: dt.date | None = None,
    ) -> Run:
        """Screen a frame of counterparties and account for every row.

        Args:
            counterparties: at least one of the columns ``name`` and ``native_name``; also taken are row (else 1, 2,
                ...), field, customer_id, kind, birth_date, and, as lists or ``;``-separated text, countries,
                identifiers, aliases. Lines with the same row number are roles of one row.
            threshold: 50-100, instead of all thresholds of the policy; None for the policy's.
            progress: called with lines done and lines in all.
            exhaustive: compare with every listed name instead of asking the index; slow, the same hits.
            threads: how many chunks are screened at once; None for the processors at hand, at most 4. The outcome does
                not depend on it.
            today: as for ``check``.

        Raises:
            UsageError: no column with names, or a threshold out of range.
        """
        screened, done, cut = list[Run](), 0, chunks(counterparties, 1, CHUNK)
        for each in self.run_chunks(cut, threshold=threshold, threads=threads, today=today, exhaustive=exhaustive):
            screened.append(each)
            done += each.rows.height
            if progress and done:
                progress(done, counterparties.height)
        return joined(screened)

    def may_hit(self, counterparties: pl.DataFrame, *, threshold: float | None = None) -> pl.Series:
        """Row numbers, ascending: all that have a hit and few others, in a fraction of the time of ``run``.

        For few designations, which most counterparties have nothing to do with. The frame has the columns of
        ``COUNTERPARTIES``; threshold and errors are those of ``run``.
        """
        line = self._line if threshold is None else Line.of(self.policy, self._register, threshold)
        named = stated(counterparties, "name", "native_name", "aliases")
        identified = stated(counterparties, "identifiers")
        found = named["row"].gather(self._index.hit(named["text"], line.least))
        same = identified["row"].gather(self._register.stating(identified["text"]))
        return pl.concat([found, same]).unique().sort()

    def run_batches(
        self,
        batches: Iterable[Any],
        *,
        threshold: float | None = None,
        threads: int | None = None,
        exhaustive: bool = False,
        today: dt.date | None = None,
    ) -> Iterator[Run]:
        """Screen batches as they come, each as ``run`` does, in their order; memory does not grow with their number.

        Args:
            batches: frames, or whatever offers the Arrow C interface (record batches of pyarrow, of Spark's
                ``mapInArrow``, of a Dask or Ray partition), with the columns that ``run`` takes. Without a column
                ``row`` lines are counted through. All lines of one row belong into one batch.
            threshold: 50-100, instead of all thresholds of the policy; None for the policy's.
            threads: as for ``run``; batches are taken a few ahead of the outcome, by as many as there are threads.
            exhaustive: as for ``run``.
            today: as for ``check``.

        Raises:
            UsageError: no column with names, or a threshold out of range.
        """
        screened = partial(self.run_chunks, threshold=threshold, threads=threads, today=today, exhaustive=exhaustive)
        return in_batches(batches, screened, CHUNK)

    def screen_batches(
        self,
        batches: Iterable[Any],
        *,
        threshold: float | None = None,
        threads: int | None = None,
        today: dt.date | None = None,
    ) -> Iterator[pl.DataFrame]:
        """Screen batches as they come; yields the hits of each (columns of ``HITS``). See ``run_batches``."""
        return (run.hits for run in self.run_batches(batches, threshold=threshold, threads=threads, today=today))

    def run_chunks(
        self,
        chunks: Iterable[Chunk],
        *,
        threshold: float | None = None,
        threads: int | None = None,
        today: dt.date | None = None,
        exhaustive: bool = False,
    ) -> Iterator[Run]:
        """The outcome of each chunk, a line a line of it; in order, some being screened while others are read."""
        line = self._line if threshold is None else Line.of(self.policy, self._register, threshold)
        work = partial(self._of_chunk, line=line, today=today, exhaustive=exhaustive)
        return in_order(work, chunks, processors() if threads is None else threads)

    def _matcher(self, threshold: float | None, today: dt.date | None) -> Matcher:
        line = self._line if threshold is None else Line.of(self.policy, self._register, threshold)
        return Matcher(
            self._shared,
            line.least,
            self._memory,
            self._register.identified,
            partial(self._of_party, line=line, today=today),
            partial(self._scanner.scan, line=line, today=today),
            self._scanner.acquaint,
            Basis.of(self.loaded, self.policy, self.weights_version, threshold),
            today,
        )

    def _of_chunk(self, numbered: Chunk, line: Line, today: dt.date | None, *, exhaustive: bool) -> Run:
        lines = Lines(numbered[1], numbered[0])
        problems = lines.problems()
        lines.check_kinds(leaving=problems)
        texts, owner = lines.asked(leaving=problems)
        found: dict[int, list[Found]] = {}
        for query, listed, comparison in self._index.search_all(texts, line.least, exhaustive=exhaustive):
            found.setdefault(owner[query], []).append(Found(texts[query], listed, comparison))
        status, hits = ["no alert"] * len(lines.rows), list[Hit]()
        places = sorted(found.keys() | (set(lines.identified) - problems.keys()))
        for at, party in zip(places, lines.parties(places), strict=True):
            own = self._of_party(lines.rows[at], party, found.get(at, ()), line, today)
            hits += own
            if any(hit.alert for hit in own):
                status[at] = "alert"
            elif any(hit.why_no_alert == SUPPRESSED for hit in own):
                status[at] = "suppressed"
        for at in problems:
            status[at] = "in error"
        columns: tuple[list[Any], ...] = (lines.rows, status, [problems.get(at, "") for at in range(len(status))])
        rows = pl.DataFrame([pl.Series(name, column, ROWS[name]) for name, column in zip(ROWS, columns, strict=True)])
        return Run(hits_frame(hits) if hits else HITS.to_frame(), rows)

    def _of_party(
        self, row: int, party: Counterparty, found: Sequence[Found], line: Line, today: dt.date | None
    ) -> list[Hit]:
        """Hits of one counterparty, best first: the best comparison of each designation, and equal identifiers."""
        Kind(party.kind or Kind.UNKNOWN)
        if not found and not party.identifiers:
            return []
        register, profile = self._register, Profile.of(party)
        named: dict[int, list[Found]] = {}
        for each in found:
            named.setdefault(register.entry_of[each.number], []).append(each)
        asked = Asked(row, party, profile)
        identified = register.identified(profile.identifiers)
        hits = list[tuple[Hit, Listed]]()
        for entry in named.keys() | identified:
            names = line.names(named.get(entry, ()), entry, register, identified=entry in identified)
            if names is None:
                continue
            listing = register.listing(entry)
            hit = compose(asked, entry, names, register, self.policy, listing=listing)
            if self.decisions is not None and self.decisions.knows(hit.alert_id):
                hit = self.decisions.apply(hit, party, register.designation(entry), today)
            hits.append((hit, Listed(hit.list_id, hit.entry_id, listing.kind, listing.facts)))
        hits.sort(key=lambda each: (-each[0].score, each[0].list_id, each[0].entry_id))
        return settle([hit for hit, _ in hits], [listed for _, listed in hits], self.links)


def _again(lists: saved.Source | Sequence[Loaded], code: str, how: Mapping[str, Any]) -> Screener:
    """A screener as it was in another process of the same program."""
    if code != saved.code_digest():
        raise ListRefusedError("the program is not the one that loaded the lists", way_out="Start it again.")
    if not isinstance(lists, saved.Source):
        return Screener(lists, **how)
    ready = saved.ready(*lists)
    return Screener(ready.loaded, ready=ready, **how)
