"""The list of what a new version of Kubernetes changes, on small texts and without Go."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from oracle import new_kubernetes
from oracle.new_kubernetes import Source, lines, older_than
from oracle.versions.changes import changed_fields, changed_messages, changed_sites
from oracle.versions.gates import Gate, changed_gates, gates_of
from oracle.versions.go_source import declarations, structs
from oracle.versions.holders import Holders
from oracle.versions.modules import newest_release

GATES = """
var defaultVersionedKubernetesFeatureGates = map[featuregate.Feature]featuregate.VersionedSpecs{
	ImageVolume: {
		{Version: version.MustParse("1.31"), Default: false, PreRelease: featuregate.Alpha},
		{Version: version.MustParse("1.35"), Default: true, PreRelease: featuregate.Beta},
	},

	genericfeatures.EnvFiles: {
		{Version: version.MustParse("1.36"), Default: false, PreRelease: featuregate.Beta},
	},

	OldGate: {
		{Version: version.MustParse("1.20"), Default: true, PreRelease: featuregate.GA, LockToDefault: true},
	},
}
"""


def test_gates_are_those_of_a_version() -> None:
    assert gates_of(GATES, "1.30") == {"OldGate": Gate(True, "GA")}
    assert gates_of(GATES, "1.34")["ImageVolume"] == Gate(False, "Alpha")
    assert gates_of(GATES, "1.36") == {
        "ImageVolume": Gate(True, "Beta"),
        "EnvFiles": Gate(False, "Beta"),
        "OldGate": Gate(True, "GA"),
    }
    assert str(Gate(False, "Alpha")) == "Alpha, off"


def test_a_gate_that_is_gone_once_it_was_on_has_not_changed() -> None:
    before = {"A": Gate(True, "GA"), "B": Gate(False, "Alpha"), "C": Gate(False, "Beta")}
    after = {"C": Gate(True, "GA"), "D": Gate(False, "Alpha")}
    found = {each.name: each.switches for each in changed_gates(before, after)}
    assert found == {"B": False, "C": True, "D": False}


SOURCE = """package validation

// a comment
const fieldError = "must be set" // of a field

const raw = `a
b`

var (
	// supported ones
	supported = sets.New(
		"a",
	)
	other = 1
)

type Options struct {
	Strict bool
}

func Validate(a int) error { // says why
	if a < 0 {
		return errors.New("must not be negative")
	}
	return check(a)
}

func (podStrategy) Prepare(ctx context.Context) {
}

func (s *Other) Prepare() {}
"""


def test_a_file_is_cut_into_what_it_declares() -> None:
    found = {each.name: each for each in declarations([("a/b.go", SOURCE)])}
    assert list(found) == [
        "fieldError", "raw", "supported", "other", "Options", "Validate",
        "podStrategy.Prepare", "Other.Prepare",
    ]  # fmt: skip
    assert found["supported"].text == 'supported = sets.New( "a", )'
    assert found["Validate"].line == SOURCE[: SOURCE.index("func Validate")].count("\n") + 1
    assert "comment" not in "".join(each.text for each in found.values())


def test_comments_and_blanks_change_nothing() -> None:
    other = SOURCE.replace("// a comment", "// another\n").replace(
        "\t\treturn err", "\t return err"
    )
    assert changed_sites([("a/b.go", SOURCE)], [("a/c.go", other)]) == []


def test_functions_and_words_that_differ() -> None:
    new = SOURCE.replace("must not be negative", "must be positive").replace("Options", "Settings")
    before, after = [("a/b.go", SOURCE)], [("a/b.go", new)]
    sites = {each.declaration.name: each.sort for each in changed_sites(before, after)}
    assert sites == {"Options": "gone", "Settings": "new", "Validate": "changed"}
    gone, added = changed_messages(before, after)
    assert [*gone] == ["must not be negative"]
    assert [(text, each.name) for text, each in added.items()] == [("must be positive", "Validate")]


TYPES = """
type Pod struct {
	metav1.TypeMeta `json:",inline"`
	// what it is
	Spec PodSpec `json:"spec,omitempty" protobuf:"bytes,2,opt,name=spec"`
	hidden string `json:"-"`
}

type PodSpec struct {
	HostUsers *bool `json:"hostUsers,omitempty"`
	Volumes []Volume `json:"volumes"`
}

type Volume struct {
	Name string `json:"name"`
}

type NodeSpec struct {
	PodCIDR string `json:"podCIDR"`
}
"""


def test_fields_of_what_pods_are_made_of() -> None:
    assert set(structs([("t.go", TYPES)])["Pod"]) == {"metav1.TypeMeta", "spec"}
    new = TYPES.replace('`json:"name"`', '`json:"name"`\n\tMode *int32 `json:"mode"`')
    new = new.replace("HostUsers *bool", "HostUsers *string").replace("podCIDR", "podCIDRs")
    found = changed_fields([("t.go", TYPES)], [("t.go", new)])
    assert [(each.sort, each.struct, each.name) for each in found] == [
        ("changed", "PodSpec", "hostUsers"),
        ("new", "Volume", "mode"),
    ]


@pytest.mark.parametrize(
    ("known", "newest"),
    [
        (["v1.38.0-alpha.1", "v1.38.0-rc.0", "v1.38.0-beta.2"], "1.38.0-rc.0"),
        (["v1.38.9", "v1.38.10", "v1.38.10-rc.0", "v1.39.0", "v1.3.99"], "1.38.10"),
    ],
)
def test_the_newest_release_of_a_minor_version(known: list[str], newest: str) -> None:
    assert newest_release("1.38", known) == newest


def test_a_version_that_is_not_out() -> None:
    with pytest.raises(LookupError, match=r"there is no Kubernetes 1\.38 yet"):
        newest_release("1.38", ["v1.37.2"])


def test_the_version_to_compare_with() -> None:
    assert older_than("1.38", ("1.33", "1.37")) == "1.37"
    assert older_than("1.37", ("1.33", "1.36", "1.37")) == "1.36"
    with pytest.raises(LookupError):
        older_than("1.33", ("1.33", "1.37"))


MODULES = {
    "podlint/validation/pod.py": '"""Go: `ValidatePod`, `corev1.Other`."""\nsay("must not be negative")',
    "podlint/validation/features.py": 'GATES = {"ImageVolume": "image_volumes"}',
    "podlint/models/volume.py": "class Volume(Node):\n    pass",
}


def test_where_podlint_holds_something() -> None:
    holders = Holders(MODULES)
    assert holders.model("Volume") == "podlint/models/volume.py"
    assert holders.model("NodeSpec") is None
    assert "emptyDir" in holders.fields("Volume")
    assert holders.gate("ImageVolume") == ["podlint/validation/features.py"]
    assert holders.saying("%q must not be negative") == ["podlint/validation/pod.py"]
    assert holders.saying("%s and %s") == []
    (site,) = declarations([("x.go", "func validateInner() {}\n")])
    callers = {"validateInner": {"validateOuter"}, "validateOuter": {"ValidatePod"}}
    assert holders.around(site, callers) == ("ValidatePod", ["podlint/validation/pod.py"])
    assert holders.around(site, {}) == ("", [])


def test_what_podlint_holds_in_fact() -> None:
    holders = Holders.of_package()
    assert holders.named("ValidatePodSpec") == ["podlint/validation/pod_spec.py"]
    assert holders.model("PodSpec") == "podlint/models/pod.py"
    assert "hostUsers" in holders.fields("PodSpec")


def test_the_list(tmp_path: Path) -> None:
    source = SOURCE.replace("check(a)", "features.ImageVolume")
    before = sources_of(tmp_path / "old", "1.34", {"pkg/api/pod/a.go": source})
    new = source.replace("negative", "below zero").replace("Validate(", "ValidateStatus(")
    after = sources_of(tmp_path / "new", "1.35", {"pkg/api/pod/a.go": new})
    found = "\n".join(lines(before, after, Holders(MODULES)))
    assert found.startswith("# Kubernetes 1.34 to 1.35\n")
    assert "- **ImageVolume**: Alpha, off -> Beta, on; asked by Validate, ValidateStatus\n" in found
    assert "- gone: Validate, line " in found
    assert "1 more are about objects that exist already" in found
    assert "- must not be negative\n  - Validate: podlint/validation/pod.py" in found


def sources_of(root: Path, version: str, watched: Mapping[str, str]) -> Source:
    folders = {name: root / name for name in ("kubernetes", "api", "apimachinery")}
    files = {f"kubernetes/{path}": text for path, text in watched.items()}
    files |= {f"api/{path}": TYPES for path in new_kubernetes.TYPES}
    files |= {"kubernetes/" + new_kubernetes.GATES: GATES}
    files |= {"apimachinery/pkg/apis/meta/v1/types.go": ""}
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    for name in ("component-helpers", "pod-security-admission"):
        folders[name] = root / name
    return Source(version, folders)


def test_a_version_has_to_be_known(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(LookupError):
        new_kubernetes.main("1.20")
    assert not capsys.readouterr().out
