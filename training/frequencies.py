"""Measure how frequent words are in text: `src/seedparse/languages/frequencies.json`.

    python training/frequencies.py

It reads the fixtures and the open set of tests/, whose names begin with the language. The packs use the result to look
for the rarest word of a phrase first; what is found does not depend on it.
"""

import json
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))  # the packs here, not those of an installed copy
from seedparse.languages.loader import FREQUENCIES
from seedparse.text.words import pieces

TESTS = Path(__file__).parents[1] / "tests"
PLACES = ("fixtures/articles/*.txt", "open/dumps/*.txt")
PARAGRAPH = 60  # characters of the shortest line that counts as a paragraph
MORE = 20  # paragraphs without the word that are added to those of each language, against chance in few paragraphs
LEAST = 0.01  # smallest share that is kept


def main() -> None:
    """Write the file."""
    lines = (f"{json.dumps(piece, ensure_ascii=False)}: {share}" for piece, share in sorted(measure().items()))
    Path(FREQUENCIES).write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def measure() -> dict[str, float]:
    """A piece of a word to the share of paragraphs that have it, in the language in which it is most frequent."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    paragraphs: Counter[str] = Counter()
    for place in PLACES:
        for path in sorted(TESTS.glob(place)):
            found = re.match("[a-z]{2,3}(?=[-0-9])", path.name)
            for line in path.read_text(encoding="utf-8").splitlines() if found else ():
                if found and len(line) >= PARAGRAPH:
                    counts[found[0]].update(set(pieces(line)))
                    paragraphs[found[0]] += 1
    shares: dict[str, float] = {}
    for language, of_language in counts.items():
        for piece, count in of_language.items():
            share = round(count / (paragraphs[language] + MORE), 3)
            if share >= max(LEAST, shares.get(piece, 0)):
                shares[piece] = share
    return shares


if __name__ == "__main__":
    main()
