"""A Pod on the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from podlint.explain.amounts import FOOTNOTE, Row, resource_names, rows, why_quality
from podlint.explain.file_access import ACCESS_TITLES, access_rows
from podlint.explain.html_chart import request_chart, start_chart
from podlint.explain.html_findings import findings_part
from podlint.explain.html_table import code, faint, table
from podlint.explain.life import (
    END_TITLES,
    STOP_TITLES,
    after_words,
    end_sentences,
    ready_sentences,
    start_table,
    stop_words,
)
from podlint.explain.obstacles import sentence, title
from podlint.explain.phases import PHASE_TITLES, phase_table
from podlint.explain.pod import PodExplanation
from podlint.explain.pod_security import (
    LEVELS,
    NOT_CHECKED,
    CheckResult,
    PodSecurity,
    asked_words,
    check_word,
    history_words,
    verdict_word,
)
from podlint.explain.words import PARTIAL, SORTS, container_counts
from podlint.report.html.element import BREAK, Content, Html, element, joined, with_code

__all__ = ["CONTENTS", "pod_article"]

CONTENTS = "pods"
"""The id of the table of contents."""


def pod_article(
    path: str, pod: PodExplanation, anchor: str, said: set[str], *, listed: bool = False
) -> Html:
    """All parts of an explanation.

    Args:
        path: The file that the Pod is in.
        pod: The Pod.
        anchor: The id of its heading.
        said: The notes that were shown before, to which its own are added.
        listed: The page has a table of contents.
    """
    built = f", built by {pod.build}" if pod.build else ""
    place: list[Content] = [f"{path}, line {pod.line}{built}"]
    if listed:
        place += (" - ", element("a", "all Pods", href=f"#{CONTENTS}"))
    head = [
        element("h2", pod.object, id=anchor),
        element("p", *place, class_="faint"),
        element("p", PARTIAL, class_="partial") if pod.partial else "",
    ]
    parts = (
        element("div", *_overview(pod, anchor), class_="overview"),
        findings_part(pod),
        element("div", *_details(pod, anchor, said), class_="details"),
    )
    return element("article", *head, element("div", BREAK, *parts, class_="parts"))


def _overview(pod: PodExplanation, anchor: str) -> Iterator[Html]:
    yield from _obstacles(pod)
    yield element("h3", "Containers, in start order")
    cells = (
        [code(each.name), SORTS[each.sort], code(each.image), found or "-"]
        for each, found in zip(pod.containers, container_counts(pod), strict=True)
    )
    yield table(("Container", "Type", "Image", "Findings"), cells)
    chart = start_chart(pod.life, pod.halt, f"{anchor}-start")
    if str(chart):
        yield element("h3", "Start order")
        yield faint("One step after the other, not to scale.")
        yield chart


def _obstacles(pod: PodExplanation) -> Iterator[Html]:
    """What keeps the Pod from becoming ready."""
    if pod.obstacles:
        yield element("h3", title(pod.obstacles), class_="error" if pod.halt else "warning")
        for each in pod.obstacles:
            why = (" ", *with_code(each.finding.why)) if each.finding.why else ()
            yield element("p", *with_code(f"{sentence(each, pod.object)}."), *why)


def _details(pod: PodExplanation, anchor: str, said: set[str]) -> Iterator[Html]:
    yield from _requests(pod, anchor)
    yield from _life(pod)
    if pod.file_access:
        yield element("h3", "File access")
        rows_of_mounts = access_rows(pod.file_access)
        yield table(ACCESS_TITLES, ([code(name), *cells] for name, *cells in rows_of_mounts))
    yield from _pod_security(pod.pod_security)
    if new := [note for note in pod.notes if note not in said]:
        yield element("h3", "Good to know")
        yield element("ul", *(element("li", note) for note in new))
    said.update(new)


def _requests(pod: PodExplanation, anchor: str) -> Iterator[Html]:
    found, names = pod.resources, resource_names(pod.resources)
    yield element("h3", "Requests by step")
    if names:
        yield request_chart(found, f"{anchor}-requests")
        yield table(
            ("Step", *names), (_amounts(row, names) for row in rows(found)), "stack numbers"
        )
        if any(row.decides for row in rows(found)):
            yield faint(FOOTNOTE)
    else:
        yield element("p", "No requests and no limits.")
    quality = f"QoS class {found.qos}" + (" (of this part alone)" if pod.partial else "")
    reason = why_quality(found, pod.own_resources)
    yield element("p", element("b", quality), f": {reason}.")


def _amounts(row: Row, names: Iterable[str]) -> Iterator[Content]:
    beside = element("small", f"with {', '.join(row.beside)}") if row.beside else ""
    yield joined((row.title, " " if row.beside else "", beside))
    for name in names:
        amount = str(row.amounts.get(name, "-"))
        yield joined((element("b", amount), " *")) if name in row.decides else amount


def _life(pod: PodExplanation) -> Iterator[Html]:
    life = pod.life
    yield element("h3", "Start")
    titles, lines = start_table(life, pod.halt)
    yield table(titles, ([code(name), *cells] for name, *cells in lines), "stack times")
    yield from (
        element("p", each) for each in ready_sentences(life, pod.halt, doubtful=bool(pod.obstacles))
    )
    yield element("h3", "Phases")
    yield table(PHASE_TITLES, phase_table(life, pod.halt))
    yield element("h3", "When a container ends")
    yield table(
        END_TITLES,
        ([code(each.container.name), each.policy, *after_words(each)] for each in life.endings),
    )
    yield from (element("p", each) for each in end_sentences(life))
    yield element("h3", "When the Pod is deleted")
    yield table(
        STOP_TITLES,
        ([code(each.container.name), *stop_words(each)] for each in life.stops),
        "stack times",
    )


def _pod_security(part: PodSecurity) -> Iterator[Html]:
    yield element("h3", f"Pod Security Standards, version {part.version}")
    verdicts: list[list[Content]] = [
        [element("b", "Verdict"), *(_colored(each.allowed, verdict_word) for each in part.levels)]
    ]
    for control, allowed in part.by_control.items():
        verdicts.append([control, *(_colored(each, check_word) for each in allowed)])
    yield table(("Check", *LEVELS), verdicts, "checks")
    yield faint(NOT_CHECKED)
    history = (element("li", f"{each.level}: {history_words(each)}") for each in part.levels)
    yield element("ul", *history)
    yield from (element("p", each) for each in asked_words(part))
    if part.missing:
        yield element("h4", "To meet restricted")
        yield element("ul", *(_missing(check) for check in part.missing))


def _missing(check: CheckResult) -> Html:
    fields: list[Content] = []
    for one in check.fields:
        fields += (", " if fields else "", code(one.field), f" line {one.line}")
    return element("li", element("div", check.messages[-1]), element("small", *fields))


def _colored(allowed: bool | None, word: Callable[[bool], str]) -> Content:
    if allowed is None:
        return "-"
    return element("span", word(allowed), class_="ok" if allowed else "violated")
