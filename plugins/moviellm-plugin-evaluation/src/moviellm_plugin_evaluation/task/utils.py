"""Functions of a task that the exporter `lmms-eval` of moviellm-plugin-evaluation wrote.

lmms-eval loads this file beside the task's yaml. It is the same for every export.
"""

from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
DIALOGUE = "The dialogue of the film, with the time of each line:\n{}\n\n"
ASKED = "Choose the best answer by what the film shows and says.\n"
POST_PROMPT = "Answer with the letter of the option alone."
MOST_HOPS = 4


def doc_to_visual(doc: dict[str, Any]) -> list[str]:
    """The path of the film's video."""
    return [str(HERE / doc["video"])]


def doc_to_text(doc: dict[str, Any], lmms_eval_specific_kwargs: Any = None) -> str:
    """The dialogue if the task has it, the question, and its options with their letters."""
    given = lmms_eval_specific_kwargs or {}
    said = (HERE / doc["dialogue"]).read_text(encoding="utf-8") if doc["dialogue"] else ""
    options = [f"{chr(ord('A') + n)}. {option}" for n, option in enumerate(doc["options"])]
    parts = [
        given.get("pre_prompt", ""),
        DIALOGUE.format(said) if said else "",
        ASKED,
        "\n".join([doc["question"], *options]),
        "\n",
        given.get("post_prompt", POST_PROMPT),
    ]
    return "".join(parts)


def process_results(doc: dict[str, Any], results: list[str]) -> dict[str, dict[str, Any]]:
    """1 or 0 for each accuracy that the question counts for, with the film it is about.

    By the film lmms-eval tells how sure an accuracy is: questions about one film are related.
    """
    from lmms_eval.tasks._task_utils.mcq_extract import extract_mcq_answer

    letters = [chr(ord("A") + n) for n in range(len(doc["options"]))]
    right = float(extract_mcq_answer(results[0], choices=letters) == doc["answer"])
    return {name: {"score": right, "film": doc["film"]} for name in metrics_of(doc)}


def accuracy(results: list[dict[str, Any]]) -> float:
    """The share of right answers."""
    return float(sum(result["score"] for result in results) / len(results))


def metrics_of(doc: dict[str, Any]) -> list[str]:
    """The names of the accuracies that a question counts for."""
    hops = f"{doc['hops']}" if doc["hops"] < MOST_HOPS else f"{MOST_HOPS}_or_more"
    return [
        "accuracy",
        f"accuracy_kind_{doc['kind']}",
        f"accuracy_evidence_{doc['evidence']}",
        f"accuracy_hops_{hops}",
    ]
