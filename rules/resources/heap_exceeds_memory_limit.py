"""A runtime that is told to use more memory than its container may."""

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


class Options(RuleOptions):
    """Options of the rule."""

    share: float = Field(
        1.0, gt=0, description="Report a heap from this share of the memory limit, 1 being all."
    )


_BYTES = {"": 1, "k": 2**10, "m": 2**20, "g": 2**30, "t": 2**40}
_JAVA = pattern(r"(?:^|\s)-Xmx([0-9]+)([kKmMgGtT]?)(?=\s|$)")
_NODE = pattern(r"(?:^|\s)--max[-_]old[-_]space[-_]size[=\s]+([0-9]+)(?=\s|$)")
_GO = pattern(r"([0-9]+)(?:([KMGT])i)?B?")


class _Heap(NamedTuple):
    bytes: int
    flag: str
    at: Place
    soft: bool


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="OOMKilled, exit code 137, under load and with no error in the program's log",
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
        """,
)
def heap_exceeds_memory_limit(container: Container, options: Options) -> Problems:
    """A runtime's heap may grow to the memory limit of its container, or beyond.

    The kernel kills a container that uses more than its memory limit; the runtime, which believes
    that there is room, sees no reason to collect garbage. Besides the heap a process needs memory
    for code, threads and buffers.

    Lower the flag to about three quarters of the limit, or raise the limit. The flags read are
    `-Xmx` in the command or in a variable of Java's options, `--max-old-space-size` of Node.js (in
    MiB), and `GOMEMLIMIT`, which bounds all of a Go program's memory: it is reported only above the
    limit.
    """
    heap = max(_heaps(container), default=None, key=lambda each: each.bytes)
    if heap is None:
        return
    from podlint.resources import limit_of

    found = limit_of(container, "memory")
    if found is None:
        return
    limit, place = found
    allowed = multiple(limit.value, 1 if heap.soft else options.share)
    if heap.bytes < allowed or (heap.soft and heap.bytes == allowed):
        return
    size = Quantity(heap.bytes * 10**9, "binary")
    yield Problem(
        f"{heap.flag} lets container {container.name} use {size} of memory, and its limit is "
        f"{limit}",
        at=heap.at,
        related=(Related("the memory limit", place),),
        why="It is OOMKilled before the runtime frees memory.",
        help=f"Lower the flag to about {limit.value * 3 // 4 // 2**20}Mi, or raise the limit.",
    )


def _heaps(container: Container) -> Iterator[_Heap]:
    """What the command line and the environment say, each with where."""
    for field, words in (("command", container.command), ("args", container.args)):
        yield from _flags(" ".join(words), container.at / field)
    for variable in container.env:
        name, value = variable.name or "", variable.value or ""
        if name == "GOMEMLIMIT" and (match := _GO.fullmatch(value)):
            size = _size(match[1], match[2] or "")
            yield _Heap(size, f"GOMEMLIMIT={value}", variable.at / "value", soft=True)
        elif name.endswith(("OPTS", "OPTIONS", "ARGS", "FLAGS")):
            yield from _flags(value, variable.at / "value")


def _flags(text: str, at: Place) -> Iterator[_Heap]:
    """The last flag of a kind is the one that counts."""
    if java := _JAVA.findall(text):
        number, unit = java[-1]
        yield _Heap(_size(number, unit), f"-Xmx{number}{unit}", at, soft=False)
    if node := _NODE.findall(text):
        flag = f"--max-old-space-size={node[-1]}"
        yield _Heap(_size(node[-1], "m"), flag, at, soft=False)


def _size(number: str, unit: str) -> int:
    return (whole_number(number) or 0) * _BYTES[unit.lower()]
