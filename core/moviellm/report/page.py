"""The report of a run as one page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.resources import files
from urllib.parse import quote

from moviellm.film import clock
from moviellm.pages import BASE_STYLE, Html, document, escape, fill, join
from moviellm.report.charts import bars, columns
from moviellm.report.data import (
    AuditLines,
    CurationLine,
    FilmLine,
    RunData,
    SpendLine,
    StageLine,
)
from moviellm.report.failures import failure_groups

_HERE = files("moviellm.report")
_TEMPLATE = _HERE.joinpath("report.html").read_text(encoding="utf-8")
_STYLE = _HERE.joinpath("report.css").read_text(encoding="utf-8")

_SAYS = {
    "finished": "Everything was made.",
    "incomplete": "Some films are missing: run the same command again after a look at the reasons.",
    "stopped": "It was stopped: run the same command again to go on.",
    "failed": "It failed: run the same command again to go on.",
}
_SECTION = '<section class="sheet"><h2>$title</h2>$body</section>'
_FILM_HEADS = ("film", "id", "state", "frames", "questions", "length")
_TRACE = "<details><summary>Traceback</summary><pre>$trace</pre></details>"
_OPEN = 40
"""More films than this are folded."""


def render_report(run: RunData) -> str:
    """Return the page; it opens from disk and loads nothing."""
    done = [film for film in run.films if film.state == "done"]
    body = fill(
        _TEMPLATE,
        name=run.name,
        state=run.state,
        says=_SAYS[run.state],
        counts=_counts(run, done),
        exports=_exports(run),
        sections=join(_sections(run, done)),
        version=run.version,
        seed=run.seed,
    )
    return document(title=f"Run {run.name}", body=body, styles=(BASE_STYLE, _STYLE))


def _counts(run: RunData, done: list[FilmLine]) -> Html:
    rows = (
        (f"of {len(run.films):,} films", f"{len(done):,}"),
        ("length", _time(sum(film.ms for film in done))),
        ("key frames", f"{sum(film.frames for film in done):,}"),
        ("captions", f"{sum(film.captions for film in done):,}"),
        ("questions", f"{sum(film.questions for film in done):,}"),
        ("running time", _time(run.wall_ms)),
    )
    template = "<div><dt>$name</dt><dd>$count</dd></div>"
    return join(fill(template, name=name, count=count) for name, count in rows)


def _exports(run: RunData) -> Html:
    if not run.exports:
        return Html("")
    links = (
        fill('<li><a href="$path">$name</a></li>', path=quote(path), name=name)
        for name, path in run.exports.items()
    )
    return fill('<ul class="exports" aria-label="Exports">$links</ul>', links=join(links))


def _sections(run: RunData, done: list[FilmLine]) -> Iterable[Html]:
    failed = [film for film in run.films if film.state == "quarantined"]
    if failed:
        yield _section("Quarantined", _failures(failed))
    if run.stages:
        yield _section("Stages", _stages(run.stages))
    if run.kinds:
        yield _section("Questions by kind", _table(bars(run.kinds)))
    if run.dropped:
        note = "A question is kept when every check that applies is passed."
        body = join((fill('<p class="quiet">$note</p>', note=note), _table(bars(run.dropped))))
        yield _section("Questions dropped, by check", body)
    if run.audit is not None:
        yield _section("Answered without the films", _audit(run.audit, len(done)), "whole")
    if run.curation is not None:
        yield _section(f"Questions chosen by {run.curation.curator}", _curation(run.curation))
    if run.levels:
        yield _section("Captions by level", _table(bars(run.levels)))
    if done:
        yield _section("Lengths of the films", _lengths(done))
    if run.spend is not None:
        yield _section("Spend", _spend(run.spend))
    if run.plugins:
        yield _section("Plugins", _plugins(run))
    if run.films:
        yield _section("Films", _films(run.films), "whole")


def _section(title: str, body: Html, kind: str = "") -> Html:
    template = _SECTION.replace('"sheet"', f'"sheet {kind}"') if kind else _SECTION
    return fill(template, title=title, body=body)


def _table(rows: Html, heads: Iterable[str] = (), words: int = 1) -> Html:
    """Return a table; the first ``words`` columns hold words, the others numbers."""
    kinds = ("", "number")
    cells = join(
        fill('<th scope="col" class="$kind">$head</th>', kind=kinds[column >= words], head=head)
        for column, head in enumerate(heads)
    )
    head = fill("<thead><tr>$cells</tr></thead>", cells=cells) if cells else Html("")
    template = '<div class="scroll"><table>$head<tbody>$rows</tbody></table></div>'
    return fill(template, head=head, rows=rows)


def _row(name: object, *cells: object) -> Html:
    tail = join(
        cell if isinstance(cell, Html) else fill('<td class="number">$cell</td>', cell=cell)
        for cell in cells
    )
    return fill('<tr><th scope="row">$name</th>$tail</tr>', name=name, tail=tail)


def _failures(films: list[FilmLine]) -> Html:
    rows = (
        fill(
            '<li><p class="reason">$reason</p>$films$trace</li>',
            reason=group.reason,
            films=join(
                fill("<p><b>$theme</b> <code>$id</code></p>", theme=_short(film.theme), id=film.id)
                for film in group.films
            ),
            trace=fill(_TRACE, trace=group.trace) if group.trace else Html(""),
        )
        for group in failure_groups(films)
    )
    return fill('<ul class="failures">$rows</ul>', rows=join(rows))


def _curation(found: CurationLine) -> Html:
    total = found.kept + sum(found.left_out.values())
    note = f"Exports have {found.kept:,} of {total:,} questions."
    if found.left_out:
        note += " The others are left out as:"
    parts = [fill('<p class="quiet">$note</p>', note=note)]
    if found.left_out:
        parts.append(_table(bars(found.left_out)))
    if found.quotas:
        cell = "<td>$why</td>"
        rows = (
            _row(
                quota.dial,
                *(f"{share:.1%}" for share in (quota.asked, quota.got)),
                f"{quota.questions:,}",
                fill(cell, why=quota.why),
            )
            for quota in found.quotas
        )
        parts.append(_table(join(rows), ("dial", "asked", "got", "questions", "why")))
    return join(parts)


def _stages(stages: Iterable[StageLine]) -> Html:
    rows = (
        _row(s.stage, f"{s.made:,}", f"{s.reused:,}", _time(s.work_ms), _rate(s)) for s in stages
    )
    return _table(join(rows), ("stage", "made", "reused", "work", "a second"))


def _rate(stage: StageLine) -> str:
    if not stage.made or not stage.work_ms:
        return "–"
    rate = 1000 * stage.made / stage.work_ms
    return f"{rate:,.0f}" if rate >= 100 else f"{rate:.3g}"


def _lengths(films: list[FilmLine]) -> Html:
    lengths = [film.ms for film in films]
    chart = columns(lengths, f"Films by length, from 0:00 to {_time(max(lengths))}")
    mean = sum(lengths) // len(lengths)
    return fill(
        '$chart<p class="axis"><span>0:00</span><span>mean $mean</span><span>$most</span></p>',
        chart=chart,
        mean=_time(mean),
        most=_time(max(lengths)),
    )


def _spend(spend: SpendLine) -> Html:
    rows = [_row("settled", f"${spend.usd:,.4f}"), _row("calls answered", f"{spend.calls:,}")]
    if spend.possible_usd:
        rows.append(_row("at most, besides (bill unknown)", f"${spend.possible_usd:,.4f}"))
    if spend.unknown_calls:
        rows.append(_row("calls of unknown price", f"{spend.unknown_calls:,}"))
    cap = "none" if spend.cap_usd is None else f"${spend.cap_usd:,.2f}"
    return _table(join((*rows, _row("cap", cap))))


def _audit(audit: AuditLines, films: int) -> Html:
    said = [
        "Baselines that see only words were trained on some families of films and asked of the "
        "others. What they answer above chance is given away; a stronger model finds more.",
        *audit.notes,
    ]
    if audit.films != films:
        said.append(
            f"It was an audit of {audit.films:,} films, and now there are {films:,}: audit again."
        )
    table = _table(join(_row(*row) for row in audit.rows), audit.heads)
    leaks = join(fill("<li>$leak</li>", leak=leak) for leak in audit.worst)
    return join(
        (
            *(fill('<p class="quiet">$text</p>', text=text) for text in said),
            table,
            fill("<h3>What gives answers away</h3><ul>$leaks</ul>", leaks=leaks)
            if audit.worst
            else Html(""),
        )
    )


def _plugins(run: RunData) -> Html:
    cell = "<td>$text</td>"
    rows = (
        _row(line.stage, fill(cell, text=line.name), fill(cell, text=line.version))
        for line in run.plugins
    )
    return _table(join(rows), ("stage", "plugin", "version"), words=3)


def _films(films: Sequence[FilmLine]) -> Html:
    table = _table(join(_film(film) for film in films), _FILM_HEADS, words=3)
    if len(films) <= _OPEN:
        return table
    template = "<details><summary>All $count films</summary>$table</details>"
    return fill(template, count=f"{len(films):,}", table=table)


def _film(film: FilmLine) -> Html:
    state = fill('<td><span class="state $state">$state</span></td>', state=film.state)
    sums = (f"{film.frames:,}", f"{film.questions:,}", _time(film.ms))
    return _row(
        film.title or _short(film.theme),
        fill("<td><code>$id</code></td>", id=film.id),
        state,
        *(sums if film.state == "done" else ("–", "–", "–")),
    )


def _short(text: str, most: int = 160) -> Html:
    line = " ".join(text.split())
    return escape(line if len(line) <= most else f"{line[:most].rstrip()} …")


def _time(ms: int) -> str:
    if ms < 10_000 and ms % 1000:
        return f"{ms / 1000:.1f} s"
    hours, minutes, seconds = clock(ms).partition(".")[0].split(":")
    return f"{int(minutes)}:{seconds}" if hours == "00" else f"{int(hours)}:{minutes}:{seconds}"
