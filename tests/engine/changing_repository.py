"""A repository that changes at random, with everything that reports depend on."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from random import Random

from engine.built_repositories import (
    LIMIT,
    MOUNT,
    NAMESPACE,
    PATCH,
    SETTINGS,
    WEB,
    application,
    flux,
)

POD = """\
apiVersion: v1
kind: Pod
metadata: {name: alone, labels: {app: alone}}
spec:
  serviceAccountName: robot
  containers:
    - name: app
      image: nginx:${VERSION}
      envFrom: [{configMapRef: {name: settings}}]
      volumeMounts: [{name: data, mountPath: /data}]
      env: [{name: PASSWORD, value: swordfish-17}]
"""
BASELINE = """\
{
  "schema": "podlint-baseline/1",
  "entries": [
    {"path": "plain/pod.yaml", "rule": "undefined-volume", "object": "Pod/alone", "field": "spec.containers[app].volumeMounts[/data]", "count": 1}
  ]
}
"""
DEFINITION = """\
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things.example.com}
spec: {group: example.com, names: {kind: Thing, plural: things}, scope: Namespaced, versions: []}
"""
COMPONENT = "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n"
KUSTOMIZATIONS = (
    "resources: [web.yaml]\n",
    "resources: [web.yaml, settings.yaml]\nnamespace: shop\n",
    "resources: [../base]\n",
    "resources: [../base]\npatches: [{path: patch.yaml}]\n",
    "resources: [../base]\npatchesStrategicMerge: [patch.yaml]\nnamePrefix: pre-\n",
    "resources: [../base]\ncomponents: [../part]\n",
    "resources: [../base, ../other]\n",
    "resources: [../base, https://example.com/remote.yaml]\n",
    "resources: [missing.yaml]\n",
    "resources: [../base]\nimages: [{name: registry.example/app, newTag: latest}]\n",
    "secretGenerator: [{name: key, literals: [token=swordfish-17]}]\nresources: [../base]\n",
    "resources: [",
    f"{COMPONENT}patches: [{{path: patch.yaml}}]\n",
)
MANIFESTS = (
    WEB,
    WEB.replace("timeoutSeconds: 30", "timeoutSeconds: 1"),
    WEB.replace("name: web", "name: web  # podlint: ignore[probe-timeout-exceeds-period] slow"),
    f"# podlint: ignore-file[memory-request-above-limit until=2030-01-01] later\n{WEB}",
    WEB.replace("1.4", "${VERSION}"),
    PATCH,
    LIMIT,
    MOUNT,
    MOUNT.replace("/data", "relative"),
    POD,
    POD.replace("alone", "other"),
    POD.replace("image: nginx:${VERSION}", "image: {{ .Values.image }}"),
    SETTINGS,
    f"{SETTINGS}---\n{NAMESPACE}",
    NAMESPACE,
    DEFINITION,
    "apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: one}\nspec: {a: 1}\n",
    "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: robot}\n",
    application("small"),
    application("plain"),
    flux("./base"),
    flux("./plain", "postBuild: {substitute: {VERSION: '1.27'}}"),
    flux("./base", "postBuild: {substituteFrom: [{kind: ConfigMap, name: settings}]}"),
    "a: [",
    "",
)
SETTINGS_FILES = (
    "profile: strict\n",
    "{profile: minimal, kustomize: 'off'}\n",
    "baseline: accepted.json\n",
    "{exclude: [plain], profile: strict}\n",
    "{paths: {plain/: {ignore: [undefined-volume]}}, generated: [large/web.yaml]}\n",
    "suppressions: [{rule: [undefined-volume], path: plain/, reason: known}]\n",
    "suppressions: [{rule: [undefined-volume], object: Pod/*, until: 2030-01-01, reason: known}]\nprofile: strict\n",
    "{overlays: {small: {profile: strict}}, namespaces: {shop: {profile: strict}}}\n",
)
FOLDERS = ("base", "small", "large", "part", "other", "plain", "plain/deep", "apps")
FILES = ("web.yaml", "patch.yaml", "settings.yaml", "pod.yaml")


class ChangingRepository:
    """A repository in a folder."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root = root
        self.random = Random(seed)
        (root / ".git").mkdir(parents=True)
        for name, text in {
            "base/kustomization.yaml": KUSTOMIZATIONS[0],
            "base/web.yaml": WEB,
            "small/kustomization.yaml": KUSTOMIZATIONS[3],
            "small/patch.yaml": LIMIT,
            "large/kustomization.yaml": KUSTOMIZATIONS[4],
            "large/patch.yaml": MOUNT,
            "plain/pod.yaml": POD,
        }.items():
            self.write(name, text)

    def write(self, name: str, text: str) -> None:
        path = self.root / name
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        path.write_text(text)

    def change(self) -> str:
        """Change something, and say what."""
        choose = self.random.choice
        folder, file = choose(FOLDERS), choose(FILES)
        try:
            match self.random.randrange(20):
                case 0 | 1 | 2 | 3 | 4 | 5:
                    self.write(f"{folder}/{file}", choose(MANIFESTS))
                    return f"write {folder}/{file}"
                case 6 | 7 | 8 | 9:
                    self.write(f"{folder}/kustomization.yaml", choose(KUSTOMIZATIONS))
                    return f"write {folder}/kustomization.yaml"
                case 10:
                    return self._remove(f"{folder}/{choose((*FILES, 'kustomization.yaml'))}")
                case 11:
                    return self._remove(folder)
                case 12:
                    other = f"{choose(FOLDERS)}/{choose(FILES)}"
                    (self.root / folder / file).rename(self.root / other)
                    return f"rename {folder}/{file} to {other}"
                case 13:
                    return self._toggle(".podlint.yaml", choose(SETTINGS_FILES))
                case 14:
                    name = choose((".gitignore", "plain/.gitignore", "base/.gitignore"))
                    return self._toggle(name, choose(("web.yaml\n", "small/\n", "patch.yaml\n")))
                case 15:
                    return self._toggle("accepted.json", BASELINE)
                case 16:
                    return self._toggle(f"{folder}/Chart.yaml", "name: chart\n")
                case 17:
                    return self._link(folder, file)
                case 18:
                    return self._touch(folder, file)
                case _:
                    (self.root / folder).rename(self.root / choose(FOLDERS))
                    return f"rename {folder}"
        except (OSError, shutil.Error) as error:
            return f"nothing: {error}"

    def _remove(self, name: str) -> str:
        path = self.root / name
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
        return f"remove {name}"

    def _toggle(self, name: str, text: str) -> str:
        path = self.root / name
        if path.exists() and self.random.random() < 0.5:
            path.unlink()
            return f"remove {name}"
        self.write(name, text)
        return f"write {name}: {text}"

    def _link(self, folder: str, file: str) -> str:
        to = self.random.choice((*FOLDERS, f"base/{file}", "../outside.yaml"))
        name = self.random.choice((f"{folder}/{file}", folder))
        path = self.root / name
        path.unlink()
        path.symlink_to(os.path.relpath(self.root / to, path.parent))
        return f"link {name} to {to}"

    def _touch(self, folder: str, file: str) -> str:
        """Write other text of the same length, and give the file its old time of change."""
        path = self.root / folder / file
        before, text = path.stat(), path.read_text()
        path.write_text(text.replace("memory", "memorx").replace("name: data", "name: date"))
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
        return f"edit {folder}/{file} without a trace"
