"""Make docs/languages.md from the packs: `python docs/make_languages.py`."""

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))  # the packs here, not those of an installed copy
from seedparse.languages import loader
from seedparse.proofs import examples

HEAD = """# The languages

Made from the packs by `python docs/make_languages.py`. How many phrases each knows: of attribution (sentences, clauses,
credits), of related lists (headings and inline links), of what is set aside (photo, share, tags, promo, footer,
navigation), of heads (bylines, dates, datelines).

| code | language | | attribution | related | set aside | heads | words of months | examples |
|---|---|---|---|---|---|---|---|---|
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
    return HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    Path(__file__).with_name("languages.md").write_text(page(), encoding="utf-8")
