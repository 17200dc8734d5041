"""Checks that hold for the components of every stage: one call, then the same call again."""

from __future__ import annotations

from moviellm.film import Comparison, Preference
from moviellm.testing.auditions import Audition
from moviellm.testing.auditions.audition import Check, expect_one_each
from moviellm.testing.context import SEED
from moviellm.testing.findings import ContractBroken, NotApplicable

_OTHER_SEEDS = (SEED + 1, SEED + 1_000, SEED + 123_456_789)
_JUDGE = "moviellm_judge"
_COMPARISON = Comparison(
    question="Where is the lantern at the end of the film?",
    reference="In the harbour.",
    first="It is in the harbour, where Ivo has put it.",
    second="",
)


def answers(audition: Audition) -> None:
    """Call the hook for the first time."""
    assert audition.first


def result_type(audition: Audition) -> None:
    """Look at the type of the result."""
    audition.expect(audition.first)


def valid_result(audition: Audition) -> None:
    """Hold the result against the input."""
    audition.judge(audition.first)


def input_untouched(audition: Audition) -> None:
    """Compare the input in writing before and after."""
    take = audition.first
    if take.before != take.after:
        pairs = enumerate(zip(take.before, take.after, strict=False))
        at = next((n for n, (was, now) in pairs if was != now), 0)
        raise ContractBroken(
            f"It changed its input: ...{take.before[max(0, at - 30) : at + 30]}... became "
            f"...{take.after[max(0, at - 30) : at + 30]}...",
            "Make something new: other stages and films share the input.",
        )


def same_again(audition: Audition) -> None:
    """Call another instance with the same input and seed, global generators elsewhere."""
    require_deterministic(audition)
    first = audition.in_bytes(audition.first)
    if audition.in_bytes(audition.take(audition.rig.instance())) == first:
        return
    state = audition.rig.stir()
    pair = [
        audition.in_bytes(audition.take(audition.rig.instance(), state=state)) for _ in range(2)
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


def uses_seed(audition: Audition) -> None:
    """Call it with other seeds until the result differs."""
    require_deterministic(audition)
    if not audition.rig.component.capabilities.seeded:
        raise NotApplicable("it declares that it makes no random choices")
    first = audition.in_bytes(audition.first)
    if all(audition.in_bytes(audition.take(seed=seed)) == first for seed in _OTHER_SEEDS):
        raise ContractBroken(
            f"{len(_OTHER_SEEDS) + 1} different seeds gave the same result.",
            "Use the seed, or declare Capabilities(seeded=False).",
        )


def paid_calls(audition: Audition) -> None:
    """Compare what it bought with what it declares."""
    bought = audition.calls.asked
    if bought and not audition.rig.component.capabilities.paid:
        raise ContractBroken(
            f"It bought {bought} answers and does not declare that it is paid.",
            "Declare Capabilities(paid=True, offline=False).",
        )
    if not bought and audition.rig.component.capabilities.paid:
        raise ContractBroken(
            "It declares that it is paid and bought nothing from context.calls.",
            "Send every paid request by context.calls.buy: budget and resumption depend on it.",
        )


def judges(audition: Audition) -> None:
    """Ask a component that judges about two answers, in both orders."""
    request, declared = audition.rig.request, audition.rig.component.capabilities.judges
    if declared != audition.roster.answers(request.stage, request.name, _JUDGE):
        raise ContractBroken(
            f"It declares `judges` and does not answer `{_JUDGE}`."
            if declared
            else f"It answers `{_JUDGE}` and does not declare it.",
            f"Declare Capabilities(judges=True) and answer `{_JUDGE}`, or neither.",
        )
    if not declared:
        raise NotApplicable("it declares that it does not judge answers")
    comparisons = [_COMPARISON, _COMPARISON.swapped()]
    context = audition.context(SEED)
    found = audition.roster.call(
        request.stage, request.name, hook=_JUDGE, comparisons=comparisons, context=context
    )
    expect_one_each(found, Preference, len(comparisons), _JUDGE)


def require_deterministic(audition: Audition) -> None:
    """Raise `NotApplicable` unless the component declares that it is deterministic."""
    if not audition.rig.component.capabilities.deterministic:
        raise NotApplicable("it declares that it is not deterministic")


CHECKS = (
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
