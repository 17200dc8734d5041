"""How the kit checks a critic: pictures that show exactly what their slates ask for."""

from __future__ import annotations

from typing import Any

from moviellm.film import Verdict, seen_facts, slates
from moviellm.testing.conformance.findings import ContractBroken
from moviellm.testing.conformance.stage_check import HookCall, StageCheck, expect_one_each
from moviellm.testing.films.pictures import tiny_picture
from moviellm.testing.films.tiny import tiny_screenplay, tiny_storyboard


class CriticCheck(StageCheck):
    """Asks for verdicts on four of the kit's pictures."""

    def arguments(self, seed: int) -> dict[str, Any]:
        """Return slates and paintings."""
        board = list(slates(tiny_screenplay(), tiny_storyboard()))[:4]
        return {"slates": board, "paintings": [tiny_picture(slate) for slate in board]}

    def expect(self, made: HookCall) -> None:
        """It is one verdict a picture."""
        expect_one_each(made.result, Verdict, len(made.arguments["paintings"]), "moviellm_critique")

    def judge(self, made: HookCall) -> None:
        """What is missing was to be seen."""
        for slate, verdict in zip(made.arguments["slates"], made.result, strict=True):
            shown = {str(fact) for fact in seen_facts(slate.depiction)}
            for fact in verdict.missing:
                if fact not in shown:
                    raise ContractBroken(
                        f"A verdict misses {fact}, which its depiction does not show.",
                        "Verdict.missing names facts of moviellm.film.seen_facts(depiction).",
                    )

    def in_bytes(self, made: HookCall) -> bytes:
        """Return all verdicts as JSON."""
        verdicts: list[Verdict] = list(made.result)
        return "\n".join(verdict.model_dump_json() for verdict in verdicts).encode()
