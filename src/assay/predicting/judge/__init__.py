"""A language model as a judge of outputs: by a rubric, or two outputs against each other."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from assay.predicting.journal import check_target
from assay.predicting.run import Output, Watcher, carry_out

if TYPE_CHECKING:
    from assay.core.messages import Text
    from assay.predicting.judge.request import JudgeRequest


def judge(request: JudgeRequest, watcher: Watcher, tell: Callable[[Text], None]) -> Output:
    """The judgements that are asked for, a row an example, gone on with where an earlier call was broken off. What a
    user should know before the first question goes to `tell`.

    Raises UsageError for what does not fit together; InputError for predictions or a judge that cannot be used, for an
    output that was made otherwise, and where the judge gave up: what was judged until then is kept.
    """
    check_target(request.out, [request.predictions, request.against, request.references])
    material = request.material()
    for side in material.sides:
        watcher.read(side.source)
    for note in material.notes:
        tell(note)
    model = request.model()
    try:
        job = request.job(material, model)
        return carry_out(job, model, request.data_settings(material), request.out, watcher, force=request.force)
    finally:
        model.close()
