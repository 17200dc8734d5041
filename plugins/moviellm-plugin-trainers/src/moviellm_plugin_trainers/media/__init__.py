"""Films as the media that trainers read: videos, folders of frames, features of frames."""
