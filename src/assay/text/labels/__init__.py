"""From what a model said to the label it means."""

from assay.text.labels.extraction import Found, Rule, extract, label_of, label_written
from assay.text.labels.mentions import named_anywhere
from assay.text.labels.names import Names
from assay.text.labels.sets import is_list, split_labels
from assay.text.labels.statements import Statement, stated_labels

__all__ = [
    "Found",
    "Names",
    "Rule",
    "Statement",
    "extract",
    "is_list",
    "label_of",
    "label_written",
    "named_anywhere",
    "split_labels",
    "stated_labels",
]
