"""The letter of a choice: "Answer: B", "(B)", "B. sports", 选B, 答案是B."""

from __future__ import annotations

import re
import unicodedata

from assay.text.labels.names import Names
from assay.text.patterns import pattern

_LETTER = r"[(\[{\"'*`]*([A-Z](?![A-Za-z'’])|[a-z](?=[)\]}\"'*`]*(?:[\s]*$|[\n.,;:)])))"
# "A and B" chooses nothing.
_ALONE = r"(?![)\]}\"'*`]*\s*(?:,|&|/|、|和|或|and\b|or\b)\s*[(\[{\"'*`]*[A-Z](?![A-Za-z]))"
_OPENS = pattern(r"[\s(\[{\"'*`]*([A-Z])[)\]}\"'*`]*(?:[.:)、,](?=\s*\S)|\s*[-–—]\s|\s*$|\s*\n)")
_CUES = pattern(
    r"(?:\b(?i:answer|choice|option|choose|select|pick|letter)\b[^A-Za-z\n]{0,12}"
    r"(?:(?i:is|be|was|should be|would be)\b)?[^A-Za-z\n]{0,8}(?:(?i:option|choice|letter)\s*)?"
    r"|(?:正确答案|答案|选项|選項|应选|應選|故选|故選|选择|選擇|我选|我選|选|選)[^A-Za-z\n]{0,10}"
    rf"|\\boxed\s*\{{\s*(?:\\text\s*\{{)?){_LETTER}{_ALONE}"
)
_NAMED_CORRECT = pattern(
    r"(?<![A-Za-z])([A-Z])[)\"'*`]*\s*(?:选项|選項|项|項|是正确|正确|is (?:the )?(?:correct|right))"
)


def chosen_letters(answer: str, names: Names) -> list[int]:
    """The labels whose letters `answer` chooses, in the order said; empty where it names none.

    A letter that opens the answer ("B. sports") comes first; else those after a word of choosing.
    """
    if not names.letters:
        return []
    text = unicodedata.normalize("NFKC", answer)
    opened = _OPENS.match(text)
    if opened and opened.group(1) in names.letters:
        return [names.letters[opened.group(1)]]
    said = [*_CUES.finditer(text), *_NAMED_CORRECT.finditer(text)]
    letters = [found.group(1).upper() for found in sorted(said, key=re.Match.end)]
    return [names.letters[letter] for letter in letters if letter in names.letters]
