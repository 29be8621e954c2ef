"""What to write instead of a value that the API server rejects, if its error message tells."""

from __future__ import annotations

import re

from podlint.document.shortening import listed
from podlint.models.guess import nearest
from podlint.targets.field_names import shorten
from podlint.targets.refused import Refusal
from podlint.targets.server_phrases import choices

__all__ = ["remedy"]

_LONGEST_LIST = 130
_ENDS = "start and end with a letter or digit."
_REMEDIES = (
    (r"is not between (\S+) and (\S+)$", r"Set {field} to a number from \1 to \2."),
    (r"is negative$", "Set {field} to 0 or more."),
    (r"must be greater than 0$", "Set {field} to a value greater than 0."),
    (r"is not a whole number$", "Set {field} to a whole number."),
    (r"must be greater than `(\w+)`$", r"Raise {field} above `\1`, or lower `\1`."),
    (r"is neither a whole number nor", "Write a whole number, or a percentage such as `25%`."),
    (r"is not a relative path$", "Write a path that does not start with `/`."),
    (r"is not an absolute path$", "Write a path that starts with `/`."),
    (r"contains `\.\.`$", "Write a path without `..`."),
    (r"contains dots$", "Replace the dots with `-`."),
    (r"is not a valid IP address", "Write an IP address such as `10.0.0.10`."),
    (r"has leading or trailing whitespace$", "Remove the whitespace around the value."),
    (r"is not a valid DNS label", f"Use lowercase letters, digits and `-`; {_ENDS}"),
    (r"is not a valid DNS name", f"Use lowercase letters, digits, `-` and `.`; {_ENDS}"),
    (r"is not a valid (name|label value)", f"Use letters, digits, `-`, `_` and `.`; {_ENDS}"),
    (r"is not a valid header name", "Use letters, digits and `-`."),
    (r"is not a valid key", "Use letters, digits, `-`, `_` and `.`."),
    (r"is not a valid sysctl name$", "Use lowercase words joined by dots: `net.core.somaxconn`."),
    (r"has no domain$", "Add a domain, such as `example.com/cleanup`."),
    (r"must have exactly one value", "Write exactly one value, or use another `operator`."),
    (r"is required with `(\w+): .*`$", r"Add {field}, or change `\1`."),
    (r"is required with `(\w+)`$", r"Add {field}, or remove `\1`."),
    (r"is required when `(\w+)` is ", r"Add {field}, or change `\1`."),
    (r"is not allowed with `(\w+): ", r"Remove {field}, or change `\1`."),
    (r"is not allowed when `?(\w+)`? is ", r"Remove {field}, or change `\1`."),
    (r"cannot be combined with `(\w+)(: \w+)?`$", r"Remove {field} or `\1`."),
    (r"is only allowed with `([^`]+)`$", r"Remove {field}, or set `\1`."),
    (r"requires `(\w+: \w+)`$", r"Remove {field}, or set `\1`."),
    (r"requires `([\w.]+)`$", r"Add `\1`, or remove {field}."),
    (r"needs `(\w+)`$", r"Add `\1`, or change {field}."),
    (r"has neither `(\w+)` nor `(\w+)`$", r"Set `\1` or `\2`."),
    (r"has both `(\w+)` and `(\w+)`$", r"Remove `\1` or `\2`."),
    (r"combines `(\w+)[^`]*` with `(\w+)[^`]*`$", r"Remove `\1` or `\2`."),
    (r"is not allowed in an? ", "Remove {field}."),
    (r"is longer than (\d+) (\w+)", r"Shorten {field} to \1 \2 or fewer."),
    (r"has more than (\d+) (.+)", r"Keep at most \1 \2."),
    (r"must not be 0 when `(\w+)` is 0$", r"Set {field} or `\1` to 1 or more."),
    (r"must be 0 unless `(\w+)` is 0$", r"Set {field} or `\1` to 0."),
    (r"the Pod's limit \((.*)\)$", r"Lower {field} to \1, or raise the Pod's limit."),
    (r"the value of its priority class$", "Remove {field}, and set `priorityClassName`."),
    (r"is not a multiple of (\S+)$", r"Set {field} to a multiple of \1."),
    (r"must be `(\w+)` or `(\w+)`$", r"Set {field} to `\1` or `\2`."),
    (r"must be `(\w+)`( |$)", r"Set {field} to `\1`."),
    (r"must be empty ", "Remove {field}."),
    (r"must be (\w+)$", r"Set {field} to \1."),
    (r"is missing$", "Add {field}."),
    (r"(is used twice|repeats another entry)$", "Remove one of the two entries."),
    (r"is empty$", "Set {field} to a value, or remove it."),
)


def remedy(refusal: Refusal, said: str) -> str | None:
    """What to write instead; None if the server's words do not tell.

    Args:
        refusal: What the server rejects.
        said: What is wrong, in plain words.
    """
    path, value = refusal.at.path, refusal.value
    known = choices(refusal.error.detail)
    if refusal.error.type == "Unsupported value":
        meant = nearest(value, known) if isinstance(value, str) and value else None
        if meant or len(known) == 1:
            return f"Write `{meant or known[0]}`."
        choice = listed([f"`{each}`" for each in known], "or")
        return f"Use {choice}." if len(choice) <= _LONGEST_LIST else None
    if not path:
        return None
    is_entry = isinstance(path[-1], int) or (path[-1] == "name" and path[-3:-2] == ("sysctls",))
    field = "the entry" if is_entry else f"`{shorten(str(path[-1]))}`"
    if said == "is empty" and value == []:
        return f"Add an entry to {field}, or remove {field}."
    for pattern, words in _REMEDIES:
        found = re.search(pattern, said)
        if found:
            return found.expand(words).replace("{field}", field)
    return None
