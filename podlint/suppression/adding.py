"""Writes suppressions for findings: comments where they can stand, otherwise annotations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from podlint.document import (
    AddComment,
    Document,
    Edit,
    Edited,
    EditRefused,
    Path,
    SetComment,
    SetValue,
    apply_edits,
)
from podlint.document.field_path import pointer_text, value_at
from podlint.document.json_stream import is_json
from podlint.finding.problem import Spot
from podlint.finding.report import Finding
from podlint.reading.file import ReadFile, read_text
from podlint.startup.frozen import Frozen
from podlint.suppression.annotations import annotation_at
from podlint.suppression.comments import comments_in, with_rules
from podlint.suppression.written import Written

__all__ = ["Added", "with_suppressions"]


class Added(Frozen):
    """A text with more suppressions.

    Attributes:
        text: The text.
        refused: The findings for which no suppression could be written, each with the reason.
    """

    text: str
    refused: tuple[tuple[Finding, str], ...]


def with_suppressions(file: ReadFile, findings: Sequence[Finding], reason: str) -> Added:
    """Write suppressions for findings in a file.

    A comment goes to the end of the line of its findings. If the line ends in another comment, or
    in a text to which the comment would belong, it goes above the line. In a file without comments,
    such as JSON, the suppression goes into an annotation of the object.

    Args:
        file: The file.
        findings: The findings, which are all in this file.
        reason: The reason; empty for none.
    """
    lines: dict[int, list[Finding]] = defaultdict(list)
    refused: list[tuple[Finding, str]] = []
    for each in findings:
        if each.location.span is None:
            refused.append((each, "it is in no text"))
        else:
            lines[each.location.span.start_line].append(each)
    writer = _Writer(file, reason)
    if not writer.write_all(lines):
        # From the end, so that a new line moves no other finding.
        for line in sorted(lines, reverse=True):
            refused += writer.write(line, lines[line])
    return Added(writer.text, tuple(refused))


_Object = tuple[int, Path]
"""The number of a document, and the path of an object in it."""


class _Writer:
    """Writes suppressions into a text, one after another, from the end."""

    def __init__(self, file: ReadFile, reason: str) -> None:
        self._file = file
        self._reason = " ".join(reason.split())
        self._comments = {
            each.at.span.start_line: each
            for each in comments_in(file)
            if isinstance(each.at, Spot) and not each.covers_file
        }
        self._ends = {
            comment.line
            for document in file.documents
            for comment in document.comments
            if not comment.alone
        }
        self._is_json = file.path.endswith(".json") or is_json(file.text)
        self.text = file.text

    def write_all(self, lines: Mapping[int, Sequence[Finding]]) -> bool:
        """Suppress the findings on all lines with comments at their ends; return False, and change
        nothing, if that is not possible.
        """
        rules = {line: _rules(those) for line, those in lines.items()}
        edits = [next(self._comment_edits(line, names), None) for line, names in rules.items()]
        if any(each is None or getattr(each[1], "above", False) for each in edits):
            return False
        return self._apply([each for each in edits if each], rules)

    def write(self, line: int, findings: Sequence[Finding]) -> Iterator[tuple[Finding, str]]:
        """Suppress the findings on a line; yield those for which this is not possible."""
        rules = _rules(findings)
        for number, edit in self._comment_edits(line, rules):
            covered = line + 1 if isinstance(edit, AddComment) and edit.above else line
            if self._apply([(number, edit)], {covered: rules}):
                return
        by_object: dict[_Object, list[Finding]] = defaultdict(list)
        for each in findings:
            place = self._object_of(each)
            if place is None:
                yield each, "no comment can be written here, and there is no object to annotate"
            else:
                by_object[place].append(each)
        for (number, path), those in by_object.items():
            if not self._annotate(number, path, those):
                yield from ((each, "no comment or annotation can be written") for each in those)

    def _comment_edits(self, line: int, rules: Sequence[str]) -> Iterator[tuple[int, Edit]]:
        """The comments that may be written for a line, the best one first."""
        document = _document_at(self._file.documents, line)
        if document is None or self._is_json:
            return
        own = self._comments.get(line)
        if own is not None and own.lines == (line, line) and isinstance(own.at, Spot):
            names = [*(term.text for term in own.terms), *rules]
            text = _text_of(own)
            if "[" in text:
                edit = SetComment(line, own.at.span.start_column, with_rules(text, names))
                yield document.index, edit
        comment = f"# podlint: ignore[{', '.join(rules)}] {self._reason}".rstrip()
        if line not in self._ends:
            yield document.index, AddComment(line, comment)
        yield document.index, AddComment(line, comment, above=True)

    def _apply(
        self, edits: Sequence[tuple[int, Edit]], wanted: Mapping[int, Sequence[str]]
    ) -> bool:
        """Make edits, if comments of the new text then cover lines; return whether they do.

        Args:
            edits: The edits, with the numbers of their documents.
            wanted: The rules that a comment has to name, by the line that it has to cover.
        """
        edited = apply_edits(self.text, edits)
        if isinstance(edited, EditRefused):
            return False
        covering: dict[int, set[str]] = defaultdict(set)
        for each in comments_in(read_text(self._file.path, edited.text)):
            first, last = each.lines or (0, -1)
            for line in wanted:
                if first <= line <= last:
                    covering[line].update(term.rule for term in each.terms)
        if any(not covering[line].issuperset(rules) for line, rules in wanted.items()):
            return False
        self.text = edited.text
        return True

    def _annotate(self, number: int, path: Path, findings: Sequence[Finding]) -> bool:
        at = annotation_at(path)
        documents = read_text(self._file.path, self.text).documents
        own = next((each for each in documents if each.index == number), None)
        if own is None:
            return False
        before = value_at(own.data, at)
        names = dict.fromkeys(
            f"{each.rule}@{each.container}" if each.container else each.rule for each in findings
        )
        reason = self._reason.replace(";", ",")
        entries = [f"{name}: {reason}" if reason else name for name in names]
        value = "; ".join([before, *entries] if isinstance(before, str) and before else entries)
        edited = apply_edits(self.text, ((number, SetValue(at, value)),))
        if not isinstance(edited, Edited):
            return False
        self.text = edited.text
        return True

    def _object_of(self, finding: Finding) -> _Object | None:
        """The document and the path of the object with a finding."""
        span = finding.location.span
        for decoded in self._file.objects if span else ():
            at = decoded.object.at
            whole = at.document.span(())
            inside = whole[:2] <= span[:2] and span[2:] <= whole[2:] if span else False
            pointer = pointer_text(at.path)
            if inside and f"{finding.pointer}/".startswith(f"{pointer}/"):
                return at.document.index, at.path
        return None


def _rules(findings: Iterable[Finding]) -> list[str]:
    return sorted({each.rule for each in findings})


def _text_of(written: Written) -> str:
    assert isinstance(written.at, Spot)
    line, column, _, end = written.at.span
    return written.at.document.source_line(line)[column - 1 : end - 1]


def _document_at(documents: Iterable[Document], line: int) -> Document | None:
    above = [each for each in documents if each.line <= line]
    return max(above, key=lambda each: each.line, default=None)
