"""How likely a model finds tokens, without ever holding what it says of every token at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from assay.models.local.windows import Scored

if TYPE_CHECKING:
    from torch import Tensor

    from assay.models.local.network import Network

# Logits at a time. On a CPU few enough to stay in its cache: what is done with them then costs a tenth of the head.
_HELD, _HELD_BY_ACCELERATOR = 7 << 20, 1 << 27
_NEAR = 40.0  # a logit whose exponential is no extreme number


def log_likelihoods(network: Network, rows: Sequence[Scored]) -> list[float]:
    """The ln p of the scored tokens of each row, summed; run as one batch, padded at the end."""
    import torch

    with torch.inference_mode():
        device = network.model.device
        states, _ = network.states(padded([row.tokens[:-1] for row in rows], left=False).to(device))
        width = states.shape[1]
        at = [
            row * width + place for row, one in enumerate(rows) for place in range(one.first - 1, len(one.tokens) - 1)
        ]
        asked = states.flatten(0, 1)
        if len(at) < len(asked):
            asked = asked[torch.tensor(at, device=device)]
        targets = torch.tensor([token for row in rows for token in row.tokens[row.first :]], device=device)
        found = log_probabilities(network, asked, targets).double().cpu().numpy()
    starts = np.cumsum([0, *(row.count for row in rows[:-1])])
    return [float(total) for total in np.add.reduceat(found, starts)]


def log_probabilities(network: Network, states: Tensor, targets: Tensor) -> Tensor:
    """(n,) ln p of the target (n,) after each state (n, width)."""
    import torch

    held = _HELD if states.device.type == "cpu" else _HELD_BY_ACCELERATOR
    step = max(1, held // network.vocabulary)
    starts = range(0, len(targets), step)
    return torch.cat([_of_part(network, states[at : at + step], targets[at : at + step]) for at in starts])


def _of_part(network: Network, states: Tensor, targets: Tensor) -> Tensor:
    """With as few looks at the logits as can be, and in place: they are ours, and take a moment each time. Where that
    overflows, as for a target of hardly any probability, it is done once more by the rule that cannot.
    """
    logits = network.logits(states)
    chosen = logits.gather(-1, targets.unsqueeze(-1))
    found = chosen.clone()
    if bool(chosen.abs().amax() > _NEAR):
        logits.sub_(chosen)
        found.zero_()
    found -= logits.exp_().sum(-1, keepdim=True).log()
    if not bool(found.isfinite().all()):
        found = network.logits(states).log_softmax(-1).gather(-1, targets.unsqueeze(-1))
    return found.squeeze(-1)


def padded(rows: Sequence[Sequence[int]], *, left: bool) -> Tensor:
    """(rows, longest) tokens; what pads is token 0, which nothing looks at."""
    import torch

    width = max(map(len, rows))
    return torch.tensor(
        [[0] * (width - len(row)) + list(row) if left else list(row) + [0] * (width - len(row)) for row in rows]
    )
