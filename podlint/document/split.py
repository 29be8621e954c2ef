"""Text to chunks, one per document, cut where Kubernetes cuts.

The rules are those of `NewYAMLReader` in k8s.io/apimachinery/pkg/util/yaml/decoder.go: it looks at
lines only, so that a `---` in column 1 ends a document even inside a quoted scalar, and allows
nothing but blanks and a comment after it. Unlike that reader, which drops the lines before a bad
separator, podlint keeps them as a document of their own. Like it, podlint turns CRLF into LF and
adds a final newline; a byte order mark at the start of a document is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from podlint.document.fault import Refused
from podlint.document.text import Chunk, Text

_SEPARATOR = re.compile(r"^---(.*)\n?", re.MULTILINE)
# what Go's strings.TrimSpace removes; str.strip() would also remove U+001C to U+001F
_BYTE_ORDER_MARK = "\ufeff"
_GO_SPACE = (
    "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)


def split(whole: Text, start: int = 0) -> Iterator[tuple[Chunk, Refused | None]]:
    """The chunks of a text from an offset on; each with what is wrong with its separator."""
    content = whole.content[start:]
    begin = lead = 0
    for found in _SEPARATOR.finditer(content):
        after = found[1].strip(_GO_SPACE)
        bad = after != "" and not after.startswith("#")
        if found.start() > begin:
            yield _cut(whole, start + begin, start + found.start(), start + lead), None
        elif not bad:
            continue  # nothing before it: the separator stays part of the chunk that it opens
        lead, begin = found.start(), found.end()
        if bad:
            yield _cut(whole, start + lead, start + begin, start + lead), _bad_separator(found[0])
            lead = begin
    if begin < len(content):
        yield _cut(whole, start + begin, start + len(content), start + lead), None


def _bad_separator(line: str) -> Refused:
    return Refused(
        "separator",
        "only a comment may follow '---' on its line: put the document on the lines below it",
        0,
        len(line.rstrip(_GO_SPACE)),
    )


def _cut(whole: Text, start: int, end: int, lead: int) -> Chunk:
    content = whole.content[start:end]
    if content.startswith(_BYTE_ORDER_MARK):
        content = content[1:]
        start += 1
    if not content.endswith("\n"):
        content += "\n"
    if "\r\n" not in content:
        return Chunk(whole, start, content, lead)
    lines = content.split("\n")
    shortened = []
    index = -1
    for line in lines[:-1]:
        index += len(line) + 1
        if line.endswith("\r"):
            index -= 1
            shortened.append(index)
    return Chunk(
        whole, start, "\n".join([line.removesuffix("\r") for line in lines]), lead, shortened
    )
