"""Splits a text into chunks, one per document, as Kubernetes does.

The rules are those of `NewYAMLReader` in k8s.io/apimachinery/pkg/util/yaml/decoder.go. It looks
only at lines, so a `---` in column 1 ends a document even inside a quoted scalar, and allows only
blanks and a comment after it. That reader drops the lines before a bad separator; podlint keeps
them as a document. Like that reader, podlint changes CRLF to LF and adds a final newline. A byte
order mark at the start of a document is removed.
"""

from __future__ import annotations

from collections.abc import Iterator

from podlint.document.fault import Refused
from podlint.document.text import Chunk, Text

_SEPARATOR = "---"
# the characters that Go's strings.TrimSpace removes; str.strip() would also remove U+001C to U+001F
_BYTE_ORDER_MARK = "\ufeff"
_GO_SPACE = (
    "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)


def split(whole: Text, start: int = 0) -> Iterator[tuple[Chunk, Refused | None]]:
    """The chunks of a text from an offset on, each with the fault of its separator, if any."""
    content = whole.content[start:]
    begin = lead = 0
    for separator in _separators(content):
        end = content.find("\n", separator)
        line = content[separator:] if end < 0 else content[separator:end]
        after = line[len(_SEPARATOR) :].strip(_GO_SPACE)
        bad = after != "" and not after.startswith("#")
        if separator > begin:
            yield _cut(whole, start + begin, start + separator, start + lead), None
        elif not bad:
            continue  # nothing is before it, so the separator belongs to the chunk that it starts
        lead, begin = separator, separator + len(line) + 1
        if bad:
            place = start + separator
            yield _cut(whole, place, start + begin, place), _bad_separator(line)
            lead = begin
    if begin < len(content):
        yield _cut(whole, start + begin, start + len(content), start + lead), None


def _separators(content: str) -> Iterator[int]:
    """The starts of lines that start with three dashes."""
    if content.startswith(_SEPARATOR):
        yield 0
    at = content.find("\n" + _SEPARATOR)
    while at >= 0:
        yield at + 1
        at = content.find("\n" + _SEPARATOR, at + 1)


def _bad_separator(line: str) -> Refused:
    return Refused(
        "separator",
        "text follows '---' on its line, where Kubernetes allows only a comment",
        0,
        len(line.partition("\r")[0].rstrip(_GO_SPACE)),
        help="Start the document on the line below '---'.",
    )


def _cut(whole: Text, start: int, end: int, lead: int) -> Chunk:
    content = whole.content[start:end]
    if content.startswith(_BYTE_ORDER_MARK):
        content = content[1:]
        start += 1
    final = "" if content.endswith("\n") else "\n"
    if "\r\n" not in content:
        return Chunk(whole, start, content + final, lead)
    lines = content.split("\n")
    shortened = []
    index = -1
    for line in lines[:-1]:
        index += len(line) + 1
        if line.endswith("\r"):
            index -= 1
            shortened.append(index)
    content = "\n".join([*(line.removesuffix("\r") for line in lines[:-1]), lines[-1]])
    return Chunk(whole, start, content + final, lead, shortened)
