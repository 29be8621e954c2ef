"""Where the source of a version of Kubernetes is: Go fetches it once and keeps it."""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from validation.library import go

__all__ = ["WATCHED", "newest_release", "source_files", "sources"]

STAGING = ("api", "apimachinery", "component-helpers", "pod-security-admission")
"""The modules of Kubernetes beside `k8s.io/kubernetes` that hold what podlint reproduces."""
WATCHED = {
    "kubernetes": (
        "pkg/api/job/*.go",
        "pkg/api/persistentvolumeclaim/*.go",
        "pkg/api/pod/*.go",
        "pkg/apis/*/v1/defaults.go",
        "pkg/apis/apps/validation/*.go",
        "pkg/apis/batch/validation/*.go",
        "pkg/apis/core/helper/*.go",
        "pkg/apis/core/pods/*.go",
        "pkg/apis/core/v1/conversion.go",
        "pkg/apis/core/v1/helper/*.go",
        "pkg/apis/core/v1/helper/qos/*.go",
        "pkg/apis/core/validation/*.go",
        "pkg/registry/apps/*/strategy.go",
        "pkg/registry/batch/*/strategy.go",
        "pkg/registry/core/pod/strategy.go",
        "pkg/registry/core/podtemplate/strategy.go",
        "pkg/registry/core/replicationcontroller/strategy.go",
        "pkg/util/parsers/*.go",
        "plugin/pkg/admission/priority/*.go",
        "plugin/pkg/admission/serviceaccount/*.go",
    ),
    "apimachinery": (
        "pkg/api/resource/*.go",
        "pkg/api/validate/content/*.go",
        "pkg/api/validation/*.go",
        "pkg/apis/meta/v1/validation/*.go",
        "pkg/util/validation/*.go",
        "pkg/util/validation/field/errors.go",
    ),
    "component-helpers": ("resource/*.go", "scheduling/corev1/*.go"),
    "pod-security-admission": ("policy/*.go",),
}
"""The files, by module, that podlint reproduces."""


def newest_release(minor: str, known: Iterable[str]) -> str:
    """The newest release of a minor version such as ``1.38``, else its newest pre-release.

    Args:
        minor: The minor version.
        known: The versions that there are, as in ``v1.38.0-rc.1``.

    Raises:
        LookupError: there is none.
    """
    found = [each for each in known if each.startswith(f"v{minor}.")]
    if not found:
        message = f"there is no Kubernetes {minor} yet"
        raise LookupError(message)
    return max(found, key=_rank).removeprefix("v")


def _rank(version: str) -> tuple[bool, list[tuple[int, str]]]:
    """What versions are compared by: a release goes before all its pre-releases."""
    parts = re.findall(r"\d+|[a-z]+", version)
    numbered = [(int(each), "") if each.isdigit() else (-1, each) for each in parts]
    return "-" not in version, numbered


def sources(minor: str) -> dict[str, Path]:
    """The folder of each module of the newest release of a minor version.

    Raises:
        LookupError: there is no release, or Go cannot fetch a module.
        subprocess.CalledProcessError: Go cannot be asked.
    """
    with tempfile.TemporaryDirectory() as folder:
        listed = go("list", "-m", "-versions", "k8s.io/kubernetes", "k8s.io/api", cwd=Path(folder))
        kubernetes, api = (line.split()[1:] for line in listed.splitlines())
        # Of some pre-releases the staging modules are not published.
        whole = (each for each in kubernetes if f"v0.{each.removeprefix('v1.')}" in api)
        release = newest_release(minor, whole)
        published = f"v0.{release.removeprefix('1.')}"
        wanted = {name: f"k8s.io/{name}@{published}" for name in STAGING}
        wanted["kubernetes"] = f"k8s.io/kubernetes@v{release}"
        return {name: _folder(module, Path(folder)) for name, module in wanted.items()}


def _folder(module: str, cwd: Path) -> Path:
    """Where Go keeps a module."""
    try:
        answer = json.loads(go("mod", "download", "-json", module, cwd=cwd))
    except subprocess.CalledProcessError as error:
        # Go fetches and unpacks a module that needs a newer Go, and only then says so.
        unpacked = Path(go("env", "GOMODCACHE", cwd=cwd).strip()) / module
        if unpacked.is_dir():
            return unpacked
        raise LookupError(json.loads(error.stdout)["Error"]) from error
    return Path(answer["Dir"])


def source_files(folders: dict[str, Path]) -> Iterator[tuple[str, str]]:
    """The path and the text of each file that podlint reproduces; tests are left out.

    The path begins with the module: ``kubernetes/pkg/api/pod/util.go``.
    """
    for module, patterns in WATCHED.items():
        for pattern in patterns:
            for path in sorted(folders[module].glob(pattern)):
                if path.name.endswith("_test.go") or path.name.startswith("zz_generated"):
                    continue
                inside = path.relative_to(folders[module]).as_posix()
                yield f"{module}/{inside}", path.read_text(encoding="utf-8")
