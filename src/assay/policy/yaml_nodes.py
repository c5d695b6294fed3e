"""A YAML policy as nodes with lines."""

from __future__ import annotations

import yaml

from assay.core.errors import PolicyError
from assay.core.messages import literal
from assay.policy.nodes import Node, Series, Table, Word
from assay.policy.policy import Place

DEEPEST = 20
_NULL = "tag:yaml.org,2002:null"


def yaml_nodes(text: str, path: str) -> Node:
    """The document's nodes. Raises PolicyError where it is not YAML, repeats a key, nests without end or refers to
    itself: nothing in it is ever executed or expanded.
    """
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as broken:
        raise _broken(broken, path) from None
    except yaml.YAMLError as broken:
        raise Place(path, 1).error("not-yaml", why=literal(str(broken).splitlines()[0])) from None
    except RecursionError:
        raise Place(path, 1).error("too-deep") from None
    if root is None:
        return Word(1, "", missing=True)
    return _Reading(path).node(root, 0)


def _broken(broken: yaml.MarkedYAMLError, path: str) -> PolicyError:
    mark = broken.problem_mark or broken.context_mark
    line = 1 if mark is None else mark.line + 1
    return Place(path, line).error("not-yaml", why=literal(broken.problem or broken.context or ""))


class _Reading:
    """One document on its way from the parser's nodes to ours."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.seen: set[int] = set()

    def node(self, node: yaml.Node, depth: int) -> Node:
        line = node.start_mark.line + 1
        if id(node) in self.seen:
            raise Place(self.path, line).error("alias")
        if depth > DEEPEST:
            raise Place(self.path, line).error("too-deep")
        self.seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self.table(node, line, depth)
        if isinstance(node, yaml.SequenceNode):
            return Series(line, tuple(self.node(item, depth + 1) for item in node.value))
        return Word(line, str(node.value), missing=node.tag == _NULL)

    def table(self, node: yaml.MappingNode, line: int, depth: int) -> Table:
        entries: dict[str, Node] = {}
        lines: dict[str, int] = {}
        for key_node, value in node.value:
            key = str(key_node.value)
            key_line = key_node.start_mark.line + 1
            if key in entries:
                raise Place(self.path, key_line).error("repeated-key", key=key, first=lines[key])
            entries[key] = self.node(value, depth + 1)
            lines[key] = key_line
        return Table(line, entries, lines)
