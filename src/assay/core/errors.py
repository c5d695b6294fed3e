"""What can go wrong, each said as a sentence: where, what is wrong, what would be right.

AssayError                 the root: `except AssayError` catches everything below
├── UsageError             the command or the call was wrong: an unknown name, options that exclude each other
├── InputError             a file or value cannot be used: not there, not readable, nothing good in it
├── PolicyError            a policy file does not say what a policy must
└── UndefinedValue         a number does not exist for these examples; shown as null, with this reason
"""

from __future__ import annotations

from assay.core.messages import Text, say


class AssayError(Exception):
    """A sentence for people, in any of the languages. `str(error)` is English."""

    def __init__(self, key: str | Text, /, **values: object) -> None:
        self.text = key if isinstance(key, Text) else say(key, **values)
        super().__init__(self.text)

    def __str__(self) -> str:
        return str(self.text)


class UsageError(AssayError):
    """What was asked for does not exist or does not fit together."""


class InputError(AssayError):
    """A file, table or list that cannot be evaluated."""


class PolicyError(AssayError):
    """A policy that is not valid, with the line and what would be right."""


class UndefinedValue(AssayError):  # noqa: N818 - not a failure: a number that does not exist, with the reason
    """A metric has no value for these examples."""
