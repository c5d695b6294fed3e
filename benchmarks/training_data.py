"""Test examples in training data: 1,000,000 rows beside 10,000 examples, and which copies are found; beside rensa's
MinHash with the same texts.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from assay.text.copies import words_of
from benchmarks.measure import Row

ROWS, TESTED, PLANTED = 1_000_000, 10_000, 200
SHORTEST, LONGEST = 12, 60  # words
CHANGED = (0.0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5)  # of a copy's words
INSIDE = "within a longer text"
SHARED = "Answer the following question about the text in one sentence:"  # all rows begin so, on both sides
KINDS = [*(f"{share:.0%} of the words changed" for share in CHANGED), INSIDE]
VOCABULARY = [
    a + b + c + d for a in "bdfgklmnprstv" for b in "aeiou" for c in "dklmnrst" for d in ("a", "en", "is", "o")
]
BANDS = 32  # of 4 values each: a pair with a Jaccard of 0.8 is missed once in ten million


def run() -> list[Row]:
    """The whole evaluation in a process of its own, with its peak; and the copies that each way finds."""
    with tempfile.TemporaryDirectory() as folder:
        tested, trained = Path(folder) / "test.jsonl", Path(folder) / "train.jsonl"
        texts = list(_texts(np.random.default_rng(1), TESTED))
        _write(tested, trained, texts)
        seconds, megabytes, found = _ours(tested, trained)
        _show("Assay", found)
        start = time.perf_counter()
        _show("rensa, confirmed", _by_minhash(texts, trained))
        theirs = time.perf_counter() - start
    job = f"{ROWS:,} training rows beside {TESTED:,} examples ({megabytes} MB at most)"
    return [
        Row(
            job=job,
            peer="rensa's MinHash, 128 values",
            ours_s=seconds,
            peer_s=theirs,
            ratio=theirs / seconds,
            target="",
        )
    ]


def _texts(draw: np.random.Generator, n: int) -> Iterator[str]:
    """Words as often as in a language: the k-th commonest a k-th as often."""
    ranks = 1.0 / np.arange(1, len(VOCABULARY) + 1)
    words = np.array(VOCABULARY)[np.random.default_rng(0).permutation(len(VOCABULARY))]
    lengths = draw.integers(SHORTEST, LONGEST + 1, n)
    drawn = words[draw.choice(len(words), int(lengths.sum()), p=ranks / ranks.sum())].tolist()
    at = 0
    for length in lengths.tolist():
        yield " ".join(drawn[at : at + length])
        at += length


def _write(tested: Path, trained: Path, texts: list[str]) -> None:
    """Copies of the first texts, a kind after the other, are strewn among rows of their own."""
    draw = random.Random(2)
    rows = [{"prompt": f"{SHARED}\n{text}", "prediction": "a", "reference": draw.choice("ab")} for text in texts]
    tested.write_text("".join(json.dumps({"id": i, **row}) + "\n" for i, row in enumerate(rows)), encoding="utf-8")
    copies = [_changed(texts[i], i // PLANTED, draw) for i in range(PLANTED * len(KINDS))]
    places = dict(zip(draw.sample(range(ROWS), len(copies)), copies, strict=True))
    own = _texts(np.random.default_rng(3), ROWS)
    with trained.open("w", encoding="utf-8") as out:
        for i, text in enumerate(own):
            row = {"instruction": SHARED, "input": places.get(i, text), "output": draw.choice("ab")}
            out.write(json.dumps(row) + "\n")


def _changed(text: str, kind: int, draw: random.Random) -> str:
    words = text.split()
    if KINDS[kind] == INSIDE:
        return " ".join([*draw.choices(VOCABULARY, k=60), *words, *draw.choices(VOCABULARY, k=60)])
    for at in draw.sample(range(len(words)), round(CHANGED[kind] * len(words)) or bool(CHANGED[kind])):
        words[at] = draw.choice(VOCABULARY)
    return " ".join(words)


def _ours(tested: Path, trained: Path) -> tuple[float, int, set[int]]:
    """Seconds and peak of `assay.evaluate`, in a process of its own, and which examples it calls leaked."""
    code = (
        "import json, re, sys, time; import assay;"
        "start = time.perf_counter();"
        "report = assay.evaluate(sys.argv[1], train=sys.argv[2]);"
        "seconds = time.perf_counter() - start;"
        "peak = re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1];"
        "print(json.dumps([seconds, int(peak) // 1024, report.training.leaked.nonzero()[0].tolist()]))"
    )
    command = [sys.executable, "-c", code, str(tested), str(trained)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own code
    seconds, megabytes, rows = json.loads(done.stdout)
    return seconds, megabytes, set(rows)


def _by_minhash(texts: list[str], trained: Path) -> set[int]:
    """Runs of three words, sketches of 128 values in 32 bands, candidates confirmed by their Jaccard of 0.8."""
    own = [_shingles(text) for text in texts]
    bands: dict[tuple[int, bytes], list[int]] = {}
    for i, sketch in enumerate(_sketches(own)):
        for band in range(BANDS):
            bands.setdefault((band, sketch[band].tobytes()), []).append(i)
    found: set[int] = set()
    for batch in _batches(trained):
        others = [_shingles(text) for text in batch]
        for other, sketch in zip(others, _sketches(others), strict=True):
            near = {i for band in range(BANDS) for i in bands.get((band, sketch[band].tobytes()), ())} - found
            found |= {i for i in near if len(own[i] & other) >= 0.8 * len(own[i] | other)}
    return found


def _batches(trained: Path) -> Iterator[list[str]]:
    batch: list[str] = []
    with trained.open(encoding="utf-8") as lines:
        for line in lines:
            batch.append(json.loads(line)["input"])
            if len(batch) == 5000:
                yield batch
                batch = []
    yield batch


def _shingles(text: str) -> set[str]:
    words = words_of(text)
    return {" ".join(words[at : at + 3]) for at in range(len(words) - 2)}


def _sketches(sets: list[set[str]]) -> np.ndarray:
    """(n, bands, 4) values."""
    from rensa import RMinHash

    digests = RMinHash.digests_from_token_sets([sorted(one) for one in sets], 128, 42)
    return np.array(digests, np.uint32).reshape(len(sets), BANDS, 128 // BANDS)


def _show(who: str, found: set[int]) -> None:
    shares = [sum(i in found for i in range(at * PLANTED, (at + 1) * PLANTED)) / PLANTED for at in range(len(KINDS))]
    planted = PLANTED * len(KINDS)
    told = ", ".join(f"{kind}: {share:.0%}" for kind, share in zip(KINDS, shares, strict=True))
    others = sum(i >= planted for i in found)
    print(f"{who} finds of {PLANTED} copies with {told}; of {TESTED - planted:,} others it claims {others}", flush=True)
