"""Measure payments: one call for a pacs.008 with eight parties and banks, and messages a second from files.

Usage: ``python -m benchmarks.payments [--messages N] [--repeat N] [--only SECTION ...]``. The messages are made, the
names in them are clean people and companies of the test data, each in one message alone but for the banks: those in
Latin letters, the only ones that messages between banks may carry (CBPR+), and those of every script. A call is
timed when words are new to the process, when they are known from other names, and when the names are known; names made
of two others are nobody's, and meet more listed ones. Beside the clock stands the time that the processor spent on it,
which a busy machine changes less.
"""

import argparse
import gc
import itertools
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from xml.sax.saxutils import escape

from benchmarks import sources
from benchmarks.speed import loaded
from benchmarks.timing import Rows, Section, commanded, percentiles, ratio, run_sections
from screening.payments import Message, read
from screening.screen import PaymentAnswer, Screener

PEOPLE, COMPANIES = "people_us_dev", "organisations_dev"
_HEAD = '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08"><FIToFICstmrCdtTrf>'
_TAIL = "</FIToFICstmrCdtTrf></Document>"
_BANKS = (
    ("DbtrAgt", "QUINGB2LXXX", "Quince Bank"),
    ("CdtrAgt", "PLUMDEFF", "Plum Bank"),
    ("IntrmyAgt1", "PEARFRPP", "Pear Bank"),
)


def transaction(number: int, people: Iterator[str], companies: Iterator[str]) -> str:
    """A transaction with five parties, three banks, an account and a narrative."""
    names = [next(people), next(companies), next(people), next(companies), next(companies)]
    tags = ("UltmtDbtr", "InitgPty", "Dbtr", "Cdtr", "UltmtCdtr")
    address = "<PstlAdr><StrtNm>Quince Lane</StrtNm><TwnNm>Norwick</TwnNm><Ctry>GB</Ctry></PstlAdr>"
    parties = "".join(
        f"<{tag}><Nm>{escape(name[:140])}</Nm>{address}</{tag}>" for tag, name in zip(tags, names, strict=True)
    )
    banks = "".join(
        f"<{tag}><FinInstnId><BICFI>{bic}</BICFI><Nm>{name}</Nm></FinInstnId></{tag}>" for tag, bic, name in _BANKS
    )
    return (
        f"<CdtTrfTxInf><PmtId><EndToEndId>E{number}</EndToEndId></PmtId>"
        f'<IntrBkSttlmAmt Ccy="EUR">{number}.00</IntrBkSttlmAmt><IntrBkSttlmDt>2026-01-06</IntrBkSttlmDt>'
        f"{parties}{banks}<DbtrAcct><Id><IBAN>GB33BUKB20201555555555</IBAN></Id></DbtrAcct>"
        f"<RmtInf><Ustrd>INVOICE {number} OF 6 JANUARY, FREIGHT AND STORAGE, ORDER {number * 7}</Ustrd></RmtInf>"
        "</CdtTrfTxInf>"
    )


def document(options: argparse.Namespace, *, recombined: bool = False, latin: bool = False) -> str:
    """A pacs.008 of so many transactions; names come again where the test data have too few.

    ``recombined`` gives other names of the same words: the first word of each before the rest of the next one.
    ``latin`` leaves out names with letters of other scripts.
    """
    drawn = []
    for file in (PEOPLE, COMPANIES):
        names = sources.clean_names(options.data, file, (9 if latin else 3) * options.messages, options.seed)
        if latin:
            names = [name for name in names if sources.scripts(name) <= {"LATIN"}]
        if recombined:
            names = [
                " ".join([one.split()[0], *other.split()[1:]]) for one, other in itertools.pairwise([*names, names[0]])
            ]
        drawn.append(itertools.cycle(names))
    return _HEAD + "".join(transaction(number, *drawn) for number in range(options.messages)) + _TAIL


def timed(screener: Screener, messages: Sequence[Message]) -> list[tuple[float, float]]:
    """Seconds of each call by the clock, and of the processor."""
    took = []
    for each in messages:
        clock, processor = time.perf_counter(), time.thread_time()
        screener.check_payment(each)
        took.append((time.perf_counter() - clock, time.thread_time() - processor))
    return took


def message(options: argparse.Namespace, *, latin: bool = True) -> tuple[Sequence[str], Rows]:
    """Single calls."""
    screener = loaded(options)
    documents = (document(options, recombined=each, latin=latin).encode() for each in (False, True))
    messages, others = ([each for each in read(made, "made") if isinstance(each, Message)] for made in documents)
    gc.collect()
    gc.freeze()  # as README tells a service that answers in milliseconds to do
    rows: Rows = []
    for label, asked in (
        ("words new to the process", messages[::2]),
        ("words known, names made of two others", others),
        ("words known, names new", messages[1::2]),
        ("names known", messages[::2]),
    ):
        clock, processor = zip(*timed(screener, asked), strict=True)
        rows.append((label, percentiles(clock), percentiles(processor)))
    answer = screener.check_payment(messages[0])
    fields = f"a pacs.008 with {len(answer.fields)} fields"
    return (fields, "ms by the clock: p50 / p95 / p99", "of the processor"), rows


def files(options: argparse.Namespace) -> tuple[Sequence[str], Rows]:
    """Messages from a file, read and screened, first and again."""
    screener = loaded(options)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.xml"
        path.write_text(document(options), encoding="utf-8")
        runs = [_from(screener, path) for _ in range(options.repeat + 1)]
        begin = time.perf_counter()
        count = sum(1 for _ in read(path))
        reading = time.perf_counter() - begin
    again = statistics.median(seconds for seconds, _ in runs[1:])
    return ("figure", "median"), [
        (f"file of {count} messages, names new to the process, messages/s", f"{count / runs[0][0]:.0f}"),
        ("again", f"{count / again:.0f}"),
        ("of it reading alone, messages/s", f"{count / reading:.0f}"),
        ("messages with an alert", runs[0][1]),
    ]


def _from(screener: Screener, path: Path) -> tuple[float, int]:
    """Seconds, and messages with an alert."""
    begin, alerts = time.perf_counter(), 0
    for answer in screener.check_payments(read(path)):
        alerts += isinstance(answer, PaymentAnswer) and bool(answer.alerts)
    return time.perf_counter() - begin, alerts


def command(options: argparse.Namespace) -> tuple[Sequence[str], Rows]:
    """The command line on a file, by one process and by two, run in turn; a file of one message tells the start."""
    store, whole = options.data / "lists", document(options)
    with tempfile.TemporaryDirectory() as folder:
        many, one, out = (Path(folder) / each for each in ("many.xml", "one.xml", "hits.csv"))
        many.write_text(whole, encoding="utf-8")
        one.write_text(whole.split("</CdtTrfTxInf>")[0] + "</CdtTrfTxInf>" + _TAIL, encoding="utf-8")
        works = [(one, 1), (many, 1), (many, 2)]
        told = [["payments", file, "--store", store, "--out", out, "--processes", number] for file, number in works]
        commanded(*told[1])  # the index is saved, the kernel compiled
        runs = [[commanded(*each) for each in told] for _ in range(options.repeat)]
    took = [[each[at][0] - each[0][0] for each in runs] for at in (1, 2)]
    rows: Rows = [
        (f"{options.messages} messages, {number} of 2 processes, messages/s after starting", f"{rate:.0f}")
        for number, rate in zip((1, 2), (options.messages / statistics.median(each) for each in took), strict=True)
    ]
    peak = max(each[1] for run in runs for each in run)
    return ("figure", "median"), [
        *rows,
        ("two processes", f"{ratio(took[0], took[1]):.2f} times as fast"),
        ("peak memory of a process, MB", f"{peak:.0f}"),
    ]


SECTIONS: dict[str, tuple[int, Section]] = {
    "message": (1, message),
    "scripts": (1, partial(message, latin=False)),
    "files": (2, files),
    "command": (2, command),
}


def main() -> None:
    """Print one table for each section."""
    parser = sources.arguments(__doc__)
    parser.add_argument("--messages", type=int, default=4_000, help="messages of the file and of the single calls")
    parser.add_argument("--repeat", type=int, default=3, help="runs again, of which the median counts")
    run_sections("payments", SECTIONS, parser)


if __name__ == "__main__":
    main()
