"""Regular expressions that are compiled when they are first used.

Law: `later` differs from `re.compile` in the moment only. Most runs meet no clock time, no lone surrogate, no a.m.;
compiling all patterns at import took a tenth of a short run.
"""

import re
from typing import Any, AnyStr, Generic, cast


class _Later(Generic[AnyStr]):
    def __init__(self, pattern: AnyStr, flags: int) -> None:
        self._made_of: tuple[AnyStr, int] = pattern, flags

    def __getattr__(self, name: str) -> Any:
        method = getattr(re.compile(*self._made_of), name)
        setattr(self, name, method)
        return method


def later(pattern: AnyStr, flags: int = 0) -> "re.Pattern[AnyStr]":
    """A pattern to use as if it were compiled."""
    return cast("re.Pattern[AnyStr]", _Later(pattern, flags))
