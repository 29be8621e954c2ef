"""What a report depends on: what was asked while it was made."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.engine.build_tasks import Task
from podlint.engine.kept.questions import Question, Questions
from podlint.reading.record import Record
from podlint.startup.frozen import Frozen

__all__ = ["Dependencies", "dependencies_of"]


class Dependencies(Frozen):
    """What was asked; paths are absolute.

    Attributes:
        read: The files that were read and the folders that were listed.
        looked_for: The paths whose kind, or absence, was asked.
        questions: The questions whose answers count, rather than what they come from.
        day: The day was asked for.
    """

    read: tuple[str, ...]
    looked_for: tuple[str, ...]
    questions: tuple[Question, ...]
    day: bool


def dependencies_of(
    record: Record, questions: Questions, task: Task | None = None
) -> Dependencies | None:
    """What is in a record; None if that cannot be written down.

    Args:
        record: The record, which is complete.
        questions: Writes down questions.
        task: The build that the record is about.
    """
    read, looked_for, asked = set[str](), set[str](), dict[Question, None]()
    try:
        for each in _parts(record, questions, task, asked):
            read |= each.own_read
            looked_for |= each.own_looked_for
    except TypeError:
        return None
    return Dependencies(
        tuple(sorted(read)), tuple(sorted(looked_for)), tuple(asked), record.day is not None
    )


def _parts(
    record: Record, questions: Questions, task: Task | None, asked: dict[Question, None]
) -> Iterator[Record]:
    """A record and its parts, except those below a question whose answer counts."""
    visited, pending = {id(record)}, [record]
    while pending:
        each = pending.pop()
        question = questions.written(each.asked, task) if each.asked else None
        if question is not None:
            asked[question] = None
            continue
        yield each
        for number, part in each.parts.items():
            if number not in visited:
                visited.add(number)
                pending.append(part)
