"""Make docs/languages.md from the packs: `python docs/make_languages.py`."""

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))  # the packs here, not those of an installed copy
from seedparse.languages import loader
from seedparse.proofs import examples

HEAD = """# The languages

Which languages seedparse knows, and how much of each. Made from the packs by
`python docs/make_languages.py`. The columns count phrases: of attribution (sentences, clauses,
credits), of related lists (headings and inline links), of what is set aside (photo, share, tags,
promo, footer, navigation), of heads (bylines, dates, datelines).

| code | language | | attribution | related | set aside | heads | words of months | examples |
|---|---|---|---|---|---|---|---|---|
"""
TAIL = """
## A language without a pack

An article in any other language still has its title and its body: they are found by the form of
the lines. A list under a heading that no pack knows is a related list if its entries have dates in
numbers (07.02.2026, 2025-03-12), and its dates are read. The language is named where one language
alone uses the script (Gujarati, Khmer); otherwise it is `und`, never a guess.

What needs words is not found: who reports and whom they cite, dates with the name of a month,
bylines and date labels, and what a phrase shows to be a photo credit, a button or a footer. Such a
line stays in the body, in `header.meta` or in `extra`. A pack of your own adds these
([packs.md](packs.md)).
"""
COLUMNS = (
    ("sentence", "speaker", "credit", "clause", "background"),
    ("heading", "inline"),
    ("photo", "share", "tags", "promo", "footer", "navigation"),
    ("byline", "published", "updated", "dateline"),
)


def page() -> str:
    rows = []
    packs = loader.load()
    for path in loader.shipped():
        built, proof = packs.by_language[Path(path).stem].built, examples.read(loader.table(path))
        kinds = Counter(phrase[0] for phrase in built["phrases"])
        counts = [sum(kinds[kind] for kind in column) for column in COLUMNS]
        number = len(proof["examples"]) + len(proof["counter_examples"])
        cells = [built["language"], built["english_name"], built["name"], *counts, len(built["months"]), number]
        rows.append("| " + " | ".join(map(str, cells)) + " |")
    return HEAD + "\n".join(rows) + "\n" + TAIL


if __name__ == "__main__":
    Path(__file__).with_name("languages.md").write_text(page(), encoding="utf-8")
