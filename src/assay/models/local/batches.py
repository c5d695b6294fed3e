"""Which rows are run together: those of like length, so that little is padded."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence


def batches(lengths: Sequence[int], budget: int) -> Iterator[list[int]]:
    """The places of the rows of each batch, the longest first, so that what does not fit in memory shows at once.

    Rows times the longest is at most `budget` tokens, but a batch has one row at least. The plan follows from the
    lengths alone; rows of one length stay in their order.
    """
    batch: list[int] = []
    for place in sorted(range(len(lengths)), key=lambda place: -lengths[place]):
        if batch and (len(batch) + 1) * lengths[batch[0]] > budget:
            yield batch
            batch = []
        batch.append(place)
    if batch:
        yield batch


def wanted_batches(lengths: Sequence[int], budget: int, wanted: Collection[int]) -> Iterator[list[int]]:
    """The batches that hold a wanted row, whole: what stands beside a row moves its last digits, so that a row gets the
    same whether its neighbours were answered before or not.
    """
    chosen = frozenset(wanted)
    return (batch for batch in batches(lengths, budget) if not chosen.isdisjoint(batch))
