"""A user's own metric, from a Python file or from an installed package, without touching Assay's source."""

from __future__ import annotations

import hashlib
import importlib.util
import sys
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import cast

from assay.core.errors import InputError
from assay.metrics import METRICS
from assay.metrics.base import Metric
from assay.metrics.user_function import failure, user_function
from assay.metrics.user_metric import UserMetric

_PARTS = ("name", "families", "default", "per_class", "lacks", "measure")


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
        raise failure(error, str(spec.origin)) from error
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
