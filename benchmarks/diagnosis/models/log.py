"""A log of training as Hugging Face's Trainer writes it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

Entry: TypeAlias = dict[str, float]


@dataclass
class Log:
    """What is said while training: `steps_an_epoch` tells epochs from steps."""

    steps_an_epoch: float
    planned: int
    entries: list[Entry] = field(default_factory=list)
    arguments: dict[str, object] = field(default_factory=dict)  # under the trainer's own names

    def train(self, step: int, loss: float, rate: float, norm: float) -> None:
        """A training loss."""
        self.entries.append(
            {"epoch": step / self.steps_an_epoch, "step": step, "loss": loss, "learning_rate": rate, "grad_norm": norm}
        )

    def validate(self, step: int, **scores: float) -> None:
        """Figures of held-out data: loss, and accuracy where there is one."""
        shown = {f"eval_{name}": value for name, value in scores.items()}
        self.entries.append({"epoch": step / self.steps_an_epoch, "step": step, **shown})

    def write(self, path: Path) -> None:
        """As trainer_state.json, with the arguments beside it."""
        state = {
            "epoch": self.entries[-1]["epoch"] if self.entries else 0.0,
            "global_step": self.planned,
            "max_steps": self.planned,
            "log_history": self.entries,
        }
        path.write_text(json.dumps(state), encoding="utf-8")
        if self.arguments:
            path.with_name("training_args.json").write_text(json.dumps(self.arguments), encoding="utf-8")
