"""What came of all cases, as tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from benchmarks.diagnosis.plan import SEVERITIES, SIZES
from benchmarks.diagnosis.run import Outcome
from benchmarks.diagnosis.text.material import LANGUAGES

BEGIN, END = "<!-- table: begin -->", "<!-- table: end -->"
FIRST = 2  # actions that are looked at


def summary(found: Sequence[Outcome]) -> str:
    """All tables, as Markdown."""
    faults = [one for one in found if not one.plan.is_healthy]
    sound = [one for one in found if one.plan.is_healthy]
    return "\n".join(
        [*_overall(faults, sound), "", *_by_code(faults, sound), "", *_by_size(faults), "", *_alarms(sound)]
    )


def page(found: Sequence[Outcome], before: str) -> str:
    """The page with its tables renewed."""
    head, rest = before.split(BEGIN)
    _, tail = rest.split(END)
    return f"{head}{BEGIN}\n{summary(found)}\n{END}{tail}"


def _overall(faults: Sequence[Outcome], sound: Sequence[Outcome]) -> list[str]:
    moderate = [one for one in faults if one.plan.severity == "moderate"]
    critical = [one for one in sound if one.is_critical]
    return [
        "| asked | measured | at least or at most |",
        "|---|---|---|",
        f"| faults of moderate size found | {_share(one.is_found for one in moderate)} | 95 % |",
        f"| the right action among the first {FIRST} of them | {_share(map(_is_first, moderate))} | 90 % |",
        f"| healthy cases with any critical finding | {_share(one in critical for one in sound)} | 2 % |",
    ]


def _by_code(faults: Sequence[Outcome], sound: Sequence[Outcome]) -> list[str]:
    lines = [
        f"| finding | {' | '.join(SEVERITIES)} | right action among the first {FIRST}, moderate | on healthy cases |",
        "|---|---|---|---|---|---|",
    ]
    for code in dict.fromkeys(one.plan.code for one in faults):
        own = [one for one in faults if one.plan.code == code]
        by = [[one for one in own if one.plan.severity == severity] for severity in SEVERITIES]
        shares = " | ".join(_share(one.is_found for one in some) for some in by)
        lines.append(
            f"| `{code}` | {shares} | {_share(map(_is_first, by[1]))} | {sum(code in one.found for one in sound)} |"
        )
    return lines


def _by_size(faults: Sequence[Outcome]) -> list[str]:
    lines = [f"| found | {' | '.join(f'n = {n}' for n in SIZES)} |", "|---|" + "---|" * len(SIZES)]
    for language in LANGUAGES:
        for severity in SEVERITIES:
            some = [one for one in faults if (one.plan.language, one.plan.severity) == (language, severity)]
            shares = " | ".join(_share(one.is_found for one in some if one.plan.n == n) for n in SIZES)
            lines.append(f"| {language}, {severity} | {shares} |")
    return lines


def _alarms(sound: Sequence[Outcome]) -> list[str]:
    lines = ["| on healthy cases | critical | warning | note |", "|---|---|---|---|"]
    for code in sorted({code for one in sound for code in one.found}):
        counts = [sum(one.found.get(code) == level for one in sound) for level in ("critical", "warning", "note")]
        lines.append(f"| `{code}` | {' | '.join(map(str, counts))} |")
    lines.append(f"| of healthy cases | {len(sound)} | | |")
    return lines


def _is_first(one: Outcome) -> bool:
    return one.rank is not None and one.rank <= FIRST


def _share(which: Iterable[bool]) -> str:
    marks = list(which)
    return f"{100 * sum(marks) / len(marks):.1f} % ({sum(marks)}/{len(marks)})" if marks else "–"
