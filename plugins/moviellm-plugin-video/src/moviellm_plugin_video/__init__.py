"""Films as video: mp4 with sound, subtitles and chapters, and dialogue as subtitle files."""
