"""One process of coverage-guided fuzzing: ``fuzzing.py TARGET FOLDER SECONDS SEED``.

An exception does not end it: the input is kept in ``FOLDER/findings``, and fuzzing goes on.
"""

from __future__ import annotations

import importlib
import pkgutil
import random
import sys
from pathlib import Path
from types import ModuleType

import atheris

_LONGEST = 20_000
_STUCK = 300
"""Seconds after which a case is stopped that does not even let Python's signals through."""
_MEMORY = 4096
"""Megabytes of the whole process, its corpus included."""


def main(name: str, folder: Path, seconds: int, seed: int) -> None:
    """Fuzz one target; does not return."""
    sys.path.append(str(Path(__file__).parents[1] / "oracle"))
    with atheris.instrument_imports(include=["podlint"]):
        target = importlib.import_module(f"target_{name}")
        _import_all("podlint")
    from findings import Findings, outcome

    findings = Findings(folder / "findings" / name, target)
    corpus = folder / "corpus" / name
    corpus.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(target.starts()):
        (corpus / f"start-{number:05}").write_bytes(data)
    words = folder / f"{name}.dict"
    words.write_text("\n".join(map(_quoted, target.TOKENS)), encoding="ascii")

    def test_one(data: bytes) -> None:
        error = outcome(target, data)
        if error is not None:
            findings.add(data, error)

    def mutated(data: bytes, longest: int, number: int) -> bytes:
        if random.Random(number).random() < 0.5:
            return bytes(atheris.Mutate(data, longest))
        changed: bytes = target.changed(data, number)
        return changed[:longest]

    options = (
        f"-max_total_time={seconds} -seed={seed} -max_len={_LONGEST} -timeout={_STUCK} "
        f"-rss_limit_mb={_MEMORY} -print_final_stats=1 -dict={words} -len_control=0 "
        f"-report_slow_units={_STUCK} -artifact_prefix={folder / 'findings' / name}/stuck-"
    )
    atheris.Setup([sys.argv[0], *options.split(), str(corpus)], test_one, custom_mutator=mutated)
    atheris.Fuzz()


def _import_all(name: str) -> None:
    """Import a package and all inside it: what is imported later is not instrumented."""
    package: ModuleType = importlib.import_module(name)
    for each in pkgutil.walk_packages(package.__path__, f"{name}."):
        if not each.name.endswith("__main__"):
            importlib.import_module(each.name)
    if name == "podlint":
        _import_all("podlint.rules")


def _quoted(token: str) -> str:
    return '"' + "".join(f"\\x{byte:02x}" for byte in token.encode("utf-8", "replace")) + '"'


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
