"""The page, section by section."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from markupsafe import Markup

from assay.renderers import drawing
from assay.renderers.curves import curves
from assay.renderers.fragments import fill, joined
from assay.renderers.matrix import Matrix, matrix_of
from assay.renderers.safety import Quoted
from assay.renderers.samples import Passage, Sample, Samples, samples_of
from assay.renderers.scale import Scale
from assay.renderers.tables import (
    Block,
    ClassLine,
    Table,
    class_lines,
    echoes,
    forms_table,
    methods_table,
    not_measured_table,
    origin,
    rules_table,
    skipped_table,
)
from assay.renderers.view import GateLine, Line, View

CLASSES = 25
SKIPPED = 50
NOTHING = Markup("")
_Section = Callable[[View], Markup]


def sections(view: View) -> Markup:
    """All that has something to show, in the order it is read."""
    matter: tuple[_Section, ...] = (
        _next,
        _gates,
        _beside,
        _numbers,
        _labels,
        _curves,
        _parsing,
        _samples,
        _reported,
        _read,
        _missing,
        _origin,
    )
    return joined(section(view) for section in matter)


def html_section(name: str, title: str, *content: Markup) -> Markup:
    """A section of the page; nothing where it is empty."""
    return fill("section", id=name, title=title, content=joined(content)) if any(content) else NOTHING


def block_section(block: Block, place: int) -> Markup:
    """A block as a section."""
    name = f"{block.name}-{place}"
    notes = joined(map(_note, block.sentences))
    table = NOTHING if block.table is None else _table(block.table, name)
    drawn = None if block.drawing is None else block.drawing()
    return html_section(name, block.title, notes, drawn or NOTHING, table)


def _next(view: View) -> Markup:
    if not view.next:
        return NOTHING
    steps = joined(fill("item", text=step) for step in view.next)
    return html_section("next", view.words("renderers.next"), fill("steps", steps=steps))


def _gates(view: View) -> Markup:
    if not view.gates:
        return NOTHING
    table = fill(
        "gates",
        **_words(view, "outcome", "requirement", "value", "interval"),
        gates=joined(_gate(view, gate) for gate in view.gates),
    )
    return html_section("requirements", view.words("renderers.requirements"), table)


def _gate(view: View, gate: GateLine) -> Markup:
    line = gate.line
    return fill(
        "gate",
        outcome=gate.outcome.value,
        sign=gate.sign,
        word=gate.word,
        requirement=gate.requirement,
        why=None if gate.why == view.why else gate.why,
        threshold=gate.threshold,
        value=line and line.value,
        bar=line and drawing.interval_bar(line.mark),
        interval=line and line.interval,
    )


def _beside(view: View) -> Markup:
    return joined(block_section(block, place) for place, block in enumerate(view.blocks))


def _curves(view: View) -> Markup:
    return joined(block_section(block, place) for place, block in enumerate(curves(view)))


def _numbers(view: View) -> Markup:
    if not view.lines:
        return NOTHING
    keys = drawing.legend(view.marks)
    table = fill(
        "numbers",
        **_words(view, "metric", "value", "interval"),
        groups=joined(_group(scale, lines) for scale, lines in view.groups),
        legend=joined(_key(view.words.named("renderers.legend-", name), bar) for bar, name in keys) + _key(view.arrow),
    )
    title = view.words("renderers.numbers", level=view.level)
    return html_section("numbers", title, table, _note(view.baseline))


def _key(name: str, bar: Markup = NOTHING) -> Markup:
    return fill("key", bar=bar, name=name) if name else NOTHING


def _group(scale: Scale, lines: Iterable[Line]) -> Markup:
    return fill("group", axis=drawing.axis(scale), lines=joined(map(_line, lines)))


def _line(line: Line) -> Markup:
    return fill(
        "line",
        title=line.title,
        note=fill("break", text=line.note) if line.note else None,
        value=line.value,
        interval=line.interval,
        bar=None if line.mark.value is None else drawing.interval_bar(line.mark),
        n=line.n,
    )


def _labels(view: View) -> Markup:
    matrix = matrix_of(view)
    confusion = NOTHING if matrix is None else _confusion(view, matrix)
    return fill("pair", sections=confusion + _classes(view)) if confusion else _classes(view)


def _confusion(view: View, matrix: Matrix) -> Markup:
    title = view.words("renderers.confusion")
    if matrix.map is not None:
        note = _note(view.words("renderers.most-confused", n=matrix.n))
        return html_section("confusion", title, note, matrix.map, _table(matrix.errors, "confusion"))
    head = fill("corner", text=view.words("renderers.corner")) + joined(
        fill("head", text=name) for name in matrix.predictions
    )
    rows = joined(
        fill(
            "row",
            cells=fill("side", text=label) + joined(fill("heat", style=cell.style, count=cell.shown) for cell in cells),
        )
        for label, cells in matrix.rows
    )
    return html_section("confusion", title, fill("table", id="confusion", style="matrix", head=head, rows=rows))


def _classes(view: View) -> Markup:
    words, whole = view.words, len(view.report.classes or ())
    lines = class_lines(view, CLASSES)
    if not lines:
        return NOTHING
    table = partial(_class_table, view)
    if whole == len(lines):
        return html_section("classes", words("renderers.classes"), table(lines, "classes"))
    note = _note(words("renderers.weakest-here", shown=len(lines), n=whole))
    every = table(class_lines(view), "all-classes")
    folded = fill("folded", id="all-classes", title=words("renderers.all-classes"), content=every)
    return html_section("classes", words("renderers.classes"), note, table(lines, "classes"), folded)


def _class_table(view: View, lines: Iterable[ClassLine], name: str) -> Markup:
    columns = _words(view, "support", "precision", "recall", "f1").values()
    head = fill("head", text=view.words("renderers.class")) + joined(fill("head-number", text=text) for text in columns)
    return fill("table", id=name, style="", head=head, rows=joined(map(_class_row, lines)))


def _class_row(line: ClassLine) -> Markup:
    numbers = joined(fill("ends", value=value, ends=ends) for value, ends in line.numbers)
    return fill("row", cells=fill("side", text=line.label) + fill("number", text=line.support) + numbers)


def _parsing(view: View) -> Markup:
    rules, forms = rules_table(view), forms_table(view)
    if rules is None:
        return NOTHING
    content = [_table(rules, "parsing")]
    if forms is not None:
        content += [fill("named-note", id="forms", text=view.words("renderers.forms")), _table(forms, "forms")]
    return html_section("parsing", view.words("renderers.parsing"), *content)


def _samples(view: View) -> Markup:
    found = samples_of(view)
    if found is None:
        return NOTHING
    samples = joined(_sample(view, found, sample) for sample in found.chosen)
    style = "labels" if found.chosen[0].label is not None else ""
    content = fill("samples", how=found.how, style=style, samples=samples)
    return html_section("samples", view.words("renderers.samples"), content)


def _sample(view: View, samples: Samples, one: Sample) -> Markup:
    words, sides = view.words, []
    if one.label is None:
        sides += [(words("renderers.reference"), reference) for reference in one.references]
    if one.prediction is not None:
        sides.append((words("renderers.output"), one.prediction))
    side = [fill("side-by-side", name=name, text=_long(view, passage)) for name, passage in sides]
    return fill(
        "sample",
        id=one.id,
        labels=None if one.label is None else _swap(view, one),
        score=fill("score", metric=samples.metric, score=one.score) if one.score else None,
        sides=fill("sides", sides=joined(side)) if side else None,
        prompt=one.prompt and _prompt(view, one.prompt),
    )


def _swap(view: View, one: Sample) -> Markup:
    reference = " / ".join(passage.head for passage in one.references)
    return fill("swap", reference=reference, label=one.label or view.words("renderers.no-label"))


def _prompt(view: View, prompt: Passage) -> Markup:
    left_out = _left_out(view, prompt)
    return fill("prompt", name=view.words("renderers.prompt"), head=prompt.head, whole=prompt.whole, left_out=left_out)


def _long(view: View, passage: Passage) -> Markup:
    if not passage.head:
        return fill("soft", text=view.words("renderers.empty"))
    if not passage.whole:
        return fill("words", text=passage.head)
    return fill("long", head=passage.head, whole=passage.whole, left_out=_left_out(view, passage))


def _left_out(view: View, passage: Passage) -> Markup:
    return _note(view.words("renderers.left-out", n=passage.left_out) if passage.left_out else "")


def _reported(view: View) -> Markup:
    groups = [
        fill(
            "echoes",
            figures=joined(fill("echo", name=name, value=value, ours=ours) for name, value, ours in group.figures),
            why=_note(group.why),
        )
        for group in echoes(view)
    ]
    return html_section("reported", view.words("renderers.reported"), *groups)


def _read(view: View) -> Markup:
    words, skipped = view.words, view.report.source.skipped
    content = [fill("remarks", remarks=joined(fill("item", text=remark) for remark in view.remarks))]
    table = skipped_table(view, SKIPPED)
    if table is not None:
        note = fill("named-note", id="skipped", text=words("renderers.skipped", n=len(skipped)))
        content += [note, _table(table, "skipped")]
    if len(skipped) > SKIPPED:
        content.append(_note(words("renderers.and-more", n=len(skipped) - SKIPPED)))
    return html_section("read", words("renderers.read-heading"), *content)


def _missing(view: View) -> Markup:
    table = not_measured_table(view)
    return (
        NOTHING
        if table is None
        else html_section("missing", view.words("renderers.not-measured"), _table(table, "missing"))
    )


def _origin(view: View) -> Markup:
    words = view.words
    terms = joined(_term(term, value) for term, value in origin(view))
    methods = fill(
        "folded", id="methods", title=words("renderers.methods"), content=_table(methods_table(view), "methods")
    )
    return html_section("reproduce", words("renderers.reproduce"), fill("origin", terms=terms), methods)


def _term(term: str, value: str) -> Markup:
    return fill("term", term=term, value=fill("code", text=value) if isinstance(value, Quoted) else value)


def _table(table: Table, name: str) -> Markup:
    head = joined(fill("head-number" if j in table.numeric else "head", text=text) for j, text in enumerate(table.head))
    rows = joined(
        fill(
            "row",
            cells=joined(fill("number" if j in table.numeric else "cell", text=cell) for j, cell in enumerate(row)),
        )
        for row in table.rows
    )
    return fill("table", id=name, style="", head=head, rows=rows)


def _note(text: str) -> Markup:
    return fill("note", text=text) if text else NOTHING


def _words(view: View, *names: str) -> dict[str, str]:
    return {name: view.words(f"renderers.{name}") for name in names}
