"""Test texts that the model seems to know by heart."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from assay.checks.base import MOST_NAMED, Case, Looked
from assay.core.finding import Finding, Stake
from assay.core.messages import literal, say
from assay.core.percent import percent
from assay.frozen import frozen
from assay.stats.jackknife import jackknife

if TYPE_CHECKING:
    from assay.core.arrays import Array, BoolArray
    from assay.core.examples import Likelihoods

BITS = "bits_per_byte"
ERROR = 0.001  # of calling any text memorised that is not, by itself and beside the base each
_WIDTHS = (0.0, 1.35, 2.2, np.inf)  # bytes a character, between Latin letters, those of two bytes, and all others
FEWEST = 50  # texts of a kind, below which it is not known
_HALF = 0.5  # of the usual surprise: what is closer to it is no text known by heart


class MemorisedText:
    """Some test texts are far more likely to the model than others of their kind: it has probably seen them in
    training, more than once. Their part in the score is memory, not skill.

    Decided by the nats for each byte of a text, among texts about as long and in a like script: less than half of what
    is usual, and so far below the others that none of them would be by chance, in about 99 % of test sets. How far
    chance reaches is taken from the lower tail of the texts themselves. With a base, texts whose surprise fell that
    much further than that of others are named too: they are what this training added. Up to a tenth of the texts can
    be found.

    Ignore it where the named texts are forms, lists or sayings that anyone would guess.
    """

    code: ClassVar[str] = "memorised-text"

    def look(self, case: Case) -> Looked:
        """From each text's likelihood."""
        found = case.examples.likelihoods
        if found is None:
            return say("findings.needs-likelihoods")
        size = _size(found)
        usable = np.isfinite(found.nll) & np.isfinite(size) & (size > 0)
        kinds = _kinds(found, usable)
        if not kinds:
            return say("findings.needs-more-texts", n=int(usable.sum()), fewest=FEWEST)
        usable = np.logical_or.reduce(kinds)
        nats = np.maximum(found.nll, 1e-9)
        shown = np.log(nats / np.where(usable, size, 1.0))
        known = np.logical_or.reduce([_outlying(shown, size, kind) for kind in kinds])
        gained = _beside_base(case, usable)
        which = known | gained
        return self._finding(case, _Found(nats, size, usable, which, int(gained.sum()))) if which.any() else None

    def _finding(self, case: Case, found: _Found) -> Finding:
        k, n = int(found.which.sum()), int(found.usable.sum())
        whole, clean = found.bits(found.usable), found.bits(found.usable & ~found.which)
        worst = found.worst
        return Finding(
            self.code,
            "warning",
            say("findings.memorised-text-title"),
            say(
                "findings.memorised-text-message",
                k=k,
                n=n,
                texts=[case.examples.id_of(row) for row in worst[:3]],
                bits=f"{found.bits(found.which):.3f}",
                usual=f"{clean:.3f}",
                whole=f"{whole:.3f}",
                gained=say("findings.memorised-text-gained", k=found.gained) if found.gained else literal(""),
                share=percent(float(found.size[found.which].sum() / found.size[found.usable].sum())),
            ),
            {
                "texts": k,
                "of": n,
                "bits_per_byte_of_these": found.bits(found.which),
                "bits_per_byte": whole,
                "bits_per_byte_without_them": clean,
                "fell_with_training": found.gained,
            },
            tuple(case.examples.id_of(row) for row in worst),
            (say("findings.memorised-text-leak"), say("findings.memorised-text-without")),
            found.stake if BITS in case.estimates else None,
        )


@frozen(eq=False)
class _Found:
    """(n,) nats and sizes of the texts, which of them can be judged, and which are memorised."""

    nats: Array
    size: Array
    usable: BoolArray
    which: BoolArray
    gained: int

    def bits(self, rows: BoolArray) -> float:
        """Bits for each byte over all of these rows."""
        return float(self.nats[rows].sum() / self.size[rows].sum() / np.log(2.0))

    @property
    def stake(self) -> Stake:
        """What these texts take off the bits for each byte of all; the jackknife's interval, the texts being these."""
        whole, clean = (self._without_each(rows) for rows in (self.usable, self.usable & ~self.which))
        value = self.bits(self.usable) - self.bits(self.usable & ~self.which)
        left_out = (whole - clean)[self.usable]
        low, high = jackknife(value, left_out, np.ones(len(left_out))).t_interval(0.95)
        return Stake(BITS, value, low, min(0.0, high))

    def _without_each(self, rows: BoolArray) -> Array:
        """(n,) the bits for each byte over `rows` without each of the texts."""
        nats, size = (np.where(rows, one, 0.0) for one in (self.nats, self.size))
        without: Array = (nats.sum() - nats) / (size.sum() - size) / np.log(2.0)
        return without

    @property
    def worst(self) -> list[int]:
        """The rows of the likeliest texts."""
        own = np.where(self.which, self.nats / np.maximum(self.size, 1.0), np.inf)
        return [int(row) for row in np.argsort(own, kind="stable")[: min(MOST_NAMED, int(self.which.sum()))]]


def _size(found: Likelihoods) -> Array:
    """(n,) bytes, or what is known in their place."""
    return next((one for one in (found.bytes, found.characters) if np.isfinite(one).all()), found.tokens)


def _kinds(found: Likelihoods, usable: BoolArray) -> list[BoolArray]:
    """(n,) the texts of each kind of script that is there often enough: one byte a character, two, or three. A Chinese
    character takes three, so that its texts have fewer bits a byte than English ones, however little they are known.
    """
    with np.errstate(all="ignore"):
        width = np.nan_to_num(found.bytes / found.characters, nan=1.0)
    kinds = [usable & (low <= width) & (width < high) for low, high in pairwise(_WIDTHS)]
    return [kind for kind in kinds if int(kind.sum()) >= FEWEST]


def _outlying(values: Array, size: Array, usable: BoolArray) -> BoolArray:
    """(n,) the texts that are far below the others, and less than half as surprising as the middle one."""
    from assay.checks.likelihoods.outlier import far_below

    which = np.zeros(len(values), np.bool_)
    own = values[usable]
    which[usable] = far_below(own, size[usable], ERROR) & (own < np.median(own) + np.log(_HALF))
    return which


def _beside_base(case: Case, usable: BoolArray) -> BoolArray:
    """(n,) the texts that became far more likely than others did since the first base."""
    none = np.zeros(len(usable), np.bool_)
    if not case.pairs or not case.comparisons or case.comparisons[0].alike:
        return none
    ours, theirs = (side.likelihoods for side in case.pairs[0])
    if ours is None or theirs is None:
        return none
    size, rows = _size(ours), case.comparisons[0].pairing.candidate
    with np.errstate(all="ignore"):
        fell = np.log(np.maximum(ours.nll, 1e-9)) - np.log(np.maximum(theirs.nll, 1e-9))
    known = usable[rows] & np.isfinite(fell) & (_size(theirs) == size)
    if int(known.sum()) >= FEWEST:
        none[rows] = _outlying(fell, size, known)
    return none
