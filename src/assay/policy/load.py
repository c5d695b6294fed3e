"""A policy by its name or from its file, made to fit the task at hand."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from assay.core.errors import PolicyError
from assay.core.task import Task
from assay.policy.nodes import Node
from assay.policy.policy import POSITIVE, Policy, Subject
from assay.policy.reading import Find, policy_of
from assay.policy.templates import READY, ready_text

SUFFIXES = (".yaml", ".yml", ".toml")
LARGEST = 1_000_000  # bytes; a policy is written by hand


def load_policy(source: str | Path | None, task: Task, find: Find) -> Policy:
    """The policy `source` for `task`: a ready-made one by its name, a YAML or TOML file by its path, the built-in
    default for None.

    Raises PolicyError, with the line and what would be right, for what is not valid or is not for this task.
    """
    return default_policy(task) if source is None else fitted(read_policy(source, find), task, str(source))


def read_policy(source: str | Path, find: Find) -> Policy:
    """The policy as it is written, for no task in particular. Raises PolicyError."""
    if source in READY:
        name = str(source)
        return policy_of(_nodes(ready_text(name), name, ".yaml"), name, name, find)
    path = Path(source)
    return policy_of(_nodes(_text(path), str(source), path.suffix.lower()), str(source), path.stem, find)


def default_policy(task: Task) -> Policy:
    """What is asked where nobody says what is good enough: of labels, to be better than always saying the commonest;
    to be better than every base; and where people rated, to be rated well.
    """
    return Policy(
        "default",
        against_majority=task.family == "classification" and not task.multilabel,
        against_base=True,
        rated_well=True,
    )


def fitted(policy: Policy, task: Task, path: str) -> Policy:
    """The policy with its classes those of `task`. Raises PolicyError for another kind of task, or an unknown class."""
    if policy.task is not None and policy.task != task.family:
        raise PolicyError("policy.other-task", path=path, wanted=policy.task, found=task.family)
    return policy.with_subjects(partial(_fitted_subject, task=task))


def _fitted_subject(subject: Subject, task: Task) -> Subject:
    label = subject.label
    if label is None or task.family != "classification" or subject.by_people:
        return subject
    if task.positive is not None and label in {task.positive, POSITIVE}:
        # Without a label it is about the positive class: one number, not the same one twice.
        return replace(subject, label=None)
    if label in task.labels:
        return subject
    if label == POSITIVE:
        raise subject.place.error("no-positive", metric=subject.metric, labels=task.labels)
    from difflib import get_close_matches

    near = [known for known in task.labels if known.casefold() == label.casefold()]
    near = near or get_close_matches(label, task.labels, n=1, cutoff=0.6)
    if near:
        raise subject.place.error("unknown-label-near", label=label, near=near[0])
    raise subject.place.error("unknown-label", label=label, labels=task.labels)


def _text(path: Path) -> str:
    """What the file holds."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except FileNotFoundError:
        raise _not_found(path) from None
    except OSError as failed:
        raise PolicyError("policy.unreadable", path=str(path), why=failed.strerror or str(failed)) from None
    if len(content) > LARGEST:
        raise PolicyError("policy.too-large", path=str(path))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = content.count(b"\n", 0, wrong.start) + 1
        raise PolicyError("policy.not-utf-8", path=str(path), line=line) from None


def _not_found(path: Path) -> PolicyError:
    """The error for what is neither a ready-made policy nor a file, with what may have been meant."""
    from difflib import get_close_matches

    beside = [file.name for file in path.parent.glob("*") if file.suffix in SUFFIXES] if path.parent.is_dir() else []
    near = get_close_matches(path.name, [*READY, *beside], n=1, cutoff=0.7)
    if near:
        meant = near[0] if near[0] in READY else str(path.parent / near[0])
        return PolicyError("policy.not-found-near", name=str(path), near=meant)
    return PolicyError("policy.not-found", name=str(path), known=READY)


def _nodes(text: str, path: str, suffix: str) -> Node:
    if suffix == ".toml":
        from assay.policy.toml_nodes import toml_nodes

        return toml_nodes(text, path)
    from assay.policy.yaml_nodes import yaml_nodes

    return yaml_nodes(text, path)
