"""Intervals: a metric applied to examples in, an estimate out. One file an item, one line in the table."""

from __future__ import annotations

from assay.core.registry import Registry
from assay.intervals.base import Interval

INTERVALS: Registry[Interval] = Registry(
    "interval",
    {
        "proportion": "assay.intervals.proportion:proportion_interval",
        "jaccard": "assay.intervals.jaccard:jaccard_interval",
        "confusion": "assay.intervals.confusion:confusion_interval",
        "bounded": "assay.intervals.bounded:bounded_interval",
        "ratio": "assay.intervals.ratio:ratio_interval",
        "auroc": "assay.intervals.auroc:auroc_interval",
        "calibration": "assay.intervals.calibration:calibration_interval",
        "bootstrap": "assay.intervals.bootstrap:bootstrap_interval",
    },
)
