"""``moviellm plugins check``: the kit's findings on the command line."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from moviellm.cli.app import cli
from moviellm.testing import fakes_installed

PLUGIN = """
    from moviellm import Component
    liar = Component(name="liar", stage="critic", implementation="liar_impl:Liar",
                     summary="Returns a number.")
"""
IMPL = """
    from moviellm import hookimpl
    class Liar:
        @hookimpl
        def moviellm_critique(self, slates, paintings, context):
            return 1.0
"""


def check(*arguments):
    return CliRunner().invoke(cli, ["plugins", "check", *arguments])


def test_a_good_plugin_passes_with_its_options():
    with fakes_installed():
        done = check("fake", "--stage", "painter", "--set", "size=[32,32]")
    assert done.exit_code == 0, done.output
    assert done.output.splitlines()[0] == "painter `fake` (moviellm-fakes 1.0)"
    assert "passed   batch independence" in done.output
    assert "the plugin keeps its contract" in done.output


def test_a_broken_plugin_is_told_what_is_wrong_and_how_to_mend_it(site):
    site.install(
        "liar", entries=["critic: liar = liar_plugin:liar"],
        files=[("liar_plugin.py", PLUGIN), ("liar_impl.py", IMPL)],
    )  # fmt: skip
    done = check("liar")
    assert done.exit_code == 3
    lines = done.output.splitlines()
    at = lines.index("broken   result type")
    assert lines[at + 1].strip() == "The result has the type that the hook returns."
    assert (
        lines[at + 2].strip()
        == "found: moviellm_critique returned a value of type float instead of"
    )
    assert any(line.strip().startswith("fix: Return a moviellm.film") for line in lines)
    assert "1 failed: the plugin breaks its contract." in lines[-1]

    found = json.loads(check("liar", "--json").stdout)
    assert found["passed"] is False
    assert {f["outcome"] for f in found["findings"]} >= {"passed", "broken", "not run"}


def test_wrong_options_are_a_finding():
    with fakes_installed():
        done = check("fake", "--stage", "painter", "--set", "size=huge")
    assert done.exit_code == 3
    assert 'The options {"size": "huge"} are not valid: size' in " ".join(done.output.split())


def test_a_setting_without_a_value_is_an_input_error():
    with fakes_installed():
        done = check("fake", "--stage", "painter", "--set", "size")
    assert done.exit_code == 2


def test_an_unknown_plugin_is_an_error_not_a_finding():
    done = check("nobody")
    assert (done.exit_code, done.stdout) == (3, "")
    assert "There is no plugin `nobody`" in done.stderr


@pytest.mark.parametrize("asked", [(), ("--record",)])
def test_the_fingerprint_file_is_written_only_when_asked(tmp_path, asked):
    file = tmp_path / "prints.json"
    with fakes_installed():
        done = check("fake", "--stage", "voice", "--fingerprints", str(file), *asked)
    assert done.exit_code == 0
    assert file.exists() is bool(asked)
    assert (f"Recorded in {file}." in done.output) is bool(asked)
