"""Writes of many threads that are committed together."""

from __future__ import annotations

import threading

from moviellm.engine.journal.group_commit import GroupCommit
from waiting import wait_until


def test_what_an_interrupted_commit_was_to_write_is_written_by_the_next():
    """Ctrl-C comes to one thread; the others that wait must not be told that theirs is durable."""
    batches: list[list[str]] = []

    def commit(batch):
        batches.append(sorted(batch))
        if len(batches) == 1:
            raise KeyboardInterrupt
        return [work.upper() for work in batch]

    together: GroupCommit[str, str] = GroupCommit(commit)
    ended: dict[str, str | None] = {}

    def write(work):
        try:
            ended[work] = together(work)
        except KeyboardInterrupt:
            ended[work] = None

    threads = [threading.Thread(target=write, args=[work]) for work in ("a", "b")]
    with together.held():
        for thread in threads:
            thread.start()
        wait_until(lambda: len(together._waiting) == 2)
    for thread in threads:
        thread.join()
    assert batches == [["a", "b"], ["a", "b"]]
    assert sorted(ended) == ["a", "b"]
    written = {work: result for work, result in ended.items() if result is not None}
    assert len(written) == 1
    assert all(result == work.upper() for work, result in written.items())
