"""Build ``screening/romanise/han.toml``: simplified forms and readings of the Chinese characters in common use.

Taken from the Unihan database of the Unicode Character Database (Unicode License): ``kSimplifiedVariant``,
``kMandarin``, ``kCantonese``, ``kHangul``. Characters: all of GB 2312, and those of Big5 level 1 and KS X 1001 that it
lacks, each in its simplified form.

Usage: ``python -m benchmarks.build_han FOLDER`` with ``Unihan_Readings.txt`` and ``Unihan_Variants.txt``, or .bz2.
"""

import argparse
import bz2
import textwrap
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path

from screening import romanise

TABLE = Path(romanise.__file__).with_name("han.toml")
HEAD = """\
# Chinese characters in common use: the simplified form of traditional ones, and their readings: Mandarin (pinyin
# without tones), Cantonese (Jyutping without tones), Sino-Korean (in Hangul). Of each simplified character the
# commonest reading; of Korean ones all. Facts: Unihan database, Unicode 15.0 (kSimplifiedVariant, kMandarin,
# kCantonese, kHangul), Unicode License. Written by benchmarks/build_han.py, not by hand.
"""
FIELDS = {"kMandarin": "mandarin", "kCantonese": "cantonese", "kHangul": "korean"}


def facts(folder: Path, file: str) -> Iterator[tuple[str, str, str]]:
    """Yield (character, field, value) of one file of the database."""
    plain = folder / file
    packed = folder / f"{file}.bz2"
    text = plain.read_bytes() if plain.exists() else bz2.decompress(packed.read_bytes())
    for line in text.decode().splitlines():
        if line.startswith("U+"):
            code, name, value = line.split("\t")
            yield chr(int(code[2:], 16)), name, value


def simplified_forms(folder: Path) -> dict[str, str]:
    """Traditional character -> simplified; a character that is its own simplified form is left out."""
    found: dict[str, str] = {}
    for char, name, value in facts(folder, "Unihan_Variants.txt"):
        forms = [chr(int(code[2:], 16)) for code in value.split()] if name == "kSimplifiedVariant" else [char]
        if char not in forms:
            found[char] = forms[0]
    return found


def _encodable(char: str, codec: str) -> bytes:
    try:
        return char.encode(codec)
    except UnicodeEncodeError:
        return b""


def in_use(char: str) -> bool:
    """Whether a character is in GB 2312, Big5 level 1 or KS X 1001."""
    return bool(_encodable(char, "gb2312") or b"" < _encodable(char, "big5") < b"\xc9" or _encodable(char, "euc_kr"))


def spellings(name: str, value: str) -> list[str]:
    """What the table keeps of a field: the first reading without its tone; of Korean every reading."""
    if name == "kHangul":
        return [each.partition(":")[0] for each in value.split()]
    first = unicodedata.normalize("NFD", value.split(maxsplit=1)[0]).replace("u\u0308", "v")
    return ["".join(char for char in first if "a" <= char <= "z")]


def _key(key: str) -> str:
    return key if key.isascii() else f'"{key}"'


def _block(title: str, rows: Mapping[str, list[str]]) -> str:
    lines = [f"[{title}]", *(f'{_key(key)} = "{"".join(sorted(chars))}"' for key, chars in sorted(rows.items()))]
    return "\n".join(line for each in lines for line in _folded(each)) + "\n"


def _folded(line: str) -> list[str]:
    if len(line) <= 110:
        return [line]
    key, _, text = line.partition(" = ")
    return [f'{key} = """', *(f"{part}\\" for part in textwrap.wrap(text.strip('"'), 100)), '"""']


def build(folder: Path) -> str:
    """The table as text."""
    forms = {char: form for char, form in simplified_forms(folder).items() if in_use(char)}
    wanted = {char for char in map(chr, range(0x4E00, 0xA000)) if in_use(char) and char not in forms}
    wanted |= set(forms.values())
    tables: dict[str, dict[str, list[str]]] = {title: {} for title in FIELDS.values()}
    own: dict[str, dict[str, str]] = {name: {} for name in FIELDS}
    for char, name, value in facts(folder, "Unihan_Readings.txt"):
        if name in FIELDS:
            own[name][char] = value
    for char, form in forms.items():  # Unihan gives Sino-Korean readings to the traditional form
        if form not in own["kHangul"] and char in own["kHangul"]:
            own["kHangul"][form] = own["kHangul"][char]
    for name, title in FIELDS.items():
        for char in sorted(wanted & own[name].keys()):
            for spelling in spellings(name, own[name][char]):
                tables[title].setdefault(spelling, []).append(char)
    pairs = sorted(forms.items())
    simple = {"from": [char for char, _ in pairs], "to": [form for _, form in pairs]}
    head = "[simplified]\n" + "\n".join(
        line for key, chars in simple.items() for line in _folded(f'{key} = "{"".join(chars)}"')
    )
    return f"{HEAD}\n{head}\n\n" + "\n".join(_block(title, rows) for title, rows in tables.items())


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    TABLE.write_text(build(parser.parse_args().folder), encoding="utf-8")


if __name__ == "__main__":
    main()
