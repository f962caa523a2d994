"""Measure names inside texts: recall of planted names, false mentions of texts without one, milliseconds a text.

Sentences are generated from templates typed by us: news, remittances, trade, addresses, ships. Two thirds hold one
strong listed name of two words or more (in the case of the list, in capitals or in small letters; remittances cut into
lines of 35 characters), one third a clean name. The fifty narratives of ``STYLES`` are typed by us and hold no listed
name; ``--misses`` prints what was missed and what was found there.

Usage: ``python -m benchmarks.narrative [--sentences N] [--seed S] [--misses]``.
"""

import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import median

from benchmarks import sources
from screening import Mention, Screener
from screening.schema import Kind

LINE = 35
TEMPLATES = {
    "news": (
        "Sanctions were imposed on {name} on Thursday, officials in Brussels said.",
        "The court in London heard that {name} had moved money through three accounts.",
        "According to the report, {name}, who denies this, met the deputy minister twice.",
        '"We never traded with {name}," the spokeswoman said. The company closed in May.',
        "Reporters asked about {name}'s role in the tender; the ministry did not answer.",
    ),
    "remittance": (
        "/INV/2024-117 PAYMENT FOR SPARE PARTS TO {name} CONTRACT 77/2023",
        "RFB SALARY AUGUST {name} REF 00123 THANK YOU",
        "/ROC/4471//BALANCE ORDER 5512 {name} LESS CHARGES",
        "CONSULTING FEES FOR {name}, JULY TO SEPTEMBER",
        "REFUND {name} BOOKING NR 99812 DATED 01.08.2024",
    ),
    "trade": (
        "20 pallets of bearings, consignee {name}, incoterms CIF Mersin, HS code 848210.",
        "Letter of credit LC-5541 in favour of {name} against documents, partial shipments allowed.",
        "End user certificate: the goods are for {name} and will not be re-exported.",
        "Proforma 12/24, buyer: {name}; payment 30 days net.",
    ),
    "address": (
        "Deliver to {name}, 12 Harbour Street, third floor, P.O. Box 4471, Valletta.",
        "{name}\n45 Station Road\nNicosia\nattn. accounts payable",
        "c/o {name}, Hauptstrasse 9, 10115 Berlin, tel. +49 30 1234567",
    ),
    "ship": (
        "Freight for MV {name}, loaded at Novorossiysk, bill of lading 7781.",
        "Bunkers supplied to vessel {name} at Fujairah on 3 August, 350 mt.",
        "Demurrage of the tanker {name} as per charter party of 12.01.2024.",
    ),
}
"""``{name}`` is what is planted: a ship in templates of ships, a person or organisation in the others."""

WAYS: tuple[Callable[[str], str], ...] = (str, str.upper, str.lower)
STYLES = """
VLADIMIR RENT AUGUST
KIM'S CAFE
Invoice 4711 thanks
RE 2024-00918 vom 12.03. Kd-Nr 88123
/INV/55512/01.08.2024//INV/55513/01.08.2024
SALARY AUG 2024 EMP 00412 PETER SCHMIDT
Lohn Juli Maria Garcia
Happy birthday Sasha! love from grandma
rent flat 3b victoria street 12 london
MV SEA BREEZE FREIGHT ROTTERDAM - GDANSK BL 778
Payment for 350 MT of steel pipes, contract 12/SP dd 01.02.2024
School fees Olga, class 4b, second term
Ali and Hassan's wedding gift
Loan repayment 7 of 24, John & Mary Miller
Spende Erdbeben Türkei Syrien
Hotel Moscow, 2 nights, booking 998123
CUBA STREET 5 DEPOSIT
Flight tickets Tehran - Dubai, Mr Peter Brown
Commission on sale of apartment, Damascus Gate Road 9, Jerusalem
USTAWA 12 FAKTURA VAT 44/2024 DOSTAWA CZESCI
Miete Wohnung 12, Moskauer Straße 77, 10243 Berlin
TRADING COMPANY LIMITED INVOICE 77120
Consulting services July to September, general management
Advance 30% machinery parts, technical department
Membership fee international federation 2024
Payment to State Bank for customs duties, declaration 1234567
University of Science and Technology tuition, student 20231145
Oil and gas equipment, partial delivery, industrial complex no. 7
Ministry of Education exam fee
Shipping and logistics services, air cargo, export department
Crimea Road 5, London, plumbing works
Karim, dinner and taxi split
Mohammed's car insurance
Abdullah school bus September
Medical centre bill, Dr Ahmed, patient 4471
Chen Wei laptop refund
Lee & Sons Bakery, order of bread rolls
Alexander Ivan tickets theatre
Pension contribution 08/2024 ref PN-7781/B
PAYPAL *STEAM GAMES 35314369001
UBER TRIP HELP.UBER.COM
AMZN Mktp DE*2K4Y01BB5 LUX
Charity run 2024: team Tigers, 12 runners
Santa Maria hostel, Lima, room 7
Ocean freight Shanghai - Hamburg, container MSKU1234567
Repair of pump station, water supply company, district 9
Legal fees matter 2024/113, Smith Jones LLP
Оплата по счету 45 от 01.08.2024 за услуги связи
Арендная плата август, квартира 12
货款 合同号 2024-118
""".strip().splitlines()
"""Fifty narratives as customers of banks write them; invented, none with a listed name."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A text, its style, and what was planted: the words and the entries whose name they are; none in a clean one."""

    style: str
    text: str
    words: str = ""
    entries: frozenset[tuple[str, str]] = frozenset()

    def is_found(self, mentions: list[Mention]) -> bool:
        """Whether a mention of a planted entry stands at the planted words."""
        begin = self.text.replace("\n", "").find(self.words.replace("\n", ""))
        for each in mentions:
            at = each.begin - self.text[: each.begin].count("\n")
            if (each.hit.list_id, each.hit.entry_id) in self.entries and begin <= at < begin + len(self.words):
                return True
        return False


def sentences(screener: Screener, clean: list[str], count: int, seed: int) -> Iterator[Sentence]:
    """Generate sentences: of three, two hold a listed name."""
    draw = random.Random(seed)  # noqa: S311  # a sample, not a secret
    entries, ships, others = defaultdict[str, set[tuple[str, str]]](set), list[str](), list[str]()
    for each in sources.strong_names(screener):
        if each.kind is not Kind.AIRCRAFT and (each.kind is Kind.VESSEL or len(each.text.split()) > 1):
            entries[each.text].add((each.list_id, each.entry_id))
            (ships if each.kind is Kind.VESSEL else others).append(each.text)
    for number in range(count):
        style = list(TEMPLATES)[number % len(TEMPLATES)]
        planted = number % 3 < 2  # two of three
        listed = draw.choice(ships if style == "ship" else others)
        name = WAYS[draw.randrange(len(WAYS))](listed if planted else draw.choice(clean))
        text = draw.choice(TEMPLATES[style]).format(name=name)
        if style == "remittance":
            text = "\n".join(text.upper()[at : at + LINE] for at in range(0, len(text), LINE))
            name = name.upper()
        yield Sentence(style, text, name if planted else "", frozenset(entries[listed]) if planted else frozenset())


def main() -> None:
    """Print recall by style, false mentions, and times."""
    parser = sources.arguments(__doc__)
    parser.add_argument("--sentences", type=int, default=300)
    parser.add_argument("--misses", action="store_true", help="print what was missed, and what was found wrongly")
    args = parser.parse_args()
    screener = Screener.load(args.data / "lists", warm=True)
    print(f"Lists: {sources.loaded_lists(screener)}\n")
    clean = [name for file in sources.CLEAN for name in sources.clean_names(args.data, file, 100, args.seed)]
    every = [
        *sentences(screener, clean, args.sentences, args.seed),
        *(Sentence("typed by us", text) for text in STYLES),
    ]
    found = {at: screener.scan(each.text) for at, each in enumerate(every)}
    print(
        "| texts | planted | found | precision of planted | without | with a false mention |\n|---|---|---|---|---|---|"
    )
    for style in (*TEMPLATES, "typed by us", ""):
        own = [at for at, each in enumerate(every) if style in ("", each.style)]
        planted, without = ([at for at in own if bool(every[at].words) is told] for told in (True, False))
        right = [at for at in planted if every[at].is_found(found[at])]
        places = [(at, each.begin) for at in planted for each in found[at]]
        at_name = {(at, begin) for at, begin in places if _is_at_name(every[at], begin)}
        false = [at for at in without if found[at]]
        precision = _rate(len(at_name), len(set(places)))
        line = (_rate(len(right), len(planted)), precision)
        print(f"| {style or 'all'} | {len(planted)} | {line[0]} | {line[1]} | {len(without)} | {len(false)} |")
        for at in ({*planted} - {*right}) | {*false} if args.misses and style else ():
            hits = [f"{each.words!r} as {each.hit.matched_name!r} {each.hit.score:g}" for each in found[at]]
            print(f"    {every[at].text!r} planted {every[at].words!r}: {hits}")
    _times(screener, every, found)


def _rate(right: int, every: int) -> str:
    """A rate in per cent, then the cases."""
    return f"{100 * right / every:.1f} % ({right}/{every})" if every else ""


def _is_at_name(sentence: Sentence, begin: int) -> bool:
    at = begin - sentence.text[:begin].count("\n")
    first = sentence.text.replace("\n", "").find(sentence.words)
    return first <= at < first + len(sentence.words)


def _times(screener: Screener, every: list[Sentence], found: dict[int, list[Mention]]) -> None:
    without, article = list[float](), "\n\n".join(each.text for at, each in enumerate(every) if not found[at])
    for at, each in enumerate(every):
        if not found[at]:
            start = time.process_time()
            screener.scan(each.text)
            without.append(1000 * (time.process_time() - start))
    print(f"\nmilliseconds a text without a mention: median {median(without):.2f}, most {max(without):.2f}")
    for words in (5_000, 100_000):
        text = article * (1 + words // len(article.split()))
        text = text[: len(" ".join(text.split()[:words]))]
        start = time.process_time()
        mentions = screener.scan(text)
        took = time.process_time() - start
        print(f"{len(text.split()):,} words, {len(text):,} characters: {took:.2f} s, {len(mentions):,} mentions")


if __name__ == "__main__":
    main()
