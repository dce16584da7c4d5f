"""`lazy`: an attribute that is computed when it is first read, and then stored in its object.

Law: the value is computed once per object. `functools.cached_property` does the same, but up to Python 3.11 it takes a
lock for each value, which costs as much as most of these values. No lock is needed: one thread uses a parser.
"""

from collections.abc import Callable
from typing import Any, Generic, Self, TypeVar, overload

T = TypeVar("T")


class lazy(Generic[T]):  # noqa: N801  # a decorator, as `property` is
    """Decorator that makes a method a computed attribute: `functools.cached_property` without its lock."""

    def __init__(self, work_out: Callable[[Any], T]) -> None:
        self._work_out = work_out
        self.__doc__ = work_out.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, owner: None, kind: type) -> Self: ...
    @overload
    def __get__(self, owner: object, kind: type) -> T: ...
    def __get__(self, owner: object, kind: type) -> Self | T:
        if owner is None:
            return self
        value = self._work_out(owner)
        # Python finds an attribute of the object before it calls this `__get__` again. Setting it by `__dict__` would
        # make a dictionary for each object, which Python 3.11 does without.
        setattr(owner, self._name, value)
        return value
