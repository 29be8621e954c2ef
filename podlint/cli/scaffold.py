"""The file that a new rule needs."""

from __future__ import annotations

import re
from pathlib import Path

from podlint.errors import PodlintError
from podlint.version import VERSION

_TEMPLATE = '''\
"""{name}."""

from podlint.authoring import Container, Problem, Problems, Severity, rule


@rule(
    severity=Severity.WARNING,
    since="{since}",
    symptom="what kubectl shows",
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
def {function}(container: Container) -> Problems:
    """Say in one sentence what is wrong.

    Say why it hurts, and how to fix it.
    """
    if container.image == "nginx":
        yield Problem(
            "say what was found",
            at=container.at / "image",
            why="Say what happens in the cluster.",
            help="Say what to write.",
        )
'''


_YAML_TEMPLATE = """\
summary: Say in one sentence what is wrong.
documentation: |
  Say why it hurts, and how to fix it.
severity: warning
since: "{since}"
symptom: what kubectl shows
{preview}target: Container
field: image
when:
  equals: nginx
message: container `{{container}}` runs `{{value}}`
why: Say what happens in the cluster.
help: Say what to write.
bad: |
  apiVersion: v1
  kind: Pod
  metadata:
    name: web
  spec:
    containers:
      - name: app
        image: nginx  # finding
        #      ^^^^^
good: |
  apiVersion: v1
  kind: Pod
  metadata:
    name: web
  spec:
    containers:
      - name: app
        image: nginx:1.27
"""

_PACKAGE = "__init__.py"


def write_rule(folder: Path, subject: str | None, name: str, *, yaml: bool = False) -> Path:
    """Write a new rule that already passes its own proof.

    Args:
        folder: The rule package, such as ``rules``; for YAML, any folder.
        subject: The sub-folder, such as ``probes``; made if it is not there. None for the folder
            itself, which only YAML allows.
        name: The rule's name, lower-case words in hyphens.
        yaml: Write it as YAML rather than as Python.

    Returns:
        The file that was written.

    Raises:
        PodlintError: The name is not in that form, the folder is no package, or the file exists.
    """
    if not re.fullmatch(r"[a-z]+(-[a-z0-9]+)+", name):
        message = f"{name}: name a rule by what is wrong, in hyphens, such as probe-without-port"
        raise PodlintError(message)
    if not re.fullmatch(r"[a-z]+(_[a-z]+)*", subject or "none"):
        message = f"{subject}: a subject is a folder name, such as init_containers"
        raise PodlintError(message)
    in_package = (folder / _PACKAGE).is_file()
    if not yaml and not (in_package and subject):
        message = (
            f"{folder}: say which subject the rule belongs to with --subject"
            if in_package
            else f"{folder}: is no Python package; give the rule package with --folder, or --yaml"
        )
        raise PodlintError(message)
    stem = name.replace("-", "_")
    path = folder / (subject or "") / f"{stem}.{'yaml' if yaml else 'py'}"
    for other in (path.with_suffix(".py"), path.with_suffix(".yaml")):
        if other.exists():
            message = f"{other}: is there already"
            raise PodlintError(message)
    path.parent.mkdir(parents=True, exist_ok=True)
    package = path.parent / _PACKAGE
    if subject and in_package and not package.exists():
        package.write_text(f'"""Rules about {subject.replace("_", " ")}."""\n', encoding="utf-8")
    since = ".".join(VERSION.split(".")[:2])
    # A pack's new rules wait in preview; those of a project are meant to run.
    preview = "preview: true\n" if in_package else ""
    template = _YAML_TEMPLATE if yaml else _TEMPLATE
    text = template.format(name=name, function=stem, since=since, preview=preview)
    path.write_text(text, encoding="utf-8")
    return path
