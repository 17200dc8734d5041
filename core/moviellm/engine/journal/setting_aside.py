"""Setting blobs aside: the SQL that finds what depends on them, for all of them at once."""

from __future__ import annotations

from moviellm.engine.journal.rows import Change

WHILE_OPEN = """
CREATE TEMP TABLE bad (digest BLOB PRIMARY KEY) WITHOUT ROWID;
CREATE TEMP VIEW bad_steps AS SELECT id, film FROM steps
WHERE outputs IN bad OR length(outputs) > 32 AND EXISTS (
    WITH RECURSIVE output (start) AS (
        SELECT 1 UNION ALL SELECT start + 32 FROM output WHERE start + 32 < length(outputs)
    )
    SELECT 1 FROM output WHERE substr(outputs, start, 32) IN bad
);
"""
"""What `Journal.quarantine` and `Journal.misses` work with: once through the steps for all blobs.

Most steps have a single output, which is compared without taking a list apart.
"""

SET_BAD_ASIDE: tuple[Change, ...] = tuple(
    (statement, [()])
    for statement in (
        "INSERT INTO damaged (digest, pack, start, length) SELECT digest, name, start, length "
        "FROM blobs JOIN packs ON packs.id = pack WHERE digest IN temp.bad ORDER BY blobs.id",
        "INSERT INTO damaged (digest, pack, start, length) SELECT digest, '', 0, length(data) "
        "FROM letters WHERE digest IN temp.bad ORDER BY id",
        "DELETE FROM blobs WHERE digest IN temp.bad",
        "DELETE FROM letters WHERE digest IN temp.bad",
        "UPDATE films SET state = 'pending' "
        "WHERE state = 'done' AND film IN (SELECT film FROM temp.bad_steps)",
        "DELETE FROM steps WHERE id IN (SELECT id FROM temp.bad_steps)",
        "UPDATE calls SET state = 'lost' WHERE state = 'done' AND reply IN temp.bad",
        "UPDATE films SET completion = ''",
        "DELETE FROM temp.bad",
    )
)

MISSED = """
DELETE FROM bad WHERE digest IN (SELECT digest FROM blobs) OR digest IN (SELECT digest FROM letters)
"""
"""Takes what the run has out of ``bad``."""

MENTIONED = """
SELECT EXISTS (SELECT 1 FROM bad_steps)
    OR EXISTS (SELECT 1 FROM calls WHERE state = 'done' AND (reply IN bad OR request IN bad))
"""
"""Whether anything that was made or bought consists of what is in ``bad``."""
