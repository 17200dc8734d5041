"""The studio's exporters: a folder of frames with captions and questions, and a gallery."""
