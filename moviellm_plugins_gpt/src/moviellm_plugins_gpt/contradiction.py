"""Words of light, weather and feeling that say something else than the ledger does."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

_LIGHT: Mapping[str, str] = {
    "dawn": r"dawn|sunrise|daybreak|early morning",
    "day": r"daylight|midday|noon|by day|afternoon",
    "dusk": r"dusk|sunset|twilight|evening|nightfall",
    "night": r"night|midnight|moonlight|moonlit|starlight|starry",
}
_WEATHER: Mapping[str, str] = {
    "clear": r"clear sky|cloudless|blue sky|sunny|sunshine",
    "cloudy": r"cloudy|overcast|grey sky|gray sky",
    "rain": r"rain|rains|raining|rainy|drizzle|downpour",
    "snow": r"snow|snows|snowing|snowy|snowfall|blizzard",
    "storm": r"storm|storms|stormy|thunder|lightning",
    "fog": r"fog|foggy|mist|misty|haze",
}
_MOOD: Mapping[str, str] = {
    "happy": r"happy|happily|smil(?:es?|ing)|laugh(?:s|ing)?|joyful|joyfully|cheerful|delighted",
    "sad": r"sad|sadly|weep(?:s|ing)?|crying|cries|tearful|sorrowful|mournful|grieving",
    "angry": r"angry|angrily|furious|furiously|enraged|scowl(?:s|ing)?",
    "afraid": r"afraid|fearful|fearfully|frightened|scared|terrified|anxious|anxiously",
    "surprised": r"surprised|astonished|shocked|startled|amazed",
    "determined": r"determined|resolute|resolutely",
    "tender": r"tender|tenderly|lovingly",
    "suspicious": r"suspicious|suspiciously|distrustful|wary|warily",
}


def _patterns(words: Mapping[str, str]) -> Mapping[str, re.Pattern[str]]:
    return {value: re.compile(rf"\b(?:{text})\b", re.IGNORECASE) for value, text in words.items()}


_ALL = {
    "light": _patterns(_LIGHT),
    "weather": _patterns(_WEATHER),
    "mood": _patterns(_MOOD),
}


def contradictions(
    text: str, *, light: Collection[str], weather: Collection[str], moods: Collection[str]
) -> list[str]:
    """Words in a text that speak of another light, weather or mood than there is.

    Args:
        text: English prose.
        light: The lights that there are; with none given, any word is one too many.
        weather: The weathers.
        moods: The moods of those who are seen.
    """
    true = {"light": light, "weather": weather, "mood": moods}
    return [
        found[0]
        for kind, patterns in _ALL.items()
        for value, pattern in patterns.items()
        if value not in true[kind] and (found := pattern.search(text))
    ]
