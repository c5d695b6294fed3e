"""What a package defines keeps its name: a module of that name, imported first, would take its place."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import assay

SOURCE = Path(assay.__file__).parent
PACKAGES = sorted(SOURCE.rglob("__init__.py"))


@pytest.mark.parametrize("path", PACKAGES, ids=lambda path: str(path.parent.relative_to(SOURCE)))
def test_no_function_of_a_package_is_called_as_one_of_its_modules(path: Path) -> None:
    body = ast.parse(path.read_text(encoding="utf-8")).body
    defined = {one.name for one in body if isinstance(one, ast.FunctionDef | ast.ClassDef)}
    modules = {one.stem for one in path.parent.iterdir() if one.suffix == ".py" or (one / "__init__.py").exists()}
    assert not defined & modules
