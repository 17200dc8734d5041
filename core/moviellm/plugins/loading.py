"""Loading the plugins that somebody asked for by name, with the true cause when that fails."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from moviellm.component import Component
from moviellm.errors import InputError, MovieLLMError, PluginError
from moviellm.plugins.at_work import plugin_at_work
from moviellm.plugins.first_party import distribution_for, names_for
from moviellm.plugins.inspection import contract_problems
from moviellm.plugins.records import COMMANDS, DISABLED, PluginRecord, discover
from moviellm.stages import STAGES

if TYPE_CHECKING:
    from pydantic import BaseModel

    from moviellm.film import Brief


@dataclass(frozen=True, slots=True)
class LoadedPlugin:
    """A component and the metadata it came from."""

    record: PluginRecord
    component: Component

    def config_model(self) -> type[BaseModel] | None:
        """Import and return the model of its options; None when it takes none.

        Raises:
            PluginError: It cannot be imported or is no closed pydantic model.
        """
        if self.component.config is None:
            return None
        from pydantic import BaseModel

        model = self._import(self.component.config)
        if not (isinstance(model, type) and issubclass(model, BaseModel)):
            raise self.broken(f"its config `{self.component.config}` is not a pydantic model")
        if model.model_config.get("extra") != "forbid":
            raise self.broken(
                f"its config `{self.component.config}` accepts unknown options",
                hint='A plugin\'s config model must have `extra="forbid"`.',
            )
        return model

    def configure(self, options: str) -> BaseModel | None:
        """Validate options, given as JSON; None when the component takes none.

        Raises:
            pydantic.ValidationError: They are wrong.
            InputError: There are some, and it takes none.
            PluginError: The model cannot be imported, or its own code fails.
        """
        from pydantic import ValidationError

        model = self.config_model()
        if model is None:
            if json.loads(options):
                raise InputError(
                    f"The {self.record.title} takes no options.", hint="Leave them out."
                )
            return None
        try:
            with plugin_at_work():
                return model.model_validate_json(options)
        except ValidationError:
            raise
        except Exception as error:
            raise _failed(self.record, "validate its options", error) from error

    def revision(self, config: BaseModel | None) -> str:
        """Return what the files are that the options name; empty for a component without.

        Raises:
            MovieLLMError: A file is not there.
            PluginError: Its function cannot be imported, or fails.
        """
        if self.component.revision is None:
            return ""
        function = self._import(self.component.revision)
        try:
            with plugin_at_work():
                found = function(config)
        except MovieLLMError:
            raise
        except Exception as error:
            raise _failed(self.record, "tell what its files are", error) from error
        if not isinstance(found, str):
            raise self.broken(f"its `{self.component.revision}` returns no text")
        return found

    def remarks(self, config: BaseModel | None) -> list[str]:
        """Return what a person should know of the options before a run.

        Raises:
            PluginError: Its function cannot be imported, or fails.
        """
        return self._remarked(self.component.remarks, "remark on its options", config)

    def brief_remarks(self, config: BaseModel | None, brief: Brief) -> list[str]:
        """Return what a person should know of how a component takes the theme of a film.

        Raises:
            PluginError: Its function cannot be imported, or fails.
        """
        return self._remarked(self.component.brief_remarks, "remark on a theme", config, brief)

    def _remarked(self, target: str | None, what: str, *given: object) -> list[str]:
        if target is None:
            return []
        function = self._import(target)
        try:
            with plugin_at_work():
                found = function(*given)
        except Exception as error:
            raise _failed(self.record, what, error) from error
        if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
            raise self.broken(f"its `{target}` returns no list of sentences")
        return found

    def probe(self, config: BaseModel | None) -> Iterator[str]:
        """Yield what the server that the options name can do; the first line tells the cost.

        Raises:
            InputError: It asks no server.
            MovieLLMError: What would end a run too.
            PluginError: Its function cannot be imported, or fails.
        """
        if self.component.probe is None:
            raise InputError(
                f"The {self.record.title} asks no server.",
                hint="`moviellm plugins check` holds it to its contract.",
            )
        function = self._import(self.component.probe)
        try:
            yield from function(config)
        except MovieLLMError:
            raise
        except Exception as error:
            raise _failed(self.record, "probe its server", error) from error

    def implementation(self) -> type:
        """Import and return the class that does the work: the heavy part.

        Raises:
            PluginError: It cannot be imported or is no class.
        """
        found = self._import(self.component.implementation)
        if not isinstance(found, type):
            raise self.broken(f"its `{self.component.implementation}` is not a class")
        return found

    def broken(self, cause: str, *, hint: str = "") -> PluginError:
        """Return the error that says what is wrong with this plugin."""
        return _broken(self.record, cause, hint=hint)

    def _import(self, target: str) -> Any:
        module, _, attribute = target.partition(":")
        try:
            with plugin_at_work():
                return getattr(import_module(module), attribute)
        except (Exception, SystemExit) as error:
            raise _failed(self.record, f"import `{target}`", error) from error


def load_component(stage: str, name: str) -> LoadedPlugin:
    """Import the declaration of one plugin.

    Args:
        stage: One of `moviellm.STAGES`.
        name: The name after ``use:``.

    Raises:
        PluginError: Nothing has this name, two distributions claim it, it is disabled, or it is
            broken; in the last case the cause is chained.
    """
    return load_record(find(stage, name))


def load_record(record: PluginRecord) -> LoadedPlugin:
    """Import the declaration that a usable record names.

    Raises:
        PluginError: It is broken; the cause is chained.
    """
    component = _load(record)
    if not isinstance(component, Component):
        raise _broken(
            record,
            f"its entry point {record.value!r} names a {type(component).__name__}, "
            "not a moviellm.Component",
        )
    declared = {key: getattr(component, key) for key in ("name", "stage", "api_version")}
    for problem in contract_problems(record, declared):
        raise _broken(record, problem)
    return LoadedPlugin(record, component)


def load_command(name: str) -> Any:
    """Import and return the click command that a plugin adds under ``name``.

    Raises:
        PluginError: As for `load_component`.
    """
    return _load(find(COMMANDS, name))


def find(stage: str, name: str) -> PluginRecord:
    """Return the record of one usable plugin; nothing is imported.

    Raises:
        PluginError: Nothing has this name, two distributions claim it, or it is disabled.
    """
    records = discover(stage)
    named = [record for record in records if record.name == name]
    if not named:
        raise _unknown(stage, name, sorted({record.name for record in records}))
    enabled = [record for record in named if record.state != "disabled"]
    if not enabled:
        raise PluginError(
            f"The {named[0].title} is disabled.", hint=f"Take it out of {DISABLED} to use it."
        )
    if enabled[0].state == "duplicate":
        raise PluginError(
            f"Two plugins claim the {stage} `{name}`: {enabled[0].cause}.",
            hint=f"Uninstall one, or name one distribution in {DISABLED}.",
        )
    return enabled[0]


def _load(record: PluginRecord) -> Any:
    from moviellm.plugins.entry_points import load_object

    try:
        with plugin_at_work():
            return load_object(record.entry_point)
    except (Exception, SystemExit) as error:
        raise _failed(record, f"load `{record.value}`", error) from error


def _unknown(stage: str, name: str, installed: list[str]) -> PluginError:
    what = "command" if stage == COMMANDS else stage
    if distribution := distribution_for(stage, name):
        return PluginError(
            f"The {what} `{name}` is not installed.",
            hint=f"`pip install {distribution}` brings it.",
        )
    parts = []
    near = difflib.get_close_matches(name, {*installed, *names_for(stage)}, n=3)
    if near:
        parts.append(f"Did you mean {' or '.join(f'`{word}`' for word in near)}?")
    if near and near[0] not in installed:
        parts.append(f"`pip install {distribution_for(stage, near[0])}` brings `{near[0]}`.")
    others = [record.stage for record in discover(*STAGES) if record.name == name]
    if others:
        parts.append(f"There is a {others[0]} of this name.")
    parts.append(f"Installed: {', '.join(installed) or 'none'}.")
    return PluginError(f"There is no {what} `{name}`.", hint=" ".join(parts))


def _failed(record: PluginRecord, what: str, error: BaseException) -> PluginError:
    if isinstance(error, SystemExit):
        return _broken(record, f"to {what} ends the process (exit code {error.code})")
    hint = ""
    if isinstance(error, ModuleNotFoundError) and error.name:
        hint = (
            f"It needs the module `{error.name}`; "
            f"`pip install {record.distribution}` brings what it declares."
        )
    return _broken(record, f"cannot {what}: {type(error).__name__}: {error}", hint=hint)


def _broken(record: PluginRecord, cause: str, *, hint: str = "") -> PluginError:
    return PluginError(
        f"The {record.title} is broken: {cause}.",
        hint=hint or "Update or reinstall it, or tell its authors.",
    )
