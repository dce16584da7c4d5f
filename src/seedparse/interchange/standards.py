from collections.abc import Callable
from typing import Any

STANDARDS: dict[str, Callable[[Any], Any]] = {}
