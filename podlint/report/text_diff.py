"""A change of a text as a unified diff for people: it acts on no terminal and shows no secrets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from podlint.document.redaction import Redaction
from podlint.document.text import split_lines
from podlint.document.visible import harmless, visible

__all__ = ["unified_diff"]

_CONTEXT = 3
_UNENDED = "\\ No newline at end of file\n"


def unified_diff(path: str, before: str, after: str, secrets: Iterable[str] = ()) -> str:
    """What was changed in a file; empty if nothing was.

    Args:
        path: The file.
        before: Its text as it was.
        after: Its text as it is.
        secrets: What must not be shown, in addition to the secrets in the texts.
    """
    if before == after:
        return ""
    from difflib import SequenceMatcher

    old, new = split_lines(before), split_lines(after)
    shown_old, shown_new = _shown(before, old, secrets), _shown(after, new, secrets)
    name = visible(path)
    parts = [f"--- a/{name}\n", f"+++ b/{name}\n"]
    # Lines are compared as they are: two secrets may have the same mask.
    for group in SequenceMatcher(None, old, new).get_grouped_opcodes(_CONTEXT):
        (_, old_start, _, new_start, _), (_, _, old_end, _, new_end) = group[0], group[-1]
        ranges = f"-{_range(old_start, old_end)} +{_range(new_start, new_end)}"
        parts.append(f"@@ {ranges} @@\n")
        for kind, i1, i2, j1, j2 in group:
            if kind == "equal":
                parts += (f" {line}" for line in shown_old[i1:i2])
                continue
            parts += (f"-{line}" for line in shown_old[i1:i2])
            parts += (f"+{line}" for line in shown_new[j1:j2])
    return harmless("".join(parts))


def _shown(text: str, lines: Sequence[str], secrets: Iterable[str]) -> list[str]:
    return list(_each_shown(Redaction.of_text(text, secrets), lines))


def _each_shown(redaction: Redaction, lines: Sequence[str]) -> Iterator[str]:
    for number, line in enumerate(lines, 1):
        content = line.rstrip("\r\n")
        shown = visible(redaction.line(number, content), "\t")
        end = line[len(content) :]
        if end == "\r":
            # On a terminal it would take the cursor back, to be written over.
            end = f"{visible(end)}\n"
        yield shown + (end or f"\n{_UNENDED}")


def _range(start: int, end: int) -> str:
    """Lines as a unified diff counts them: the line before for none, the number alone for one."""
    length = end - start
    if length == 1:
        return str(start + 1)
    return f"{start if length == 0 else start + 1},{length}"
