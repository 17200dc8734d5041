"""Rules of trainers' loaders, held against data that anybody made: ``moviellm check-export``."""
