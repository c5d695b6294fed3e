"""Tasks: examples in, what is to be judged out: the family, the labels, the positive class, the language."""

from assay.tasks.detection import detect

__all__ = ["detect"]
