"""``moviellm check-export``: recognises, counts, explains; on data that anybody made."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path

import pytest
from click.testing import CliRunner
from moviellm import InputError
from moviellm.cli.app import cli
from moviellm_plugin_trainers.checks.check import Check
from moviellm_plugin_trainers.checks.command import check_export
from PIL import Image
from trainer_exports import NAMES, faults, rows_of


def run(capsys, *words):
    with pytest.raises(SystemExit) as ended:
        cli.main(["check-export", *map(str, words)])
    said = capsys.readouterr()
    return ended.value.code, said.out, said.err


@pytest.mark.parametrize("name", NAMES)
def test_the_format_of_an_export_is_recognised(studio, name):
    assert Check(studio.export(name)).format.name == name


@pytest.mark.parametrize("name", ["llava", "qwen-vl", "internvl", "videochat-flash"])
def test_rows_alone_are_recognised_where_they_tell(studio, name):
    target = studio.export(name, **({"media": "frames"} if name == "internvl" else {}))
    for registry in ("mixture.yaml", "registry.json", "meta.json", "data.yaml"):
        (target / registry).unlink(missing_ok=True)
    told = {"videochat-flash": "llava"}.get(name, name)
    assert Check(target).format.name == told
    assert faults(target, name) == []


def test_all_is_well_is_said_with_counts(studio, capsys):
    code, out, err = run(capsys, studio.export("llava"))
    assert (code, err) == (0, "")
    assert out == "All is well: 7 rows in 1 file, as llava reads them.\n"


def test_a_fault_is_a_row_a_rule_and_a_fix_and_the_exit_code_is_2(studio, capsys):
    target = studio.export("llava")
    path = target / "train.jsonl"
    path.write_text(path.read_text().replace("<image>", "<video>", 1))
    code, out, _ = run(capsys, target)
    assert code == 2
    assert "train.jsonl, row 1: Turn 1 has a sign <video>. [no-video-sign]" in out
    assert "  Write it otherwise where it is meant as text" in out
    assert "2 faults in 7 rows in 1 file, read as llava." in out


def test_a_folder_may_have_a_colon_in_its_name(studio, tmp_path, monkeypatch):
    """FFmpeg takes what stands before the colon of a relative path for a protocol."""
    studio.export("llava").rename(tmp_path / "take:2")
    monkeypatch.chdir(tmp_path)
    assert faults(Path("take:2")) == []


def test_what_internvl_needs_for_videos_is_noted(studio, capsys):
    code, out, _ = run(capsys, studio.export("internvl", media="mp4"))
    assert code == 0
    assert out.count("petrel_client") == 1
    code, out, _ = run(capsys, studio.export("internvl"), "--json")
    assert json.loads(out)["notes"] == []


def test_json_has_everything(studio, capsys):
    target = studio.export("llava")
    path = target / "train.jsonl"
    path.write_text(path.read_text().replace("<image>\\n", ""))
    code, out, _ = run(capsys, target, "--json")
    found = json.loads(out)
    assert code == 2
    assert found["format"] == "llava"
    assert found["rows"] == {"train.jsonl": 7}
    assert found["broken"] == {"one-image-sign": 7}
    assert found["sound"] is False
    assert found["findings"][6]["row"] == 7
    assert set(found["findings"][0]) == {"file", "row", "rule", "what", "fix"}


def test_sixty_columns_are_enough(studio, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    target = studio.export("llava")
    (target / "videos" / "film-tiny.mp4").unlink()
    _, out, _ = run(capsys, target)
    assert max(map(len, out.splitlines())) <= 60


def test_many_faults_of_one_kind_are_counted(studio, capsys):
    target = studio.export("llava", captions=["frame", "shot"])
    (target / "videos" / "film-tiny.mp4").unlink()
    _, out, _ = run(capsys, target, "--media", target)
    rows = 17
    assert out.count("[media-are-there]") == rows
    film = studio.film()
    captions = tuple(
        film.annotations.captions[0].model_copy(update={"id": f"k{number}"}) for number in range(30)
    )
    annotations = film.annotations.model_copy(update={"captions": captions})
    target = studio.export("llava", [film.model_copy(update={"annotations": annotations})],
                           captions=["frame"], questions=[])  # fmt: skip
    (target / "videos" / "film-tiny.mp4").unlink()
    _, out, _ = run(capsys, target)
    assert out.count("[media-are-there]") == 20
    assert "media-are-there: 10 more; --json lists them all." in out


def test_data_of_others_is_read_with_media_elsewhere(tmp_path, studio, capsys):
    videos = studio.export("llava") / "videos"
    rows = [
        {"id": 1, "video": "film-tiny.mp4", "conversations": [
            {"from": "human", "value": "<image>\nWho?"}, {"from": "gpt", "value": "Nobody."}]},
        {"id": 2, "video": "gone.mp4", "conversations": [
            {"from": "human", "value": "<image>\nWho?"}, {"from": "gpt", "value": "Nobody."}]},
    ]  # fmt: skip
    folder = tmp_path / "theirs"
    folder.mkdir()
    (folder / "llava_178k.json").write_text(json.dumps(rows))
    code, out, _ = run(capsys, folder, "--media", videos)
    assert code == 2
    assert "llava_178k.json, row 2: “gone.mp4” is not there. [media-are-there]" in out
    assert "1 fault in 2 rows" in out


@pytest.mark.parametrize("name", sorted(set(NAMES) - {"sharegpt4video"}))
def test_an_export_that_was_told_where_it_will_stand_is_sound_before_it_moves(studio, name):
    target = studio.export(name, root="/data/films/")
    assert faults(target) == []
    for path in target.glob("*/**/*.*"):
        path.unlink()
    assert any("media-are-there" in fault for fault in faults(target))


def test_pairs_of_others_are_known_by_their_columns(tmp_path):
    said = [{"role": "user", "content": "Who?"}]
    row = {"prompt": said, "chosen": [{"role": "assistant", "content": "Mara."}],
           "rejected": [{"role": "user", "content": "Ivo."}], "images": ["f.jpg"]}  # fmt: skip
    Image.new("RGB", (8, 8)).save(tmp_path / "f.jpg")
    (tmp_path / "dpo.jsonl").write_text(json.dumps(row) + "\n")
    assert [fault.split(": ")[1] for fault in faults(tmp_path)] == [
        "chosen-and-rejected-are-answers"
    ]


@pytest.mark.parametrize(
    "talk",
    [
        {"conversations": [{"from": "human", "value": "<video>Who?"},
                           {"from": "gpt", "value": "Mara."}]},
        {"conversation": [{"human": "<video>Who?", "assistant": "Mara."}]},
        {"query": "<video>Who?", "response": "Mara."},
        {"messages": [{"role": "system", "content": "Be short."},
                      {"role": "user", "content": "<video>Who?"},
                      {"role": "assistant", "content": "Mara."}]},
    ],
)  # fmt: skip
def test_ms_swift_knows_columns_by_several_names(studio, tmp_path, talk):
    videos = studio.export("ms-swift") / "videos"
    rows = tmp_path / "theirs" / "rows.jsonl"
    rows.parent.mkdir()
    for row in (talk | {"videos": ["film-tiny.mp4"]}, talk | {"video": "film-tiny.mp4"}):
        rows.write_text(json.dumps(row) + "\n")
        assert faults(rows.parent, "ms-swift", videos) == []
    rows.write_text(json.dumps(talk | {"videos": ["film-tiny.mp4"]}).replace("Mara.", "") + "\n")
    assert [fault.split(": ")[1] for fault in faults(rows.parent, None, videos)] == [
        "turns-say-something"
    ]


@pytest.mark.parametrize(
    ("name", "broken"), [("ms-swift", []), ("llamafactory", []), ("trl", ["media-are-there"] * 7)]
)
def test_videos_may_have_addresses_where_the_loader_fetches_them(studio, name, broken):
    path = studio.export(name) / "train.jsonl"
    rows = rows_of(path)
    for row in rows:
        media = "images" if name == "trl" else "videos"
        row[media] = ["https://example.org/film.mp4"]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert [fault.split(": ")[1] for fault in faults(path.parent)] == broken


def test_datasets_of_others_in_a_registry_of_llamafactory_are_left_alone(studio):
    target = studio.export("llamafactory")
    path = target / "dataset_info.json"
    ours = json.loads(path.read_text())
    theirs = {
        "alpaca": {"hf_hub_url": "llamafactory/alpaca_en"},
        "identity": {"file_name": "identity.json"},
        "tools": {"file_name": "gone.json", "formatting": "sharegpt",
                  "columns": {"messages": "conversations", "tools": "tools"}},
    }  # fmt: skip
    (target / "identity.json").write_text('[{"instruction": "hi", "input": "", "output": "Ho"}]')
    path.write_text(json.dumps(theirs | ours))
    assert faults(target) == []
    path.write_text(json.dumps(theirs))
    assert [fault.split(": ")[1] for fault in faults(target)] == ["rows-are-there"]
    path.write_text(json.dumps({"mine": {"file_name": "train.jsonl"}}))
    assert "info-is-sharegpt" in {fault.split(": ")[1] for fault in faults(target)}


def test_rows_about_pictures_and_about_nothing_are_checked_for_their_turns_alone(tmp_path):
    turns = [{"from": "human", "value": "<image>\nWho?"}, {"from": "gpt", "value": "Nobody."}]
    plain = [{"from": "human", "value": "Who?"}, {"from": "gpt", "value": "Nobody."}]
    rows = [{"image": "gone.png", "conversations": turns}, {"conversations": plain}]
    path = tmp_path / "mixed.json"
    path.write_text(json.dumps(rows))
    assert faults(tmp_path, "llava") == []
    path.write_text(json.dumps([*rows, {"conversations": plain[:1]}, {"conversations": turns}]))
    assert [fault.split(": ")[:2] for fault in faults(tmp_path, "llava")] == [
        ["mixed.json, row 3", "turns-are-even"], ["mixed.json, row 4", "media-are-named"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[{"a": 1}, {"b"', "after row 1"),
        ('{"a": 1}', "The file is no array of rows"),
        ("", "not JSON"),
        ('[{"a": 1}, oh]', "after row 1"),
        (b'[{"a": "\xff"}]', "after row 0"),
    ],
)
def test_a_broken_array_is_named_by_its_row(tmp_path, text, said):
    (tmp_path / "rows.json").write_bytes(text if isinstance(text, bytes) else text.encode())
    found = faults(tmp_path, "llava")
    assert any("rows-are-json" in fault and said in fault for fault in found), found
    assert not any("b'" in fault or ".." in fault or "\n" in fault for fault in found)


def test_a_broken_line_is_named_by_its_number(tmp_path):
    (tmp_path / "rows.jsonl").write_text('{"conversations": []}\n\n{"conversations": []}\n')
    assert any(
        fault.startswith("rows.jsonl, row 2: rows-are-json") for fault in faults(tmp_path, "llava")
    )


@pytest.mark.parametrize("name", ["rows.json", "rows.jsonl"])
def test_a_byte_order_mark_is_named(tmp_path, name):
    row = b'{"video": "a.mp4", "conversations": [{"from": "human", "value": "<image>"}]}'
    (tmp_path / name).write_bytes(b"\xef\xbb\xbf" + (row if name.endswith("l") else b"[%s]" % row))
    assert faults(tmp_path, "llava")[0].startswith(
        f"{name}: rows-are-json: The file begins with a byte-order mark"
    )
    with pytest.raises(InputError, match="begins with a byte-order mark") as caught:
        faults(tmp_path)
    assert "without one" in caught.value.hint


def test_lines_may_end_as_on_windows(studio):
    path = studio.export("llava") / "train.jsonl"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert faults(path.parent) == []


def test_a_format_cannot_be_told_when_the_first_row_is_broken(tmp_path):
    (tmp_path / "rows.jsonl").write_text("{oh\n")
    with pytest.raises(InputError, match=r"rows\.jsonl: The line is not JSON"):
        faults(tmp_path)


def test_what_another_exporter_wrote_is_not_taken_for_captions(tmp_path):
    (tmp_path / "index.jsonl").write_text('{"file": "a.mp4", "captions": [{"text": "A."}]}\n')
    with pytest.raises(InputError, match="cannot be told which trainer"):
        faults(tmp_path)


@pytest.mark.parametrize("format", [None, *NAMES])
def test_a_folder_without_rows_is_never_sound(tmp_path, format):
    (tmp_path / "rows.jsonl").mkdir()
    (tmp_path / "videos").mkdir()
    with pytest.raises(InputError, match="has no file of rows"):
        faults(tmp_path, format)


def test_a_mixture_alone_leads_to_rows_elsewhere(studio, tmp_path):
    target = studio.export("llava")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "mix.yaml").write_text(
        f"datasets: [{{json_path: {json.dumps(str(target / 'train.jsonl'))}}}]"
    )
    assert faults(tmp_path / "mine", media=target) == []


def test_a_file_that_is_not_utf8_is_one_sentence(tmp_path):
    (tmp_path / "rows.jsonl").write_bytes(b'{"a": "\xff"}\n')
    assert faults(tmp_path, "llava")[0] == "rows.jsonl: rows-are-json: The file is not UTF-8."


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nowhere"], "nowhere is no folder."),
        ([".", "--format", "lava"], "There is no format 'lava'."),
        ([".", "--media", "nowhere"], "nowhere is no folder."),
        (["."], "has no file of rows"),
    ],
)
def test_wrong_words_are_one_sentence_and_a_hint(tmp_path, monkeypatch, capsys, words, said):
    monkeypatch.chdir(tmp_path)
    code, out, err = run(capsys, *words)
    assert (code, out) == (2, "")
    assert err.startswith("Error: ")
    assert said in err
    assert "Traceback" not in err


def test_rows_of_nobody_ask_for_the_format(tmp_path, capsys):
    (tmp_path / "rows.jsonl").write_text('{"text": "hello"}\n')
    code, _, err = run(capsys, tmp_path)
    assert code == 2
    assert "It cannot be told which trainer" in err
    assert "--format" in err


def test_what_a_file_says_cannot_steer_the_terminal(tmp_path, studio):
    target = studio.export("llava")
    path = target / "train.jsonl"
    path.write_text(path.read_text().replace("videos/film-tiny.mp4", "\\u001b[2Jgone.mp4"))
    result = CliRunner().invoke(check_export, [str(target)], standalone_mode=False)
    assert "\x1b" not in result.output
    assert "gone.mp4" in result.output


@pytest.mark.parametrize("suffix", ["json", "jsonl"])
def test_memory_does_not_grow_with_the_rows(tmp_path, studio, suffix):
    target = studio.export("llava", rows=suffix)
    (path,) = target.glob(f"train.{suffix}")
    row = json.dumps(
        {"id": "x", "video": "videos/film-tiny.mp4", "pad": "x" * 1000, "conversations": [
            {"from": "human", "value": "<image>\nWho?"}, {"from": "gpt", "value": "Nobody."}]}
    )  # fmt: skip

    def peak(count):
        lines = [row] * count
        path.write_text("\n".join(lines) if suffix == "jsonl" else f"[{','.join(lines)}]")
        del lines
        check = Check(target)
        tracemalloc.start()
        assert list(check.findings()) == []
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert check.rows == {path.name: count}
        return most

    peak(10)
    assert peak(1_500) < 2 * peak(150) + 100_000
