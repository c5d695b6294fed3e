"""A model run over a data set, losing nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.predicting.run import Output as Output
from assay.predicting.run import Watcher as Watcher

if TYPE_CHECKING:
    from assay.predicting.request import Request


def carry_out_request(request: Request, watcher: Watcher) -> list[Output]:
    """Every output that is asked for, each gone on with where an earlier call was broken off.

    Raises UsageError for what does not fit together, InputError for data or a model that cannot be used, and where the
    model gave up; what was answered until then is kept.
    """
    from assay.predicting.run import carry_out
    from assay.readers.questions import read_questions

    request.wanted.check()
    asked = read_questions(request.data, request.asking)
    watcher.read(asked.source)
    job, data = request.wanted.job(asked), request.data_settings(asked)
    outputs = []
    for model, target in request.models():
        try:
            outputs.append(carry_out(job, model, data, target, watcher, force=request.force))
        finally:
            model.close()
    return outputs
