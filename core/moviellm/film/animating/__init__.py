"""Animating: what animators are told of a shot, and what their clips must be."""
