"""The command ``podlint render``."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from podlint.cli.named_path import named_path
from podlint.reading.file_names import KUSTOMIZATIONS

if TYPE_CHECKING:
    from podlint.reading.inputs import Inputs
    from podlint.rendering.deployments import Deployment
    from podlint.rendering.kustomize import Build
    from podlint.rendering.kustomize.nodes.node import Origin

_FAILED = 2


class RenderFormat(StrEnum):
    """The formats of a build."""

    YAML = "yaml"
    JSON = "json"


def render(
    context: typer.Context,
    path: Annotated[
        str,
        typer.Argument(
            metavar="[PATH]",
            parser=named_path,
            help="The folder of a kustomization, or the file of an Argo CD or Flux object.",
        ),
    ] = ".",
    form: Annotated[
        RenderFormat, typer.Option("--format", "-f", help="The format of the output.")
    ] = RenderFormat.YAML,
) -> None:
    """Build a kustomization, and show which file and line set each value.

    The output is the same as the output of `kubectl kustomize`, with additional comments. The
    comments name the file and line of each value that does not come from the file of its resource.
    The JSON format lists all places that set a value. podlint does not need kubectl, does not run
    other programs, and reads only files in the repository.

    For a file with Argo CD Applications, ApplicationSets or Flux Kustomizations, podlint builds
    what they deploy from the same repository, with the changes that they make.

    The exit code is 0, or 2 if something cannot be built.
    """
    from podlint.rendering.deployments import built
    from podlint.rendering.kustomize import BuildError, Declined

    inputs, root, deployments = _deployments(Path(path))
    if not deployments:
        message = "no Argo CD or Flux object in this file deploys a folder of this repository"
        context.obj.stderr.write_line(f"podlint: {path}: {message}")
    found: list[tuple[str, Build]] = []
    for deployment in deployments:
        try:
            found.append((deployment.name, built(deployment, inputs, root)))
        except BuildError as error:
            place = f"{_place(error.origin)}: " if error.origin else f"{path}: "
            kind = "not supported by podlint: " if isinstance(error, Declined) else ""
            context.obj.stderr.write_line(f"podlint: {place}{kind}{error.message}")
    if found:
        context.obj.stdout.use_utf8()
        context.obj.stdout.write(_as_json(found) if form is RenderFormat.JSON else _as_yaml(found))
    if not found or len(found) < len(deployments):
        raise typer.Exit(_FAILED)


def _deployments(path: Path) -> "tuple[Inputs, Path, Sequence[Deployment]]":
    """What a path stands for: one kustomization, or what the objects in a file deploy."""
    from podlint.document import Span
    from podlint.reading.inputs import Inputs
    from podlint.reading.repository_index import repository_of
    from podlint.rendering.deployments import Deployment, roots_in
    from podlint.rendering.kustomize.nodes.node import Origin

    inputs = Inputs()
    if path.is_file() and path.name not in KUSTOMIZATIONS:
        root = repository_of(inputs, path, Path.cwd())
        return inputs, root, roots_in(inputs, root, path)
    folder = path.parent if path.is_file() else path
    root = repository_of(inputs, folder / KUSTOMIZATIONS[0], Path.cwd())
    return inputs, root, [Deployment(folder, "", Origin(str(folder), Span(1, 1, 1, 1)))]


def _as_yaml(builds: "list[tuple[str, Build]]") -> str:
    from podlint.document.visible import visible
    from podlint.rendering.annotated_yaml import annotated_yaml

    return "---\n".join(
        (f"# {visible(name)}\n" if name else "") + annotated_yaml(build, _line)
        for name, build in builds
    )


def _as_json(builds: "list[tuple[str, Build]]") -> str:
    """The resources of a kustomization, or those of each deployment."""
    import json

    listed = [(name, _resources(build)) for name, build in builds]
    data: dict[str, object] = {"resources": [each for _, made in listed for each in made]}
    if any(name for name, _ in builds):
        data = {"deployments": [{"name": name, "resources": made} for name, made in listed]}
    return json.dumps(data, indent=2) + "\n"


def _resources(build: "Build") -> "list[dict[str, object]]":
    from podlint.document.field_path import pointer_text

    found = []
    for each in build.resources:
        places = {
            pointer_text(path): [_as_data(place) for place in places]
            for path, places in each.places.items()
            if places
        }
        data: dict[str, object] = {"object": each.data, "places": places}
        if each.unknown:
            data["unknown"] = sorted(map(pointer_text, each.unknown))
        found.append(data)
    return found


def _as_data(place: "Origin") -> dict[str, str | int]:
    """Path, line and column, 1-based."""
    return {
        "path": _path(place),
        "line": place.span.start_line,
        "column": place.span.start_column,
    }


def _line(place: "Origin") -> str:
    from podlint.document.visible import visible

    return visible(f"{_path(place)}:{place.span.start_line}")


def _place(place: "Origin") -> str:
    return f"{_line(place)}:{place.span.start_column}"


def _path(place: "Origin") -> str:
    """The path from the working directory if the file is below it."""
    path = Path(place.file)
    try:
        return path.absolute().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()
