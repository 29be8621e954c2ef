"""Trees of kustomizations, drawn at random: bases, components, overlays and all that they do."""

from __future__ import annotations

import random
from typing import Any

from .random_objects import IMAGES, LABELS, NAMES, NAMESPACES, labels, maybe, name, resource
from .random_patches import operations, paths, strategic, target, unquoted
from .random_text import ODD_TEXTS, Raw, scalar, text, written

Files = dict[str, str]


def tree(draw: random.Random) -> Files:
    """The files of a tree, whose root is the folder of the name ``.``."""
    files: Files = {}
    names = ["base", "other"][: draw.choice((1, 1, 2))]
    layers = {each: layer(draw, files, f"{each}/", [], []) for each in names}
    components = []
    if maybe(draw, 0.3):
        known = [each for objects in layers.values() for each in objects]
        layer(draw, files, "component/", [], known, is_component=True)
        components.append("component")
    if maybe(draw, 0.4):
        below = draw.choice(names)
        layers["overlay"] = layer(draw, files, "overlay/", [(f"../{below}", layers.pop(below))], [])
    layer(draw, files, "", [(path, layers[path]) for path in layers], [], components=components)
    return files


def patched(draw: random.Random) -> Files:
    """Files of one object, to which one strategic merge patch after the other is applied."""
    made = resource(draw)
    while "metadata" not in made:
        made = resource(draw)
    files = {"r.yaml": written(draw, made) + "\n"}
    entries: list[dict[str, Any]] = []
    for at in range(draw.randint(1, 3)):
        files[f"p{at}.yaml"] = written(draw, strategic(draw, made)) + "\n"
        entry: dict[str, Any] = {"path": f"p{at}.yaml"}
        if maybe(draw, 0.4):
            entry["target"] = {"kind": made["kind"]}
        entries.append(entry)
    if maybe(draw, 0.3):
        patch = operations(draw, made)
        entries.insert(draw.randint(0, 2), {"target": {"kind": ".*"}, "patch": patch})
    own: dict[str, Any] = {"resources": ["r.yaml"], "patches": entries}
    if maybe(draw, 0.2):
        transformers(draw, own, [])
    files["kustomization.yaml"] = written(draw, own) + "\n"
    return files


def layer(
    draw: random.Random,
    files: Files,
    folder: str,
    below: list[tuple[str, list[dict[str, Any]]]],
    known: list[dict[str, Any]],
    is_component: bool = False,
    components: list[str] | None = None,
) -> list[dict[str, Any]]:
    """Write the files of a kustomization, and give the objects that it may hold."""
    own: dict[str, Any] = {}
    if is_component:
        own |= {"apiVersion": "kustomize.config.k8s.io/v1alpha1", "kind": "Component"}
    objects = [*known, *(each for _, more in below for each in more)]
    paths = [path for path, _ in below]
    if not below or maybe(draw, 0.3):
        for at in range(draw.randint(0 if is_component else 1, 2)):
            made = unique(draw, objects)
            objects += made
            path = f"r{at}.yaml"
            files[folder + path] = "---\n".join(written(draw, each) + "\n" for each in made)
            paths.append(path)
    if paths:
        own["resources"] = paths
    if components:
        own["components"] = components
    targets = [each for each in objects if "metadata" in each]
    if targets and maybe(draw, 0.6):
        patches(draw, own, files, folder, targets)
    if maybe(draw, 0.7):
        transformers(
            draw,
            own,
            [
                unquoted(each["metadata"]["name"])
                for each in targets
                if "replicas" in each.get("spec", ())
            ],
        )
    if maybe(draw, 0.6):
        generators(draw, own, files, folder, objects)
    if maybe(draw, 0.15) and targets:
        own["replacements"] = [replacement(draw, targets)]
    if maybe(draw, 0.03):
        own["buildMetadata"] = [
            draw.choice(("originAnnotations", "transformerAnnotations", "managedByLabel"))
        ]
    if maybe(draw, 0.05):
        own["sortOptions"] = {"order": draw.choice(("fifo", "legacy"))}
    if maybe(draw, 0.04):
        files[folder + "config.yaml"] = written(
            draw,
            {
                "images": [{"path": "spec/value", "kind": "Thing"}],
                "namePrefix": [{"path": "metadata/name", "kind": "Deployment"}],
                "nameReference": [
                    {"kind": "ConfigMap", "fieldSpecs": [{"path": "spec/value", "kind": "Thing"}]}
                ],
            },
        )
        own["configurations"] = ["config.yaml"]
    files[folder + "kustomization.yaml"] = written(draw, own or {"resources": []}) + "\n"
    return objects


def unique(draw: random.Random, objects: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Some objects that are not there already, mostly."""
    found: list[dict[str, Any]] = []
    for _ in range(draw.randint(1, 3)):
        made = resource(draw)
        if maybe(draw, 0.97) and any(
            identity(each) == identity(made) for each in (*objects, *found)
        ):
            continue
        found.append(made)
    return found


def identity(made: dict[str, Any]) -> tuple[str, ...]:
    own = made.get("metadata", {})
    return (
        made["kind"],
        made.get("apiVersion", ""),
        unquoted(own.get("name", "")),
        unquoted(own.get("namespace", "default")),
    )


def patches(
    draw: random.Random,
    own: dict[str, Any],
    files: Files,
    folder: str,
    targets: list[dict[str, Any]],
) -> None:
    found: list[dict[str, Any]] = []
    for at in range(draw.choice((0, 1, 1, 1, 2))):
        chosen = draw.choice(targets)
        is_json = maybe(draw, 0.35)
        content = (
            operations(draw, chosen) if is_json else written(draw, strategic(draw, chosen)) + "\n"
        )
        entry: dict[str, Any] = {}
        if maybe(draw):
            entry["path"] = f"p{at}.yaml"
            files[folder + entry["path"]] = content
        else:
            entry["patch"] = content
        if is_json or maybe(draw, 0.4):
            entry["target"] = target(draw, chosen)
        if not is_json and maybe(draw, 0.06):
            entry["options"] = {draw.choice(("allowNameChange", "allowKindChange")): True}
        found.append(entry)
    if found:
        own["patches"] = found
    if maybe(draw, 0.08):
        chosen = draw.choice(targets)
        files[folder + "s.yaml"] = written(draw, strategic(draw, chosen)) + "\n"
        own["patchesStrategicMerge"] = ["s.yaml"]
    if maybe(draw, 0.08):
        chosen = draw.choice(targets)
        own["patchesJson6902"] = [
            {
                "target": {"kind": chosen["kind"], "name": unquoted(chosen["metadata"]["name"])},
                "patch": operations(draw, chosen),
            }
        ]


def transformers(draw: random.Random, own: dict[str, Any], workloads: list[str]) -> None:
    if maybe(draw, 0.25):
        own["namespace"] = draw.choice(NAMESPACES)
    if maybe(draw, 0.25):
        own["namePrefix"] = draw.choice(("p-", "q-", "x"))
    if maybe(draw, 0.15):
        own["nameSuffix"] = draw.choice(("-s", "-t"))
    if maybe(draw, 0.25):
        own["labels"] = [
            {
                "pairs": {draw.choice(LABELS): draw.choice((*NAMES, "on", "1"))},
                **(
                    {draw.choice(("includeSelectors", "includeTemplates")): True}
                    if maybe(draw)
                    else {}
                ),
            }
            for _ in range(draw.randint(1, 2))
        ]
    if maybe(draw, 0.1):
        own["commonLabels"] = {draw.choice(LABELS): name(draw)}
    if maybe(draw, 0.1):
        own["commonAnnotations"] = {draw.choice(("note", "x/y")): draw.choice((*NAMES, "1", "on"))}
    if maybe(draw, 0.25):
        own["images"] = [image(draw) for _ in range(draw.randint(1, 2))]
    if maybe(draw, 0.3) and workloads:
        own["replicas"] = [{"name": draw.choice(workloads), "count": draw.randint(0, 9)}]


def image(draw: random.Random) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": draw.choice(
            (
                "nginx",
                "redis",
                "app",
                "registry:5000/app",
                "docker.io/library/nginx",
                "ng.nx",
                "busybox",
                ".*",
            )
        )
    }
    for field, values in (
        ("newName", IMAGES),
        ("newTag", ("v9", "on", "1.20")),
        ("tagSuffix", ("-x",)),
        ("digest", ("sha256:f00",)),
    ):
        if maybe(draw, 0.4):
            found[field] = draw.choice(values)
    return found


def generators(
    draw: random.Random,
    own: dict[str, Any],
    files: Files,
    folder: str,
    objects: list[dict[str, Any]],
) -> None:
    for field, kind in (("configMapGenerator", "ConfigMap"), ("secretGenerator", "Secret")):
        if not maybe(draw, 0.2):
            continue
        entry: dict[str, Any] = {"name": name(draw)}
        if maybe(draw, 0.8):
            entry["literals"] = [
                f"{draw.choice(('k', 'l', 'm'))}={draw.choice((*NAMES, 'on', '1', '', '<&>', *ODD_TEXTS))}"
            ]
        if maybe(draw, 0.3):
            files[folder + "e.env"] = draw.choice(
                ("A=1\nB=two words\n# c\n\nC\n", 'A=1\r\n  B="q"\r\n', "A=x=y")
            )
            entry["envs"] = ["e.env"]
        if maybe(draw, 0.3):
            files[folder + "f.txt"] = draw.choice(("text\n", "a: b\n", "", "x" * 90, *ODD_TEXTS))
            entry["files"] = [draw.choice(("f.txt", "other=f.txt"))]
        there = any(
            identity(each)[0] == kind and identity(each)[2] == entry["name"] for each in objects
        )
        if there or maybe(draw, 0.03):
            entry["behavior"] = draw.choice(
                ("merge", "merge", "merge", "replace", "replace", "create")
            )
        if maybe(draw, 0.2):
            entry["options"] = draw.choice(
                (
                    {"disableNameSuffixHash": True},
                    {"labels": {"app": "x"}},
                    {"immutable": True},
                    {"annotations": {"note": "1"}},
                )
            )
        if kind == "Secret" and maybe(draw, 0.3):
            entry["type"] = "kubernetes.io/tls"
        if maybe(draw, 0.05):
            entry["namespace"] = draw.choice(NAMESPACES)
        own[field] = [entry]
        objects.append(
            {
                "apiVersion": "v1",
                "kind": kind,
                "metadata": {"name": entry["name"]},
                "data": {"k": Raw("v")},
            }
        )
    if maybe(draw, 0.08):
        own["generatorOptions"] = draw.choice(
            (
                {"disableNameSuffixHash": True},
                {"labels": {"app": "g"}, "annotations": {"note": "g"}},
                {"immutable": True},
            )
        )


def replacement(draw: random.Random, targets: list[dict[str, Any]]) -> dict[str, Any]:
    source, aim = draw.choice(targets), draw.choice(targets)
    from_path = field(draw, source)
    found: dict[str, Any] = {
        "source": {
            "kind": source["kind"],
            "name": unquoted(source["metadata"]["name"]),
            "fieldPath": from_path,
        },
        "targets": [
            {
                "select": draw.choice(
                    (
                        {"kind": aim["kind"], "name": unquoted(aim["metadata"]["name"])},
                        {"name": unquoted(aim["metadata"]["name"])},
                        target(draw, aim),
                    )
                ),
                "fieldPaths": [field(draw, aim)],
            }
        ],
    }
    if maybe(draw, 0.2):
        found = {"sourceValue": draw.choice((*NAMES, "5", "on")), "targets": found["targets"]}
    options = {
        key: value
        for key, value in (
            ("create", True),
            ("delimiter", draw.choice((":", "-", "/"))),
            ("index", draw.choice((0, 0, 1, -1, 5))),
        )
        if maybe(draw, 0.35)
    }
    if options:
        found["targets"][0]["options"] = options
    if maybe(draw, 0.1):
        found["targets"][0]["reject"] = [target(draw, aim)]
    return found


def field(draw: random.Random, object_: dict[str, Any]) -> str:
    """The path of a field, mostly of one that is there."""
    if maybe(draw, 0.05):
        return draw.choice(
            (
                "metadata.name",
                "metadata.labels.app",
                "spec.replicas",
                "data.k",
                "spec.template.spec.containers.[name=app].image",
                "spec.template.spec.containers.*.image",
                "metadata.annotations.note",
                "metadata.labels.[app.kubernetes.io/name]",
                "spec.new",
            )
        )
    steps = draw.choice(paths(object_)).replace("~1", "/").split("/")[1:]
    if "app.kubernetes.io" in steps:
        return "metadata.labels.[app.kubernetes.io/name]"
    return ".".join(
        draw.choice((step, step, "*", "[name=a]")) if step.isdigit() else step for step in steps
    )


__all__ = ["labels", "patched", "scalar", "text", "tree"]
