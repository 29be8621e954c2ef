"""The file that a new rule needs."""

from __future__ import annotations

import re
from pathlib import Path

from podlint.errors import PodlintError
from podlint.version import VERSION

_TEMPLATE = '''\
"""{name}."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.finding import Problem, Profile, Severity
from podlint.models import Container
from podlint.rule import rule


@rule(
    severity=Severity.WARNING,
    profile=Profile.RECOMMENDED,
    since="{since}",
    symptom="What one sees in kubectl",
    preview=True,
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: nginx  # finding
              #      ^^^^^
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: nginx:1.27
        """,
)
def {function}(container: Container) -> Iterator[Problem]:
    """Say in one sentence what is wrong.

    Say why it hurts, and how to mend it.
    """
    if container.image == "nginx":
        yield Problem("say what was found and what to write", at=container.at / "image")
'''


def write_rule(folder: Path, subject: str, name: str) -> Path:
    """Write a new Python rule that already passes its own proof.

    Args:
        folder: The rule package, such as ``rules``.
        subject: The sub-package, such as ``probes``; made if it is not there.
        name: The rule's name, lower-case words in hyphens.

    Returns:
        The file that was written.

    Raises:
        PodlintError: The name is not in that form, the folder is no package, or the file exists.
    """
    if not re.fullmatch(r"[a-z]+(-[a-z0-9]+)+", name):
        message = f"{name}: name a rule by what is wrong, in hyphens, such as probe-without-port"
        raise PodlintError(message)
    if not re.fullmatch(r"[a-z]+(_[a-z]+)*", subject):
        message = f"{subject}: a subject is a folder name, such as init_containers"
        raise PodlintError(message)
    if not (folder / "__init__.py").is_file():
        message = f"{folder}: is no Python package; give the rule package with --folder"
        raise PodlintError(message)
    function = name.replace("-", "_")
    path = folder / subject / f"{function}.py"
    if path.exists():
        message = f"{path}: is there already"
        raise PodlintError(message)
    path.parent.mkdir(exist_ok=True)
    package = path.parent / "__init__.py"
    if not package.exists():
        package.write_text(f'"""Rules about {subject.replace("_", " ")}."""\n', encoding="utf-8")
    since = ".".join(VERSION.split(".")[:2])
    text = _TEMPLATE.format(name=name, function=function, since=since)
    path.write_text(text, encoding="utf-8")
    return path
