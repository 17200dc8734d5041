"""The exporter `lmms-eval`: a task folder with its rows, videos, dialogue and functions."""
