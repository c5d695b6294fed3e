"""One evaluation and the history: asked before how often the test set was looked at, told afterwards what came out."""

from __future__ import annotations

import warnings
from dataclasses import astuple, replace
from hashlib import blake2b
from pathlib import Path, PurePath
from types import TracebackType
from typing import TYPE_CHECKING, cast

from assay.core.errors import AssayError, UsageError
from assay.core.looks import Looks
from assay.core.messages import Text, say

if TYPE_CHECKING:
    from assay.core.examples import Examples
    from assay.core.history import Parts, Result, Run
    from assay.core.report import Report
    from assay.pipeline.settings import Settings
    from assay.stores.checkout import Checkout
    from assay.stores.history import History


class Recording:
    """The history of `settings`, where one is to be kept. Whatever is wrong with it, an evaluation goes on: what could
    not be kept is said in the report, and from Python in a warning too.
    """

    def __init__(self, settings: Settings) -> None:
        if settings.picked_from < 1:
            raise UsageError("comparison.picked-from", n=settings.picked_from)
        self._settings = settings
        self._history: History | None = None
        self._checkout: Checkout | None = None
        self._test_set: str | None = None
        self._failed: Text | None = None

    def __enter__(self) -> Recording:
        if self._settings.history is not None:
            try:
                self._open(self._settings.history)
            except (AssayError, OSError) as failed:
                self._fail(failed)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._history is not None:
            self._history.close()
        if self._checkout is not None:
            self._checkout.leave()

    def looks(self, examples: Examples, policy: str) -> Looks:
        """Which look at the test set this is, where somebody counts."""
        picked_from = self._settings.picked_from
        if self._history is None:
            return Looks(picked_from=picked_from)
        from assay.stores.looks import fingerprint_of, outputs_of

        self._test_set = fingerprint_of(examples)
        try:
            number = self._history.look(self._test_set, policy, outputs_of(examples))
        except AssayError as failed:
            self._fail(failed)
            number = 1
        return Looks(number, picked_from)

    def kept(self, report: Report, primary: str = "") -> Report:
        """The report, which is in the history now; `primary` is the metric that decided."""
        record = None
        if self._history is not None:
            try:
                record = self._add(report, primary, self._history)
            except AssayError as failed:
                self._fail(failed)
        if self._failed is not None and not self._settings.command:
            warnings.warn(self._failed.in_language(self._settings.language), stacklevel=5)  # where `evaluate` is called
        return replace(report, record=record, unrecorded=self._failed)

    def _open(self, named: str) -> None:
        from assay.stores.checkout import Checkout
        from assay.stores.history import History
        from assay.stores.places import earlier_place, usual_place

        self._history = History(named or usual_place(), None if named else earlier_place())
        self._checkout = Checkout(Path.cwd())

    def _fail(self, failed: Exception) -> None:
        why = failed.text if isinstance(failed, AssayError) else str(failed)
        self._failed = say("stores.not-kept", why=why)
        if self._history is not None:
            self._history.close()
            self._history = None

    def _add(self, report: Report, primary: str, history: History) -> str:
        from msgspec.structs import replace as changed

        result = report.to_dict()
        run = changed(_run_of(report, result, primary), settings=_fingerprint(self._settings), test_set=self._test_set)
        if self._settings.project is not None:
            run = changed(run, project=self._settings.project)
        if self._checkout is not None:
            run = changed(run, commit=self._checkout.commit, dirty=self._checkout.dirty())
        history.add(run, result, self._parts(report))
        return run.id

    def _parts(self, report: Report) -> Parts:
        """The page as it is drawn today, and the examples: what the run is compared by later."""
        from assay.stores.pieces import pieces_of_page
        from assay.stores.places import keeps_texts

        if not keeps_texts():
            return {}
        from assay.core.history import EXAMPLES, PAGE
        from assay.stores.examples import pieces_of

        self._settings.progress("drawing", 0, 1)
        page = "" if report.drawn is None else report.drawn.form(report, "html")
        settings = self._settings
        named = [name for name in (settings.cluster, *settings.slices) if name]
        examples = [] if report.examples is None else pieces_of(report.examples, named)
        return {PAGE: pieces_of_page(page), EXAMPLES: examples}


def _run_of(report: Report, result: Result, primary: str) -> Run:
    """What the report itself says of the run."""
    from assay.core.history import Run
    from assay.stores.history import new_id, now
    from assay.stores.places import project_folder

    source, bases = report.source, [one.source for one in report.comparisons]
    number = cast("dict[str, dict[str, float | None]]", result["metrics"]).get(primary, {})
    return Run(
        id=new_id(),
        at=now(),
        project=project_folder().name,
        name=_name_of(source.path),
        path=source.path,
        family=report.task.family,
        metric=primary,
        outcome=report.verdict.outcome.value,
        policy=report.judgement.policy,
        version=report.version,
        settings="",
        level=report.confidence.level,
        seed=report.confidence.seed,
        n=source.rows,
        value=number.get("value"),
        low=number.get("low"),
        high=number.get("high"),
        sha256=source.sha256,
        base=bases[0].path if bases else None,
        base_sha256=bases[0].sha256 if bases else None,
    )


def _name_of(path: str) -> str:
    """The file with its folder: tools call every file of predictions alike."""
    return "/".join([part for part in PurePath(path.replace("\\", "/")).parts if part.strip("./")][-2:])


def _fingerprint(settings: Settings) -> str:
    """What is equal where all that changes numbers was asked alike, and files of policies and metrics were the same."""
    named = [_with_content(name) for name in (settings.policy or "", *settings.metrics)]
    asked = replace(settings, policy=None, metrics=(), history=None, language="", command=())
    whole = repr((astuple(asked)[:-2], named))  # neither the project nor who is told of it changes a number
    return blake2b(whole.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _with_content(name: str) -> tuple[str, str]:
    """A name, with the fingerprint of the file where it is one's: "policy.yaml", "mine.py:politeness"."""
    for path in (Path(name), Path(name.rpartition(":")[0])):
        try:
            return name, blake2b(path.read_bytes(), digest_size=16).hexdigest()
        except (OSError, ValueError):
            continue
    return name, ""
