"""Regular expressions that are compiled at first use.

Law: `later` differs from `re.compile` only in when it compiles.
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
    """A pattern that is compiled at its first use, and can be used like a compiled one.

    Most runs use only some of the patterns; compiling all of them at import took a tenth of the time of a short run.
    """
    return cast("re.Pattern[AnyStr]", _Later(pattern, flags))
