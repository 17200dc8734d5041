"""Motion: clips made of drawn frames, and clips looked into; it needs the extra ``motion``."""

from moviellm.motion.decoding import decoded_frames, require_clip
from moviellm.motion.encoding import ClipEncoder
from moviellm.motion.pyav import require_pyav

__all__ = ["ClipEncoder", "decoded_frames", "require_clip", "require_pyav"]
