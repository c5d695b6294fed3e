"""Longest common subsequences of token sequences: their lengths, and the union over sentences of ROUGE-Lsum."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq

from assay.text.ngrams import Ints, Tokens, strings

Words: TypeAlias = NDArray[np.uint64]  # (w, pairs): 64 positions of the reference in each word, the first lowest
Mask: TypeAlias = NDArray[np.bool_]

_CELLS = 1 << 21  # pairs of tokens compared at a time
_ALL = np.uint64(0xFFFFFFFFFFFFFFFF)
_NOTHING_LEFT, _NOTHING_RIGHT = -1, -2  # unequal to each other and to every id


def lcs_lengths(left: Tokens, right: Tokens) -> Ints:
    """(n,) the length of the longest common subsequence of the i-th text of both sides."""
    return np.fromiter(map(LCSseq.similarity, *strings(left, right)), np.int64, len(left))


def in_union_of_lcs(references: Tokens, hypotheses: Tokens, pairs: tuple[Ints, Ints]) -> Mask:
    """(tokens,) which tokens of `references` are in a longest common subsequence with a paired hypothesis.

    Texts are sentences here; `pairs` are two arrays (p,) of the sentences to compare: reference, hypothesis. Of
    several longest subsequences the one is taken that rouge-score 0.1.2 reads out of its table: from the end, a
    match first, else back in the hypothesis where the table is larger there, else back in the reference.
    """
    mask = np.zeros(len(references.ids), np.bool_)
    for reference, hypothesis in _batches(references, hypotheses, pairs):
        matches = _match_bits(references, hypotheses, reference, hypothesis)
        found = _read_out(matches, _growth(matches))
        bits = np.unpackbits(found.T.copy().view(np.uint8), axis=1, bitorder="little").view(np.bool_)
        place = references.offsets[reference, None] + np.arange(bits.shape[1])
        mask[place[bits]] = True
    return mask


def _batches(references: Tokens, hypotheses: Tokens, pairs: tuple[Ints, Ints]) -> Iterator[tuple[Ints, Ints]]:
    """The pairs with anything to compare, alike in size, a few at a time."""
    reference, hypothesis = pairs
    words, lengths = -(-references.lengths[reference] // 64), hypotheses.lengths[hypothesis]
    order = np.lexsort((lengths, words))
    order = order[(words[order] > 0) & (lengths[order] > 0)]
    start = 0
    while start < len(order):
        first = order[start]
        stop = start + max(1, int(_CELLS // (64 * words[first] * lengths[first])))
        batch = order[start:stop]
        batch = batch[words[batch] == words[first]]
        batch = batch[lengths[batch] <= 2 * lengths[first]]
        yield reference[batch], hypothesis[batch]
        start += len(batch)


def _match_bits(references: Tokens, hypotheses: Tokens, reference: Ints, hypothesis: Ints) -> Words:
    """(columns, w, pairs) which tokens of the reference sentence equal the hypothesis's token of that column.

    Hypotheses end in the last column, so that columns without a token come before the first one.
    """
    lengths = references.lengths[reference]
    place = np.arange(-(-int(lengths.max()) // 8) * 8)[:, None]
    left = _padded(references, references.offsets[reference] + place, place < lengths, _NOTHING_LEFT)
    lengths = hypotheses.lengths[hypothesis]
    place = np.arange(-int(lengths.max()), 0)[:, None]
    right = _padded(hypotheses, hypotheses.offsets[hypothesis + 1] + place, place >= -lengths, _NOTHING_RIGHT)
    return _packed((right[:, None] == left).view(np.uint8))


def _padded(tokens: Tokens, place: Ints, there: Mask, nothing: int) -> Ints:
    """(places, pairs) the tokens at `place`, `nothing` where there is none."""
    padded: Ints = np.where(there, tokens.ids[np.where(there, place, 0)], nothing)
    return padded


def _packed(flags: NDArray[np.uint8]) -> Words:
    """(columns, w, pairs) the 0s and 1s (columns, places, pairs) as bits; `places` is a multiple of 8."""
    columns, places, pairs = flags.shape
    octets = flags.reshape(columns, places // 8, 8, pairs) << np.arange(8, dtype=np.uint8)[:, None]
    filled = np.zeros((columns, -(-places // 64) * 8, pairs), np.uint8)
    filled[:, : places // 8] = np.bitwise_or.reduce(octets, axis=2)
    words = filled.reshape(columns, -1, 8, pairs).transpose(0, 1, 3, 2)
    return np.ascontiguousarray(words).view(np.uint64)[..., 0]


def _growth(matches: Words) -> Words:
    """(columns, w, pairs) a bit is set where the table of LCS lengths grows from one token of the reference to the
    next, in the column of each hypothesis token. Hyyrö (2004), "Bit-parallel LCS-length computation revisited".
    """
    grows = np.empty_like(matches)
    rows = np.full_like(matches[0], _ALL)
    for column, match in enumerate(matches):
        carry = np.zeros(match.shape[1], np.uint64)
        for word, bits in enumerate(match):
            row = rows[word]
            step = (row & bits) + carry
            total = row + step
            carry = ((total < row) | ((step == 0) & (carry > 0))).astype(np.uint64)
            rows[word] = total | (row & ~bits)
        np.invert(rows, out=grows[column])
    return grows


def _read_out(matches: Words, grows: Words) -> Words:
    """(w, pairs) the reference's tokens in the common subsequence that is read from the end of the table."""
    found: Words = np.zeros_like(matches[0])
    before = np.full_like(matches[0], _ALL)
    for match, grow in zip(matches[::-1], grows[::-1], strict=True):
        higher = np.zeros(match.shape[1], np.bool_)
        for word in range(len(match) - 1, -1, -1):
            candidates = (match[word] | grow[word]) & before[word]
            up_to = np.where(higher, _ALL, _filled(candidates))
            last = np.where(higher, np.uint64(0), up_to ^ (up_to >> np.uint64(1)))
            taken = last & match[word]
            found[word] |= taken
            before[word] = up_to ^ taken
            higher |= candidates != 0
    return found


def _filled(bits: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """All bits up to the highest that is set."""
    filled: NDArray[np.uint64] = bits.copy()
    for shift in (1, 2, 4, 8, 16, 32):
        filled |= filled >> np.uint64(shift)
    return filled
