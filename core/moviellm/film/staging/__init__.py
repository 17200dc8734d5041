"""Staging: from a screenplay to shots, key frames and cues, for any director.

`scenes` reads the ledger, `beats` and `moments` choose what each key frame shows, `grammar` how
the camera stands, `blocking` where people and props are, `depiction` and `poses` what is seen,
`prompts` says it in prose, `timing` puts it on the timeline, and `board` calls them in this order.
A director that chooses cameras or words in another way gives `board` its own choice; what is seen
stays computed from the ledger.
"""

from moviellm.film.portrait import portrait
from moviellm.film.staging.board import ChooseCameras, SayPrompt, bind_storyboard, stage_scenes
from moviellm.film.staging.grammar import Framing, cameras, framings
from moviellm.film.staging.moments import Moment, choose_moments
from moviellm.film.staging.prompts import prompt_of, style_phrase
from moviellm.film.staging.scenes import SceneRun, scene_runs
from moviellm.film.staging.timing import FrameDraft, Pace

__all__ = [
    "ChooseCameras", "FrameDraft", "Framing", "Moment", "Pace", "SayPrompt", "SceneRun",
    "bind_storyboard", "cameras", "choose_moments", "framings", "portrait", "prompt_of",
    "scene_runs", "stage_scenes", "style_phrase",
]  # fmt: skip
