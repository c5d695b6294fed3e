"""Frozen classes that are quick to define, as a start defines more than a hundred of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar, dataclass_transform, overload

if TYPE_CHECKING:
    from inspect import Signature

C = TypeVar("C", bound=type[Any])


@overload
def frozen(cls: C, /) -> C: ...
@overload
def frozen(*, eq: bool = True) -> Callable[[C], C]: ...
@dataclass_transform(frozen_default=True, field_specifiers=(field, Field))
def frozen(cls: C | None = None, /, *, eq: bool = True) -> C | Callable[[C], C]:
    """`dataclass(frozen=True)` without methods that are written and compiled for each class: a twentieth of its time.

    `field`, `fields`, `replace`, `asdict` and `__post_init__` are as with any dataclass; a field with `init=False` and
    slots are not for it. Without `eq` an instance equals itself alone.
    """
    return (lambda one: _frozen(one, eq=eq)) if cls is None else _frozen(cls, eq=eq)


def _frozen(cls: C, *, eq: bool) -> C:
    dataclass(init=False, repr=False, eq=False)(cls)
    methods = {
        "__init__": _init(cls),
        "__signature__": _Arguments(),
        "__repr__": _shown,
        "__setattr__": _not_set,
        "__delattr__": _not_deleted,
    }
    for name, method in (methods | _equality(cls) if eq else methods).items():
        if name not in vars(cls):
            setattr(cls, name, method)
    return cls


def _init(cls: type[Any]) -> Callable[..., None]:
    """What fills a new instance: its dictionary, and at once, as nothing is set later."""
    names = tuple(one.name for one in fields(cls))
    known = frozenset(names)
    usual = {one.name: one.default for one in fields(cls) if one.default is not MISSING}
    makers = [(one.name, one.default_factory) for one in fields(cls) if one.default_factory is not MISSING]
    finished = hasattr(cls, "__post_init__")

    def __init__(self: Any, /, *given: object, **named: object) -> None:  # noqa: ANN401, N807 - one for any class
        values = self.__dict__
        values.update(usual)
        values.update(zip(names, given, strict=False))
        values.update(named)
        for name, make in makers:
            if name not in values:
                values[name] = make()
        if values.keys() != known or len(given) > len(names) or not named.keys().isdisjoint(names[: len(given)]):
            type(self).__signature__.bind(*given, **named)  # raises TypeError, and says why
        if finished:
            self.__post_init__()

    return __init__


class _Arguments:
    """What `help` says of them: not worked out before it is asked for."""

    def __get__(self, instance: object, cls: type[Any]) -> Signature:
        from inspect import Parameter, Signature

        of = Parameter.POSITIONAL_OR_KEYWORD
        return Signature(
            [
                Parameter(one.name, of, default=_default(one, Parameter.empty), annotation=one.type)
                for one in fields(cls)
            ]
        )


def _default(one: Field[Any], none: object) -> object:
    return next((it for it in (one.default, one.default_factory) if it is not MISSING), none)


def _shown(self: Any) -> str:  # noqa: ANN401 - of any such class
    told = ", ".join(f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr)
    return f"{type(self).__qualname__}({told})"


def _not_set(self: object, name: str, value: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _not_deleted(self: object, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _equality(cls: type[Any]) -> dict[str, Callable[..., Any]]:
    """Two instances of one class are equal where their fields are, and then have one hash."""
    compared = [one.name for one in fields(cls) if one.compare]
    values = attrgetter(*compared) if compared else lambda instance: ()

    def __eq__(self: object, other: object) -> bool:  # noqa: N807 - is one
        return values(self) == values(other) if type(other) is type(self) else NotImplemented

    def __hash__(self: object) -> int:  # noqa: N807 - is one
        return hash(values(self))

    return {"__eq__": __eq__, "__hash__": __hash__}
