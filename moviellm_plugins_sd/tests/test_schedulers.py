"""Schedulers by their diffusers names, few-step settings among them."""

from __future__ import annotations

import pytest
from moviellm import InputError

FEW_STEPS = {
    "lcm": {"scheduler": "LCMScheduler", "guidance": 1.0, "steps": 4},
    "lightning": {
        "scheduler": "EulerDiscreteScheduler",
        "scheduler_options": {"timestep_spacing": "trailing"},
        "guidance": 0.0,
        "steps": 4,
    },
    "turbo": {
        "scheduler": "EulerAncestralDiscreteScheduler",
        "scheduler_options": {"timestep_spacing": "trailing"},
        "guidance": 0.0,
        "steps": 1,
    },
}


@pytest.mark.parametrize("kind", FEW_STEPS)
def test_few_step_settings_paint_and_do_not_depend_on_the_batch(paint, board, kind):
    both = paint("sd", board[:2], **FEW_STEPS[kind])
    assert paint("sd", board[1:2], **FEW_STEPS[kind]) == both[1:]
    assert both[0] != both[1]


@pytest.mark.slow
def test_each_scheduler_paints_another_picture(paint, board):
    names = ("DDIMScheduler", "DPMSolverMultistepScheduler", "UniPCMultistepScheduler", None)
    pictures = [paint("sd", board[:1], scheduler=name, steps=4)[0] for name in names]
    assert len(set(pictures)) == len(names)


def test_the_models_own_scheduler_takes_settings(paint, board):
    plain = paint("sd", board[:1])
    assert paint("sd", board[:1], scheduler_options={"timestep_spacing": "trailing"}) != plain


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"scheduler": "EulerDiscrete"}, "Did you mean `EulerDiscreteScheduler`"),
        ({"scheduler": "euler"}, "`EulerDiscreteScheduler` or `EulerAncestralDiscreteScheduler`"),
        ({"scheduler": "EulerDiscretScheduler"}, "Did you mean `EulerDiscreteScheduler`"),
        ({"scheduler": "UNet2DConditionModel"}, "has no scheduler"),
        ({"scheduler": "__name__"}, "has no scheduler"),
        (
            {"scheduler": "DDIMScheduler", "scheduler_options": {"timestep_spaceing": "x"}},
            "Did you mean `timestep_spacing`",
        ),
        (
            {"scheduler": "DDIMScheduler", "scheduler_options": {"beta_schedule": "steep"}},
            "does not take these settings",
        ),
    ],
)
def test_what_is_no_scheduler_or_setting(paint, board, options, said):
    with pytest.raises(InputError) as caught:
        paint("sd", board[:1], **options)
    assert said in str(caught.value)
