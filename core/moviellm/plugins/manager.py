"""The selected components and observers on one plugin manager, loaded when first needed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pluggy

from moviellm import hookspecs
from moviellm.errors import InputError, PluginError, text_of
from moviellm.markers import PROJECT
from moviellm.plugins.at_work import plugin_at_work
from moviellm.plugins.loading import LoadedPlugin, load_component
from moviellm.stages import HOOK_OF, Stage

if TYPE_CHECKING:
    from pydantic import BaseModel

ASIDE = ("moviellm_estimate", "moviellm_judge")
"""Hooks that a component may answer beside that of its stage."""


@dataclass(frozen=True, slots=True)
class Selected:
    """One component that a pipeline names: plain values, so that any process can load it.

    Attributes:
        stage: Its stage, ``"hooks"`` for an observer.
        name: Its name.
        options: Its options as JSON, as the pipeline gives them (defaults left out).
    """

    stage: Stage
    name: str
    options: str = "{}"


class PluginManager:
    """Holds one `pluggy.PluginManager` and puts the selected plugins on it.

    A plugin's implementation is imported when its hook is first called, observers before any
    call. Safe to use from several threads.
    """

    def __init__(self, selected: Sequence[Selected]) -> None:
        self._selected = {(item.stage, item.name): item for item in selected}
        self._manager = pluggy.PluginManager(PROJECT)
        self._manager.add_hookspecs(hookspecs)
        self._declared: dict[tuple[Stage, str], LoadedPlugin] = {}
        self._working: dict[tuple[Stage, str], object] = {}
        self._lock = threading.RLock()

    def names(self, stage: Stage) -> tuple[str, ...]:
        """Return the selected names of a stage in the order of the pipeline."""
        return tuple(name for held, name in self._selected if held == stage)

    def plugin(self, stage: Stage, name: str) -> LoadedPlugin:
        """Return the declaration of a selected plugin; its implementation is not imported."""
        with self._lock:
            if (stage, name) not in self._declared:
                if (stage, name) not in self._selected:
                    raise PluginError(f"No {stage} `{name}` was selected for this run.")
                self._declared[stage, name] = load_component(stage, name)
            return self._declared[stage, name]

    def config(self, stage: Stage, name: str) -> BaseModel | None:
        """Return the validated options of a selected plugin, defaults filled in."""
        from pydantic import ValidationError

        plugin = self.plugin(stage, name)
        try:
            return plugin.configure(self._selected[stage, name].options)
        except ValidationError as error:
            raise InputError(
                f"The options of the {plugin.record.title} are wrong: {error}",
                hint="`moviellm validate` shows where.",
            ) from None

    def load(self, stage: Stage, name: str) -> None:
        """Import and register a selected plugin, and every observer before it.

        The observer that the pipeline names first is told first and wraps all others.
        """
        with self._lock:
            for observer in reversed(self.names("hooks")):  # pluggy calls the last one first
                self._register("hooks", observer)
            self._register(stage, name)

    def call(self, stage: Stage, name: str, *, hook: str = "", **arguments: Any) -> Any:
        """Call a hook (by default the stage's) on one component, inside the observers' wrappers.

        Raises:
            PluginError: The plugin cannot be loaded.
            Exception: What the plugin raises.
        """
        self.load(stage, name)
        with self._lock:
            others = [
                working
                for key, working in self._working.items()
                if key[0] != "hooks" and key != (stage, name)
            ]
            caller = self._manager.subset_hook_caller(hook or HOOK_OF[stage], others)
        return caller(**arguments)

    def answers(self, stage: Stage, name: str, hook: str) -> bool:
        """Whether a component has an implementation of a hook beside its stage's.

        Raises:
            PluginError: The plugin cannot be loaded.
        """
        self.load(stage, name)
        return hasattr(self._working[stage, name], hook)

    def tell(self, hook: str, **arguments: Any) -> None:
        """Notify every observer.

        Raises:
            PluginError: An observer cannot be loaded.
            Exception: What an observer raises, with a note that names it.
        """
        names = self.names("hooks")
        if names:
            self.load("hooks", names[0])
            with self.noting("hooks", names[0], f", told {hook}"):
                getattr(self._manager.hook, hook)(**arguments)

    @contextmanager
    def noting(self, stage: Stage, name: str, where: str = "") -> Iterator[None]:
        """Note on every exception which plugin it came through, and that a plugin is at work.

        Args:
            stage: Stage of the component at work.
            name: Its name; it is blamed unless the traceback passes through an observer.
            where: Film and shot, for the note.
        """
        try:
            with plugin_at_work():
                yield
        except GeneratorExit:
            raise
        except Exception as error:
            title = self._culprit(error, stage, name).record.title
            if title not in text_of(error):
                error.add_note(f"in the {title}{where}")
            raise
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt) and _in_main_thread():
                raise
            title = self._culprit(error, stage, name).record.title
            raise PluginError(
                f"The {title} {_leaving(error)}{where}.",
                hint="A plugin reports a failure by raising moviellm.FilmError.",
            ) from error

    def _culprit(self, error: BaseException, stage: Stage, name: str) -> LoadedPlugin:
        """Return whose hook is innermost in the traceback."""
        owners: dict[object, list[tuple[Stage, str]]] = {}
        for key, working in self._working.items():
            for caller in self._manager.get_hookcallers(working) or ():
                for impl in caller.get_hookimpls():
                    if impl.plugin is working:
                        owners.setdefault(getattr(impl.function, "__code__", None), []).append(key)
        found = (stage, name)
        trace = error.__traceback__
        while trace is not None:
            keys = owners.get(trace.tb_frame.f_code, [found])
            found = (stage, name) if (stage, name) in keys else keys[0]
            trace = trace.tb_next
        return self.plugin(*found)

    def _register(self, stage: Stage, name: str) -> None:
        if (stage, name) in self._working:
            return
        plugin = self.plugin(stage, name)
        config = self.config(stage, name)
        instance = _instantiate(plugin, config)
        _audition(plugin, instance)
        self._manager.register(instance, name=f"{stage}:{name}")
        self._manager.check_pending()
        self._working[stage, name] = instance


def _in_main_thread() -> bool:
    """Where Ctrl-C is raised; in any other thread a `KeyboardInterrupt` is a plugin's own."""
    return threading.current_thread() is threading.main_thread()


def _leaving(error: BaseException) -> str:
    if isinstance(error, SystemExit):
        return f"tried to end the process (exit code {error.code})"
    return f"raised {type(error).__name__}"


def _instantiate(plugin: LoadedPlugin, config: BaseModel | None) -> object:
    implementation: Callable[..., object] = plugin.implementation()
    try:
        return implementation() if config is None else implementation(config)
    except PluginError:
        raise
    except (Exception, SystemExit) as error:
        raise plugin.broken(f"it does not start: {type(error).__name__}: {error}") from error


def _audition(plugin: LoadedPlugin, instance: object) -> None:
    """Refuse a plugin whose hooks are unfit, before it touches the manager of the run."""
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(hookspecs)
    try:
        hash(instance)  # pluggy keeps plugins in sets
        manager.register(instance)
        manager.check_pending()
    except (TypeError, ValueError, pluggy.PluginValidationError) as error:
        reason = " ".join(str(error).split())
        raise plugin.broken(f"it cannot be registered: {reason}") from error
    for problem in _hook_problems(manager, instance, plugin.component.stage):
        raise plugin.broken(problem)


def _hook_problems(manager: pluggy.PluginManager, instance: object, stage: Stage) -> Iterator[str]:
    """Yield what makes a plugin's hooks unfit for its stage."""
    answers, wraps = set[str](), set[str]()
    for caller in manager.get_hookcallers(instance) or ():
        for impl in caller.get_hookimpls():
            if impl.plugin is instance:
                (wraps if impl.wrapper or impl.hookwrapper else answers).add(caller.name)
                if impl.hookwrapper:
                    yield f"`{caller.name}` is an old-style wrapper; use `wrapper=True`"
    stage_hooks = {*HOOK_OF.values(), *ASIDE}
    if stage == "hooks":
        for hook in sorted(answers & stage_hooks):
            yield f"an observer may wrap `{hook}` (`wrapper=True`) but not answer it"
        return
    if HOOK_OF[stage] not in answers:
        yield f"it has no `{HOOK_OF[stage]}` marked with `@hookimpl`"
    for hook in sorted((answers | wraps) - stage_hooks):
        yield f"`{hook}` belongs into an observer (entry-point group `moviellm.hooks`)"
