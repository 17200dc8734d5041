"""Does it teach? A small network, trained from nothing on films, is asked about other films.

    python bench/bench_learning.py [--setting smoke|small|full] [--siblings rotations=4] [--out DIR]

Films are made by the embedded studio (no key, no GPU), read from their export, and divided by
families. An eye learns from captions and boxes what key frames show, and where; a reader then
learns to choose among the options of questions, by what it finds in the frames. It is trained again
for each part that can be withheld: the order of the key frames, all of them but one, all of them,
the question. Each is asked about families that were held out, films of other seeds, of other
themes, and longer films.

`--eye sure` trains no eye: readers are told what captions and boxes say of each frame, as if an eye
saw all of it. What they then answer is what is left to learn when seeing is no hurdle.

`--siblings` may be given several times, each with the keys of a pipeline's `films` that give a
film siblings (`none`, `twins=1`, `rotations=4`): all films are made, and all is trained, for each.
`smoke` takes a minute and tells nothing, `small` minutes on two cores, `full` a GPU or a night.
The same command gives the same numbers on one machine, if it works on a processor with as many
threads. What it showed: docs/explanation/what-films-teach.md.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping
from pathlib import Path

import torch
from learning.data import Watched, divide, read_films
from learning.films import make_films
from learning.lesson import begin, words_seen
from learning.report import Report, rate_of
from learning.settings import SETTINGS, Corpus, Setting
from learning.train import ask, train
from learning.views import VIEWS

HELD_OUT, TRAINED_ON = "held-out families", "films trained on"
CURVE = ("whole film", "text only")
"""The views that are trained on fewer films, too."""


def main() -> None:
    options = parsed()
    torch.set_num_threads(options.threads)
    device = torch.device(options.device)
    for written in options.siblings or ["rotations=4"]:
        siblings = siblings_of(written)
        report = Report(command=command(), siblings=written)
        folder = options.out / options.setting / written
        setting = SETTINGS[options.setting]
        sets = prepare(setting, siblings, folder, options)
        sure = options.eye == "sure"
        to = folder / "sure" if sure else folder
        measure(sets, setting, report, to, options.seed, device, sure=sure)
        print(report.text())


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--setting", choices=SETTINGS, default="small")
    parser.add_argument("--siblings", action="append", metavar="KEY=N", help="default: rotations=4")
    parser.add_argument("--out", type=Path, default=Path("runs/learning"), metavar="DIR")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    parser.add_argument(
        "--eye",
        choices=("trained", "sure"),
        default="trained",
        help="sure: readers are told what captions and boxes say, as if every eye saw all",
    )
    parser.add_argument("--device", default="cpu", help="cpu or cuda")
    return parser.parse_args()


def siblings_of(written: str) -> Mapping[str, int]:
    """Read `none`, `twins=1` or `rotations=4,twins=1`."""
    if written == "none":
        return {}
    pairs = (part.partition("=") for part in written.split(","))
    return {key: int(number) for key, _, number in pairs}


def command() -> str:
    return " ".join(["python bench/bench_learning.py", *sys.argv[1:]])


Sets = dict[str, list[Watched]]


def prepare(
    setting: Setting, siblings: Mapping[str, int], folder: Path, options: argparse.Namespace
) -> Sets:
    """Make and read all films, by the sets that they are asked about."""

    def read(corpus: Corpus) -> list[Watched]:
        return read_films(
            make_films(
                corpus,
                siblings,
                folder,
                picture=setting.picture,
                seed=options.seed,
                workers=options.threads,
            )
        )

    films = read(setting.corpus)
    trained_on, held_out = divide(films, setting.held_out, setting.curve[-1], options.seed)
    elsewhere = {
        corpus.name: divide(read(corpus), corpus.films, 0, options.seed)[1]
        for corpus in setting.elsewhere
    }
    return {HELD_OUT: held_out, **elsewhere, TRAINED_ON: trained_on}


def measure(
    sets: Sets,
    setting: Setting,
    report: Report,
    folder: Path,
    seed: int,
    device: torch.device,
    *,
    sure: bool = False,
) -> None:
    """Train with every view on most films and with some on fewer, and write after each."""
    for name, films in sets.items():
        families = {film.family for film in films}
        report.sizes[name] = len(films), len(families), sum(len(film.asked) for film in films)
    for number in sorted(setting.curve, reverse=True):
        most = number == setting.curve[-1]
        lesson = begin(sets[TRAINED_ON][:number], setting, seed, device, sure=sure)
        report.words[number] = words_seen(lesson, sets[HELD_OUT])
        for view in VIEWS if most else CURVE:
            reader = train(lesson, VIEWS[view])
            for name in sets if most else (HELD_OUT,):
                answers = ask(lesson, reader, VIEWS[view], sets[name])
                if name == HELD_OUT:
                    report.curve.setdefault(number, {})[view] = rate_of(answers)
                if most:
                    report.add(name, view, answers)
            report.write(folder)


if __name__ == "__main__":
    main()
