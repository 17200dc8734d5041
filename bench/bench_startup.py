"""``moviellm --help`` against a bare click program with as many commands, both in this run.

    python bench/bench_startup.py [--rounds 25] [--most 1.15]

CPU time of fresh interpreters, taken in turns; the ratio of the medians is what counts, since the
machine is shared. Exit code 1 when it is above ``--most``.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from moviellm.cli.app import CORE

BARE = """
import sys
import click

@click.group()
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
@click.option("--version", is_flag=True, help="Print the version.")
def cli(debug, version):
    "From one theme to a film dataset that is exact by construction."

{commands}
if __name__ == "__main__":
    sys.exit(cli(prog_name="moviellm"))
"""
COMMAND = """@cli.command({name!r})
def _{name}():
    {help!r}
"""
MINE = "import sys; from moviellm.cli import main; sys.exit(main())"


def cpu_ms(command: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=25)
    parser.add_argument("--most", type=float, default=1.15)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder) / "bare.py"
        commands = "\n".join(COMMAND.format(name=n, help=text) for n, text in CORE.items())
        bare.write_text(BARE.format(commands=commands))
        mine = Path(folder) / "mine.py"
        mine.write_text(MINE)
        times: dict[Path, list[float]] = {bare: [], mine: []}
        for _ in range(options.rounds):
            for script, spent in times.items():
                spent.append(cpu_ms([sys.executable, str(script), "--help"]))
    medians = {script.stem: statistics.median(spent) for script, spent in times.items()}
    ratio = medians["mine"] / medians["bare"]
    print(f"bare click {medians['bare']:.0f} ms, moviellm {medians['mine']:.0f} ms CPU")
    print(f"ratio {ratio:.3f} (at most {options.most})")
    return int(ratio > options.most)


if __name__ == "__main__":
    sys.exit(main())
