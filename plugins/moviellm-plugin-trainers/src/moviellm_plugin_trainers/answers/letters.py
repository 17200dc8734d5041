"""Which options a text names, by their letters or by their words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from moviellm.exporting import letter

from moviellm_plugin_trainers.answers.plain import plain
from moviellm_plugin_trainers.answers.stated import claim, read_answer
from moviellm_plugin_trainers.answers.words import bare

_L = "A-Za-z0-9_\u00c0-\u024f\u1e00-\u1eff"
_LETTER = re.compile(
    rf"(?<![{_L}&\\])(?<![A-Za-z]['-])(?<![A-Z]\.)([A-Za-z])(?![{_L}&])(?!['-][A-Za-z])(?!\.[A-Z]\b)"
)
"""A letter that is no part of a word, of a possessive (``Mara's``), a compound (``T-shirt``) or an
abbreviation (``U.S.``)."""
_ONE = (
    r"(?:(?:option|choice|letter|answer)s?\s+)?[(\[\"']?"
    rf"(?<![{_L}])(?!I\s)[A-Za-z](?![{_L}])[)\]\"']?"
)
_JOINT = r"(?:,?\s*\b(?:and|or|nor|und|oder|noch|et|ou|ni|y|o)\b\s*(?:also\s+)?|\s*[/&、和或与]\s*)"
_LIST = rf"(?:{_ONE}(?:\s*,\s*{_ONE}){{0,25}}{_JOINT})?{_ONE}"
_NOT = (
    r"\b(?:not(?!\s+only\b)|never|neither|nor|anything but|except|excluding|exclude|eliminate|"
    r"reject|against|rules? out|ruled out|ruling out|doubt|nicht|weder|pas|niet|não|non|"
    r"no(?:\s+es)?)\b|n't\b|不是|不选|不選|非|排除"
)
_FILL = r"(?:(?:be|think|believe|choose|pick|select|say|it|is|it's|that|to|both|either)\s+){0,4}"
_WRONG = (
    r"(?:not\b(?!\s+(?:wrong|incorrect|false))|wrong|incorrect|false|impossible|unlikely|"
    r"out\b|ruled|eliminated)"
)
_HOW = r"(?:\s+(?:both|all|clearly|also|certainly|obviously|simply|just|definitely))?"
_DENIED = re.compile(
    rf"(?:{_NOT})\s*{_FILL}{_LIST}"
    rf"|{_LIST}{_HOW}\s+(?:are|were|seem|look|do|can|could|should){_HOW}\s+{_WRONG}"
    rf"|{_LIST}{_HOW}\s+(?:aren't|weren't|don't|can't|cannot|won't|couldn't|didn't|never)\b"
    rf"|{_ONE}{_HOW}\s*(?:\s(?:is|was|seems|looks|being|does|has|did|would|will)|[:(–—=-]){_HOW}\s*{_WRONG}"
    rf"|{_ONE}{_HOW}\s+(?:isn't|wasn't|doesn't|hasn't|wouldn't)\b"
    rf"|{_ONE}\s*\?\s*(?:no|nope|wrong)\b"
    rf"|{_ONE}\s*(?:不对|不正确|是?错|錯|ではなく|じゃなく|가 아니|이 아니|[✗✘❌])",
    re.IGNORECASE,
)
"""``neither A nor B``, ``I do not think it is A``, ``A and C are wrong``."""
_JOINED = re.compile(rf"(?:{_JOINT}|,\s*)\Z")
_NAMED = re.compile(
    r"(?:option|choice|letter|answer|alternative|选项|選項|選択肢|보기)\s*[(\[\"']?\Z", re.I
)
_GOES_ON = re.compile(
    r"\s+(?:is|was|and|or|but|as|because|since|seems|must|would|should|will|may|fits|matches|shows)\b"
)
_OR = re.compile(r"\s+(?:or|and)\s+[(\[\"']?[a-z]\b")
_NEGATED = re.compile(r"\b(?:not|never|neither|nor|isn t|wasn t|t)(?: \w+){0,2} \Z")
_WORD = re.compile(r"\s+[\w]{2,}|\s+\d")
_FREE = re.compile(r"\s*(?:\Z|[.,;:!)\]\"'—–(-]|\n)")
_LINE_BEGINS = re.compile(r"(?:\A|\n)[\s(\[\"']*\Z")


def options_named(completion: str, options: Sequence[str] = ()) -> set[str]:
    """Return the letters of the options that a text answers with.

    Args:
        completion: A model's text.
        options: The options in order, where they are known: one may then be named by its words,
            and other letters than theirs are none.
    """
    return read_answer(completion, lambda piece: _named(piece, options))


def _named(piece: str, options: Sequence[str]) -> set[str]:
    if repeated := _repeated(piece, options):
        return repeated
    letters = _letters(piece, len(options))
    if len(letters) == 1 and (other := _repeated(_LETTER.sub(" ", piece, count=1), options)):
        return letters | other
    return letters or _in_words(claim(piece), options)


def _repeated(piece: str, options: Sequence[str]) -> set[str]:
    """The option that a piece repeats word for word."""
    text = _words(piece)
    found = [at for at, option in enumerate(options) if len(text) > 1 and _words(option) == text]
    return {letter(found[0])} if len(found) == 1 else set()


def _in_words(piece: str, options: Sequence[str]) -> set[str]:
    """The options whose words stand in a piece, longer ones before those that are part of them."""
    left, found = f" {bare(piece)} ", set()
    words = [f" {bare(option)} " for option in options]
    for at in sorted(range(len(words)), key=lambda at: -len(words[at])):
        before, there, _ = left.partition(words[at])
        if there.strip() and words.count(there) == 1:
            left = left.replace(there, " | ")
            if not _NEGATED.search(f"{before} "):
                found.add(letter(at))
    return found


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", plain(text).casefold()))


def _letters(piece: str, count: int) -> set[str]:
    kept = _DENIED.sub(" none ", plain(piece))
    found = {m[1].upper() for m in _LETTER.finditer(kept) if _is_letter(m, kept)}
    return {one for one in found if not count or ord(one) - ord("A") < count}


def _is_letter(found: re.Match[str], text: str) -> bool:
    """Whether a lone letter names an option, and is no article, pronoun or word."""
    before, after = text[: found.start()], text[found.end() :]
    if _NAMED.search(before) or (before[-1:] in "([" and before and after[:1] in ")]"):
        return True
    if found[1].isupper():
        if found[1] not in "AI" or not _WORD.match(after):
            return True
        return found[1] == "A" and bool(_GOES_ON.match(after))
    begins = _LINE_BEGINS.search(before) or _JOINED.search(before)
    return bool(begins) and bool(
        _FREE.match(after) or _OR.match(after) or (found[1] not in "ai" and _GOES_ON.match(after))
    )
