"""Which of two is better, as one cell says it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from assay.readers.rows.names import normalised
from assay.readers.rows.values import BadRow

FIRST, TIE, SECOND = 1, 0, -1


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_FIRST = _words("""
    a first left 1 model_a system_a output_a response_a answer_a assistant_a model_1 system_1 output_1 response_1
    answer_1 甲 左 前者 第一个 第一個 左边 左邊 一
""")
_SECOND = _words("""
    b second right 2 model_b system_b output_b response_b answer_b assistant_b model_2 system_2 output_2 response_2
    answer_2 乙 右 后者 後者 第二个 第二個 右边 右邊 二
""")
_TIE = _words("""
    tie tied draw equal same both neither none_is_better equally_good equally_bad both_good both_bad bothbad
    tie_bothbad no_preference 平 平局 平手 一样 一樣 相同 同等 差不多 都好 都不好 无差别 無差別
""")
_MISSING = _words("na n_a nan none null skip skipped invalid unclear 跳过 跳過 无法判断 無法判斷")
_MIDDLE = 1.5  # of AlpacaEval's preferences, from 1 for the first to 2 for the second


def signs_of(values: Sequence[object]) -> dict[float, int]:
    """What the numbers of a column say: 1 and 2 are the first and the second with 0 or 1.5 a tie; where a number is
    below 0, 1 and -1 are. Empty where they do not tell: 0 and 1 alone may mean either.
    """
    numbers = {number for value in values if (number := _number(value)) is not None}
    if any(number < 0 for number in numbers):
        return {1.0: FIRST, 0.0: TIE, -1.0: SECOND}
    return {} if numbers == {0.0, 1.0} else {1.0: FIRST, 2.0: SECOND, 0.0: TIE, _MIDDLE: TIE}


def outcome_of(value: object, signs: dict[float, int], systems: tuple[str | None, str | None]) -> int | None:
    """+1, 0 or -1; None for a blank. A cell may name one of the `systems`. Raises BadRow for what says neither."""
    if value is None or (isinstance(value, float) and value != value):  # noqa: PLR0124 - NaN alone differs from itself
        return None
    number = _number(value)
    if number is not None:
        return _of_number(number, signs)
    text = str(value).strip()
    named = [place for place, system in enumerate(systems) if system is not None and system.strip() == text]
    if len(named) == 1:
        return (FIRST, SECOND)[named[0]]
    return _of_text(text)


@lru_cache(maxsize=1024)  # the same few words say everything
def _of_text(text: str) -> int | None:
    key = normalised(text)
    if not key or key in _MISSING:
        return None
    for sign, words in ((FIRST, _FIRST), (TIE, _TIE), (SECOND, _SECOND)):
        if key in words:
            return sign
    raise BadRow("readers.row-no-preference", text=text[:40])


def _of_number(number: float, signs: dict[float, int]) -> int:
    if number in signs:
        return signs[number]
    if not signs:
        raise BadRow("readers.row-zero-or-one")
    if 1.0 < number < 2.0 and 2.0 in signs:
        return FIRST if number < _MIDDLE else SECOND
    raise BadRow("readers.row-no-preference", text=f"{number:g}")


def _number(value: object) -> float | None:
    if isinstance(value, bool):
        return None
    item = getattr(value, "item", None)
    if callable(item) and not isinstance(value, str):
        return _number(item())
    try:
        return float(value) if isinstance(value, int | float | str) else None
    except ValueError:
        return None
