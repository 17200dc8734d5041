"""What is kept in memory: made once, and the least wanted forgotten."""

from __future__ import annotations

from moviellm_plugins_sd.lru_cache import LruCache


def test_what_was_wanted_last_is_kept_and_the_rest_made_again():
    made = []

    def make(key):
        made.append(key)
        return key.upper()

    kept = LruCache(2)
    for key in ("a", "b", "a", "c", "a", "b"):
        assert kept.get(key, lambda key=key: make(key)) == key.upper()
    assert made == ["a", "b", "c", "b"]
