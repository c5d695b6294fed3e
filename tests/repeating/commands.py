"""Small commands that stand for a training: each writes predictions that depend on its seed."""

from __future__ import annotations

import sys
from pathlib import Path

# 60 labels, about one in ten of them wrong: which ones, the seed says. What else a run does stands before or after.
TRAINING = """
import json, os, random, signal, sys, time
from pathlib import Path
seed, out = int(sys.argv[1]), Path(sys.argv[2])
rows = []
draw = random.Random(seed)
for i in range(60):
    right = "spam" if i % 3 == 0 else "ham"
    other = "ham" if right == "spam" else "spam"
    rows.append({{"id": str(i), "prediction": other if draw.random() < 0.1 else right, "reference": right}})
print("seed", seed, "begins")
{before}
(out / "predictions.jsonl").write_text("".join(json.dumps(row) + "\\n" for row in rows), encoding="utf-8")
{after}
"""


def training(folder: Path, before: str = "", after: str = "") -> list[str]:
    """The command, its script written to `folder`."""
    script = folder / "train.py"
    script.write_text(TRAINING.format(before=before, after=after), encoding="utf-8")
    return [sys.executable, str(script), "{seed}", "{out}"]
