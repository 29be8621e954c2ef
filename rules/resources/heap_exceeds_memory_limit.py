"""A runtime that is configured to use more memory than its container's limit."""

from collections.abc import Iterator
from typing import NamedTuple

from pydantic import Field

from podlint.authoring import (
    Container,
    Place,
    Problem,
    Problems,
    Quantity,
    Related,
    RuleOptions,
    Severity,
    pattern,
    rule,
)
from podlint.document.numerals import multiple, whole_number
from podlint.document.shortening import shortened


class Options(RuleOptions):
    """Options of the rule."""

    share: float = Field(
        1.0,
        gt=0,
        description="Report a heap of at least this share of the memory limit; 1 means the whole "
        "limit.",
    )


_BYTES = {"": 1, "k": 2**10, "m": 2**20, "g": 2**30, "t": 2**40}
_JAVA = pattern(r"(?:^|\s)-Xmx([0-9]+)([kKmMgGtT]?)(?=\s|$)")
_JAVA_SHARE = pattern(r"(?:^|\s)-XX:MaxRAMPercentage=([0-9]{1,3})(?:\.[0-9]+)?(?=\s|$)")
_JAVA_REST = 64 * 2**20
"""Minimum bytes that a Java process needs in addition to its heap: classes, code, thread stacks."""
_NODE = pattern(r"(?:^|\s)--max[-_]old[-_]space[-_]size[=\s]+([0-9]+)(?=\s|$)")
_GO = pattern(r"([0-9]+)(?:([KMGT])i)?B?")


class _Heap(NamedTuple):
    bytes: int
    flag: str
    advice: str
    """The corrected flag, with `{}` for a number of mebibytes."""
    at: Place
    soft: bool
    """The flag limits all memory of the runtime, not only the heap."""
    percent: int = 0
    """The share of the memory limit, if the flag gives no number of bytes."""


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=("`OOMKilled`, exit code 137, under load and with no error in the program's log"),
    fragments=True,
    asks_for=("memory",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: java
              image: app:1.4
              command: [java, -Xms512m, -Xmx2g, -jar, /app.jar]  # finding
              resources: {limits: {memory: 1Gi}}
            - name: search
              image: search:8
              env:
                - name: ES_JAVA_OPTS
                  value: -Xms1g -Xmx1g  # finding
                  #      ^^^^^^^^^^^^^
              resources: {limits: {memory: 1Gi}}
            - name: node
              image: node:22
              args: [node, --max-old-space-size=4096, server.js]  # finding
              resources: {limits: {memory: 2Gi}}
            - name: go
              image: go:1
              env:
                - {name: GOMEMLIMIT, value: 750MiB}  # finding
              resources: {limits: {memory: 512Mi}}
            - name: share
              image: app:1.4
              command: [java, -XX:MaxRAMPercentage=100, -jar, /app.jar]  # finding
              resources: {limits: {memory: 2Gi}}
            - name: almost-all
              image: app:1.4
              env:
                - {name: JAVA_TOOL_OPTIONS, value: "-XX:MaxRAMPercentage=95.0"}  # finding
              resources: {limits: {memory: 512Mi}}
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: java
              image: app:1.4
              command: [java, -Xmx768m, -jar, /app.jar]
              resources: {limits: {memory: 1Gi}}
            - name: node
              image: node:22
              env:
                - {name: NODE_OPTIONS, value: --max-old-space-size=1536}
              resources: {limits: {memory: 2Gi}}
            - name: go
              image: go:1
              env:
                - {name: GOMEMLIMIT, value: 512MiB}
                - {name: HELP, value: "-Xmx2g sets the heap"}
              resources: {limits: {memory: 512Mi}}
            - name: unlimited
              image: app:1.4
              command: [java, -Xmx8g, -jar, /app.jar]
            - name: unlimited-share
              image: app:1.4
              command: [java, -XX:MaxRAMPercentage=100, -jar, /app.jar]
            - name: share
              image: app:1.4
              args: [-XX:MaxRAMPercentage=75.0, -XX:InitialRAMPercentage=100]
              resources: {limits: {memory: 512Mi}}
            - name: share-of-much
              image: app:1.4
              command: [java, -XX:MaxRAMPercentage=95, -jar, /app.jar]
              resources: {limits: {memory: 64Gi}}
            - name: fixed-heap
              image: app:1.4
              command: [java, -XX:MaxRAMPercentage=100, -Xmx256m, -jar, /app.jar]
              resources: {limits: {memory: 512Mi}}
        """,
)
def heap_exceeds_memory_limit(container: Container, options: Options) -> Problems:
    """The heap of a runtime can grow to the memory limit of its container, or beyond.

    The kernel kills a container that uses more memory than its limit. A runtime whose heap may grow
    beyond the limit does not collect garbage in time. In addition to the heap, a process needs
    memory for code, threads and buffers.

    podlint reads `-Xmx` and `-XX:MaxRAMPercentage` in the command or in an environment variable
    with Java options, `--max-old-space-size` of Node.js (in MiB), and `GOMEMLIMIT`. `GOMEMLIMIT`
    covers all the memory that a Go program uses, so podlint reports it only if it is above the
    limit. It reports a percentage if less than 64 MiB of the limit remains.

    Lower the flag to about three quarters of the memory limit, or raise the limit.
    """
    if not (heaps := [*_heaps(container)]):
        return
    from podlint.resources import limit_of

    found = limit_of(container, "memory")
    if found is None:
        return
    heap = max(heaps, key=lambda each: each.bytes)
    if not heap.bytes:
        yield from _share_problem(heap, container, *found)
        return
    limit, place = found
    allowed = multiple(limit.value, 1 if heap.soft else options.share)
    if heap.bytes < allowed or (heap.soft and heap.bytes == allowed):
        return
    size = Quantity(heap.bytes * 10**9, "binary")
    yield Problem(
        f"`{shortened(heap.flag, 40)}` lets container `{container}` use {size}, but its "
        f"memory limit is {limit}",
        at=heap.at,
        related=(Related("the memory limit is here", place),),
        why="The container can be OOMKilled before the runtime collects garbage."
        + ("" if heap.soft else " Code, threads and buffers need memory in addition to the heap."),
        help=f"Set `{heap.advice.format(limit.value * 3 // 4 // 2**20)}`, about three quarters of "
        "the limit, or raise `resources.limits.memory`.",
    )


def _share_problem(heap: _Heap, container: Container, limit: Quantity, place: Place) -> Problems:
    """A share of the limit that leaves too little for everything else."""
    rest = limit.value * max(0, 100 - heap.percent) // 100
    if rest < _JAVA_REST:
        yield Problem(
            f"`{shortened(heap.flag, 40)}` leaves almost none of the memory limit ({limit}) free",
            at=heap.at,
            related=(Related("the memory limit is here", place),),
            why="Classes, code and threads need memory in addition to the heap, so the container "
            "can be OOMKilled.",
            help="Set `-XX:MaxRAMPercentage=75`, or raise `resources.limits.memory`.",
        )


def _heaps(container: Container) -> Iterator[_Heap]:
    """The settings of the command line and the environment, each with its place."""
    for field, words in (("command", container.command), ("args", container.args)):
        yield from _flags(" ".join(words), container.at / field)
    for variable in container.env:
        name, value = variable.name or "", variable.value or ""
        if name == "GOMEMLIMIT" and (match := _GO.fullmatch(value)):
            size = _size(match[1], match[2] or "")
            yield _Heap(
                size, f"GOMEMLIMIT={value}", "GOMEMLIMIT={}MiB", variable.at / "value", True
            )
        elif name.endswith(("OPTS", "OPTIONS", "ARGS", "FLAGS")):
            yield from _flags(value, variable.at / "value")


def _flags(text: str, at: Place) -> Iterator[_Heap]:
    """The flags in a text; if a flag is repeated, its last value."""
    if java := _JAVA.findall(text):
        number, unit = java[-1]
        yield _Heap(_size(number, unit), f"-Xmx{number}{unit}", "-Xmx{}m", at, soft=False)
    elif share := _JAVA_SHARE.findall(text):
        flag = f"-XX:MaxRAMPercentage={share[-1]}"
        yield _Heap(0, flag, "", at, soft=False, percent=whole_number(share[-1]) or 0)
    if node := _NODE.findall(text):
        name = "--max-old-space-size"
        yield _Heap(_size(node[-1], "m"), f"{name}={node[-1]}", f"{name}={{}}", at, soft=False)


def _size(number: str, unit: str) -> int:
    return (whole_number(number) or 0) * _BYTES[unit.lower()]
