"""Hypothesis strategies that several tests share: names as people write them, and any text at all."""

from hypothesis import strategies as st

from screening.schema import Kind

KINDS = st.sampled_from([Kind.PERSON, Kind.ORGANISATION, Kind.VESSEL, Kind.AIRCRAFT])

WORDS = st.sampled_from(
    """
    Ivan Ivanov Ivanova Petrovich Petrovna Maria Mohammed Ali Hasan bin al Smith Smyth Katarina Ekaterina Volga Bank
    Trading Company LLC State Second 2 224th Unit Kraken Marine Lubov Lubovna X V. J Иван Иванов محمد حسن 김 영 福
    Steel Works Export-Import Al-Nour O'Neil Müller Zhukov Jukov Shchukin Schukin Tsarev Carev
    """.split()  # noqa: SIM905  # one word a blank reads better than seventy quotes
)
"""Words that meet every role: given names, patronymics, particles, forms, numbers, initials, five scripts."""

NAMES = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)
LATIN_WORDS = st.text("abcdehijkmnorstuvyzгдт", min_size=1, max_size=12)
ANY_TEXT = st.text(max_size=40)
