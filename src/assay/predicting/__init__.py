"""A model run over a data set, losing nothing."""

from __future__ import annotations

from os import PathLike, fspath
from typing import TYPE_CHECKING, Unpack

from assay.predicting.run import Output as Output
from assay.predicting.run import Watcher as Watcher
from assay.predicting.run import Watching

if TYPE_CHECKING:
    from assay.predicting.options import Asked
    from assay.predicting.request import Request


def predict(data: str | PathLike[str], **asked: Unpack[Asked]) -> list[Output]:
    """Asks a model every row of the data at `data`, and writes what it says beside the question and the reference.

    The arguments are the options of `assay predict` under their names: `model` is a checkpoint's folder or name, with
    `adapter` a list of LoRA adapters; or `endpoint` is a list of OpenAI-compatible servers. An output comes for each
    model. A call that was broken off is gone on with by the same call.

    Raises UsageError for what does not fit together; InputError for data or a model that cannot be used, for an output
    that was made otherwise, and where the model gave up: what was answered until then is kept.
    """
    from assay.predicting.options import request_of

    return carry_out_request(request_of(fspath(data), asked), Watching())


def carry_out_request(request: Request, watcher: Watcher) -> list[Output]:
    """Every output that is asked for. Raises as `predict` does."""
    from assay.predicting.journal import check_target
    from assay.predicting.run import carry_out
    from assay.readers.questions import read_questions

    request.wanted.check()
    for target in request.targets:
        check_target(target, [request.data])
    asked = read_questions(request.data, request.asking)
    watcher.read(asked.source)
    job, data = request.wanted.job(asked), request.data_settings(asked)
    held_out = None
    if request.wanted.calibrate_on is not None:
        from assay.predicting.held_out import HeldOut

        held_out = HeldOut.of(request, request.wanted.calibrate_on, asked)
        watcher.read(held_out.asked.source)
    watcher.opening(request.place)
    outputs = []
    for model, target in request.models():
        try:
            fitted = job if held_out is None else held_out.calibrated(job, model, target, watcher)
            outputs.append(carry_out(fitted, model, data, target, watcher, force=request.force))
        finally:
            model.close()
    return outputs
