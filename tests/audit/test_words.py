"""What options state in numbers."""

from __future__ import annotations

import pytest
from moviellm.audit.words import number_in, numbers_of


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("At 02:32.", 152), ("At 1:02:03.", 3723), ("Twice.", 2), ("Four times.", 4), ("Never.", 0),
        ("About 1 minute and 12 seconds.", 72), ("About 5 seconds.", 5), ("About 2 hours.", 7200),
        ("3.5 metres", 3.5), ("The map.", None),
    ],
)  # fmt: skip
def test_the_number_that_an_option_states(text, number):
    assert number_in(text) == number


def test_options_have_numbers_only_if_each_has_another():
    assert numbers_of(["Once.", "Twice."]) == [1, 2]
    assert numbers_of(["Once.", "The map."]) is None
    assert numbers_of(["Once.", "One time."]) is None
