"""Which of some texts stand in a long stream of others, word for word or nearly.

All texts of the stream are looked up in an index of the few: its size does not grow with the stream. Two texts that are
nearly the same have runs of words in common; a text of the stream with such runs is compared with the indexed one word
by word. So no near copy is missed by the chance of a sketch (MinHash), and none is claimed that was not compared.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import compress
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from assay.text.ngrams import offsets_of
from assay.text.patterns import pattern

SHORT, LONG = 16, 40  # words up to which a text is short, and from which on it is long
ALIKE_SHORT, ALIKE, ALIKE_LONG = 0.95, 0.9, 0.8  # the share of words that stand in both, in the same order
INSIDE_SHORT, INSIDE = 0.85, 0.8  # of the words that lie in runs that the other text has too
INSIDE_RUN, LONG_INSIDE_RUN = 8, 13  # words of such a run: Brown et al. (2020), arXiv:2005.14165, appendix C
RUN, FORMULA = 5, 4  # words of the runs that are looked up, and of a formula
FEW_RUNS = 0.1  # of a text's runs: with fewer in common two texts are not compared
FEWEST_EXACT, FEWEST_NEAR = 3, 8  # words of a text that can be told again at all, and up to small changes
NUMBERS_MATTER = 50  # words up to which other numbers make another text
USUAL, USUAL_SHARE = 10, 0.05  # texts in which a run of four words is a formula of all, and no sign of a copy

_UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_WORD = pattern(f"[{_UNSPACED}]|[^\\W_{_UNSPACED}]+")
_UNSPACED_WORD = pattern(f"[{_UNSPACED}]")
_TABLE = 22  # bits of the table that says which runs may be in the index
_MOST_COMPARED = 20  # indexed texts with which one text of the stream is compared
_BATCH = 2000  # texts

Bits = NDArray[np.bool_]
Hashes = NDArray[np.uint64]
Places = NDArray[np.int64]
_Runs: TypeAlias = dict[tuple[str, ...], list[int]]


def words_of(text: str) -> list[str]:
    """The words of a text without case, width and punctuation; each character of an unspaced script is one."""
    folded = text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()
    return _WORD.findall(folded)


def length_of(words: Sequence[str]) -> float:
    """How many words' worth they are: two characters of an unspaced script count as one."""
    return sum(0.5 if len(word) == 1 and _UNSPACED_WORD.match(word) else 1.0 for word in words)


def key_of(words: Sequence[str]) -> int:
    """64 bits that are equal where the words are."""
    digest = hashlib.blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little")


@dataclass(eq=False)
class Originals:
    """The texts that copies are looked for of, and what was found of each: `exact` and `near` (m,) mark the texts,
    `times` (m,) counts exact copies, and `places` says where the first copy of one was. `compared` (m,) marks those
    that are long enough to be told again. Grows while a stream is looked through.
    """

    texts: Sequence[str | None]
    exact: Bits = field(init=False)
    near: Bits = field(init=False)
    times: Places = field(init=False)
    places: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        words = [words_of(text or "") for text in self.texts]
        keys = [key_of(one) for one in words]
        self._number = {key: i for i, key in enumerate(dict.fromkeys(keys))}
        self._own = _own_parts(list(dict(zip(keys, words, strict=True)).values()))
        self._which = np.array([self._number[key] for key in keys], np.int64)
        distinct = dict(zip(keys, words, strict=True))
        self._words = list(distinct.values())
        lengths = np.array([length_of(one) for one in self._words])
        self._long = lengths >= FEWEST_NEAR
        self._told = lengths >= FEWEST_EXACT
        self._times = np.zeros(len(self._words), np.int64)
        self._near = np.zeros(len(self._words), np.bool_)
        self._first: dict[int, str] = {}
        self._waiting: list[tuple[list[str], str]] = []

    @property
    def compared(self) -> Bits:
        """(m,) the texts that are long enough."""
        return self._told[self._which]

    @property
    def has_short(self) -> bool:
        """Whether some text, or what it says behind words that all share, is too short to be found within another."""
        return bool(self._own) or bool((self._told & ~self._long).any())

    def look(self, words: list[str], place: str, key: int | None = None) -> None:
        """Looks one text of the stream up; `place` says where it is, `key` is that of its words where it is known."""
        if not self.find(words, place, key) and len(words) >= FEWEST_NEAR:
            self._waiting.append((words, place))
            if len(self._waiting) >= _BATCH:
                self._compare()

    def find(self, words: list[str], place: str, key: int | None = None) -> bool:
        """Whether one text of the stream is an exact copy; what is nearly one is not looked for."""
        key = key_of(words) if key is None else key
        number = self._number.get(key, self._own.get(key))
        if number is None or not self._told[number]:
            return False
        self._times[number] += 1
        self._first.setdefault(number, place)
        return True

    def done(self) -> None:
        """Looks up what waits; to be called at the end of the stream."""
        self._compare()
        self.exact, self.near = (self._times > 0)[self._which], (self._near & (self._times == 0))[self._which]
        self.times = self._times[self._which]
        found = self._which.tolist()
        self.places = {i: self._first[one] for i, one in enumerate(found) if one in self._first}

    def _compare(self) -> None:
        waiting, self._waiting = self._waiting, []
        if not waiting or not len(self._index.hashes):
            return
        for row, number in self._index.candidates([words for words, _ in waiting]):
            words, place = waiting[row]
            if self._near[number] or self._times[number] or not self._long[number]:
                continue
            if nearly_same(self._words[number], words, self._index.formulas):
                self._near[number] = True
                self._first.setdefault(number, place)

    @cached_property
    def _index(self) -> _Index:
        return _Index(self._words)


def _own_parts(texts: Sequence[Sequence[str]]) -> dict[int, int]:
    """The keys of what stands between the words that most texts begin with and those that most end with."""
    if len(texts) <= USUAL:
        return {}
    begin, end = _shared(texts), _shared([one[::-1] for one in texts])
    if not begin + end:
        return {}
    parts = [one[begin : len(one) - end] for one in texts]
    return {key_of(part): i for i, part in enumerate(parts) if length_of(part) >= FEWEST_EXACT}


def _shared(texts: Sequence[Sequence[str]]) -> int:
    """How many words at the beginning most texts have in common."""
    at, left = 0, list(texts)
    while True:
        words = Counter(one[at] for one in left if len(one) > at)
        word = max(words, key=lambda one: words[one], default="")
        if words[word] * 2 <= len(texts):
            return at
        left = [one for one in left if len(one) > at and one[at] == word]
        at += 1


def nearly_same(original: Sequence[str], other: Sequence[str], formulas: frozenset[tuple[str, ...]]) -> bool:
    """Whether `other` is, or contains, nearly the words of `original`, formulas left out. Alike: nine tenths of the
    words of both stand in the other in the same order (19 of 20 in short texts, four fifths in long ones), which is how
    Lee et al. (2022), arXiv:2107.06499, confirm what MinHash finds. Inside: four fifths of the original's words (85 %
    in short texts) lie in runs of 8 words (13 in long texts) that the other has too. A short text with other numbers is
    another text.
    """
    distinct = set(original)
    if len(distinct.intersection(other)) < 0.5 * len(distinct):  # a cheap bound: either way takes two thirds
        return False
    kept, others = _kept(original, formulas), _kept(other, formulas)
    core = list(compress(original, kept))
    length = length_of(core)
    if length < FEWEST_NEAR or (length < NUMBERS_MATTER and not _numbers(original) <= _numbers(other)):
        return False
    if _alike(core, list(compress(other, others)), length):
        return True
    size = INSIDE_RUN if length < LONG else LONG_INSIDE_RUN
    least = (INSIDE_SHORT if length < SHORT else INSIDE) * len(core)
    return _covered(_runs(original, kept, size), _runs(other, others, size)) >= least


def _alike(ours: Sequence[str], theirs: Sequence[str], length: float) -> bool:
    from rapidfuzz.distance import Indel  # few streams have anything to compare

    least = ALIKE_SHORT if length < SHORT else ALIKE if length < LONG else ALIKE_LONG
    return Indel.normalized_similarity(ours, theirs, score_cutoff=least) >= least


def _covered(runs: _Runs, known: _Runs) -> int:
    """How many words lie in runs that are known."""
    common = runs.keys() & known.keys()
    return len({at + step for run in common for at in runs[run] for step in range(len(run))})


def _numbers(words: Sequence[str]) -> Counter[str]:
    return Counter(word for word in words if any(map(str.isdigit, word)))


def _kept(words: Sequence[str], formulas: frozenset[tuple[str, ...]]) -> list[bool]:
    kept = [True] * len(words)
    for at in range(len(words) - FORMULA + 1) if formulas else ():
        if tuple(words[at : at + FORMULA]) in formulas:
            kept[at : at + FORMULA] = [False] * FORMULA
    return kept


def _runs(words: Sequence[str], kept: Sequence[bool], size: int) -> _Runs:
    """Each run of `size` words that are all kept, with where it begins."""
    runs: _Runs = {}
    for at in range(len(words) - size + 1):
        if all(kept[at : at + size]):
            runs.setdefault(tuple(words[at : at + size]), []).append(at)
    return runs


class _Index:
    """The runs of words of some texts, by hash; those that hold a formula are left out."""

    def __init__(self, texts: Sequence[Sequence[str]]) -> None:
        vocabulary = dict.fromkeys(word for words in texts for word in words)
        self._ids = {word: i for i, word in enumerate(vocabulary)}
        self._values = np.random.default_rng(0).integers(1, 1 << 63, len(self._ids) + 1, np.uint64)  # the last: unknown
        self._factors = np.random.default_rng(1).integers(1, 1 << 62, RUN, np.uint64) * np.uint64(2) + np.uint64(1)
        ids, owners, starts = self._laid_out(texts)
        usual, self.formulas = self._usual(ids, owners, texts, starts)
        hashes = self._hashes(ids, RUN)
        sound = self._sound(ids, RUN)
        for step in range(RUN - FORMULA + 1):
            sound &= ~usual[step : step + len(sound)]
        places = np.flatnonzero(sound)
        order = np.argsort(hashes[places], kind="stable")
        places = places[order]
        self.hashes, self._owners = hashes[places], owners[places]
        self._lengths = np.array([len(words) for words in texts], np.int64)
        self._table = np.zeros(1 << _TABLE, np.bool_)
        self._table[self._slots(self.hashes)] = True

    def candidates(self, texts: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
        """Pairs (which of `texts`, which indexed text) that have enough runs in common to be compared, most first."""
        ids, rows, _ = self._laid_out(texts)
        if len(ids) < RUN:
            return []
        hashes = self._hashes(ids, RUN)
        places = np.flatnonzero(self._sound(ids, RUN) & self._table[self._slots(hashes)])
        low = np.searchsorted(self.hashes, hashes[places], "left")
        counts = np.searchsorted(self.hashes, hashes[places], "right") - low
        hits = np.repeat(low - offsets_of(counts)[:-1], counts) + np.arange(counts.sum())
        keys = np.repeat(rows[places], counts) * len(self._lengths) + self._owners[hits]
        pairs, common = np.unique(keys, return_counts=True)
        row, number = np.divmod(pairs, len(self._lengths))
        order = np.lexsort((number, -common, row))
        order = order[common[order] >= FEW_RUNS * self._indexed[number[order]]]
        rank = np.arange(len(order)) - np.searchsorted(row[order], row[order], "left")
        order = order[rank < _MOST_COMPARED]
        return list(zip(row[order].tolist(), number[order].tolist(), strict=True))

    @cached_property
    def _indexed(self) -> Places:
        """(m,) how many runs of each text are in the index."""
        return np.bincount(self._owners, minlength=len(self._lengths))

    def _laid_out(self, texts: Sequence[Sequence[str]]) -> tuple[Places, Places, Places]:
        """The ids of all words, an unknown one behind each text; whose each is, and where each text starts."""
        unknown, ids = len(self._ids), self._ids
        flat = [number for words in texts for number in (*(ids.get(word, unknown) for word in words), unknown)]
        lengths = np.array([len(words) + 1 for words in texts], np.int64)
        return np.array(flat, np.int64), np.repeat(np.arange(len(texts)), lengths), offsets_of(lengths)

    def _hashes(self, ids: Places, size: int) -> Hashes:
        """The hash of the run from each place on."""
        values, count = self._values[ids], max(0, len(ids) - size + 1)
        total = np.zeros(count, np.uint64)
        for step in range(size):
            total += values[step : step + count] * self._factors[step]
        return total ^ (total >> np.uint64(29))

    def _sound(self, ids: Places, size: int) -> Bits:
        """Whether all words of the run from each place on are known, and of one text."""
        unknown = np.concatenate([[0], np.cumsum(ids == len(self._ids))])
        sound: Bits = unknown[size:] == unknown[:-size]
        return sound

    def _usual(
        self, ids: Places, owners: Places, texts: Sequence[Sequence[str]], starts: Places
    ) -> tuple[Bits, frozenset[tuple[str, ...]]]:
        """The places where a formula begins: a run of four words that many texts have; and the formulas."""
        hashes, sound = self._hashes(ids, FORMULA), self._sound(ids, FORMULA)
        most = max(USUAL, USUAL_SHARE * len(texts))
        usual = np.zeros(len(ids), np.bool_)
        places = np.flatnonzero(sound)
        which = np.unique(hashes[places], return_inverse=True)[1].reshape(-1)
        once = np.unique(which * len(texts) + owners[places]) // max(1, len(texts))
        common = np.bincount(once, minlength=1) > most
        usual[places] = common[which] if len(which) else False
        found = np.flatnonzero(usual)
        inside = found - starts[owners[found]]
        runs = zip(owners[found].tolist(), inside.tolist(), strict=True)
        return usual, frozenset(tuple(texts[owner][at : at + FORMULA]) for owner, at in runs)

    @staticmethod
    def _slots(hashes: Hashes) -> Hashes:
        return hashes >> np.uint64(64 - _TABLE)


def looked_through(originals: Originals, stream: Iterable[tuple[str, str]]) -> Originals:
    """The same originals, after every (text, place) of the stream was looked up."""
    for text, place in stream:
        originals.look(words_of(text), place)
    originals.done()
    return originals
