"""Rules on videos, images and folders of frames."""

from __future__ import annotations

from collections.abc import Iterator

from moviellm_plugin_trainers.checks.checked_row import CheckedRow
from moviellm_plugin_trainers.checks.findings import Complaint, quoted

_PICTURES = (".jpg", ".jpeg", ".png", ".webp")


def media_are_named(checked: CheckedRow) -> Iterator[Complaint]:
    """The row points to its media, by strings.

    LLaVA-NeXT, llava/train/train.py, trains a row without ``video`` on its text alone; Qwen3-VL,
    data_processor.py: ``item.get("video") or []``.
    """
    found = checked.row.get(checked.dialect.media)
    listed = found if isinstance(found, list) else [found]
    if not listed or not all(isinstance(path, str) and path for path in listed):
        yield Complaint(
            f"Its `{checked.dialect.media}` names nothing.",
            f"Give `{checked.dialect.media}` the path, relative to the folder of the media.",
        )


def media_are_there(checked: CheckedRow) -> Iterator[Complaint]:
    """The files can be opened and are not empty.

    LLaVA-NeXT, llava/train/train.py: ``Failed to read video file``, and ``return
    self._get_item(i + 1)``: the next row is trained twice, silently.
    """
    for name, path in checked.paths():
        if trouble := checked.probe.trouble(path):
            yield Complaint(
                f"{quoted(name, 60)} {trouble}.",
                "Mend the path, or say with --media which folder paths are relative to.",
            )


def media_are_files(checked: CheckedRow) -> Iterator[Complaint]:
    """The media are files, not folders.

    ms-swift, swift/template/vision_utils.py (load_file): ``with open(path, 'rb')``; LLaMA-Factory,
    data/mm_plugin.py (_regularize_videos): ``av.open(video, "r")``. Features are opened likewise.
    """
    for name, path in checked.paths():
        if checked.probe.kind(path) == "folder":
            yield Complaint(f"{quoted(name, 60)} is a folder.", "Give a file.")


def videos_open(checked: CheckedRow) -> Iterator[Complaint]:
    """Videos have a picture track with frames in it, to its end.

    LLaVA-NeXT, llava/utils.py (process_video_with_decord): ``VideoReader(video_file)`` raises
    otherwise, and the next row is trained instead; so in the loaders built on it.
    """
    for name, path in checked.paths():
        if checked.probe.kind(path) == "file" and checked.probe.video(path) is None:
            yield Complaint(
                f"{quoted(name, 60)} is no video, or its end is missing.",
                "Copy it again, or encode it again as mp4.",
            )


def images_open(checked: CheckedRow) -> Iterator[Complaint]:
    """Images are pictures.

    TRL, trainer/sft_trainer.py (DataCollatorForVisionLanguageModeling): the images of a batch are
    opened, and one that is none ends the training.
    """
    for name, path in checked.paths():
        if checked.probe.kind(path) == "file" and not checked.probe.picture(path):
            yield Complaint(f"{quoted(name, 60)} is no picture.", "Write it again, as JPEG.")


def videos_have_a_rate(checked: CheckedRow) -> Iterator[Complaint]:
    """The average rate of a video is half a frame a second or more.

    LLaVA-NeXT, llava/utils.py (process_video_with_decord): ``range(0, total_frame_num,
    round(vr.get_avg_fps() / data_args.video_fps))``: a step of 0 raises, and the next row is taken.
    LLaMA-VID, train.py, does the same.
    """
    for name, path in checked.paths():
        rate = checked.probe.video(path) if checked.probe.kind(path) == "file" else None
        if rate is not None and round(rate) < 1:
            yield Complaint(
                f"{quoted(name, 60)} has {rate:.2f} frames a second on average, and the loader "
                "takes each 0th of them.",
                "Encode it at a constant rate of one frame a second or more.",
            )


def videos_have_two_frames(checked: CheckedRow) -> Iterator[Complaint]:
    """Videos have two frames or more.

    Qwen-VL, qwen_vl_utils/vision_process.py (smart_nframes): ``nframes should in interval
    [{FRAME_FACTOR}, {total_frames}]``, where FRAME_FACTOR is 2; ms-swift calls it.
    """
    for name, path in checked.paths():
        if checked.probe.kind(path) == "file" and checked.probe.frames(path) == 1:
            yield Complaint(
                f"{quoted(name, 60)} has one frame, and the model's processor takes frames in "
                "pairs.",
                "Leave the film out, or encode it at more frames a second.",
            )


def videos_are_no_pictures(checked: CheckedRow) -> Iterator[Complaint]:
    """The videos are videos, not a list of pictures.

    Qwen3-VL, qwenvl/data/data_processor.py (_build_messages): each string of a list is a video of
    its own and needs a sign of its own.
    """
    found = [name for name in checked.media() if name.lower().endswith(_PICTURES)]
    if found:
        yield Complaint(
            f"{quoted(found[0], 60)} is a picture where a video is expected.",
            "Encode the frames as one mp4.",
        )


def frame_folders_are_frames(checked: CheckedRow) -> Iterator[Complaint]:
    """A folder holds JPEG files ``*_<number>.jpg`` and nothing else.

    InternVL, internvl/train/dataset.py (extract_frame_number, read_frames_folder): every entry is
    opened as a picture, and sorted by the number; those without one come first. VideoChat-Flash,
    llava/video_utils.py (read_frames_img), raises ``Wrong filename``.
    """
    for name, path in checked.paths():
        if checked.probe.kind(path) != "folder":
            continue
        strange = checked.probe.strange(path)
        if strange is None:
            yield Complaint(f"{quoted(name, 60)} has no frames.", "Write the frames into it.")
        elif strange:
            yield Complaint(
                f"{quoted(name, 60)} holds {quoted(strange)}, which is no frame.",
                "Keep only JPEG files in it, named by number: frame_000001.jpg.",
            )


def frame_folders_end_in_a_slash(checked: CheckedRow) -> Iterator[Complaint]:
    """The path of a folder ends in ``/``.

    InternVL, internvl/train/dataset.py (TCSLoader): ``if fn.endswith("/")`` reads a folder;
    otherwise the path goes to decord.
    """
    for name, path in checked.paths():
        found = checked.probe.kind(path)
        if found and (found == "folder") != name.endswith("/"):
            end = "does not end in /" if found == "folder" else "ends in /"
            yield Complaint(
                f"{quoted(name, 60)} is a {found} and {end}.", "End folders, only, in /."
            )


def folders_are_half_seconds(checked: CheckedRow) -> Iterator[Complaint]:
    """A frame folder's path has ``shareVideoGPTV`` in it, and a video's has not.

    LLaVA-NeXT, llava/train/train.py: only such paths are listed as folders, at two frames a
    second; all others go to decord.
    """
    for name, path in checked.paths():
        found = checked.probe.kind(path)
        if found and (found == "folder") != ("shareVideoGPTV" in str(path)):
            below = "" if found == "folder" else " below shareVideoGPTV"
            yield Complaint(
                f"{quoted(name, 60)} is a {found}{below}.", "Give mp4, and call no folder so."
            )


def folders_are_whole_seconds(checked: CheckedRow) -> Iterator[Complaint]:
    """No frame folder has ``tvqa`` in its path.

    VideoChat-Flash, llava/video_utils.py (read_frames_img): such a folder is taken to have three
    frames a second, all others one.
    """
    for name, path in checked.paths():
        if checked.probe.kind(path) == "folder" and "tvqa" in str(path).lower():
            yield Complaint(
                f"{quoted(name, 60)} has tvqa in its path, so three frames count as one second.",
                "Rename the folder.",
            )


def paths_are_relative(checked: CheckedRow) -> Iterator[Complaint]:
    """Paths are relative to the trainer's folder.

    Video-ChatGPT, video_chatgpt/train/train.py: ``f"{video_folder}/{video_file}"``, which no
    absolute path survives.
    """
    for name in checked.media():
        if name.startswith("/"):
            yield Complaint(
                f"{quoted(name, 60)} is absolute.", "Write it relative to the video folder."
            )
