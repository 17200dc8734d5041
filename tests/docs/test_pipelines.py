"""Every pipeline that a page shows is read by the real reader."""

from __future__ import annotations

import pytest
from moviellm.errors import FilmError, MovieLLMError
from moviellm.film.likeness import require_consent
from moviellm.pipeline.read import read_pipeline

HEAD = "moviellm: 1\nfilms: {themes: [A lantern]}\n"


@pytest.fixture
def cast(site):
    """The plugins that the how-to pages build, by their declarations."""
    declared = "from moviellm import Component\n"
    options = "from pydantic import BaseModel, ConfigDict\n"
    plugins = {
        "painter": ("dots", "size: tuple[int, int]"),
        "animator": ("flicker", "rate: int"),
        "exporter": ("my-format", "level: str"),
        "hooks": ("noticeboard", "file: str"),
    }
    entries = []
    for stage, (name, field) in plugins.items():
        declared += (
            f"{stage} = Component(name={name!r}, stage={stage!r}, implementation='nowhere:No',\n"
            f"    config='how_to_options:{stage.title()}', summary='As in the how-to.')\n"
        )
        options += (
            f"class {stage.title()}(BaseModel):\n"
            f"    model_config = ConfigDict(extra='forbid', frozen=True)\n    {field}\n"
        )
        entries.append(f"{stage}: {name} = how_to_plugins:{stage}")
    files = [("how_to_plugins.py", declared), ("how_to_options.py", options)]
    site.install("moviellm-plugin-how-to", entries=entries, files=files)


def test_every_pipeline_of_every_page_is_right(pages, cast, tmp_path):
    (tmp_path / "themes.txt").write_text("A lantern\nTwo rivals\n", encoding="utf-8")
    count = 0
    for page in pages:
        for number, block in enumerate(page.blocks("yaml")):
            text = block.text if "moviellm: 1" in block.text else HEAD + block.text
            file = tmp_path / f"pipeline-{count}.yaml"
            file.write_text(text, encoding="utf-8")
            try:
                read_pipeline(file)
            except MovieLLMError as error:
                pytest.fail(f"{page.path}, YAML block {number + 1}: {error}")
            count += 1
    assert count >= 10


def test_the_example_of_consent_covers_the_person_it_names(page, tmp_path):
    blocks = page("docs/reference/pipeline.md").blocks("yaml")
    (text,) = [block.text for block in blocks if "consent:" in block.text]
    file = tmp_path / "pipeline.yaml"
    file.write_text(text, encoding="utf-8")
    loaded = read_pipeline(file)
    (brief,) = loaded.briefs()
    require_consent(brief, loaded.pipeline.consent)
    with pytest.raises(FilmError):
        require_consent(brief, ())
