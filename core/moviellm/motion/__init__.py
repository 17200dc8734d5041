"""Motion: clips and sound made, and looked into; it needs the extra ``motion``."""

from moviellm.motion.decoding import decoded_frames, require_clip
from moviellm.motion.encoding import ClipEncoder
from moviellm.motion.pyav import require_pyav
from moviellm.motion.sound import FlacEncoder, decoded_sound, require_sound

__all__ = [
    "ClipEncoder", "FlacEncoder", "decoded_frames", "decoded_sound", "require_clip", "require_pyav",
    "require_sound",
]  # fmt: skip
