"""A film's parts in the formats of others: video, subtitles, and the authors' `story_info`."""

from moviellm.film.formats.sound_cues import sound_cues
from moviellm.film.formats.story_info import read_story_info, write_story_info
from moviellm.film.formats.subtitles import one_line, write_srt, write_vtt
from moviellm.film.formats.timecodes import EXACT_RATE, TIMECODE, Timecodes, milliseconds
from moviellm.film.formats.video_clock import VideoClock

__all__ = [
    "EXACT_RATE",
    "TIMECODE",
    "Timecodes",
    "VideoClock",
    "milliseconds",
    "one_line",
    "read_story_info",
    "sound_cues",
    "write_srt",
    "write_story_info",
    "write_vtt",
]
