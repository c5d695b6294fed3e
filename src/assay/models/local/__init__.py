"""A checkpoint of Hugging Face's kind, run on this machine, with the adapters that were trained on it."""

from __future__ import annotations

from assay.models.local.loading import load as load
from assay.models.local.model import LocalModel as LocalModel
from assay.models.local.settings import LocalSettings as LocalSettings
