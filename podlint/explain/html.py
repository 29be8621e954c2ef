"""Explanations as a page of HTML that needs nothing else: no scripts, fonts or network."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from podlint.explain.html_pod import CONTENTS, pod_article
from podlint.explain.html_style import STYLE
from podlint.explain.pod import Explanation, PodExplanation
from podlint.explain.words import count_words, not_explained
from podlint.report.html.element import BREAK, Content, Html, element, joined, page
from podlint.report.view import plural
from podlint.version import KUBERNETES_VERSION, VERSION

__all__ = ["render"]

_Named = tuple[str, PodExplanation, str]
"""The file of a Pod, the Pod, and the id of its heading."""


def render(explanations: Sequence[Explanation]) -> str:
    """The explanations of files as a page; ends with a line break."""
    pods = [(each.path, pod) for each in explanations for pod in each.pods]
    named = [(path, pod, f"pod-{number}") for number, (path, pod) in enumerate(pods, 1)]
    count = plural(len(pods), "Pod") if pods else "No Pods"
    title = pods[0][1].object if len(pods) == 1 else count
    return page(f"{title} - podlint explain", STYLE, joined(_parts(explanations, named, count)))


def _parts(
    explanations: Sequence[Explanation], named: Sequence[_Named], count: str
) -> Iterator[Content]:
    files = len({path for path, _, _ in named})
    where = f"{count} in {plural(files, 'file')}" if named else count
    yield element("header", element("h1", f"podlint explain: {where}"))
    yield BREAK
    if len(named) > 1:
        yield _contents(named)
        yield BREAK
    yield element("main", BREAK, *_main(explanations, named))
    yield BREAK
    yield element("footer", f"podlint {VERSION}, Kubernetes {KUBERNETES_VERSION}")
    yield BREAK


def _contents(named: Sequence[_Named]) -> Html:
    items = (
        element(
            "li",
            element("a", pod.object, href=f"#{anchor}"),
            " ",
            element("small", f"{path}:{pod.line}, {count_words(pod.counted) or 'no findings'}"),
        )
        for path, pod, anchor in named
    )
    return element(
        "nav", element("h2", "Pods", id=CONTENTS), element("ul", *items), aria_label="Pods"
    )


def _main(explanations: Sequence[Explanation], named: Sequence[_Named]) -> Iterator[Content]:
    said: set[str] = set()
    for path, pod, anchor in named:
        yield pod_article(path, pod, anchor, said, listed=len(named) > 1)
        yield BREAK
    if not named:
        yield element("p", "No Pods found.")
    lines = [line for each in explanations for line in not_explained(each)]
    lines += [f"{error.path}: {error.message}" for each in explanations for error in each.errors]
    if lines:
        yield element("h2", "Not explained")
        yield element("ul", *(element("li", line) for line in lines))
        yield BREAK
