"""Checks that hold for the components of every stage: one call, then the same call again."""

from __future__ import annotations

from moviellm.film import Comparison, Preference
from moviellm.testing.conformance import StageCheck
from moviellm.testing.conformance.findings import ContractBroken, NotApplicable
from moviellm.testing.conformance.stage_check import Check, expect_one_each
from moviellm.testing.context import SEED

_OTHER_SEEDS = (SEED + 1, SEED + 1_000, SEED + 123_456_789)
_JUDGE = "moviellm_judge"
_COMPARISON = Comparison(
    question="Where is the lantern at the end of the film?",
    reference="In the harbour.",
    first="It is in the harbour, where Ivo has put it.",
    second="",
)


def answers(stage_check: StageCheck) -> None:
    """Call the hook for the first time."""
    assert stage_check.first


def result_type(stage_check: StageCheck) -> None:
    """Look at the type of the result."""
    stage_check.expect(stage_check.first)


def valid_result(stage_check: StageCheck) -> None:
    """Hold the result against the input."""
    stage_check.judge(stage_check.first)


def input_untouched(stage_check: StageCheck) -> None:
    """Compare the input in writing before and after."""
    made = stage_check.first
    if made.before != made.after:
        pairs = enumerate(zip(made.before, made.after, strict=False))
        at = next((n for n, (was, now) in pairs if was != now), 0)
        raise ContractBroken(
            f"It changed its input: ...{made.before[max(0, at - 30) : at + 30]}... became "
            f"...{made.after[max(0, at - 30) : at + 30]}...",
            "Make something new: other stages and films share the input.",
        )


def same_again(stage_check: StageCheck) -> None:
    """Call another instance with the same input and seed, global generators elsewhere."""
    require_deterministic(stage_check)
    first = stage_check.in_bytes(stage_check.first)
    if stage_check.in_bytes(stage_check.ask(stage_check.harness.instance())) == first:
        return
    state = stage_check.harness.reseed()
    pair = [
        stage_check.in_bytes(stage_check.ask(stage_check.harness.instance(), state=state))
        for _ in range(2)
    ]
    source = (
        "it draws from a global random generator"
        if pair[0] == pair[1]
        else "it reads a clock, counts its calls, or seeds nothing"
    )
    raise ContractBroken(
        f"The same input and seed gave another result: {source}.",
        "Take all randomness from context.random() (painters: from slate.seed).",
    )


def uses_seed(stage_check: StageCheck) -> None:
    """Call it with other seeds until the result differs."""
    require_deterministic(stage_check)
    if not stage_check.harness.component.capabilities.seeded:
        raise NotApplicable("it declares that it makes no random choices")
    first = stage_check.in_bytes(stage_check.first)
    if all(stage_check.in_bytes(stage_check.ask(seed=seed)) == first for seed in _OTHER_SEEDS):
        raise ContractBroken(
            f"{len(_OTHER_SEEDS) + 1} different seeds gave the same result.",
            "Use the seed, or declare Capabilities(seeded=False).",
        )


def paid_calls(stage_check: StageCheck) -> None:
    """Compare what it bought with what it declares."""
    bought = stage_check.calls.asked
    if bought and not stage_check.harness.component.capabilities.paid:
        raise ContractBroken(
            f"It bought {bought} answers and does not declare that it is paid.",
            "Declare Capabilities(paid=True, offline=False).",
        )
    if not bought and stage_check.harness.component.capabilities.paid:
        raise ContractBroken(
            "It declares that it is paid and bought nothing from context.calls.",
            "Send every paid request by context.calls.buy: budget and resumption depend on it.",
        )


def judges(stage_check: StageCheck) -> None:
    """Ask a component that judges about two answers, in both orders."""
    request, declared = (
        stage_check.harness.request,
        stage_check.harness.component.capabilities.judges,
    )
    if declared != stage_check.roster.answers(request.stage, request.name, _JUDGE):
        raise ContractBroken(
            f"It declares `judges` and does not answer `{_JUDGE}`."
            if declared
            else f"It answers `{_JUDGE}` and does not declare it.",
            f"Declare Capabilities(judges=True) and answer `{_JUDGE}`, or neither.",
        )
    if not declared:
        raise NotApplicable("it declares that it does not judge answers")
    comparisons = [_COMPARISON, _COMPARISON.swapped()]
    context = stage_check.context(SEED)
    found = stage_check.roster.call(
        request.stage, request.name, hook=_JUDGE, comparisons=comparisons, context=context
    )
    expect_one_each(found, Preference, len(comparisons), _JUDGE)


def require_deterministic(stage_check: StageCheck) -> None:
    """Raise `NotApplicable` unless the component declares that it is deterministic."""
    if not stage_check.harness.component.capabilities.deterministic:
        raise NotApplicable("it declares that it is not deterministic")


BEHAVIOUR_CHECKS = (
    Check(
        name="answers",
        means="The hook answers the kit's input in time, without an exception, and stays alive.",
        run=answers,
        needs=("starts",),
    ),
    Check(
        name="result type",
        means="The result has the type that the hook returns.",
        run=result_type,
        needs=("answers",),
    ),
    Check(
        name="valid result",
        means="The result agrees with the input, with itself and with the ledger.",
        run=valid_result,
    ),
    Check(
        name="input untouched",
        means="The input is as it was.",
        run=input_untouched,
        needs=("answers",),
    ),
    Check(
        name="same again",
        means="The same input and seed give the same bytes, whatever ran before.",
        run=same_again,
    ),
    Check(name="uses its seed", means="Another seed gives another result.", run=uses_seed),
    Check(
        name="paid calls",
        means="What costs money is declared and goes through context.calls.",
        run=paid_calls,
    ),
    Check(
        name="judges",
        means="A component that judges answers says so, and gives one preference a comparison.",
        run=judges,
        needs=("starts",),
    ),
)
