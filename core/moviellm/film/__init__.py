"""The film as data: brief, screenplay, world, storyboard, footage, annotations. No I/O.

    Brief -> Screenplay -> Storyboard -> Footage (+ Soundtrack) -> Annotations -> exported dataset

Every model is a frozen pydantic model that rejects unknown fields and round-trips through JSON.
Time is integer milliseconds from the start of the film.
"""

from moviellm.film.annotations import Annotations, Caption, Evidence, Level, Question, QuestionKind
from moviellm.film.brief import SHAPES, Brief, Shape
from moviellm.film.continuity import check_storyboard
from moviellm.film.events import SPEECH, VERBS, Verb, VerbName
from moviellm.film.facts import (
    LIGHTS,
    MOODS,
    POSTURES,
    RELATIONS,
    WEATHERS,
    Fact,
    fluent,
    fluent_parts,
    location_parts,
    parse_fact,
)
from moviellm.film.film import Consent, Film, slates
from moviellm.film.footage import (
    Box,
    Footage,
    Painting,
    Picture,
    Recording,
    Sound,
    Soundtrack,
    Verdict,
)
from moviellm.film.ids import AWAY, Id, Record, derive_seed, film_id
from moviellm.film.screenplay import (
    Appearance,
    Chapter,
    Event,
    Person,
    Phrase,
    Place,
    Prop,
    Scene,
    Screenplay,
    Spot,
    Style,
)
from moviellm.film.state import GONE, Stage, State
from moviellm.film.storyboard import (
    Camera,
    Cue,
    Depiction,
    Figure,
    KeyFrame,
    Shot,
    Slate,
    Storyboard,
    VisibleProp,
    seen_facts,
    seen_props,
)
from moviellm.film.timeline import Span, clock
from moviellm.film.world import Problem, Step, World, check

__all__ = [
    "AWAY", "GONE", "LIGHTS", "MOODS", "POSTURES", "RELATIONS", "SHAPES", "SPEECH", "VERBS",
    "WEATHERS", "Annotations", "Appearance", "Box", "Brief", "Camera", "Caption", "Chapter",
    "Consent", "Cue", "Depiction", "Event", "Evidence", "Fact", "Figure", "Film", "Footage", "Id",
    "KeyFrame", "Level", "Painting", "Person", "Phrase", "Picture", "Place", "Problem", "Prop",
    "Question", "QuestionKind", "Record", "Recording", "Scene", "Screenplay", "Shape", "Shot",
    "Slate", "Sound", "Soundtrack", "Span", "Spot", "Stage", "State", "Step", "Storyboard",
    "Style", "Verb", "VerbName", "Verdict", "VisibleProp", "World", "check", "check_storyboard",
    "clock", "derive_seed", "film_id", "fluent", "fluent_parts", "location_parts", "parse_fact",
    "seen_facts", "seen_props", "slates",
]  # fmt: skip
