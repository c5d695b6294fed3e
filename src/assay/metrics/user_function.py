"""A user's function: how it wants to be called, what it may return, and how its errors are told."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from numbers import Real
from typing import SupportsFloat, cast

import numpy as np

from assay.core.errors import InputError
from assay.core.messages import say
from assay.frozen import frozen

ONE = ("prediction", "reference", "prompt")
OF_ONE = {*ONE, "references"}
OF_ALL = {"predictions", "references", "prompts"}


@frozen
class UserFunction:
    """A function of texts, and what its author declares about its values.

    `arguments` are the names of its parameters: those of OF_ALL where it takes lists of all texts and is called once,
    those of OF_ONE where it is called for each example. `where` is its file.
    """

    name: str
    call: Callable[..., object]
    where: str
    arguments: tuple[str, ...]
    low: float
    high: float
    higher_is_better: bool | None

    @property
    def of_all(self) -> bool:
        """Whether it is called once, with lists."""
        return "predictions" in self.arguments

    def returned(self, values: Sequence[object], example: str | None = None) -> object:
        """What the function returns; raises InputError, with the line, where it raises."""
        try:
            return self.call(*values)
        except Exception as error:
            raise failure(error, self.where, example) from error

    def number(self, returned: object, example: str | None = None) -> float:
        """`returned` as a number in the declared bounds, or NaN; raises InputError where it is neither."""
        if not is_number(returned):
            shown = type(returned).__name__
            raise InputError("overlap.user-no-number", where=self.where, name=self.name, given=shown, of=_of(example))
        value = float(cast("SupportsFloat", returned))
        if value < self.low or value > self.high:
            bounds = {"low": self.low, "high": self.high}
            raise InputError(
                "overlap.user-outside", where=self.where, name=self.name, value=value, of=_of(example), **bounds
            )
        return value

    def numbers(self, returned: object, ids: Sequence[str]) -> list[float]:
        """`returned` as a list of a number an example; raises InputError where it is none."""
        values = list(returned) if isinstance(returned, Iterable) and not isinstance(returned, str | Mapping) else None
        if values is None or len(values) != len(ids):
            given = type(returned).__name__ if values is None else say("overlap.user-values", n=len(values))
            raise InputError("overlap.user-returned", where=self.where, name=self.name, given=given, n=len(ids))
        return [self.number(value, example) for value, example in zip(values, ids, strict=True)]


def user_function(name: str, call: Callable[..., object], where: str, declared: Mapping[str, object]) -> UserFunction:
    """The function with what its parameters and the constants of its module (`declared`) say.

    Raises InputError where it has no parameters or too many, or its bounds are none.
    """
    low, high = declared.get("LOW", -math.inf), declared.get("HIGH", math.inf)
    if not (is_number(low) and is_number(high) and float(cast("SupportsFloat", low)) < cast("float", high)):
        raise InputError("overlap.user-bounds", where=where, low=low, high=high)
    better = declared.get("HIGHER_IS_BETTER", True)
    return UserFunction(
        name=name,
        call=call,
        where=where,
        arguments=_arguments(name, call, where),
        low=float(cast("float", low)),
        high=float(cast("float", high)),
        higher_is_better=None if better is None else bool(better),
    )


def is_number(value: object) -> bool:
    """Whether a user may have meant `value` as a number: int, float, bool, their NumPy kinds, or a 0-d array."""
    return isinstance(value, Real | np.bool_) or (hasattr(value, "__float__") and getattr(value, "ndim", None) == 0)


def failure(error: BaseException, where: str, example: str | None = None) -> InputError:
    """What went wrong in a user's file, with the last of its lines that was running."""
    from traceback import extract_tb

    lines = [frame.lineno for frame in extract_tb(error.__traceback__) if frame.filename == where]
    if isinstance(error, SyntaxError) and error.filename == where:
        lines.append(error.lineno)
    place = f"{where}:{lines[-1]}" if lines else where
    detail = error.msg if isinstance(error, SyntaxError) else str(error)
    said = f"{type(error).__name__}: {detail}" if detail else type(error).__name__
    return InputError("overlap.user-error", where=place, error=said, of=_of(example))


def _of(example: str | None) -> object:
    return "" if example is None else say("overlap.user-of-example", example=example)


def _arguments(name: str, call: Callable[..., object], where: str) -> tuple[str, ...]:
    """The parameters by our names; where they have other names, by their order: prediction, reference, prompt."""
    try:
        parameters = inspect.signature(call).parameters.values()
    except ValueError:  # some functions written in C do not say
        return ONE[:2]
    positional = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    required = [p.name for p in parameters if p.kind in positional and p.default is inspect.Parameter.empty]
    if not 1 <= len(required) <= len(ONE):
        raise InputError("overlap.user-parameters", where=where, name=name, n=len(required))
    own_names = set(required) <= OF_ALL if "predictions" in required else set(required) <= OF_ONE
    return tuple(required) if own_names else ONE[: len(required)]
