"""Every table of plug-ins is true: each line can be imported, names are unique, near misses are helped."""

from __future__ import annotations

import importlib
import subprocess
import sys

import pytest

from assay.core.errors import UsageError
from assay.core.registry import Registry
from assay.intervals import INTERVALS
from assay.metrics import METRICS
from assay.readers import READERS
from assay.renderers import RENDERERS

REGISTRIES: list[Registry[object]] = [METRICS, INTERVALS, READERS, RENDERERS]  # type: ignore[list-item]
ITEMS = [(registry, name) for registry in REGISTRIES for name in registry.built_in]


@pytest.mark.parametrize(("registry", "name"), ITEMS, ids=lambda value: value if isinstance(value, str) else value.kind)
def test_every_line_of_a_table_can_be_imported(registry: Registry[object], name: str) -> None:
    assert registry[name] is not None


@pytest.mark.parametrize("registry", REGISTRIES, ids=lambda registry: registry.kind)
def test_an_unknown_name_is_answered_with_the_nearest(registry: Registry[object]) -> None:
    known = registry.built_in[0]
    with pytest.raises(UsageError, match=known):
        registry[known + "x"]


def test_reading_the_table_imports_no_item() -> None:
    code = "import sys, assay.metrics as m; list(m.METRICS); print([x for x in sys.modules if 'classification' in x])"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"


def test_every_public_name_can_be_imported() -> None:
    assay = importlib.import_module("assay")
    assert all(getattr(assay, name) is not None for name in assay.__all__)
    assert len(assay.__all__) <= 21
