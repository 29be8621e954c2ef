"""Finds the layers of settings for a file, and for the objects in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from podlint.cli.explained_settings import ExplainedSetting, Layer, Level, explained
from podlint.cli.extended import SettingsFile
from podlint.cli.project import Project
from podlint.config.config import Config, parse_config
from podlint.config.layers import PARTS, files_of, parts_at
from podlint.config.section import OF_STATIC_PODS
from podlint.engine.build_tasks import units_built
from podlint.reading.file import ReadFile
from podlint.reading.inputs import Inputs
from podlint.reading.reader import Reader, reported_name
from podlint.startup.frozen import Frozen

__all__ = ["Context", "SettingsAt", "contexts_in", "layers_for", "settings_at"]

_LEVELS = dict(zip(PARTS, (Level.PATH, Level.OVERLAY, Level.NAMESPACE), strict=True))


class Context(Frozen):
    """Objects in a file that may have settings of their own.

    Attributes:
        namespace: Their namespace; None if they name none.
        build: The folder of the kustomization that builds them; None for the ones that are written.
    """

    namespace: str | None
    build: str | None

    @property
    def words(self) -> str:
        """What they are; empty for the file itself."""
        parts = []
        if self.namespace is not None:
            parts.append(f"objects in the namespace {self.namespace}")
        if self.build is not None:
            parts.append(f"what {self.build} builds")
        return " of ".join(parts)


class SettingsAt(Frozen):
    """The settings of a file.

    Attributes:
        path: The file or folder; None for the whole project.
        files: The configuration files, the most distant first.
        facts: What the settings say of the file as a whole, in words.
        settings: All settings.
        contexts: The settings of objects that differ from those of the file.
    """

    path: str | None
    files: tuple[SettingsFile, ...]
    facts: tuple[str, ...]
    settings: tuple[ExplainedSetting, ...]
    contexts: tuple[tuple[Context, tuple[ExplainedSetting, ...]], ...] = ()


def settings_at(project: Project, path: str | None, inputs: Inputs) -> SettingsAt:
    """The settings of a file or folder, and of the objects in it.

    Args:
        project: The settings.
        path: The file or folder, which need not exist; None for the whole project.
        inputs: The file system.
    """
    config, files = project.config, project.files
    name, found = contexts_in(project, path, inputs)
    if path is None or name is None:
        rows = explained(layers_for(project, None), files, whole=True)
        return SettingsAt(None, files, (), tuple(rows))
    own = explained(layers_for(project, name), files, whole=False)
    known = {each.path: each for each in own}
    contexts = []
    for context in found:
        layers = layers_for(project, name, context)
        rows = [
            each for each in explained(layers, files, whole=False) if known.get(each.path) != each
        ]
        if rows:
            contexts.append((context, tuple(rows)))
    facts = tuple(_facts(Path(path), config, inputs))
    return SettingsAt(name, files, facts, tuple(own), tuple(contexts))


def layers_for(
    project: Project,
    name: str | None,
    context: Context = Context(None, None),  # noqa: B008
) -> list[Layer]:
    """The layers that apply; a later one overrides earlier ones.

    Args:
        project: The settings.
        name: The file, relative to the working directory; None for the whole project.
        context: The objects in it.
    """
    config, files = project.config, project.files
    layers = [
        Layer(each.config, Level.EXTENDED if each.name else Level.PROJECT, each) for each in files
    ]
    if name is not None:
        # For a folder, what applies to each file in it, whatever its name.
        name = f"{name}/-" if Path(name).is_dir() else name
        if config.holds_static_pod(name):
            layers.append(Layer(OF_STATIC_PODS, Level.STATIC_PODS))
        layers += _parts(config, files, name, context)
    return [*layers, Layer(parse_config(dict(project.given)), Level.COMMAND_LINE)]


def _parts(
    config: Config, files: Sequence[SettingsFile], name: str, context: Context
) -> Iterator[Layer]:
    numbers = {id(each): number for number, each in enumerate(files_of(config))}
    for each in parts_at(config, name, context.namespace, context.build):
        file = files[numbers[id(each.file)]] if files else None
        yield Layer(each.section, _LEVELS[each.part], file, (each.part, each.pattern))


def contexts_in(
    project: Project, path: str | None, inputs: Inputs
) -> tuple[str | None, list[Context]]:
    """The name of a file, and the objects in it that may have settings of their own.

    Args:
        project: The settings.
        path: The file or folder. None, or the working directory, for the whole project: it has no
            name, and no objects.
        inputs: The file system.
    """
    if path is None or Path(path).absolute() == Path.cwd():
        return None, []
    return reported_name(Path(path)), _contexts(Path(path), project.config, inputs)


def _contexts(path: Path, config: Config, inputs: Inputs) -> list[Context]:
    if not any(getattr(each, part) for each in files_of(config) for part in PARTS[1:]):
        return []
    reader = Reader(inputs, config.read_settings)
    found: dict[Context, None] = {}
    file = reader.read(path.absolute()) if inputs.among(path.parent, (path.name,)) else None
    if not isinstance(file, ReadFile):
        return []
    for decoded in file.objects:
        found[Context(decoded.object.namespace, None)] = None
    for task, unit in units_built(reader.search([path]), reader):
        for each in unit.files:
            if each.path == file.path:
                for decoded in each.objects:
                    found[Context(decoded.object.namespace, task.folder)] = None
    return [each for each in found if each != Context(None, None)]


def _facts(path: Path, config: Config, inputs: Inputs) -> Iterator[str]:
    """What patterns say of a file."""
    folder = inputs.exists(path) and inputs.is_folder(path)
    sentences = {
        "exclude": "excluded: podlint skips this when it searches a directory",
        "generated": "generated: podlint skips this file",
        "vendored": "vendored: podlint reports only errors here, and makes no fixes",
        "fragments": "fragments: podlint does not report missing fields here",
        "placeholders": "placeholders: another tool replaces ${NAME} here",
    }
    for name, sentence in sentences.items():
        if config.patterns(name).match(path, folder):
            yield sentence
    if config.include and not config.patterns("include", replaced=True).match(path):
        yield "not included: podlint skips this when it searches a directory"
