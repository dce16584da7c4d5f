"""Parse dumps with weights that were fitted without their sites, so that the records can be scored honestly.

    python training/measure.py DUMPS --out RECORDS          # five fits, each on the sites of the other parts
    python training/measure.py DUMPS --out RECORDS --shipped  # the weights of the package: what was fitted on is known

RECORDS gets one `<name>.jsonl` for each `<name>.txt`. DUMPS is as for `fit.py`.
"""

import argparse
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import fit
import rows
from sites import part_of

from seedparse.model import Document, Options
from seedparse.recognition.trees import TreeModel
from seedparse.resources import load
from seedparse.stream import lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dumps", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--of", type=int, default=5)
    parser.add_argument("--shipped", action="store_true")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    gathered = None if options.shipped else rows.gather(options.dumps)
    resources = load()
    for part in range(options.of):
        if gathered is not None:
            fitted = fit.fit_all(gathered, part, options.of)
            models = {name: TreeModel(**each) for name, each in fitted.items()}
            resources = resources._replace(models={**resources.models, **models})
        for path in sorted(options.dumps.glob("*.json")):
            if part_of(json.loads(path.read_text(encoding="utf-8"))["site"], options.of) == part:
                dump = path.with_suffix(".txt")
                records = lines([dump.read_bytes()], Document(path=dump.name), Options(), resources=resources)
                (options.out / f"{path.stem}.jsonl").write_bytes(b"".join(records))


if __name__ == "__main__":
    main()
