"""Writes a configuration with comments from what a repository has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from podlint.cli.adoption.survey import Survey
from podlint.cli.adoption.versions import Evidence
from podlint.document.edit.scalar import double_quoted, scalar
from podlint.document.visible import visible
from podlint.report.view import plural
from podlint.validation.cluster import NEWEST, OLDEST
from podlint.version import HOMEPAGE, KUBERNETES_VERSION

__all__ = ["settings_text"]

_MOST = 6
"""Names in one comment."""

_SYSTEM = "kube-system"
"""The namespace of the control plane and of agents of nodes, which need privileges."""

_GLOB = re.compile(r"([*?\[\\])")
_COLUMNS = 96


def settings_text(survey: Survey, baseline: str | None = None) -> str:
    """The text of a `.podlint.yaml`.

    What the files say for certain is set; everything else is a comment, so that the settings do not
    change what podlint does without them.

    Args:
        survey: What the repository has.
        baseline: The name of the baseline, if there is one.
    """
    sections = (
        _head(survey), _version(survey.versions), _profile(), _baseline(baseline),
        _vendored(survey), _namespaces(survey), _static_pods(survey), _builds(survey),
        _other_linters(survey),
    )  # fmt: skip
    return "\n".join("".join(f"{line}\n" for line in each) for each in map(list, sections) if each)


def _head(survey: Survey) -> Iterator[str]:
    yield f"# yaml-language-server: $schema={HOMEPAGE}/schemas/configuration.schema.json"
    found = f"{plural(survey.pods, 'Pod')} in {plural(survey.files, 'file')}"
    yield from _comment(
        f"Settings of podlint: {HOMEPAGE}/configuration/. Written by `podlint init`, which found "
        f"{found}. Edit this file as you like."
    )


def _version(versions: Sequence[Evidence]) -> Iterator[str]:
    clusters = [each for each in versions if each.is_cluster] or list(versions)
    known = [each for each in clusters if OLDEST <= each.version <= NEWEST]
    if not known:
        if clusters:
            first = clusters[0]
            yield from _comment(
                f"{_place(first)} names Kubernetes {_written(first.version)}, which podlint does "
                f"not support; it supports {_written(OLDEST)} to {_written(NEWEST)}."
            )
        else:
            yield from _comment(
                "The Kubernetes version of your clusters, or a range such as 1.33..1.35. No file "
                f"specifies it, so podlint checks for {KUBERNETES_VERSION}."
            )
        yield f'# kubernetes-version: "{KUBERNETES_VERSION}"'
        return
    oldest, newest = (pick(each.version for each in known) for pick in (min, max))
    yield from _comment(
        f"The Kubernetes version of your clusters, as {_named(sorted(set(map(_place, known))))} "
        f"{'say' if len(known) > 1 else 'says'}."
    )
    both = _written(oldest) if oldest == newest else f"{_written(oldest)}..{_written(newest)}"
    yield f'kubernetes-version: "{both}"'


def _profile() -> Iterator[str]:
    yield from _comment(
        "What to report. minimal: errors. recommended: errors and warnings. strict: missing "
        "recommended practices as well."
    )
    yield "profile: recommended"
    yield ""
    yield from _comment("The lowest severity that fails a run: error, warning, info or never.")
    yield "fail-on: warning"


def _baseline(baseline: str | None) -> Iterator[str]:
    if baseline:
        yield from _comment(
            "The findings that are accepted for now. podlint reports only findings that are not in "
            "this file. It also reports the entries that are no longer needed."
        )
        yield f"baseline: {double_quoted(baseline)}"


def _vendored(survey: Survey) -> Iterator[str]:
    found = {path: why for path, why in survey.vendored.items() if _is_text(path)}
    if found:
        yield from _comment(
            "Files that were probably copied from elsewhere. podlint reports only errors in them, "
            "and does not fix them. If a file is generated from other files of this repository, "
            "move it to `generated`: podlint then skips it."
        )
        yield "vendored:"
        for path, why in found.items():
            pattern = _GLOB.sub(r"\\\1", f"/{path}")
            yield f"  - {double_quoted(pattern)} # {why}"


def _namespaces(survey: Survey) -> Iterator[str]:
    if not survey.namespaces:
        return
    labeled = [
        f"{visible(name)} ({visible(level)})" for name, level in survey.namespaces.items() if level
    ]
    yield from _comment(
        f"Namespaces in the manifests: {_named([*map(visible, survey.namespaces)])}. "
        + (f"A Namespace enforces a Pod Security level in {_named(labeled)}. " if labeled else "")
        + "Where no Namespace has a Pod Security label, podlint checks for baseline. You can "
        "change settings for a namespace:"
    )
    unlabeled = [name for name, level in survey.namespaces.items() if not level]
    example = _SYSTEM if _SYSTEM in unlabeled else next(iter(unlabeled), "example")
    yield "# namespaces:"
    yield f"#   {visible(scalar(example))}:"
    yield f"#     pod-security: {'privileged' if example == _SYSTEM else 'restricted'}"


def _static_pods(survey: Survey) -> Iterator[str]:
    if survey.static_pods:
        folders = _named([f"{visible(each)}/" for each in survey.static_pods])
        yield from _comment(
            f"podlint checks these as static Pods, because of the names of their folders: {folders}"
            ". For other folders, set patterns:"
        )
        yield "# static-pods:"
        yield "#   - /nodes/*/manifests/"


def _builds(survey: Survey) -> Iterator[str]:
    if survey.kustomizations:
        some = _named([*map(visible, survey.kustomizations)])
        deployers = [f"{number} {kind}" for kind, number in survey.deployers.items()]
        yield from _comment(
            f"podlint checks what {plural(len(survey.kustomizations), 'kustomization')} build"
            f"{'s' if len(survey.kustomizations) == 1 else ''}: {some}. "
            + (f"It also checks what {_named(deployers)} deploy. " if deployers else "")
            + "To check only the files:"
        )
        yield '# kustomize: "off"'
    elif survey.deployers:
        deployers = [f"{number} {kind}" for kind, number in survey.deployers.items()]
        yield from _comment(f"podlint checks what these objects deploy: {_named(deployers)}.")
    if survey.charts:
        chart = visible(survey.charts[0])
        yield from _comment(
            f"Helm charts: {_named([*map(visible, survey.charts)])}. podlint does not render "
            f"templates; in your pipeline, run: helm template {chart} | podlint check --complete -"
        )


def _other_linters(survey: Survey) -> Iterator[str]:
    if survey.other_linters:
        yield from _comment(
            f"Configurations of other linters: {_named([*map(visible, survey.other_linters)])}. "
            "podlint does not read them. `podlint rule NAME` also accepts the names of their rules."
        )


def _comment(text: str) -> Iterator[str]:
    from textwrap import wrap

    lines = wrap(text, _COLUMNS, break_long_words=False, break_on_hyphens=False)
    return (f"# {line}" for line in lines)


def _named(names: Sequence[str]) -> str:
    """The first names, and how many more there are."""
    shown = [*islice(names, _MOST)]
    more = len(names) - len(shown)
    if more:
        return f"{', '.join(shown)} and {more} more"
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def _place(evidence: Evidence) -> str:
    return f"{visible(evidence.path)}:{evidence.line}"


def _written(version: tuple[int, int]) -> str:
    return "{}.{}".format(*version)


def _is_text(path: str) -> bool:
    """Whether a file can hold the path; the bytes of a name may be no text."""
    return path.isprintable()
