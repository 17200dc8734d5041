"""Lines that speak of what happened, by what happened and by whose doing it was.

``{the}`` and ``{a}`` are the thing, ``{where}`` its spot, ``{who}`` and ``{whom}`` the persons,
``{at}`` the place, ``{past}`` the deed in the past.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from moviellm.studio.fable.lexicon.table import rows

Lines = Mapping[str, tuple[str, ...]]

OF_ME: Lines = MappingProxyType(
    {
        "give": ("Do you still have {the}?", "I am glad that {the} is with you now.",
                 "You will look after {the}, I know."),
        "show": ("Now you have seen {the}. What do you say to it?",
                 "You are one of the few who have seen {the}.",
                 "What did you think when I showed you {the}?"),
        "find": ("I would never have looked {where}, but for a feeling.",
                 "My heart stopped when I saw {the}.", "Of all places, {where}!"),
        "find unseen": ("I found {the} {where}. Can you imagine?",
                        "Guess what I found {where}."),
        "put": ("I put it {where}, where I can find it in the dark.",
                "You saw me put {the} {where}. Remember it."),
        "break": ("I see it fall, again and again.", "If only {the} were whole again."),
        "mend": ("It is not perfect. But it holds.", "My fingers hurt, but {the} is whole."),
        "mend unseen": ("I have mended {the}.", "Do you know that {the} is whole again?"),
        "quarrel": ("I said too much, {at}.", "I have not forgotten our quarrel."),
        "reconcile": ("I am glad that we talk again.", "It was time that we made peace."),
        "befriend": ("I should have given you my hand much earlier.",
                     "I never thought that I would find a friend {at}."),
        "embrace": ("That did me good.", "I do not do that every day, {at} or anywhere.",
                    "I have wanted to do that for a long time."),
        "unlock": ("I thought that the key would break.", "Such a small sound, a lock."),
        "open": ("I had hoped to see something else in there.",
                 "I do not know what I hoped for when I opened {the}.",
                 "One opens {a}, and nothing is as it was."),
        "look": ("I have looked {at} more than once.",
                 "Whoever looks {at} long enough finds more."),
    }
)  # fmt: skip
"""Lines of somebody who did it, to one who was there (or, ``unseen``, was not)."""

OF_YOU: Lines = MappingProxyType(
    {
        "give": ("Thank you for {the}.", "I take good care of {the}, you know.",
                 "Why did you give {the} to me, of all people?"),
        "show": ("I keep thinking of {the}.", "Where did you get {the}, really?",
                 "You should not show {the} to everybody."),
        "find": ("How did you know to look {where}?", "You have sharp eyes.",
                 "I have walked past it a hundred times."),
        "put": ("Why {where}, of all places?", "Is {the} safe {where}, do you think?"),
        "break": ("It is only {a}. Nobody is hurt.", "Do not cry over {the}."),
        "mend": ("One hardly sees the crack.", "Your hands can do more than most."),
        "quarrel": ("You could have asked me before you shouted.",
                    "What you said {at} still hurts."),
        "reconcile": ("It took courage to come to me first.", "I had missed you, you know."),
        "befriend": ("I did not expect you to give me your hand.",),
        "embrace": ("You are warmer than you look.", "Nobody has held me like that for years.",
                    "I needed that, {at} of all places."),
        "unlock": ("And I thought it would never open.", "You opened {the} as if it knew you."),
        "open": ("I saw your face when you opened it.", "What did you hope to find in {the}?",
                 "You opened {the} as if it might bite."),
        "look": ("What were you looking for?", "What did you hope to see {at}?",
                 "You looked as if somebody had called you.", "Did you find what you looked for?"),
    }
)  # fmt: skip
"""Lines to somebody who did it."""

OF_OTHERS: Lines = MappingProxyType(
    {
        "give": ("So {whom} has {the} now.", "Would you have given {the} away, like {who}?"),
        "show": ("{who} is proud of {the}.", "What does {who} want with {the}?"),
        "find": ("{who} found {the} {where}. Some have all the luck.",),
        "put": ("{who} put {the} {where}. Did you see it?",),
        "break": ("Poor {who}. Such a thing is quickly broken.",
                  "{who} has not smiled since {the} broke."),
        "mend": ("{who} has golden hands.", "I would not have thought that {who} could mend {a}."),
        "quarrel": ("{who} and {whom} do not speak any more.",
                    "{who} or {whom}, which of them is right?"),
        "reconcile": ("{who} and {whom} talk again. Good.",
                      "{who} and {whom} at peace! I saw it {at}."),
        "befriend": ("{who} and {whom}, who would have thought?",
                     "{who} gave {whom} a hand. I was there."),
        "unlock": ("{who} got it open at last.", "I held my breath when {who} unlocked {the}."),
    }
)  # fmt: skip
"""Lines about somebody else."""

SECRETLY = (
    "Nobody knows that I {past}.",
    "I {past}. There is no way back now.",
    "It was right that I {past}. Was it not?",
    "Nobody must ever learn that I {past}.",
    "What have I done? I {past}.",
)
"""Lines to oneself about what nobody else may know."""

ALONE: Lines = MappingProxyType(
    {
        "find": ("To think that it was {where} all the time.", "I must tell somebody about {the}."),
        "put": ("{the} {where}. I must remember it.", "Here it is safe."),
        "give": ("I miss {the} already.", "I hope that {whom} is happy with it.",
                 "{the} is better off with {whom}.", "Was it wise to give {the} away?"),
        "take": ("It is lighter than I thought.", "So this is {the}.", "{the} is with me now.",
                 "I have never held {a} before."),
        "mend": ("Whole again. Almost as before.", "I did not know that I could mend {a}.",
                 "Now {the} will see us all out."),
        "quarrel": ("I should not have shouted.", "I was right. So why do I feel so small?"),
        "look": ("I was so sure.", "It must be somewhere.", "{at}, I thought. I thought wrong.",
                 "Have I gone blind {at}?"),
        "open": ("I was so sure that it was in there.", "Why did I open {the}?",
                 "{the} smells of old years."),
        "show": ("Did I talk too much?", "I should not show {the} to everybody.",
                 "I wonder what {whom} saw in {the}.", "Did {whom} see how proud I was?",
                 "Now {whom} knows {the}, too."),
    }
)  # fmt: skip
"""Lines to oneself about what everybody may know."""

REPLIES = (
    "You see everything.", "Let us not speak of it here.", "Perhaps. Perhaps not.",
    "You say that so easily.", "Somebody had to say it.",
    "It is not as simple as it looks.", "You worry too much.", "I know. I know.",
    "That is what I was afraid of.", "One day we will laugh about it.", "Keep your voice down.",
    "I believe you.", "If you say so.", "You always say that.", "I wish I could be so sure.",
    "We shall see.", "Never mind that now.", "Go on. I am listening.", "Not so loud.",
    "It keeps me awake, too.", "You may be right.", "I had not thought of that.",
    "Then I am not the only one.", "Say that again when the sun is up.", "I hear you.",
    "I have nothing to add to that.", "Let us leave it at that.",
)  # fmt: skip
"""Short answers that fit almost anything."""

ANSWERS = (
    "Why do you ask?", "Ask me tomorrow.", "You know the answer.", "I wish I knew.",
    "I would rather not say.", "What do you think?", "That is a long story.",
    "I ask myself the same.", "Does it matter now?", "Nobody has ever asked me that.",
    "Give me time.", "You would not believe me.", "Let me think about it.", "Guess.",
    "I do not know yet.", "Not here. Not now.",
)  # fmt: skip
"""Short answers to questions."""

LINES: Lines = MappingProxyType({key: tuple(options) for key, *options in rows("lines.txt")})
"""What people say, and why they do things, at each point of each plot: ``PLOT.POINT``."""

SMALL_TALK = tuple((about, line) for about, line in rows("small_talk.txt"))
"""What people say of what is there just now: a key for what it speaks of, and the line."""
