"""The version of Assay, said once."""

__version__ = "0.1.0"
