"""What the caller wants judged: read, checked, and turned into a job."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from assay.core.asking import Decoding
from assay.core.by_people import JUDGE
from assay.core.errors import InputError, UsageError
from assay.core.examples import Examples
from assay.core.messages import Text, say
from assay.frozen import frozen
from assay.predicting.jobs import Job
from assay.predicting.judge.pairs import Pairs
from assay.predicting.judge.parts import around, text_at
from assay.predicting.judge.rubric import Rubric
from assay.predicting.judge.sheets import DIMENSIONS
from assay.predicting.judge.wording import Language, Wording, language_for, wording
from assay.predicting.manifest import Value
from assay.predicting.request import opened
from assay.readers import read_candidate
from assay.readers.base import ReadOptions
from assay.readers.pairing import together

if TYPE_CHECKING:
    from assay.models.base import Model
    from assay.models.endpoint import EndpointSettings
    from assay.models.local import LocalSettings


@frozen
class Material:
    """The examples of one side, or of two in one order; the `notes` are for the user."""

    sides: tuple[Examples, ...]
    notes: tuple[Text, ...] = ()


@frozen
class JudgeRequest:
    """All of it. With `against` its predictions are compared with these; without, these are graded in `dimensions`.
    `language` None is that of the predictions. `where` says which model is the judge.
    """

    predictions: str
    where: LocalSettings | EndpointSettings
    out: Path
    against: str | None = None
    dimensions: tuple[str, ...] = DIMENSIONS
    language: Language | None = None
    decoding: Decoding = field(default_factory=Decoding)
    columns: ReadOptions = field(default_factory=ReadOptions)
    references: str | None = None
    limit: int | None = None
    force: bool = False

    def material(self) -> Material:
        """What is to be judged. Raises InputError for what cannot be read, holds no texts, or cannot be paired."""
        first = self._read(self.predictions, self.references)
        if self.against is None:
            return Material((self._limited(first),))
        (ours, theirs), pairing = together(first, [self._read(self.against, None)])
        paired = say("judge.paired", n=len(ours), how=pairing.how)
        alone = [say("judge.alone", n=sum(pairing.alone))] if any(pairing.alone) else []
        return Material((self._limited(ours), self._limited(theirs)), (paired, *alone))

    def job(self, material: Material, model: Model) -> Job:
        """The judgement over all of it; raises UsageError where none of the dimensions can be judged."""
        rater = JUDGE + self._name(model)
        asked = self._wording(material), self.decoding, rater
        if self.against is not None:
            return Pairs(material.sides[0], material.sides[1], *asked)
        rubric = Rubric(material.sides[0], self.dimensions, *asked)
        if not any(rubric.judgeable(row) for row in range(rubric.rows)):
            raise UsageError("judge.nothing-to-judge-by", dimensions=self.dimensions)
        return rubric

    def data_settings(self, material: Material) -> Mapping[str, Value]:
        """What decides what the judge is shown: all of its texts, as one hash."""
        digest = hashlib.sha256()
        for side in material.sides:
            for row in range(len(side)):
                case = [side.id_of(row), text_at(side.predictions, row), *around(side, row)]
                digest.update(json.dumps(case).encode())
        return {"examples": digest.hexdigest()}

    def model(self) -> Model:
        """The judge; raises InputError for one that cannot be used."""
        (model,) = opened(self.where)
        return model

    def _read(self, path: str, references: str | None) -> Examples:
        """Without references too: a judge needs none but for accuracy."""
        examples = read_candidate(path, replace(self.columns, role="base"), references)
        if examples.predictions is None:
            raise InputError("judge.no-texts", path=path)
        return examples

    def _limited(self, examples: Examples) -> Examples:
        if self.limit is None or self.limit >= len(examples):
            return examples
        return examples.take(np.arange(self.limit))

    def _wording(self, material: Material) -> Wording:
        texts = [text or "" for side in material.sides for text in (side.predictions or ())]
        return wording("rubric" if self.against is None else "pair", self.language or language_for(texts))

    def _name(self, model: Model) -> str:
        """What the server calls the judge; of one on this machine the folder's name."""
        from assay.models.endpoint import EndpointSettings

        if isinstance(self.where, EndpointSettings):
            return str(model.identity["model"])
        return Path(self.where.path).name
