"""Files to try Assay on, made for this project: see examples/ at its root for how."""

from __future__ import annotations

from pathlib import Path

_NAMES = (
    "tutorial-labels",  # 15 labels of two kinds: the example of the tutorial
    "tutorial-texts",  # one pair of Chinese sentences: the example of the tutorial
    "reviews-en",  # 400 English shop reviews, three labels, by a trained classifier
    "reviews-en-base",  # the same reviews, by that classifier before it had seen enough
    "reviews-zh",  # 400 Chinese shop reviews
    "reviews-zh-base",
    "notices-en",  # 320 English local notices to sum up, by a trained summariser
    "notices-en-base",  # the same notices, by that summariser before it had seen enough
    "notices-zh",  # 320 Chinese local notices
    "notices-zh-base",
)


def names() -> tuple[str, ...]:
    """The names of all bundled examples."""
    return _NAMES


def path(name: str) -> Path:
    """Where the JSONL file of one bundled example lies; raises KeyError, with the names there are, for another."""
    if name not in _NAMES:
        raise KeyError(f"No bundled example is called {name!r}; there are {', '.join(_NAMES)}.")
    return Path(__file__).parent / f"{name}.jsonl"
