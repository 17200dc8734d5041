"""Tasks and who carries them out: threads, worker processes, GPUs."""
