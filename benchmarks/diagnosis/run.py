"""Makes cases, gives them to `assay.evaluate`, and notes what was found."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from multiprocessing import get_context
from pathlib import Path

from benchmarks.diagnosis.faults.base import FAULTS, Plant
from benchmarks.diagnosis.models.shelf import HERE, make, place, waves
from benchmarks.diagnosis.plan import Folder, Made, Plan

FAMILIES = ("labels", "texts", "training", "examples", "against_base", "runs", "likelihoods", "ratings")
SHARED = ("models", "text", "plan.py", "actions.py", "faults/base.py")


@dataclass(frozen=True)
class Outcome:
    """What came of a case: the findings with their severities, and the actions that were advised, the first first."""

    plan: Plan
    finds: tuple[str, ...]
    right: tuple[str, ...]
    found: dict[str, str]
    advised: tuple[str, ...]
    seconds: float

    @property
    def is_found(self) -> bool:
        """Whether the planted fault was."""
        return any(code in self.found for code in self.finds)

    @property
    def rank(self) -> int | None:
        """At which place the first right action stands, from 1 on."""
        return next((at for at, action in enumerate(self.advised, 1) if action in self.right), None)

    @property
    def is_critical(self) -> bool:
        """Whether anything critical was found."""
        return "critical" in self.found.values()


def outcomes(plans: Sequence[Plan], jobs: int) -> Iterator[Outcome]:
    """What comes of each case, in no order; shared models are trained first."""
    with get_context("spawn").Pool(jobs, _one_thread) as pool:
        for wave in waves(plans[0].part) if plans else ():
            for _ in pool.imap_unordered(make, wave):
                pass
        yield from pool.imap_unordered(outcome, plans, chunksize=4)


def outcome(plan: Plan) -> Outcome:
    """Of one case. A case that cannot be evaluated raises: then the benchmark is wrong."""
    import assay

    folder, made = case(plan)
    start = time.perf_counter()
    report = assay.evaluate(**folder.options(made))  # type: ignore[arg-type]  # options by name, as users have them
    seconds = time.perf_counter() - start
    found: dict[str, str] = {one.code: one.severity for one in report.diagnosis.findings}
    advised = tuple(one.action for one in report.diagnosis.recommendations)
    return Outcome(plan, made.finds, made.right, found, advised, seconds)


def case(plan: Plan) -> tuple[Folder, Made]:
    """The case's files, made if they are not there."""
    code = plan.code
    folder = Folder(place(f"cases-{_family(code)}", *SHARED, *_sources(code)) / plan.part / plan.name)
    if folder.made is None:
        folder.keep(planters()[code](plan, folder))
    made = folder.made
    assert made is not None
    return folder, made


def planters() -> dict[str, Plant]:
    """How to make each kind of case."""
    from importlib import import_module

    from benchmarks.diagnosis.healthy import KINDS

    for family in FAMILIES:
        import_module(f"benchmarks.diagnosis.faults.{family}")
    return {**FAULTS, **KINDS}


@cache
def _family(code: str) -> str:
    if code.startswith("healthy"):
        return "healthy"
    return next(name for name in FAMILIES if f'@plants("{code}")' in (HERE / "faults" / f"{name}.py").read_text())


def _sources(code: str) -> tuple[str, ...]:
    own = _family(code)
    return (
        ("healthy.py", "faults/runs.py", "faults/ratings.py", "faults/likelihoods.py")
        if own == "healthy"
        else (f"faults/{own}.py",)
    )


def kept(found: Sequence[Outcome], path: Path) -> None:
    """Writes all outcomes, a line each."""
    path.write_text("".join(json.dumps(asdict(one)) + "\n" for one in found), encoding="utf-8")


def _one_thread() -> None:
    import torch

    torch.set_num_threads(1)
