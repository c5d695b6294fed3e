"""Charts as files, drawn without a browser and without a network; the specifications themselves need nothing at all."""

from __future__ import annotations

import json
from importlib.util import find_spec
from typing import TYPE_CHECKING

from assay.core.errors import InputError
from assay.renderers.charts import charts
from assay.renderers.said.safety import without_half_characters

if TYPE_CHECKING:
    from assay.core.report import ChartForm, Report

LIBRARY = "vl_convert"
_SCALE = 2.0  # pixels of a PNG for one of the chart


def check_charts(form: str) -> None:
    """Raises InputError where charts cannot be drawn in that form, for want of the extra `charts`."""
    if form != "json" and find_spec(LIBRARY) is None:
        raise InputError("renderers.no-charts")


def chart_files(report: Report, form: ChartForm = "png") -> dict[str, str | bytes]:
    """Every chart of the report, by file name. Raises InputError where the library that draws is not there."""
    check_charts(form)
    found = {
        name: json.dumps(without_half_characters(spec), ensure_ascii=False) for name, spec in charts(report).items()
    }
    return {f"{name}.{form}": _drawn(spec, form) for name, spec in found.items()}


def _drawn(spec: str, form: ChartForm) -> str | bytes:
    if form == "json":
        return spec + "\n"
    import vl_convert

    if form == "svg":
        drawn: str | bytes = vl_convert.vegalite_to_svg(spec)
    elif form == "pdf":
        drawn = vl_convert.vegalite_to_pdf(spec)
    else:
        drawn = vl_convert.vegalite_to_png(spec, scale=_SCALE)
    return drawn
