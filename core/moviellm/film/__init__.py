"""The film as data: brief, screenplay, ledger, storyboard, footage, annotations. No I/O.

    Brief -> Screenplay -> Storyboard -> Footage (+ Soundtrack, Clips, SoundMix) -> Annotations
        -> exported dataset

Every model is a frozen pydantic model that rejects unknown fields and round-trips through JSON.
Time is integer milliseconds from the start of the film. What computes with these parts has rooms of
its own, each with its public names: `moviellm.film.verbs`, `viewers`, `questions`, `captioning`,
`staging`, `formats` and `likeness`.
"""

from moviellm.film.animating.shot_slates import shot_slates
from moviellm.film.colouring import named_colour
from moviellm.film.ledger.continuity import check_storyboard
from moviellm.film.ledger.ledger import Ledger, Problem, Step, check
from moviellm.film.ledger.retiming import retime
from moviellm.film.looks import differing_looks
from moviellm.film.models.animals import is_animal
from moviellm.film.models.annotations import (
    Annotations,
    Caption,
    Evidence,
    Level,
    Question,
    QuestionKind,
)
from moviellm.film.models.brief import SHAPES, Brief, Rotation, Shape, Twin
from moviellm.film.models.clips import (
    CLIP_RATES,
    MEDIA_TYPES,
    Animation,
    BoxRun,
    Clip,
    ClipRate,
    Clips,
    SeenEvent,
    ShotFrame,
    ShotLine,
    ShotSlate,
    Track,
)
from moviellm.film.models.comparison import Comparison, Preference
from moviellm.film.models.curation import Decision, QuestionFacts, Quota
from moviellm.film.models.events import VerbName
from moviellm.film.models.facts import (
    LIGHTS,
    MOODS,
    POSTURES,
    RELATIONS,
    WEATHERS,
    Fact,
    Light,
    Mood,
    Posture,
    Relation,
    Weather,
    fluent,
    fluent_parts,
    location_parts,
    parse_fact,
)
from moviellm.film.models.families import family, pair_id, split_of
from moviellm.film.models.film import Consent, Film, slates
from moviellm.film.models.footage import (
    Box,
    Footage,
    Painting,
    Picture,
    Recording,
    Sound,
    Soundtrack,
    SpokenWord,
    Verdict,
)
from moviellm.film.models.ids import AWAY, Id, Record, derive_seed, film_id
from moviellm.film.models.mix import (
    MIX_RATES,
    HeardSound,
    Mixing,
    MixRate,
    SoundKind,
    SoundMix,
    mix_samples,
)
from moviellm.film.models.screenplay import (
    Appearance,
    Chapter,
    Colour,
    Event,
    EventField,
    Fork,
    Person,
    Phrase,
    Place,
    Prop,
    Rotated,
    Scene,
    Screenplay,
    Spot,
    Style,
)
from moviellm.film.models.state import GONE, Entities, State
from moviellm.film.models.storyboard import (
    Camera,
    Cue,
    Depiction,
    DressedFor,
    Figure,
    KeyFrame,
    Pose,
    Shot,
    Slate,
    Storyboard,
    VisibleProp,
    VisibleSpot,
    seen_facts,
    seen_props,
)
from moviellm.film.models.timeline import Span, clock
from moviellm.film.question_facts import question_facts
from moviellm.film.seasons import Season, told_season

__all__ = [
    "AWAY", "CLIP_RATES", "GONE", "LIGHTS", "MEDIA_TYPES", "MIX_RATES", "MOODS", "POSTURES",
    "RELATIONS", "SHAPES", "WEATHERS", "Animation", "Annotations", "Appearance", "Box", "BoxRun",
    "Brief", "Camera", "Caption", "Chapter", "Clip", "ClipRate", "Clips", "Colour", "Comparison",
    "Consent", "Cue", "Decision", "Depiction", "DressedFor", "Entities", "Event", "EventField",
    "Evidence", "Fact", "Figure", "Film", "Footage", "Fork", "HeardSound", "Id", "KeyFrame",
    "Ledger", "Level", "Light", "MixRate", "Mixing", "Mood", "Painting", "Person", "Phrase",
    "Picture", "Place", "Pose", "Posture", "Preference", "Problem", "Prop", "Question",
    "QuestionFacts", "QuestionKind", "Quota", "Record", "Recording", "Relation", "Rotated",
    "Rotation", "Scene", "Screenplay", "Season", "SeenEvent", "Shape", "Shot", "ShotFrame",
    "ShotLine", "ShotSlate", "Slate", "Sound", "SoundKind", "SoundMix", "Soundtrack", "Span",
    "SpokenWord", "Spot", "State", "Step", "Storyboard", "Style", "Track", "Twin", "VerbName",
    "Verdict", "VisibleProp", "VisibleSpot", "Weather", "check", "check_storyboard", "clock",
    "derive_seed", "differing_looks", "family", "film_id", "fluent", "fluent_parts",
    "is_animal", "location_parts", "mix_samples", "named_colour", "pair_id", "parse_fact",
    "question_facts", "retime", "seen_facts", "seen_props", "shot_slates", "slates", "split_of",
    "told_season",
]  # fmt: skip
