"""Frozen classes that are quick to define, as a start defines more than a hundred of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar, dataclass_transform, overload

if TYPE_CHECKING:
    from inspect import Signature

C = TypeVar("C", bound=type[Any])
_FIELDS = "__dataclass_fields__"


@overload
def frozen(cls: C, /) -> C: ...
@overload
def frozen(*, eq: bool = True) -> Callable[[C], C]: ...
@dataclass_transform(frozen_default=True, field_specifiers=(field, Field))
def frozen(cls: C | None = None, /, *, eq: bool = True) -> C | Callable[[C], C]:
    """`dataclass(frozen=True)` without code that is written and compiled for each class: a fortieth of its time.

    `field`, `fields`, `replace`, `asdict` and `__post_init__` are as with any dataclass. Fields with `init=False` and
    slots are not for it; a class inherits from frozen ones alone. Without `eq` an instance equals itself alone.
    """
    return (lambda one: _frozen(one, eq=eq)) if cls is None else _frozen(cls, eq=eq)


def _frozen(cls: C, *, eq: bool) -> C:
    asked = _Fields(cls)
    methods = {
        "__init__": _init(asked.given, finished=hasattr(cls, "__post_init__")),
        "__match_args__": tuple(asked.given),
        "__signature__": _Arguments(),
        "__repr__": _shown,
        "__setattr__": _not_set,
        "__delattr__": _not_deleted,
        **(_equality(asked.given) if eq else {}),
    }
    for name, method in methods.items():
        if name not in vars(cls):
            setattr(cls, name, method)
    setattr(cls, _FIELDS, asked)
    return cls


class _Fields:
    """What `dataclasses` knows of the fields, worked out when it is asked for: of most classes nobody asks.

    By name, `types` are the annotations, and `given` is a default, a `field(...)`, or MISSING.
    """

    def __init__(self, cls: type[Any]) -> None:
        above = next((vars(one)[_FIELDS] for one in cls.__mro__ if _FIELDS in vars(one)), None)
        own = {name: one for name, one in vars(cls).get("__annotations__", {}).items() if "ClassVar" not in str(one)}
        given = {name: vars(cls).get(name, MISSING) for name in own}
        self.types: dict[str, object] = own if above is None else above.types | own
        self.given: dict[str, object] = given if above is None else above.given | given
        self._found: Mapping[str, Field[Any]] | None = None
        for name, one in given.items():
            if isinstance(one, Field):
                _leave_default(cls, name, one)

    def __get__(self, instance: object, cls: type[Any]) -> Mapping[str, Field[Any]]:
        if self._found is None:
            said = {name: one for name, one in self.given.items() if one is not MISSING}
            twin = type(cls.__name__, (), {"__doc__": cls.__doc__, "__annotations__": self.types, **said})
            self._found = {one.name: one for one in fields(dataclass(init=False, repr=False, eq=False)(twin))}
        return self._found


def _leave_default(cls: type[Any], name: str, one: Field[Any]) -> None:
    """What `cls.name` is: the default, where it is one."""
    if one.default is MISSING:
        delattr(cls, name)
    else:
        setattr(cls, name, one.default)


def _init(given: Mapping[str, object], *, finished: bool) -> Callable[..., None]:
    """What fills a new instance: its dictionary, and at once, as nothing is set later."""
    names, size = tuple(given), len(given)
    said = {name: one.default if isinstance(one, Field) else one for name, one in given.items()}
    usual = {name: one for name, one in said.items() if one is not MISSING}
    later = [frozenset(names[at:]) for at in range(size + 1)]  # what can be given by name after so many in order
    makers = [
        (name, one.default_factory)
        for name, one in given.items()
        if isinstance(one, Field) and one.default_factory is not MISSING
    ]

    def __init__(self: Any, /, *given: object, **named: object) -> None:  # noqa: ANN401, N807 - one for any class
        values = self.__dict__
        if len(given) != size:
            values.update(usual)
        values.update(zip(names, given))  # noqa: B905 - looked at below; saying it takes as long as doing it
        if named:
            values.update(named)
        for name, make in makers:
            if name not in values:
                values[name] = make()
        if len(values) != size or len(given) > size or (named and not named.keys() <= later[len(given)]):
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


def _equality(given: Mapping[str, object]) -> dict[str, Callable[..., Any]]:
    """Two instances of one class are equal where their fields are, and then have one hash."""
    compared = [name for name, one in given.items() if not isinstance(one, Field) or one.compare]
    values = attrgetter(*compared) if compared else lambda instance: ()

    def __eq__(self: object, other: object) -> bool:  # noqa: N807 - is one
        return values(self) == values(other) if type(other) is type(self) else NotImplemented

    def __hash__(self: object) -> int:  # noqa: N807 - is one
        return hash(values(self))

    return {"__eq__": __eq__, "__hash__": __hash__}
