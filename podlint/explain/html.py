"""Explanations as one page of HTML that needs nothing else: no scripts, no fonts, no network."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from podlint.explain.amounts import Row, resource_names, rows, why_quality
from podlint.explain.html_chart import request_chart, start_chart
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
from podlint.explain.pod_security import LEVELS, PodSecurity, asked_words
from podlint.explain.words import without_pods

__all__ = ["render"]

Cells = Sequence[str]
"""The cells of a row, as HTML."""


def render(explanations: Sequence[Explanation]) -> str:
    """The explanations of files as a page; ends with a line break."""
    pods = [(each.path, pod) for each in explanations for pod in each.pods]
    title = ", ".join(pod.object for _, pod in pods) or "no Pods"
    skipped = [f"<li>{escape(line)}</li>" for each in explanations for line in without_pods(each)]
    said: set[str] = set()
    body = "".join(f"<article>{''.join(_pod(path, pod, said))}</article>\n" for path, pod in pods)
    rest = f"<h2>Not explained</h2><ul>{''.join(skipped)}</ul>\n" if skipped else ""
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n"
        f"{body}{rest}</body>\n</html>\n"
    )


def _pod(path: str, pod: PodExplanation, said: set[str]) -> Iterator[str]:
    yield f"<h1>{escape(pod.object)}</h1><p class=where>{escape(path)}, line {pod.line}</p>"
    if pod.partial:
        yield "<p class=refused>Only a part of a Pod: what it lacks may come from elsewhere.</p>"
    yield "<h2>Containers, in the order of their start</h2>"
    yield _table(
        ("Container", "", "Image"),
        ([_code(each.name), each.sort, _code(each.image)] for each in pod.containers),
    )
    yield from _requests(pod)
    yield from _life(pod)
    yield from _pod_security(pod.pod_security)
    if new := [note for note in pod.notes if note not in said]:
        yield "<h2>Good to know</h2><ul>"
        yield from (f"<li>{escape(note)}</li>" for note in new)
        yield "</ul>"
    said.update(new)


def _requests(pod: PodExplanation) -> Iterator[str]:
    found, names = pod.resources, resource_names(pod.resources)
    yield "<h2>Requests by step</h2>"
    if names:
        yield request_chart(found)
        yield _table(
            ("", *map(escape, names)), (_amounts(row, names) for row in rows(found)), "numbers"
        )
        if any(row.decides for row in rows(found)):
            yield "<p class=where>* decides what is reserved</p>"
    else:
        yield "<p>None, and no limits.</p>"
    quality = f"QoS class {found.qos}" + (", by this part alone" if pod.partial else "")
    reason = escape(why_quality(found, pod.own_resources))
    yield f"<p><b>{quality}</b>: {reason}.</p>"


def _amounts(row: Row, names: Iterable[str]) -> Iterator[str]:
    beside = f" <small>beside {escape(', '.join(row.beside))}</small>" if row.beside else ""
    yield escape(row.title) + beside
    for name in names:
        amount = str(row.amounts.get(name, "-"))
        yield f"<b>{amount}</b> *" if name in row.decides else amount


def _life(pod: PodExplanation) -> Iterator[str]:
    life = pod.life
    yield "<h2>Start</h2>" + start_chart(life)
    titles, lines = start_table(life)
    yield _table(
        titles, ([_code(name), *map(escape, cells)] for name, *cells in lines), "times start"
    )
    yield from (f"<p>{escape(each)}.</p>" for each in ready_sentences(life))
    yield "<h2>Phases</h2>"
    yield _table(PHASE_TITLES, (map(escape, row) for row in phase_table(life)), "times")
    yield "<h2>Ends and restarts</h2>"
    yield _table(
        ("Container", "policy", "after exit code 0", "after another"),
        (
            [_code(each.container.name), each.policy, *map(escape, after_words(each))]
            for each in life.endings
        ),
        "times",
    )
    yield from (f"<p>{escape(each)}.</p>" for each in end_sentences(life))
    yield "<h2>Shut-down</h2>"
    yield _table(
        ("Container", "preStop", "signal", "left to end", "killed"),
        ([_code(each.container.name), *map(escape, stop_words(each))] for each in life.stops),
        "times",
    )


def _pod_security(part: PodSecurity) -> Iterator[str]:
    yield f"<h2>Pod Security Standards, {escape(part.version)}</h2>"
    verdicts = [["<b>Verdict</b>", *(_verdict(each.allowed) for each in part.levels)]]
    for check in part.checks:
        name = f"{escape(check.control)} <small>{escape(check.check)}</small>"
        verdicts.append([name, *map(_verdict, check.allowed)])
    yield _table(("", *LEVELS), verdicts, "checks")
    yield "<p class=where>- this level does not ask for it</p>"
    yield from (f"<p>{escape(each)}.</p>" for each in asked_words(part))
    if part.missing:
        yield "<h3>To reach restricted</h3><ul>"
        for check in part.missing:
            fields = ", ".join(f"{_code(one.field)} line {one.line}" for one in check.fields)
            yield f"<li>{escape(check.messages[-1])}<br><small>{fields}</small></li>"
        yield "</ul>"


def _verdict(allowed: bool | None) -> str:
    if allowed is None:
        return "-"
    return "<span class=ok>ok</span>" if allowed else "<span class=refused>refused</span>"


def _code(text: str | None) -> str:
    return f"<code>{escape(text)}</code>" if text else "-"


def _table(titles: Cells, lines: Iterable[Iterable[str]], kind: str = "") -> str:
    head = "".join(f"<th>{title}</th>" for title in titles)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in line)}</tr>\n" for line in lines)
    table = f"<table class='{kind}'><thead><tr>{head}</tr></thead>\n{body}</table>"
    return f"<div class=wide>{table}</div>\n"
