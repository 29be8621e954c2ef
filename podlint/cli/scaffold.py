"""Writes the file of a new rule."""

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
    symptom="say what kubectl shows",
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
    """Say in one sentence what the rule reports.

    Say what happens in the cluster, and how to fix it.
    """
    if container.image == "nginx":
        yield Problem(
            "say what is wrong, with the values found",
            at=container.at / "image",
            why="Say what happens in the cluster.",
            help="Say what to write instead.",
        )
'''


_YAML_TEMPLATE = """\
summary: Say in one sentence what the rule reports.
documentation: |
  Say what happens in the cluster, and how to fix it.
severity: warning
since: "{since}"
symptom: say what kubectl shows
{preview}target: Container
field: image
when:
  equals: nginx
message: container `{{container}}` runs `{{value}}`
why: Say what happens in the cluster.
help: Say what to write instead.
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
    """Write a new rule whose examples already pass.

    Args:
        folder: The rule package, such as ``rules``; for YAML, any folder.
        subject: The sub-folder, such as ``probes``, which is created if necessary. None for the
            folder itself, which only YAML allows.
        name: The rule's name: lower-case words, joined by hyphens.
        yaml: Write the rule as YAML, not as Python. Outside of packages, it is always YAML unless a
            subject is given.

    Returns:
        The file that was written.

    Raises:
        PodlintError: The name is invalid, the folder is not a package, or the file exists.
    """
    if not re.fullmatch(r"[a-z]+(-[a-z0-9]+)+", name):
        message = (
            f"invalid rule name `{name}`; use lower-case words, joined by hyphens, that say what "
            "is wrong, such as probe-without-port"
        )
        raise PodlintError(message)
    if not re.fullmatch(r"[a-z]+(_[a-z]+)*", subject or "none"):
        message = (
            f"invalid subject `{subject}`; use a folder name in lower case, such as init_containers"
        )
        raise PodlintError(message)
    in_package = (folder / _PACKAGE).is_file()
    yaml = yaml or not (in_package or subject)
    if not yaml and not (in_package and subject):
        message = (
            f"missing subject for a rule in {folder}; add --subject, such as --subject probes"
            if in_package
            else f"{folder} is not a Python package; pass a rule package with --folder, or add "
            "--yaml to create a YAML rule"
        )
        raise PodlintError(message)
    stem = name.replace("-", "_")
    path = folder / (subject or "") / f"{stem}.{'yaml' if yaml else 'py'}"
    for other in (path.with_suffix(".py"), path.with_suffix(".yaml")):
        if other.exists():
            message = f"{other} already exists; choose another name"
            raise PodlintError(message)
    path.parent.mkdir(parents=True, exist_ok=True)
    package = path.parent / _PACKAGE
    if subject and in_package and not package.exists():
        package.write_text(f'"""Rules about {subject.replace("_", " ")}."""\n', encoding="utf-8")
    since = ".".join(VERSION.split(".")[:2])
    # A new rule of a pack is in preview; a new rule of a project runs at once.
    preview = "preview: true\n" if in_package else ""
    template = _YAML_TEMPLATE if yaml else _TEMPLATE
    text = template.format(name=name, function=stem, since=since, preview=preview)
    path.write_text(text, encoding="utf-8")
    return path
