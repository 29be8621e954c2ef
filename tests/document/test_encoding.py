"""Files in UTF-8, and in what a byte order mark says."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from podlint import lint_paths
from podlint.cli.arguments import run
from podlint.document.encoding import UndecodableError, decoded, encoded
from podlint.rule.examples import read_example
from podlint.rule.packs import BUILTIN, load_package

TEXT = read_example(
    next(rule.bad[0] for rule in load_package(BUILTIN) if rule.name == "decimal-file-mode")
).text.replace("name: ", "name: ä😀-", 1)
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"]
MARKED = ENCODINGS[1:]


def written(text: str, encoding: str) -> bytes:
    """As Python writes it, which is told whether to begin with a mark."""
    mark = "\ufeff" if encoding.startswith(("utf-16", "utf-32")) else ""
    return f"{mark}{text}".encode(encoding)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("text", [TEXT, "", "a", "\ufeff", "😀", "\0"])
def test_a_text_comes_back_as_it_was(text: str, encoding: str) -> None:
    data = written(text, encoding)
    if (text, encoding) in (("\ufeff", "utf-8"), ("\0", "utf-16-le")):
        return  # The same bytes mean something else, too.
    assert decoded(data) == (text, encoding)
    assert encoded(text, encoding) == data


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"a: \xff", "not UTF-8 text: byte 3 is 0xff; save the file as UTF-8"),
        (b"\xef\xbb\xbfa\xff", "not UTF-8 text: byte 4 is 0xff; save the file as UTF-8"),
        (b"\xff\xfea\0b", "not UTF-16 text: byte 4 is 0x62; save the file as UTF-8"),
        (b"\xfe\xff\xd8\0\0a", "not UTF-16 text: byte 2 is 0xd8; save the file as UTF-8"),
        (b"\xff\xfe\0\0a", "not UTF-32 text: byte 4 is 0x61; save the file as UTF-8"),
        (b"\xff", "not UTF-8 text: byte 0 is 0xff; save the file as UTF-8"),
    ],
)
def test_what_is_no_text_says_where(data: bytes, message: str) -> None:
    with pytest.raises(UndecodableError, match=message):
        decoded(data)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("encoding", MARKED)
def test_findings_and_columns_are_those_of_plain_utf_8(encoding: str, folder: Path) -> None:
    Path("web.yaml").write_bytes(TEXT.encode())
    plain = lint_paths(["web.yaml"])
    Path("web.yaml").write_bytes(written(TEXT, encoding))
    marked = lint_paths(["web.yaml"])
    assert marked.findings == plain.findings
    assert marked.findings
    assert not marked.errors


@pytest.mark.parametrize("encoding", MARKED)
def test_the_first_line_has_its_columns(encoding: str, folder: Path) -> None:
    Path("web.yaml").write_bytes(written("{apiVersion: v1, kind: Pod, kind: Pod}\n", encoding))
    (finding,) = [each for each in lint_paths(["."]).findings if each.rule == "duplicate-key"]
    assert finding.location.span is not None
    assert finding.location.span.start_column == 29


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_fix_keeps_the_encoding(encoding: str, folder: Path) -> None:
    Path("web.yaml").write_bytes(written(TEXT, encoding))
    run(["check", "--fix"])
    after = Path("web.yaml").read_bytes()
    assert after != written(TEXT, encoding)
    assert decoded(after).encoding == encoding
    assert written(decoded(after).text, encoding) == after
    assert decoded(after).text.splitlines()[:3] == TEXT.splitlines()[:3]


@pytest.mark.parametrize("encoding", MARKED)
@pytest.mark.parametrize("command", ["check", "explain"])
def test_standard_input_may_have_a_mark(
    command: str,
    encoding: str,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    data = io.BytesIO(written(TEXT, encoding))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(data))
    run([command, "-"])
    out, err = capsys.readouterr()
    assert "ä😀" in out or "decimal-file-mode" in out
    assert err == ""


@pytest.mark.parametrize("encoding", MARKED)
def test_settings_and_a_kustomization_may_have_a_mark(encoding: str, folder: Path) -> None:
    Path(".podlint.yaml").write_bytes(written("ignore: [decimal-file-mode]\n", encoding))
    Path("web.yaml").write_bytes(written(TEXT, encoding))
    Path("kustomization.yaml").write_bytes(written("patches: [{path: web.yaml}]\n", encoding))
    assert run(["check", "-f", "concise", "--output", "json=x.json", "--no-cache"]) in (0, 1)
    found = json.loads(Path("x.json").read_text())["findings"]
    assert "decimal-file-mode" not in [each["rule"] for each in found]
    assert run(["explain", "web.yaml"]) == 0


def test_githubs_hash_counts_the_mark_of_utf_8(folder: Path) -> None:
    hashes = []
    for encoding in ("utf-8", "utf-8-sig"):
        Path("web.yaml").write_bytes(written("{apiVersion: v1, kind: Pod, kind: Pod}\n", encoding))
        run(["check", "-f", "concise", "--output", "sarif=x.sarif", "--no-cache"])
        (one,) = json.loads(Path("x.sarif").read_text())["runs"]
        hashes += [
            each["partialFingerprints"]["primaryLocationLineHash"]
            for each in one["results"]
            if each["ruleId"] == "duplicate-key"
        ]
    assert len(set(hashes)) == 2
