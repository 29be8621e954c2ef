"""Explanations as one page of HTML that needs nothing else: no scripts, no fonts, no network."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from podlint.explain.amounts import Row, resource_names, rows, why_quality
from podlint.explain.html_chart import request_chart, start_chart
from podlint.explain.html_element import BREAK, Content, Html, element, joined, page
from podlint.explain.html_style import STYLE
from podlint.explain.life import (
    after_words,
    end_sentences,
    ready_sentences,
    start_table,
    stop_words,
)
from podlint.explain.phases import PHASE_TITLES, phase_table
from podlint.explain.pod import Explanation, PodExplanation
from podlint.explain.pod_security import LEVELS, CheckResult, PodSecurity, asked_words
from podlint.explain.words import without_pods

__all__ = ["render"]


def render(explanations: Sequence[Explanation]) -> str:
    """The explanations of files as a page; ends with a line break."""
    pods = [(each.path, pod) for each in explanations for pod in each.pods]
    title = ", ".join(pod.object for _, pod in pods) or "no Pods"
    skipped = [element("li", line) for each in explanations for line in without_pods(each)]
    said: set[str] = set()
    body: list[Content] = []
    for path, pod in pods:
        body += (element("article", *_pod(path, pod, said)), BREAK)
    if skipped:
        body += (element("h2", "Not explained"), element("ul", *skipped), BREAK)
    return page(title, STYLE, joined(body))


def _pod(path: str, pod: PodExplanation, said: set[str]) -> Iterator[Html]:
    yield element("h1", pod.object)
    yield _faint(f"{path}, line {pod.line}")
    if pod.partial:
        words = "Only a part of a Pod: what it lacks may come from elsewhere."
        yield element("p", words, class_="refused")
    yield element("h2", "Containers, in the order of their start")
    yield _table(
        ("Container", "", "Image"),
        ([_code(each.name), each.sort, _code(each.image)] for each in pod.containers),
    )
    yield from _requests(pod)
    yield from _life(pod)
    yield from _pod_security(pod.pod_security)
    if new := [note for note in pod.notes if note not in said]:
        yield element("h2", "Good to know")
        yield element("ul", *(element("li", note) for note in new))
    said.update(new)


def _requests(pod: PodExplanation) -> Iterator[Html]:
    found, names = pod.resources, resource_names(pod.resources)
    yield element("h2", "Requests by step")
    if names:
        yield request_chart(found)
        yield _table(("", *names), (_amounts(row, names) for row in rows(found)), "numbers")
        if any(row.decides for row in rows(found)):
            yield _faint("* decides what is reserved")
    else:
        yield element("p", "None, and no limits.")
    quality = f"QoS class {found.qos}" + (", by this part alone" if pod.partial else "")
    reason = why_quality(found, pod.own_resources)
    yield element("p", element("b", quality), f": {reason}.")


def _amounts(row: Row, names: Iterable[str]) -> Iterator[Content]:
    beside = element("small", f"beside {', '.join(row.beside)}") if row.beside else ""
    yield joined((row.title, " " if row.beside else "", beside))
    for name in names:
        amount = str(row.amounts.get(name, "-"))
        yield joined((element("b", amount), " *")) if name in row.decides else amount


def _life(pod: PodExplanation) -> Iterator[Html]:
    life = pod.life
    yield element("h2", "Start")
    yield start_chart(life)
    titles, lines = start_table(life)
    yield _table(titles, ([_code(name), *cells] for name, *cells in lines), "times start")
    yield from (element("p", f"{each}.") for each in ready_sentences(life))
    yield element("h2", "Phases")
    yield _table(PHASE_TITLES, phase_table(life), "times")
    yield element("h2", "Ends and restarts")
    yield _table(
        ("Container", "policy", "after exit code 0", "after another"),
        ([_code(each.container.name), each.policy, *after_words(each)] for each in life.endings),
        "times",
    )
    yield from (element("p", f"{each}.") for each in end_sentences(life))
    yield element("h2", "Shut-down")
    yield _table(
        ("Container", "preStop", "signal", "left to end", "killed"),
        ([_code(each.container.name), *stop_words(each)] for each in life.stops),
        "times",
    )


def _pod_security(part: PodSecurity) -> Iterator[Html]:
    yield element("h2", f"Pod Security Standards, {part.version}")
    verdicts: list[list[Content]] = [
        [element("b", "Verdict"), *(_verdict(each.allowed) for each in part.levels)]
    ]
    for check in part.checks:
        name = joined((f"{check.control} ", element("small", check.check)))
        verdicts.append([name, *map(_verdict, check.allowed)])
    yield _table(("", *LEVELS), verdicts, "checks")
    yield _faint("- this level does not ask for it")
    yield from (element("p", f"{each}.") for each in asked_words(part))
    if part.missing:
        yield element("h3", "To reach restricted")
        yield element("ul", *(_missing(check) for check in part.missing))


def _missing(check: CheckResult) -> Html:
    fields: list[Content] = []
    for one in check.fields:
        fields += (", " if fields else "", _code(one.field), f" line {one.line}")
    return element("li", element("div", check.messages[-1]), element("small", *fields))


def _verdict(allowed: bool | None) -> Content:
    if allowed is None:
        return "-"
    return element("span", "ok" if allowed else "refused", class_="ok" if allowed else "refused")


def _faint(text: str) -> Html:
    return element("p", text, class_="where")


def _code(text: str | None) -> Content:
    return element("code", text) if text else "-"


def _table(titles: Iterable[str], lines: Iterable[Iterable[Content]], kind: str = "") -> Html:
    head = element("tr", *(element("th", title) for title in titles))
    body: list[Content] = []
    for line in lines:
        body += (element("tr", *(element("td", cell) for cell in line)), BREAK)
    table = element("table", element("thead", head), BREAK, *body, class_=kind)
    return joined((element("div", table, class_="wide"), BREAK))
