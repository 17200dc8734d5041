"""lmms-eval 0.7.3 itself evaluates what was exported, really decoding every video.

Its dummy model answers A to everything, so each accuracy is the share of questions whose right
letter is A. The rows of the other benchmarks are read by lmms-eval's own tasks for them.
"""

from __future__ import annotations

import json
from collections import defaultdict
from fractions import Fraction

import pytest
from environments import Environment
from moviellm.film.captioning import film_in_video

DEPENDENCIES = (
    "av==15.1.0", "datasets==5.2.0", "decord==0.6.0", "dill", "evaluate==0.4.6", "filelock<4",
    "httpx", "jsonlines", "loguru", "opencv-python-headless", "pandas", "pytablewriter",
    "python-dotenv", "requests", "sacrebleu==2.6.0", "tenacity",
)  # fmt: skip
TASKS = {
    "video-mme": (
        "videomme", "videomme", "videomme_perception_score", "videomme_aggregate_results",
    ),
    "mlvu": ("mlvu", "mlvu", "mlvu_percetion_score", "mlvu_aggregate_results_dev"),
    "longvideobench": (
        "longvideobench", "datasets/longvideobench", "lvb_acc", "longvideobench_aggregate_results",
    ),
    "cinepile": ("cinepile", "cinepile", "cinepile_accuracy", "cinepile_aggregate_results"),
}  # fmt: skip
"""Of each exporter: lmms-eval's task, its place below HF_HOME, its metric and how it adds up."""

VISUAL = {"mlvu": "mlvu_doc_to_visual_dev", "longvideobench": "longvideobench_doc_to_visual_v"}
TARGET = {
    "video-mme": "answer",
    "mlvu": "answer",
    "longvideobench": "correct_choice",
    "cinepile": "!function lmms_eval.tasks.cinepile.utils.cinepile_doc_to_target",
}


@pytest.fixture(scope="module")
def lmms_eval(environment):
    """Its own dependencies forbid what is here and bring a gigabyte, so they are named."""
    alone = environment("--no-deps", "lmms-eval==0.7.3", layered=False)
    (packages,) = alone.python.parents[1].glob("lib/python*/site-packages")
    with_dependencies = environment(*DEPENDENCIES)
    return Environment(with_dependencies.python, (*with_dependencies.beside, str(packages)))


@pytest.fixture(scope="module")
def evaluate(lmms_eval, tmp_path_factory):
    """Evaluate tasks with a model that answers A; returns results and what was decoded."""

    def run(tasks, folder, home=None):
        out = tmp_path_factory.mktemp("results")
        home = home or out / "home"
        model = f"response=A,decode_num_frames=4,metrics_output_path={out}/decoded.json"
        lmms_eval.run(
            "-m", "lmms_eval", "--model", "dummy", "--model_args", model, "--tasks", tasks,
            "--include_path", folder, "--output_path", out / "runs",
            HF_HUB_OFFLINE="1", HF_HOME=str(home), OMP_NUM_THREADS="1",
        )  # fmt: skip
        (results,) = out.glob("runs/**/*_results.json")
        decoded = json.loads((out / "decoded.json").read_text())
        return json.loads(results.read_text())["results"], decoded

    return run


def shares(rows, groups):
    """The share of A among the answers of each group that a row belongs to."""
    found = defaultdict(list)
    for row in rows:
        for group in groups(row):
            found[group].append(row["answer"] == "A")
    return {group: Fraction(sum(right), len(right)) for group, right in found.items()}


def length(ms):
    limits = {"below_10s": 10, "below_1min": 60, "below_5min": 300, "below_20min": 1200}
    return next((name for name, limit in limits.items() if ms < 1000 * limit), "20min_or_more")


def groups(row):
    hops = row["hops"] if row["hops"] < 4 else "4_or_more"
    yield from ("accuracy", f"accuracy_kind_{row['kind']}", f"accuracy_hops_{hops}")
    yield f"accuracy_evidence_{length(row['certificate_ms'])}"


def test_each_accuracy_is_the_share_of_a_among_the_answers(evaluate, exported, rows_of):
    folder = exported("lmms-eval")
    rows = rows_of(folder)
    results, decoded = evaluate("moviellm", folder)
    measured = {
        name.removesuffix(",none"): value
        for name, value in results["moviellm"].items()
        if name.startswith("accuracy") and "stderr" not in name
    }
    assert measured == {name: pytest.approx(float(s)) for name, s in shares(rows, groups).items()}
    assert len(measured) >= 1 + 9 + 3 + 3
    assert results["moviellm"]["accuracy_stderr_clustered,none"] > 0
    assert decoded["decoded_frames"] == 4 * len(rows)
    assert (decoded["local"], decoded["missing"], decoded["remote"]) == (len(rows), 0, 0)


TASK = """\
task: held_out_{name}
dataset_path: json
dataset_kwargs: {{data_files: {{test: {folder}/test.jsonl}}}}
test_split: test
output_type: generate_until
doc_to_visual: !function {utils}.{visual}
doc_to_text: !function {utils}.{task}_doc_to_text
doc_to_target: {target}
process_results: !function {utils}.{task}_process_results
generation_kwargs: {{max_new_tokens: 16}}
metric_list:
  - {{metric: {metric}, aggregation: !function {utils}.{adds_up}, higher_is_better: true}}
lmms_eval_specific_kwargs: {{default: {{pre_prompt: "", post_prompt: ""}}}}
"""


@pytest.fixture(scope="module")
def home(exported, tmp_path_factory):
    """A HF_HOME in which each task finds the videos where it looks for them."""
    folder = tmp_path_factory.mktemp("home")
    for name, (_, place, *_) in TASKS.items():
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        (folder / place).symlink_to(exported(name))
    return folder


@pytest.fixture(scope="module")
def measured(evaluate, exported, home, tmp_path_factory):
    """What lmms-eval's own tasks make of the rows: their functions, our rows and videos."""
    tasks = tmp_path_factory.mktemp("tasks")
    for name, (task, _, metric, adds_up) in TASKS.items():
        utils = f"lmms_eval.tasks.{task}.utils"
        visual = VISUAL.get(name, f"{task}_doc_to_visual")
        text = TASK.format(
            name=name, task=task, metric=metric, adds_up=adds_up, utils=utils, visual=visual,
            folder=exported(name), target=TARGET[name],
        )  # fmt: skip
        (tasks / f"{name}.yaml").write_text(text)
    return evaluate(",".join(f"held_out_{name}" for name in TASKS), tasks, home)


@pytest.mark.parametrize("name", TASKS)
def test_the_benchmark_s_own_task_reads_the_rows_and_adds_them_up(
    measured, exported, rows_of, name
):
    results, _ = measured
    found = results[f"held_out_{name}"][f"{TASKS[name][2]},none"]
    assert found == pytest.approx(expected(name, rows_of(exported(name))))


def test_the_benchmarks_own_tasks_find_and_decode_every_video(measured, exported, rows_of):
    _, decoded = measured
    rows = sum(len(rows_of(exported(name))) for name in TASKS)
    assert decoded["decoded_frames"] == 4 * rows
    assert (decoded["local"], decoded["missing"]) == (rows, 0)


def expected(name, rows):
    """What each task makes of a model that answers A."""
    if name == "mlvu":
        types = ("anomaly_reco", "count", "ego", "needle", "order", "plotQA", "topic_reasoning")
        found = shares(rows, lambda row: [row["task_type"]])
        return 100 * sum(float(found.get(one, 0)) for one in types) / len(types)
    first = {"longvideobench": "correct_choice", "cinepile": "answer_key_position"}
    key = first.get(name)
    right = [row["answer"] == "A" if key is None else row[key] == 0 for row in rows]
    share = sum(right) / len(right)
    return round(share, 5) if name == "longvideobench" else 100 * share


PROBE = """
import json, sys
from pathlib import Path
from lmms_eval.tasks.longvideobench import utils as lvb
from lmms_eval.tasks.videomme import utils as mme

lvb_folder, mme_folder, film = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
def rows(folder):
    lines = (folder / "test.jsonl").read_text().splitlines()
    return [json.loads(line) for line in lines]
(row, *_) = [row for row in rows(lvb_folder) if row["video_id"] == film]
interleaved = {"pre_prompt": "", "post_prompt": "", "insert_interleave_subtitles": True}
asked = lvb.longvideobench_doc_to_text(row, interleaved)
frames = lvb.longvideobench_doc_to_visual_i(row)
(row, *_) = [row for row in rows(mme_folder) if row["videoID"] == film]
prompt = mme.videomme_doc_to_text_subtitle(row, {"frame_num": -1})
said = mme.load_subtitles(mme_folder / "subtitle" / f"{film}.srt")
print(json.dumps({"asked": asked, "frames": len(frames), "size": frames[0].size,
                  "prompt": prompt, "said": sorted(said)}))
"""


def test_dialogue_reaches_the_prompts_of_longvideobench_and_video_mme(
    lmms_eval, exported, films, home
):
    film = films[0]
    folders = [exported(name) for name in ("longvideobench", "video-mme")]
    done = lmms_eval.run("-c", PROBE, *folders, film.id, HF_HOME=str(home), HF_HUB_OFFLINE="1")
    seen = json.loads(done.stdout.splitlines()[-1])
    assert seen["frames"] == 16
    assert seen["size"] == [128, 72]
    assert seen["asked"].count("<image>") == 16
    cues = film_in_video(film, 1).storyboard.cues
    assert seen["said"] == sorted([cue.start_ms / 1000, cue.end_ms / 1000] for cue in cues)
    # The task takes the lines that are heard at a frame; one within a second may be at none.
    heard_at_a_frame = [cue for cue in cues if cue.end_ms // 1000 > cue.start_ms // 1000]
    assert len(heard_at_a_frame) > len(cues) / 2
    for cue in heard_at_a_frame:
        assert cue.text in seen["prompt"]
    names = {person.id: person.name for person in film.screenplay.cast}
    heard = [f"{names[cue.speaker]}: {cue.text}" for cue in film.storyboard.cues]
    assert any(line in seen["asked"] for line in heard)
