"""Diffusion models for MovieLLM: the engine that paints with them, the painter `sd`, measures."""
