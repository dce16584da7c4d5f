"""The formats of `--as`: what makes a line of an article record.

Law: a format gets the record alone, so its lines are the same for any order and number of processes.
"""

from collections.abc import Callable
from typing import Any

from seedparse.interchange.dolma import dolma
from seedparse.interchange.ninjs import ninjs
from seedparse.interchange.schema_org import schema_org
from seedparse.interchange.text_line import text_line
from seedparse.model import Article

STANDARDS: dict[str, Callable[[Article], dict[str, Any]]] = {
    "ninjs": ninjs,
    "schema-org": schema_org,
    "dolma": dolma,
    "text": text_line,
}
