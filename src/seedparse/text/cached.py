"""A value that is worked out when it is first asked for, and kept.

Law: it is worked out once an object. That of functools takes a lock each time up to Python 3.11, which costs as much as
most of these values; a parser is used by one thread.
"""

from collections.abc import Callable
from typing import Any, Generic, Self, TypeVar, overload

T = TypeVar("T")


class lazy(Generic[T]):  # noqa: N801  # a decorator, as `property` is
    """A method's value as an attribute: `functools.cached_property` without its lock."""

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
        # Under this name in the object's own attributes it is found before this method is.
        value = owner.__dict__[self._name] = self._work_out(owner)
        return value
