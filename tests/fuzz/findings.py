"""What fuzzing has found: for each fault one input, with the case that it means."""

from __future__ import annotations

import hashlib
import re
import traceback
from pathlib import Path
from types import ModuleType

from limits import OverLimitError, limited

_CONTAINED = re.compile(r"\w+ at podlint[\w.]*:\d+")
"""How an internal error says what was raised, and where."""


def outcome(target: ModuleType, data: bytes) -> BaseException | None:
    """What is wrong with a case, or None.

    Args:
        target: One of the modules ``target_*``.
        data: The input that means the case.
    """
    case = target.made(data)
    try:
        with limited():
            target.check(case)
    except (Exception, OverLimitError) as error:
        return error
    return None


def signature(error: BaseException) -> str:
    """What two errors of one cause have in common: the type, and the last lines of code."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "podlint" in frame.filename or "fuzz" in frame.filename]
    places = [f"{Path(each.filename).name}:{each.lineno}" for each in ours[-2:]]
    if isinstance(error, OverLimitError):
        places = [f"{Path(each.filename).name}:{each.name}" for each in ours[-1:]]
    if contained := _CONTAINED.search(str(error)):
        places = [contained[0]]
    return " ".join((type(error).__name__, *places))


class Findings:
    """A folder of findings, one for each signature."""

    def __init__(self, folder: Path, target: ModuleType) -> None:
        self._folder = folder
        self._target = target
        self._known = {path.stem for path in folder.glob("*.input")}
        folder.mkdir(parents=True, exist_ok=True)

    def add(self, data: bytes, error: BaseException) -> None:
        """Keep an input, unless there is one with the same fault."""
        name = hashlib.sha256(signature(error).encode()).hexdigest()[:12]
        if name in self._known:
            return
        self._known.add(name)
        (self._folder / f"{name}.input").write_bytes(data)
        told = "".join(traceback.format_exception(error))
        text = f"{signature(error)}\n\n{self._target.made(data)!r}\n\n{told}"
        (self._folder / f"{name}.txt").write_text(text, encoding="utf-8", errors="replace")
