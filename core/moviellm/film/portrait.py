"""A person's looks in prose: the fixed wording by which prompts and exports describe them."""

from __future__ import annotations

from moviellm.film.models.screenplay import Appearance, Person

_NOUNS = {
    ("she", True): "girl",
    ("he", True): "boy",
    ("they", True): "child",
    ("she", False): "woman",
    ("he", False): "man",
    ("they", False): "person",
}
_HAIR = {
    "short": "short {} hair",
    "curly": "curly {} hair",
    "bob": "{} hair in a bob",
    "long": "long {} hair",
    "bun": "{} hair in a bun",
    "braid": "{} hair in a braid",
    "ponytail": "{} hair in a ponytail",
}
_BEARDS = {"stubble": "stubble", "moustache": "a moustache", "full": "a full beard"}


def portrait(person: Person) -> str:
    """The person's appearance sheet in a phrase: its own description, or one made of its parts."""
    looks = person.appearance
    if looks.description:
        return looks.description
    noun = _NOUNS[person.pronoun, looks.age == "child"]
    kinds = [
        looks.height if looks.height != "average" else "",
        looks.build if looks.build != "average" else "",
        looks.age if looks.age in ("young", "old") else "",
        noun,
    ]
    first = " ".join(kind for kind in kinds if kind)
    article = "an" if first[0] in "aeiou" else "a"
    features = ", ".join(_features(looks))
    clothes = f"{looks.garment_colour} {looks.garment}"
    dress = f"{'an' if clothes[0] in 'aeiou' else 'a'} {clothes}"
    if looks.headwear != "none":
        dress += f" and {_headwear(looks)}"
    return f"{article} {first} with {features}, in {dress}"


def _features(looks: Appearance) -> list[str]:
    hair = _HAIR[looks.hair].format(looks.hair_colour) if looks.hair != "bald" else "a bald head"
    features = [f"{looks.skin} skin", hair]
    if looks.beard != "none":
        features.append(_BEARDS[looks.beard])
    if looks.glasses:
        features.append("glasses")
    return features


def _headwear(looks: Appearance) -> str:
    words = f"{looks.headwear_colour} {looks.headwear}"
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"
