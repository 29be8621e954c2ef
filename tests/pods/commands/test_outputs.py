"""The files that command lines leave behind."""

from __future__ import annotations

import pytest

from podlint.pods.commands.outputs import outputs_of


@pytest.mark.parametrize(
    ("script", "paths"),
    [
        ("echo hi > /out/a; cat a >> b", ["/out/a", "/work/b"]),
        ("cp -r /a /b", ["/b"]),
        ("cp -t /b /a", ["/b"]),
        ("wget -q -O /b http://x && chmod +x /b", ["/b"]),
        ("wget http://x", ["/work"]),
        ("wget -qO- http://x | tee /b", ["/b"]),
        ("curl -fsSLo /b http://x", ["/b"]),
        ("tar -xzf a.tgz -C /b", ["/b"]),
        ("unzip -q a.zip -d /b", ["/b"]),
        ("cd /b && git clone --depth 1 https://example.com/a.git", ["/b/a"]),
        ("mkdir -p /b; sleep 1", []),
        ("echo hi", []),
    ],
)
def test_what_is_written(script: str, paths: list[str]) -> None:
    assert [each.path for each in outputs_of(["sh", "-c", script], "/work")] == paths


@pytest.mark.parametrize(
    "script",
    [
        "echo hi > /a; migrate",
        "curl http://x > /a; curl http://y",
        "curl -o /a -d @b http://x",
        "cp /a $OUT",
        "tar -czf /b /a",
        "unzip a.zip",
        "wget --post-data=x -O /a http://x",
        "cp a 'b",
    ],
)
def test_a_script_that_does_more_is_not_told(script: str) -> None:
    assert outputs_of(["sh", "-c", script], "/work") == ()


def test_a_relative_path_in_an_unknown_folder_is_not_told() -> None:
    assert outputs_of(["cp", "/a", "b"], None) == ()
