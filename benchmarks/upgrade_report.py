"""What an upgrade changes: compares the rules, settings and findings of a release with the tree's.

    python benchmarks/upgrade_report.py [--from REVISION|WHEEL] [FOLDER...]

prints a section of Markdown for the changelog. The release is built in a temporary folder, from a
git revision, and runs with the packages that are installed here. Without `--from`, it is the last
tag; if there is none, the last commit before the version of the tree. Without folders, both check
the fixtures and the examples.

The exit code is 1 if the changes break a promise of `docs/stability.md`: a rule's name stops
working, or a patch release adds findings to the default profile, changes a severity, or has new
rules that are not in preview.
"""

from __future__ import annotations

import argparse
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from upgrade import PROFILES, Comparison, Found, Release
from upgrade_text import markdown

ROOT = Path(__file__).parents[1]
FOLDERS = (ROOT / "tests/fixtures", ROOT / "examples")
VERSION_FILE = "podlint/version.py"

_RUN = """\
import sys
sys.path.insert(0, sys.argv.pop(1))
from podlint.__main__ import main
main()
"""

_SETTINGS = """\
import json, sys
sys.path.insert(0, sys.argv.pop(1))
import podlint
from podlint.version import KUBERNETES_VERSION, VERSION
from pydantic import BaseModel

def plain(value):
    return getattr(value, "value", str(value))

def leaves(model, above=()):
    for name, info in model.model_fields.items():
        if name not in getattr(model, "not_in_files", ()):
            path = (*above, info.alias or name)
            if isinstance(info.annotation, type) and issubclass(info.annotation, BaseModel):
                yield from leaves(info.annotation, path)
            else:
                default = info.get_default(call_default_factory=True, validated_data={})
                yield ".".join(path), json.dumps(default, default=plain)

print(json.dumps([VERSION, KUBERNETES_VERSION, dict(leaves(podlint.Config))]))
"""


class ReleaseError(Exception):
    """A release cannot be built or run."""


def main(words: Sequence[str]) -> int:
    """Print the report, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--from", dest="start", metavar="REVISION|WHEEL")
    parser.add_argument("folders", nargs="*", type=Path, default=FOLDERS, metavar="FOLDER")
    given = parser.parse_args(words)
    folders = [folder.resolve() for folder in given.folders or FOLDERS]
    try:
        with TemporaryDirectory(prefix="podlint-") as place:
            old = installed(given.start or last_release(ROOT), ROOT, Path(place))
            comparison = Comparison(release(old, folders), release(ROOT, folders))
    except ReleaseError as error:
        print(f"upgrade report: {error}", file=sys.stderr)
        return 2
    print(markdown(comparison, [folder.name for folder in folders]), end="")
    return 1 if any(comparison.broken_promises()) else 0


def last_release(repository: Path) -> str:
    """The revision of the last release before the version of the tree."""
    try:
        return _git(repository, "describe", "--tags", "--abbrev=0", "--match=v[0-9]*", "HEAD^")
    except ReleaseError:
        pass
    begun = _git(repository, "log", "-1", "--format=%H", "-G^VERSION = ", "--", VERSION_FILE)
    if not begun:
        raise ReleaseError("the repository has no earlier release; pass --from")
    return f"{begun}^"


def installed(start: str, repository: Path, place: Path) -> Path:
    """A folder with podlint as a revision or a wheel has it.

    Args:
        start: The revision or the wheel.
        repository: The repository.
        place: An empty folder.

    Raises:
        ReleaseError: There is no such revision or wheel, or it cannot be built.
    """
    wheel = Path(start)
    if wheel.suffix != ".whl":
        sources = place / "sources"
        archive = _output("git", "archive", "--format=zip", f"{start}^{{tree}}", folder=repository)
        with zipfile.ZipFile(io.BytesIO(archive)) as files:
            files.extractall(sources)
        build = ("-m", "build", "--wheel", "--no-isolation", "--outdir", str(place))
        _output(sys.executable, *build, str(sources), folder=place)
        (wheel,) = place.glob("*.whl")
    try:
        with zipfile.ZipFile(wheel) as files:
            files.extractall(place / "installed")
    except (OSError, zipfile.BadZipFile) as error:
        raise ReleaseError(f"{wheel} is not a wheel: {error}") from error
    return place / "installed"


def release(place: Path, folders: Sequence[Path]) -> Release:
    """What is known of the release in a folder, after it has checked some folders.

    Raises:
        ReleaseError: It cannot be run, or a folder does not exist.
    """
    for folder in folders:
        if not folder.is_dir():
            raise ReleaseError(f"{folder} is not a folder")
    version, kubernetes, settings = json.loads(_python(_SETTINGS, place))
    rules = json.loads(_python(_RUN, place, "rules", "--format", "json"))
    findings = {
        profile: [each for folder in folders for each in _found(place, folder, profile)]
        for profile in PROFILES
    }
    by_name = {rule["name"]: rule for rule in rules}
    return Release(version, kubernetes, by_name, settings, findings)


def _found(place: Path, folder: Path, profile: str) -> Iterator[Found]:
    options = ("--isolated", "--no-cache", "--format", "json", "--profile", profile)
    # The exit code is 2 if a file cannot be read, as some of the fixtures intend.
    text = _python(_RUN, place, "check", *options, ".", folder=folder, fine=(0, 1, 2))
    if not text:
        raise ReleaseError(f"podlint in {place} cannot check {folder}")
    for each in json.loads(text)["findings"]:
        if not each["suppressed"]:
            yield _as_found(each, folder.name)


def _as_found(data: dict[str, Any], folder: str) -> Found:
    rule = data["rule"]
    about = (data["identity"] or "").removeprefix(rule)
    place = f"{folder}/{data['path']}"
    return Found(place, data["line"] or 0, rule, about, data["severity"], data["message"])


def _python(
    program: str, place: Path, *words: str, folder: Path = ROOT, fine: Sequence[int] = (0,)
) -> bytes:
    # Isolated: neither the folder nor the environment decides which podlint runs.
    return _output(
        sys.executable, "-I", "-c", program, str(place), *words, folder=folder, fine=fine
    )


def _git(repository: Path, *words: str) -> str:
    return _output("git", *words, folder=repository).decode().strip()


def _output(*words: str, folder: Path, fine: Sequence[int] = (0,)) -> bytes:
    done = subprocess.run(words, cwd=folder, capture_output=True, check=False)
    if done.returncode not in fine:
        said = done.stderr.decode("utf-8", "replace").strip() or done.stdout.decode()[-500:]
        raise ReleaseError(f"{Path(words[0]).name} {words[1]} failed: {said}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
