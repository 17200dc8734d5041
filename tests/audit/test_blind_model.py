"""A language model that is trained blind: it finds what is given away, and says what it lacks."""

from __future__ import annotations

import sys

import pytest
from moviellm import InputError, PluginError
from moviellm.audit import AuditItem, BlindModel, audit_items, steps

torch = pytest.importorskip("torch")
transformers = pytest.importorskip("transformers")
pytest.importorskip("sklearn")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A tiny model with random weights that reads bytes, in a folder as real ones are."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers

    folder = tmp_path_factory.mktemp("tiny")
    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    made = Tokenizer(models.BPE({letter: at for at, letter in enumerate(letters)}, []))
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.decoder = decoders.ByteLevel()
    transformers.PreTrainedTokenizerFast(tokenizer_object=made).save_pretrained(folder)
    torch.manual_seed(0)
    config = transformers.LlamaConfig(
        vocab_size=len(letters), hidden_size=16, intermediate_size=16, num_hidden_layers=1,
        num_attention_heads=2,
    )  # fmt: skip
    transformers.LlamaForCausalLM(config).save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def items():
    """Thirty films with two questions each, of which B is always right."""
    return [
        AuditItem(
            id=f"q{n}", film=f"film-{n // 2}", family=f"film-{n // 2}", kind="what",
            template="what", question=f"What is it, {n}?", options=("a", "b", "c", "d"), answer=1,
        )
        for n in range(60)
    ]  # fmt: skip


@pytest.mark.slow
def test_it_finds_what_is_given_away_of_families_that_it_was_not_trained_on(folder, items):
    model = BlindModel(path=folder, epochs=10)
    ticks = []
    found = audit_items(items, lambda: ticks.append(1), model)
    assert len(ticks) == steps(items, model)
    part = found.parts["model"].everything
    assert part.questions == 60
    assert part.scores["model"].rate == 1.0
    assert "model" not in found.unasked
    assert all(right["model"] > 0.25 for right in found.right.values())
    told = found.right["q0"]
    blind = ("words", "siblings", "options", "model")
    assert found.blind_score("q0") == pytest.approx(sum(told[view] for view in blind) / 4)
    assert audit_items(items, model=model).right == found.right


def test_of_many_questions_it_is_asked_those_of_whole_families(folder, items):
    model = BlindModel(path=folder, rows=11, epochs=1)
    chosen = model.chosen(items)
    assert len(chosen) == 10
    assert {items[n].film for n in chosen} == {items[n].film for n in chosen[::2]}
    found = audit_items(items, model=model)
    assert found.parts["model"].everything.questions == 10
    assert sum("model" in right for right in found.right.values()) == 10


def test_without_one_it_is_told_how_to_name_one(items):
    assert audit_items(items).unasked["model"] == "name one with --model"


@pytest.mark.parametrize("kind", ["nowhere", "empty", "broken", "text.gguf"])
def test_what_is_no_model_is_refused_by_name(tmp_path, items, kind):
    path = tmp_path / kind
    if kind == "text.gguf":
        path.write_text("no weights")
    elif kind != "nowhere":
        path.mkdir()
    if kind == "broken":
        (path / "config.json").write_text("{")
        (path / "model.safetensors").write_bytes(b"none")
    with pytest.raises(InputError, match=kind):
        audit_items(items, model=BlindModel(path=path))


def test_without_its_libraries_it_is_refused_in_words(folder, items, monkeypatch):
    monkeypatch.setitem(sys.modules, "transformers", None)
    with pytest.raises(PluginError, match="needs torch and transformers") as caught:
        audit_items(items, model=BlindModel(path=folder))
    assert caught.value.hint == "pip install torch transformers peft"


def test_without_adapters_all_weights_are_trained(folder, items, monkeypatch):
    monkeypatch.setitem(sys.modules, "peft", None)
    found = audit_items(items, model=BlindModel(path=folder, rows=20, epochs=1))
    assert found.parts["model"].everything.questions == 20
