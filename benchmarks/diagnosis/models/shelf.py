"""The models that several cases share: trained once for each part, and kept in a temporary folder."""

from __future__ import annotations

import ast
import hashlib
import os
import pickle
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from itertools import product
from pathlib import Path
from typing import TypeVar

from benchmarks.diagnosis.models import language_model, writer
from benchmarks.diagnosis.models.language_model import LanguageModel
from benchmarks.diagnosis.models.taught import SPOILS, all_words, lesson
from benchmarks.diagnosis.models.writer import Practice, Writer
from benchmarks.diagnosis.plan import Part, draw_of
from benchmarks.diagnosis.text.languages import material
from benchmarks.diagnosis.text.material import LANGUAGES
from benchmarks.diagnosis.text.messages import messages
from benchmarks.diagnosis.text.tickets import tickets

HERE = Path(__file__).parent.parent
LESSONS, HELD_OUT = 2000, 100  # tickets
STEPS = {
    "base": 100,
    "ground": 260,
    "clean": 100,
    "jumbled": 180,
    "unrelated": 160,
}  # "base" is what a candidate is compared with
SPOILT_STEPS = 150
TEXTS = 1200  # that a model of language reads
FIRST = ("ground", "base", "lm-base", "lm-pairs")
REPLICAS = 2  # healthy models

T = TypeVar("T")
Key = tuple[Part, str, str, int]


def all_keys(part: Part) -> list[Key]:
    """Of all that are shared: bases first, since others are made from them."""
    first = [(part, language, kind, 0) for language in LANGUAGES for kind in FIRST]
    clean = [
        (part, language, kind, copy) for language, kind, copy in product(LANGUAGES, ("clean", "lm"), range(REPLICAS))
    ]
    return [*first, *clean, *((part, language, kind, 0) for language, kind in product(LANGUAGES, SPOILS))]


def waves(part: Part) -> Iterator[list[Key]]:
    """The keys in groups that need only what is in groups before."""
    keys = all_keys(part)
    is_base = [kind in FIRST for _, _, kind, _ in keys]
    yield [key for key, first in zip(keys, is_base, strict=True) if first]
    yield [key for key, first in zip(keys, is_base, strict=True) if not first]


@cache
def answering(part: Part, language: str, kind: str, replica: int = 0) -> Writer:
    """A model that answers: "base", "clean" or taught with rows that are spoilt."""
    return _kept((part, language, kind, replica), lambda: _writer(part, language, kind, replica))


@cache
def reading(part: Part, language: str, kind: str, replica: int = 0) -> LanguageModel:
    """A model of language: "lm-base", "lm", or "lm-pairs"."""
    return _kept((part, language, kind, replica), lambda: _reader(part, language, kind, replica))


def make(key: Key) -> str:
    """Train it, if it is not there; its name."""
    (reading if key[2].startswith("lm") else answering)(*key)
    return "-".join(map(str, key))


def _writer(part: Part, language: str, kind: str, replica: int) -> Writer:
    draw, words = draw_of(part, language, kind, replica), material(language)
    rows = tickets(words, LESSONS + HELD_OUT, draw)
    held_out = lesson("clean", rows[LESSONS:], words, draw)
    pairs = lesson(kind, rows[:LESSONS], words, draw)
    seed = int(draw.integers(2**31))
    practice = Practice(STEPS.get(kind, SPOILT_STEPS), seed=seed)
    if kind in FIRST:
        return writer.untrained(all_words(), seed).learn(pairs, practice, held_out)
    return answering(part, language, "ground").learn(pairs, practice, held_out)


def _reader(part: Part, language: str, kind: str, replica: int) -> LanguageModel:
    draw = draw_of(part, language, kind, replica)
    texts = [one.text for one in messages(material(language), "topic", TEXTS, draw)]
    seed = int(draw.integers(2**31))
    if kind == "lm":
        return reading(part, language, "lm-base").learn(texts, 150, 6e-3, seed)
    divide = language_model.by_pairs if kind == "lm-pairs" else language_model.by_words
    return language_model.untrained(divide, texts, seed).learn(texts, 150, seed=seed)


def _kept(key: Key, make_it: Callable[[], T]) -> T:
    path = place("models", "text", "models", "plan.py") / f"{'-'.join(map(str, key))}.pickle"
    if path.exists():
        kept: T = pickle.loads(path.read_bytes())  # noqa: S301 - written below
        return kept
    made = make_it()
    partial = path.with_suffix(f".{os.getpid()}")
    partial.write_bytes(pickle.dumps(made))
    partial.replace(path)
    return made


@cache
def place(what: str, *sources: str) -> Path:
    """A folder for what these sources make: a change to them makes another."""
    digest = hashlib.sha256()
    for source in sources:
        path = HERE / source
        for one in sorted(path.glob("*.py")) if path.is_dir() else [path]:
            digest.update(ast.dump(ast.parse(one.read_bytes())).encode())  # whatever its layout
    found = Path(tempfile.gettempdir()) / "assay-diagnosis" / f"{what}-{digest.hexdigest()[:12]}"
    found.mkdir(parents=True, exist_ok=True)
    return found
