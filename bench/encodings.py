"""Measures how often an encoding is detected correctly. For each encoding it tries the fixtures' characters that the
encoding has: the title of each article and of its entries, its first 300 bytes, its first 2,000 bytes. The last column
is for whole articles that stand behind, between and before articles in UTF-8 in one file.

usage: python bench/encodings.py

An answer is right if it decodes to the same text; the name may differ.
"""

from collections import Counter
from pathlib import Path

import seedparse
from seedparse.text.encodings import of_bytes

RULER = "\n\n----------\n\n"
FIXTURES = Path(__file__).parent.parent / "tests/fixtures/articles"
WRITTEN_IN = {
    "utf-8": "uk ru de fr ja zh ko ar el",
    "cp1251": "uk ru be bg sr kk", "koi8-u": "uk ru", "koi8-r": "ru", "cp866": "ru", "cp1125": "uk",
    "iso8859-5": "ru bg be sr uk",
    "mac-cyrillic": "ru uk", "cp1250": "pl cs sk hr sl hu ro", "iso8859-2": "pl cs sk hr sl hu ro",
    "cp1252": "de fr es pt it nl sv no da fi", "iso8859-1": "de fr es pt it nl sv no da fi",
    "iso8859-15": "fr fi de", "cp1253": "el", "cp1254": "tr", "iso8859-9": "tr", "cp1257": "lt lv et",
    "cp1255": "he", "cp1256": "ar fa", "gb18030": "zh ru", "shift_jis": "ja", "euc_jp": "ja", "euc_kr": "ko",
}  # fmt: skip


def samples(text: str) -> dict[str, list[str]]:
    lines = [line for line in text.split("\n") if line.strip()]
    titles = [lines[0], *(line for line in lines if line.startswith("- "))]
    return {"titles": titles, "300": ["\n".join(lines)[:300]], "2000": ["\n".join(lines)[:2000]]}


def is_right_beside(other: str, article: str, encoding: str) -> bool:
    """Whether an article in this encoding and one in UTF-8 in one file give the same records as both in UTF-8."""
    for parts in ([other, article], [article, other], [other, article, other]):
        mixed = RULER.encode().join(part.encode(encoding if part is article else "utf-8") for part in parts)
        found, wanted = seedparse.parse(mixed), seedparse.parse_text(RULER.join(parts))
        if [each["id"] for each in found] != [each["id"] for each in wanted]:
            return False
    return True


def main() -> None:
    print("| encoding | titles | 300 bytes | 2,000 bytes | beside UTF-8 |\n|---|---|---|---|---|")
    other = (FIXTURES / "guildhall.txt").read_text(encoding="utf-8")
    for encoding, languages in WRITTEN_IN.items():
        right: Counter[str] = Counter()
        count: Counter[str] = Counter()
        for language in languages.split():
            for path in FIXTURES.glob(f"{language}-*.txt"):
                whole = path.read_text(encoding="utf-8")
                for size, texts in samples(whole).items():
                    for text in texts:
                        data = text.encode(encoding, errors="ignore")
                        data = data[: int(size)] if size.isdigit() else data
                        if not data.isascii():
                            count[size] += 1
                            right[size] += data.decode(of_bytes(data).encoding, "replace") == data.decode(
                                encoding, "replace"
                            )
                article = whole.encode(encoding, errors="ignore").decode(encoding)
                count["beside"] += 1
                right["beside"] += is_right_beside(other, article, encoding)
        columns = (f"{right[size]} of {count[size]}" for size in ("titles", "300", "2000", "beside"))
        print(f"| {encoding} |", " | ".join(columns), "|", flush=True)


if __name__ == "__main__":
    main()
