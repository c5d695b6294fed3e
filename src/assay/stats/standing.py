"""Which systems judged in pairs have strengths at all: those of which no part always wins or always loses."""

from __future__ import annotations

import numpy as np

from assay.stats.arrays import Array, BoolArray


def standing(wins: Array, ties: Array) -> Array:
    """(K,) 0 for each system of the largest group whose strengths exist; inf for one that is above it, -inf below it,
    NaN where no chain of judgements says, and for all where there is no such group. `wins` (K, K) is how often the row
    won, `ties` (K, K) how often both tied.

    A strength is finite where chains of wins and ties lead to a system and back (Ford 1957, doi:10.2307/2308513). Where
    there are ties, a chain that comes back must hold more wins than ties: else the strengths may drift apart while the
    tendency to tie grows with them, and nothing in the data stops it.
    """
    reached = reachable((wins > 0) | (ties > 0))
    mutual = reached & reached.T
    groups = sorted({tuple(np.flatnonzero(row).tolist()) for row in mutual}, key=lambda group: (-len(group), group))
    for group in groups:
        places = np.array(group)
        if len(group) > 1 and _is_bounded(wins[np.ix_(places, places)], ties[np.ix_(places, places)]):
            one = places[0]
            above, below = reached[:, one], reached[one]
            found = np.select([above & below, above, below], [0.0, np.inf, -np.inf], np.nan)
            return np.asarray(found)
    return np.full(len(wins), np.nan)


def reachable(edges: BoolArray) -> BoolArray:
    """(K, K) whether edges lead from the row to the column; every system reaches itself."""
    reached = edges | np.eye(len(edges), dtype=np.bool_)
    for between in range(len(edges)):
        reached |= reached[:, between : between + 1] & reached[between]
    return reached


def connected(wins: Array, ties: Array) -> list[tuple[int, ...]]:
    """The groups of systems that judgements connect, the largest first."""
    met = wins + wins.T + ties > 0
    rows = reachable(met)
    groups = {tuple(np.flatnonzero(row).tolist()) for row in rows}
    return sorted(groups, key=lambda group: (-len(group), group))


def _is_bounded(wins: Array, ties: Array) -> bool:
    """Whether some chain that comes back has more wins than ties; without ties every chain has."""
    if not ties.any():
        return True
    cost = np.where(wins > 0, -1.0, np.where(ties > 0, 1.0, np.inf))
    np.fill_diagonal(cost, 0.0)
    for between in range(len(cost)):
        cost = np.minimum(cost, cost[:, between : between + 1] + cost[between])
        if (np.diag(cost) < 0).any():
            return True
    return False
