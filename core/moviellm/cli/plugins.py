"""``moviellm plugins``: which plugins are there, what they take, whether they keep their word."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from moviellm.cli.options import example, json_option, set_option
from moviellm.cli.streams import echo
from moviellm.errors import InputError, PluginError
from moviellm.stages import STAGES

if TYPE_CHECKING:
    from moviellm.stages import Stage

_KINDS = (*STAGES, "command")


def stage_option(command: Any) -> Any:
    """Add ``--stage``, which tells plugins of one name apart."""
    return click.option(
        "--stage", type=click.Choice(STAGES), help="Needed when plugins of several stages share it."
    )(command)


@click.group()
def plugins() -> None:
    """List, show, check and make plugins.

    A plugin is a Python package that answers a stage's hook. Pipelines name it after `use:`.
    """


@plugins.command("list")
@json_option
def list_(as_json: bool) -> None:
    """List the installed plugins.

    Only metadata is read: no plugin is imported, and a broken one is listed with its cause.
    """
    from moviellm.cli.plugins_list import print_table, rows

    found = rows()
    if as_json:
        from moviellm.cli.printing import print_json

        print_json(found)
    else:
        print_table(found)


@plugins.command(epilog=example("moviellm plugins show papercut"))
@click.argument("name")
@stage_option
@click.option("--prompt", metavar="FILE", help="Print one of its prompt files, word for word.")
@json_option
def show(name: str, stage: Stage | None, prompt: str | None, as_json: bool) -> None:
    """Show what a plugin takes and promises: options, capabilities, prompts, docs.

    Its declaration and its options are imported, its heavy part is not.
    """
    from moviellm.cli.plugins_show import as_data, print_plugin, prompt_text
    from moviellm.plugins import load_component

    plugin = load_component(one_stage(name, stage), name)
    if prompt is not None:
        echo(prompt_text(plugin, prompt))
    elif as_json:
        from moviellm.cli.printing import print_json

        print_json(as_data(plugin))
    else:
        print_plugin(as_data(plugin))


@plugins.command(epilog=example("moviellm plugins check papercut --set 'size=[128,96]'"))
@click.argument("name")
@stage_option
@click.option("--record", is_flag=True, help="Record its output for its output_version.")
@click.option(
    "--fingerprints",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Where outputs are recorded [default: beside its declaration].",
)
@click.option(
    "--time-limit",
    type=click.FloatRange(min=1),
    default=60.0,
    metavar="SECONDS",
    help="How long one check may take [default: 60].",
)
@set_option("An option of the plugin, such as 'size=[96,64]'.")
@json_option
def check(
    name: str,
    stage: Stage | None,
    record: bool,
    fingerprints: Path | None,
    time_limit: float,
    settings: tuple[str, ...],
    as_json: bool,
) -> int:
    """Check that a plugin keeps the contract of its stage.

    It is run on small fixed films, in processes of its own: it may hang, exit or crash. With
    --record its output is written to moviellm-fingerprints.json, and a later change of the output
    without a higher `output_version` fails.

    Exit code: 0 when every check passed, 3 when one failed.
    """
    from moviellm.cli.plugins_check import as_data, options_of, print_examination
    from moviellm.testing import examine

    examination = examine(
        one_stage(name, stage),
        name,
        options=options_of(settings),
        time_limit_s=time_limit,
        fingerprint_file=fingerprints,
        record=record,
    )
    if as_json:
        from moviellm.cli.printing import print_json

        print_json(as_data(examination))
    else:
        print_examination(examination)
    return 0 if examination.passed else PluginError.exit_code


@plugins.command(epilog=example("moviellm plugins probe writer/openai --set model=my-model"))
@click.argument("plugin", metavar="STAGE/NAME")
@set_option("An option of the plugin, such as base_url=http://127.0.0.1:8000/v1.")
@json_option
def probe(plugin: str, settings: tuple[str, ...], as_json: bool) -> None:
    """Ask the server of a plugin what it can do, and print the options to use.

    A few small calls are made with the options given. What they cost at most is said first; they
    belong to no run and are written down nowhere.
    """
    from moviellm.cli.plugins_probe import findings
    from moviellm.cli.printing import paragraph, print_json

    stage, _, name = plugin.rpartition("/")
    if stage and stage not in STAGES:
        raise InputError(
            f"There is no stage `{stage}`.", hint="Write STAGE/NAME, such as writer/openai."
        )
    lines = findings(stage or one_stage(name, None), name, settings)
    if as_json:
        print_json({"plugin": plugin, "found": list(lines)})
        return
    for line in lines:
        paragraph(line)


@plugins.command(epilog=example("moviellm plugins new exporter my-format"))
@click.argument("stage", type=click.Choice(_KINDS), metavar="STAGE")
@click.argument("name")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=".",
    metavar="DIR",
    help="Where its folder is made [default: here].",
)
def new(stage: str, name: str, out: Path) -> None:
    """Make the distribution of a new plugin: it installs and passes its tests as it stands."""
    from moviellm.cli.plugins_new import print_next_steps
    from moviellm.testing.new_plugin import make_plugin

    print_next_steps(make_plugin(stage, name, out, taken=_taken(stage)))


def one_stage(name: str, stage: Stage | None) -> Stage:
    """Return the stage of the plugin called ``name``.

    Raises:
        InputError: Plugins of several stages are called so, and none is named.
        PluginError: None is called so.
    """
    if stage is not None:
        return stage
    from moviellm.plugins.records import discover

    installed = discover(*STAGES)
    stages = [kind for kind in STAGES if any(r.name == name and r.stage == kind for r in installed)]
    if len(stages) > 1:
        raise InputError(
            f"There are several plugins `{name}`: {', '.join(stages)}.",
            hint=f"Add --stage {stages[0]}.",
        )
    if not stages:
        raise _no_such_plugin(name, sorted({record.name for record in installed}))
    return stages[0]


def _no_such_plugin(name: str, installed: list[str]) -> PluginError:
    from difflib import get_close_matches

    near = " or ".join(f"`{word}`" for word in get_close_matches(name, installed))
    question = f"Did you mean {near}? " if near else ""
    return PluginError(
        f"There is no plugin `{name}`.", hint=f"{question}`moviellm plugins list` shows all."
    )


def _taken(stage: str) -> dict[str, str]:
    """Return who brings each name of a stage, or of the commands."""
    from moviellm.cli.app import CORE
    from moviellm.plugins.records import COMMANDS, discover

    if stage != "command":
        return {r.name: f"{r.distribution} {r.version}" for r in discover(stage)}
    added = {r.name: f"{r.distribution} {r.version}" for r in discover(COMMANDS)}
    return {**added, **dict.fromkeys(CORE, "moviellm itself")}
