"""The film as data: brief, screenplay, world, storyboard, footage, annotations. No I/O.

    Brief -> Screenplay -> Storyboard -> Footage (+ Soundtrack) -> Annotations -> exported dataset

Every model is a frozen pydantic model that rejects unknown fields and round-trips through JSON.
Time is integer milliseconds from the start of the film.
"""

from moviellm.film.annotations import Annotations, Caption, Evidence, Level, Question, QuestionKind
from moviellm.film.brief import SHAPES, Brief, Shape, Twin
from moviellm.film.checks import (
    CHECKS,
    Asked,
    Proof,
    asks_for_order,
    blind_guesses,
    prove,
    seen_blind,
)
from moviellm.film.comparison import Comparison, Preference
from moviellm.film.continuity import check_storyboard, retime
from moviellm.film.events import VerbName
from moviellm.film.facts import (
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
from moviellm.film.families import family, split_of
from moviellm.film.film import Consent, Film, slate_texts, slates
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
from moviellm.film.likeness import Mention, real_names, require_consent, texts_of
from moviellm.film.portrait import portrait
from moviellm.film.programs import (
    PROGRAMS,
    Answer,
    Believes,
    Cause,
    Count,
    Difference,
    Duration,
    First,
    Last,
    Mistaken,
    Order,
    Pattern,
    Program,
    Story,
    Value,
    When,
    WhoSaid,
    as_evidence,
    certificate_ms,
    find_evidence,
    is_minimal,
    parse_program,
)
from moviellm.film.screenplay import (
    Appearance,
    Chapter,
    Colour,
    Event,
    Fork,
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
from moviellm.film.story_info import read_story_info, write_story_info
from moviellm.film.storyboard import (
    Camera,
    Cue,
    Depiction,
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
from moviellm.film.subtitles import one_line, write_srt, write_vtt
from moviellm.film.timeline import Span, clock
from moviellm.film.verbs import SPEECH, VERBS, Verb
from moviellm.film.video_clock import VideoClock
from moviellm.film.viewers import (
    END,
    NOT,
    START,
    Mind,
    Piece,
    Reel,
    Sight,
    Thought,
    View,
    beliefs,
    one_frame,
    pieces,
    thought,
)
from moviellm.film.world import Problem, Step, World, check

__all__ = [
    "AWAY", "CHECKS", "END", "GONE", "LIGHTS", "MOODS", "NOT", "POSTURES", "PROGRAMS", "RELATIONS",
    "SHAPES", "SPEECH", "START", "VERBS", "WEATHERS", "Annotations", "Answer", "Appearance",
    "Asked", "Believes", "Box", "Brief", "Camera", "Caption", "Cause", "Chapter", "Colour",
    "Comparison", "Consent", "Count", "Cue", "Depiction", "Difference", "Duration", "Event",
    "Evidence", "Fact", "Figure", "Film", "First", "Footage", "Fork", "Id", "KeyFrame", "Last",
    "Level", "Light", "Mention", "Mind", "Mistaken", "Mood", "Order", "Painting", "Pattern",
    "Person", "Phrase", "Picture", "Piece", "Place", "Pose", "Posture", "Preference", "Problem",
    "Program", "Proof", "Prop", "Question", "QuestionKind", "Record", "Recording", "Reel",
    "Relation", "Scene", "Screenplay", "Shape", "Shot", "Sight", "Slate", "Sound", "Soundtrack",
    "Span", "Spot", "Stage", "State", "Step", "Story", "Storyboard", "Style", "Thought", "Twin",
    "Value", "Verb", "VerbName", "Verdict", "VideoClock", "View", "VisibleProp", "VisibleSpot",
    "Weather", "When", "WhoSaid", "World", "as_evidence", "asks_for_order", "beliefs",
    "blind_guesses", "certificate_ms", "check", "check_storyboard", "clock", "derive_seed",
    "family", "film_id", "find_evidence", "fluent", "fluent_parts", "is_minimal", "location_parts",
    "one_frame", "one_line", "parse_fact", "parse_program", "pieces", "portrait", "prove",
    "read_story_info", "real_names", "require_consent", "retime", "seen_blind", "seen_facts",
    "seen_props", "slate_texts", "slates", "split_of", "texts_of", "thought", "write_srt",
    "write_story_info", "write_vtt",
]  # fmt: skip
