"""An article on the sanctions of January 2024, typed by us from public facts: the listed are found, others are not."""

import pytest

from screening import Screener

ARTICLE = """\
The United States on Thursday imposed sanctions on three Russian entities and one individual over the transfer and
testing of North Korean ballistic missiles. Secretary of State Antony Blinken said the missiles had been used against
Ukraine on December 30 and January 2.

The State Department named the 224th Flight Unit State Airlines, whose aircraft moved the missiles, and its general
director, Vladimir Vladimirovich Mikheychik. The Vladimirovka Advanced Weapons and Research Complex (VAWARC) and the
Ashuluk Firing Range were used to test them, it said. Aircraft such as RF-86898 and RF-82011 are blocked property.

Kirby, the National Security Council spokesman, told reporters in Washington that Russia was looking for more. South
Korea's foreign minister, Cho Tae-yul, and Japan's, Yoko Kamikawa, joined a statement of some 50 countries. "We will not
hesitate to take further actions," said Matthew Miller. Vladimir, a pilot in Astrakhan, would not give his last name.

In Kyiv the security service had told Mikheychik's lawyer of suspicion in August 2023. The airline flies the Il-76 and
An-124 from Chkalovsky; a research complex near Vladimir has no part in the story.
"""


@pytest.fixture(scope="module")
def starter() -> Screener:
    """A screener over the embedded list."""
    return Screener.load(None, ["starter"])


def test_the_listed_are_found_where_they_stand_and_nobody_else(starter: Screener) -> None:
    """Three entities, one person, an acronym and two aircraft; no minister, no spokesman, no other Vladimir."""
    mentions = starter.scan(ARTICLE)
    assert all(ARTICLE[each.begin : each.end] == each.words for each in mentions)
    us = {(each.words, each.hit.entry_id) for each in mentions if each.hit.entry_id.startswith("US-")}
    assert us >= {
        ("224th Flight Unit State Airlines", "US-43113"),
        ("Vladimir Vladimirovich Mikheychik", "US-47173"),
        ("Vladimirovka Advanced Weapons and Research Complex", "US-47172"),
        ("VAWARC", "US-47172"),
        ("Ashuluk Firing Range", "US-47171"),
        ("RF-86898", "US-47174"),
        ("RF-82011", "US-47176"),
    }
    assert {each.words for each in mentions} == {words for words, _ in us}
