"""AlpacaEval: model_outputs.json, without references."""

from __future__ import annotations

from typing import ClassVar

from assay.readers.rows.flat_reader import FlatReader
from assay.readers.rows.names import Roles


class ModelOutputs(FlatReader):
    """One output an instruction; `generator` is the model."""

    name: ClassVar[str] = "alpaca-eval"
    tool: ClassVar[str] = "AlpacaEval"
    fields: ClassVar[tuple[str, ...]] = ("instruction", "output", "generator")
    roles: ClassVar[Roles] = Roles(prompt=("instruction",), prediction="output")
    one_run: ClassVar[bool] = True
