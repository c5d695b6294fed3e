"""A user's own metric, from a Python file or from an installed package, without touching Assay's source."""

from __future__ import annotations

import hashlib
import importlib.util
import math
import sys
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import ClassVar, cast

import numpy as np

from assay.core.arrays import Array
from assay.core.errors import InputError, UndefinedValue
from assay.core.examples import Examples
from assay.core.messages import Text, say
from assay.core.scores import Measured, Scores
from assay.core.task import Family, Task
from assay.metrics import METRICS
from assay.metrics.base import Metric
from assay.metrics.generation.texts import mean_of_texts, missing_texts, predicted, references_of_each
from assay.metrics.user_function import UserFunction, failure, is_number, user_function


def load(spec: str) -> type[Metric]:
    """The metric of "path/to/file.py:name", or of a file that has one public function or metric class.

    Raises InputError where the file is not there, fails, or has no such thing.
    """
    path, name = (spec, "") if spec.endswith(".py") else spec.rsplit(":", 1)
    module = _module(path, _stamp(path))
    public = _public(module)
    if not name and len(public) != 1:
        raise InputError("overlap.user-which" if public else "overlap.user-empty", where=path, names=sorted(public))
    name = name or next(iter(public))
    if not hasattr(module, name):
        raise InputError("overlap.user-no-such", where=path, name=name, names=sorted(public))
    own_name = f"{Path(path).stem}.{name}" if name in METRICS.built_in else name
    return as_metric(own_name, getattr(module, name), module)


def as_metric(name: str, found: object, module: ModuleType | None = None) -> type[Metric]:
    """The metric that `found` is, a metric class as it is or a function. `module` holds its constants LOW, HIGH and
    HIGHER_IS_BETTER. Raises InputError where it is neither.
    """
    module = module or sys.modules.get(getattr(found, "__module__", ""))
    where = str(getattr(module, "__file__", None) or name)
    if isinstance(found, type):
        missing = sorted(part for part in _PARTS if not hasattr(found, part))
        if missing:
            raise InputError("overlap.user-class", where=where, name=found.__name__, missing=missing)
        return cast("type[Metric]", found)
    if not callable(found):
        raise InputError("overlap.user-not-callable", where=where, name=name)
    function = user_function(name, found, where, vars(module) if module else {})
    attributes = {"__doc__": found.__doc__, "name": name, "function": function, "signature": _signature(where, name)}
    return cast("type[Metric]", type(name, (UserMetric,), attributes))


class UserMetric:
    """What a user's function measures: the mean of its values over examples; or, where it returns one number for all
    texts together, that number, which is resampled.
    """

    name: ClassVar[str]
    families: ClassVar[tuple[Family, ...]] = ("classification", "generation")
    default: ClassVar[bool] = False
    per_class: ClassVar[bool] = False
    function: ClassVar[UserFunction]
    signature: ClassVar[str]

    def lacks(self, examples: Examples, task: Task) -> Text | None:
        """Whether there is no column for one of the function's parameters."""
        arguments = {argument.removesuffix("s") for argument in self.function.arguments}
        if "prompt" in arguments and examples.prompts is None:
            return say("overlap.no-prompts")
        if "reference" in arguments:
            return missing_texts(examples)
        return say("overlap.no-predictions") if examples.predictions is None else None

    def measure(self, examples: Examples, task: Task) -> Measured:
        """A row (value, 1) an example; or the examples' numbers, with `weighted`, for one number of all texts.

        Raises InputError where the function fails or returns no number, UndefinedValue where it returns NaN.
        """
        columns = [_column(argument, self.function.of_all, examples) for argument in self.function.arguments]
        ids = [examples.id_of(row) for row in range(len(examples))]
        if not self.function.of_all:
            return self._mean(list(map(self._one, zip(*columns, strict=True), ids)), ids)
        returned = self.function.returned(columns)
        if is_number(returned):
            return self._of_all(columns, self.function.number(returned))
        return self._mean(self.function.numbers(returned, ids), ids)

    def _one(self, values: tuple[object, ...], example: str) -> float:
        """The value of one example: with the reference that suits best, where the function takes one of several."""
        if "reference" not in self.function.arguments:
            return self.function.number(self.function.returned(values, example), example)
        at = self.function.arguments.index("reference")
        calls = ([*values[:at], one, *values[at + 1 :]] for one in cast("list[str]", values[at]))
        numbers = [self.function.number(self.function.returned(call, example), example) for call in calls]
        return min(numbers) if self.function.higher_is_better is False else max(numbers)

    def _mean(self, values: list[float], ids: list[str]) -> Measured:
        undefined = [example for example, value in zip(ids, values, strict=True) if not math.isfinite(value)]
        if undefined:
            raise UndefinedValue("overlap.user-nan", name=self.name, n=len(undefined), example=undefined[0])
        return mean_of_texts(
            self.name,
            values,
            self.signature,
            bounds=(self.function.low, self.function.high),
            higher_is_better=self.function.higher_is_better,
        )

    def _of_all(self, columns: list[list[object]], value: float) -> Measured:
        if not math.isfinite(value):
            raise UndefinedValue("overlap.user-nan-of-all", name=self.name)
        n = len(columns[0])

        def of_drawn(times: Array) -> float:
            if (times == 1).all():
                return value
            rows = np.repeat(np.arange(n), times.astype(np.int64)).tolist()
            return _or_nan(self.function, [[column[row] for row in rows] for column in columns])

        def weighted(rows: Array, weights: Array) -> Array:
            return np.array([of_drawn(times) for times in weights])

        return Measured(
            self.name,
            Scores(("example",), np.arange(n, dtype=np.float64)[:, None]),
            None,
            "bootstrap",
            low=self.function.low,
            high=self.function.high,
            higher_is_better=self.function.higher_is_better,
            signature=self.signature,
            weighted=weighted,
        )


_PARTS = ("name", "families", "default", "per_class", "lacks", "measure")


def _column(argument: str, of_all: bool, examples: Examples) -> list[object]:  # noqa: FBT001 - a property of the function
    """What a parameter takes of each example. One reference of several is a list until it is called."""
    if argument.startswith("prompt"):
        assert examples.prompts is not None  # noqa: S101 - `lacks` was asked first
        return [text or "" for text in examples.prompts.texts]
    if argument.startswith("prediction"):
        return list(predicted(examples))
    references = references_of_each(examples)
    return [of_one[0] for of_one in references] if of_all and len(examples.references) == 1 else list(references)


def _or_nan(function: UserFunction, columns: list[list[object]]) -> float:
    """The function on drawn examples; NaN where it has no value for them, which the bootstrap counts."""
    try:
        return function.number(function.returned(columns))
    except InputError:  # on all examples it has worked: the draw lacks what it needs
        return math.nan


def _stamp(path: str) -> int:
    try:
        return Path(path).stat().st_mtime_ns
    except OSError as error:
        raise InputError("overlap.user-no-file", where=path) from error


@lru_cache(maxsize=8)
def _module(path: str, stamp: int) -> ModuleType:
    """The file, run; once for every time it was written. Its own folder can be imported from while it runs."""
    name = f"assay_user_{hashlib.sha256(f'{path}{stamp}'.encode()).hexdigest()[:12]}"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None  # noqa: S101 - the path ends in .py
    assert spec.loader is not None  # noqa: S101 - as above
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    sys.path.insert(0, str(Path(path).parent))
    try:
        spec.loader.exec_module(module)
    except (Exception, SystemExit) as error:
        del sys.modules[name]
        raise failure(error, path) from error
    finally:
        sys.path.remove(str(Path(path).parent))
    return module


def _public(module: ModuleType) -> dict[str, object]:
    """The functions and metric classes that the file itself defines, by name."""
    return {
        name: value
        for name, value in vars(module).items()
        if not name.startswith("_")
        and getattr(value, "__module__", None) == module.__name__
        and (hasattr(value, "measure") if isinstance(value, type) else callable(value))
    }


def _signature(where: str, name: str) -> str:
    path = Path(where)
    digest = f"|sha256:{hashlib.sha256(path.read_bytes()).hexdigest()[:12]}" if path.is_file() else ""
    return f"{path.name}:{name}{digest}"
