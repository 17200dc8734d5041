"""Every hook of MovieLLM: this file is the contract between the core and its plugins.

A component answers the one hook of its stage; an observer (group ``moviellm.hooks``) may answer
any number of the notifications at the end, or wrap a stage hook with
``@hookimpl(wrapper=True)``. Hooks are ordinary synchronous functions. What goes in is frozen;
a component returns something new and never changes its input.

    brief ─ write ─▶ screenplay ─ direct ─▶ storyboard ─ voice ─▶ soundtrack (optional)
                                                │ paint, critique (optional)
                                                ▼
                                             footage ─ animate ─▶ clips (optional)
                                                │ mix ─▶ mix (optional)
                                                ▼
    export ◀─ curate (optional) ◀─ film ◀─ caption ─ annotations

A stage hook that cannot make one film raises `moviellm.FilmError`: the film is quarantined with
the reason and the run goes on. Any other exception does the same and is reported as the
plugin's fault, with its name and version.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from moviellm.markers import hookspec

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from moviellm.component import Context
    from moviellm.film import (
        Animation,
        Annotations,
        Brief,
        Comparison,
        Decision,
        Film,
        Mixing,
        Painting,
        Preference,
        QuestionFacts,
        Quota,
        Screenplay,
        ShotSlate,
        Slate,
        Sound,
        Storyboard,
        Verdict,
    )
    from moviellm.run_reports import FilmReport, RunReport, RunStart, StepReport


@hookspec(firstresult=True)
def moviellm_write(brief: Brief, context: Context) -> Screenplay | None:
    """Write one film. Called once a film, first of all; not for twins, which are retold from it.

    Args:
        brief: Theme, seed, shape, language and dials.
        context: Seeded randomness, log, paid calls, blobs, cancellation.

    Returns:
        A screenplay with the film's id and shape that `moviellm.film.check` finds no problem in.
        The first result stops the call.
    """


@hookspec(firstresult=True)
def moviellm_direct(brief: Brief, screenplay: Screenplay, context: Context) -> Storyboard | None:
    """Turn a screenplay into shots, key frames and cues. Called once a film, after writing.

    Args:
        brief: What was asked for.
        screenplay: A screenplay without problems.
        context: As in `moviellm_write`.

    Returns:
        A storyboard that `moviellm.film.check_storyboard` finds no problem in, with as many
        key frames a scene as the scene asks for. The first result stops the call.
    """


@hookspec(firstresult=True)
def moviellm_voice(
    screenplay: Screenplay, storyboard: Storyboard, context: Context
) -> Sequence[Sound] | None:
    """Speak the dialogue of one film. Called once a film, after directing, if a voice is named.

    Args:
        screenplay: Tells who the speakers are.
        storyboard: Its cues are to be spoken.
        context: As in `moviellm_write`.

    Returns:
        One sound a cue, in order. Their real durations retime the storyboard before painting.
        The first result stops the call.
    """


@hookspec(firstresult=True)
def moviellm_paint(slates: Sequence[Slate], context: Context) -> Iterable[Painting] | None:
    """Paint a batch of key frames of one film. Called many times a film, also in parallel.

    Args:
        slates: All that decides how each picture looks, its own seed among it. A picture must
            depend on its slate alone, not on its batch.
        context: As in `moviellm_write`; its seed belongs to the batch and is not for pictures.

    Returns:
        One painting a slate, in order. A generator lets the engine store early ones while later
        ones are painted. The first result stops the call.
    """


@hookspec(firstresult=True)
def moviellm_critique(
    slates: Sequence[Slate], paintings: Sequence[Painting], context: Context
) -> Sequence[Verdict] | None:
    """Hold a batch of pictures against their slates. Called after painting, if a critic is named.

    Args:
        slates: What was to be painted.
        paintings: What was painted, in the same order.
        context: As in `moviellm_write`.

    Returns:
        One verdict a picture, in order. A low score makes the engine repaint with a new seed,
        as often as the pipeline allows, and keep the best. The first result stops the call.
    """


@hookspec(firstresult=True)
def moviellm_animate(shot: ShotSlate, context: Context) -> Animation | None:
    """Make one shot of a film move. Called once a shot, after painting, if an animator is named.

    Shots of one film are animated in any order, also at the same time.

    Args:
        shot: All that decides how it moves: what its key frames show, their pictures, the lines
            that are spoken, how long it lasts. ``context.blobs`` has the pictures and recordings.
            A clip must depend on its shot alone.
        context: As in `moviellm_write`; its seed is not for clips, `ShotSlate.seed` is.

    Returns:
        A clip that begins with the first key frame and has ``shot.count(rate)`` frames of
        ``shot.size`` pixels at a constant rate. The first result stops the call.
    """


@hookspec(firstresult=True)
def moviellm_mix(film: Film, context: Context) -> Mixing | None:
    """Make all that is heard in one film. Called once a film, after animating, if a mixer is named.

    Args:
        film: The whole film; its annotations are still empty. ``context.blobs`` has the recordings
            of its lines, where a voice spoke them.
        context: As in `moviellm_write`.

    Returns:
        A FLAC file of two channels with `moviellm.film.mix_samples` samples each, and every sound
        that is heard in it. The first result stops the call.
    """


@hookspec(firstresult=True)
def moviellm_caption(film: Film, context: Context) -> Annotations | None:
    """Caption one film and ask about it. Called once a film, after painting, animating and mixing.

    Args:
        film: The whole film; its annotations are still empty.
        context: As in `moviellm_write`.

    Returns:
        Captions on every level with their spans, and questions with computed answers.
        The first result stops the call.
    """


@hookspec(firstresult=True)
def moviellm_curate(
    questions: Iterable[QuestionFacts], context: Context
) -> Iterable[Decision | Quota] | None:
    """Choose which questions are exported. Called once a run, before the exports, if one is named.

    What is chosen is every exporter's. The films themselves stay as they are: with more films,
    other options or another curator the choice is made anew, from all of their questions.

    Args:
        questions: A few facts about every question of every finished film, in the order of the
            pipeline; it can be walked as often as is needed and holds one film in memory at a
            time. A choice must depend on it, the options and `context.seed` alone.
        context: As in `moviellm_write`; its film is empty.

    Returns:
        One decision a question, in order. Anywhere between them, quotas: what was asked of the
        whole and what came of it. A generator keeps memory flat. The first result stops the call.
    """


@hookspec(firstresult=True)
def moviellm_export(films: Iterable[Film], target: Path, context: Context) -> bool | None:
    """Write films in some format. Called once a run and exporter, and by ``moviellm export``.

    Args:
        films: Every finished film in the order of the pipeline, with the questions that the
            curator chose, if there is one; it can be walked once and holds one film in memory at a
            time. Pictures are read by ``context.blobs.get(digest)``.
        target: A folder to write into, and nowhere else. It gets its final name when the hook has
            returned; when the hook raises, it is removed. It is empty, unless the exporter declares
            ``Capabilities(resumes=True)``: then it may hold what a call with the same films,
            options and `output_version` left when it was stopped or killed, or its disk was full.
            Such an exporter trusts no file that could be half-written, and ends with the same
            bytes as from an empty folder.
        context: As in `moviellm_write`; its film is empty.

    Returns:
        True. The first result stops the call.
    """


@hookspec(firstresult=True)
def moviellm_estimate(brief: Brief) -> float | None:
    """Tell what a paid component's work on one film costs at most. Called by ``moviellm plan``.

    Any component that declares ``paid=True`` may answer it beside the hook of its stage. It
    spends nothing and opens no connection.

    Args:
        brief: The film; its shape tells how much there is to do.

    Returns:
        US dollars, or None when a price is unknown.
    """


@hookspec(firstresult=True)
def moviellm_judge(
    comparisons: Sequence[Comparison], context: Context
) -> Sequence[Preference] | None:
    """Say which of two answers to a question is better. Called by ``moviellm evaluate``.

    Any component that can read may answer it beside the hook of its stage; it declares
    ``judges=True``. Whoever calls it asks about each pair in both orders, so a judge neither swaps
    nor remembers.

    Args:
        comparisons: Question, reference answer and two answers, in the order to be read in.
        context: As in `moviellm_write`; its film is empty.

    Returns:
        One preference a comparison, in order. The first result stops the call.
    """


@hookspec
def moviellm_run_started(start: RunStart) -> None:
    """Told once, before the first film: what will be made, by which plugins and versions."""


@hookspec
def moviellm_step_finished(step: StepReport) -> None:
    """Told after every step that was made (not after reused ones): stage, film, duration, cost.

    Frames are told by the batch, in the process of the engine.
    """


@hookspec
def moviellm_film_finished(film: FilmReport) -> None:
    """Told after a film is whole, or is quarantined with its reason."""


@hookspec
def moviellm_run_finished(run: RunReport) -> None:
    """Told once, at the end, also when the run was stopped: counts, spend and exports."""
