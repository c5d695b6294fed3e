"""The order of work, and nothing else: read, recognise, measure, put intervals on, compare, judge, report."""

from assay.pipeline.evaluation import evaluate, evaluate_examples
from assay.pipeline.settings import Settings

__all__ = ["Settings", "evaluate", "evaluate_examples"]
