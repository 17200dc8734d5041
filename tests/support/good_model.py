"""A model on loopback that answers by the schema it is given, well unless it is told otherwise.

It speaks OpenAI's chat completions and images, Anthropic's messages, and both batch endpoints. Real
SDKs ask it.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import struct
import threading
import wave
import zlib
from collections import Counter, defaultdict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from batch_desk import BatchDesk

PEOPLE = [
    ("Mara", "she", "lighthouse keeper", "keep the map safe"),
    ("Ivo", "he", "fisherman", "have the map for himself"),
    ("Tess", "she", "baker", "open a second shop"),
    ("Bram", "he", "ferryman", "see the other shore"),
    ("Noor", "she", "teacher", "find her brother"),
    ("Olek", "he", "gardener", "win the fair"),
]
PLACES = [
    ("the lighthouse", "lighthouse", True), ("the harbour", "harbour", False),
    ("the market", "market", False), ("the workshop", "workshop", True),
    ("the garden", "garden", False), ("the attic", "attic", True), ("the inn", "inn", True),
    ("the beach", "beach", False), ("the library", "library", True), ("the cave", "cave", True),
    ("the forest", "forest", False), ("the cellar", "cellar", True),
]  # fmt: skip
THINGS = [
    ("old map", "map"), ("brass key", "key"), ("tin lantern", "lantern"), ("red kite", "kite"),
    ("sealed letter", "letter"), ("stale bread", "bread"), ("jade ring", "ring"),
    ("long rope", "rope"), ("small bell", "bell"), ("blue vase", "vase"), ("wool scarf", "scarf"),
    ("odd coin", "coin"),
]  # fmt: skip
COLOURS = ["red", "blue", "green", "amber", "plum", "teal"]
MOODS = ["happy", "angry", "surprised", "calm"]


def kind_of(schema):
    """Which question a schema belongs to."""
    names = set(schema.get("properties", {}))
    for kind, sign in (
        ("bible", "overview"), ("chapter", "scenes"), ("scene", "events"), ("names", "real"),
        ("captions", "captions"), ("questions", "questions"), ("look", "missing"),
        ("judge", "better"),
    ):  # fmt: skip
        if sign in names:
            return kind
    if "frames" in names:
        items = schema["properties"]["frames"]["items"]
        return "pictures" if items.get("type") == "string" else "cameras"
    return "text"


def number(pattern, text):
    return int(re.search(pattern, text)[1])


def bible(text):
    people = number(r"a cast of (\d+)", text)
    places = number(r"- (\d+) places", text)
    props = number(r"- (\d+) things", text)
    chapters = number(r"exactly (\d+) chapters", text)
    variation = number(r"Variation: (\d+)", text)
    cast = [
        {
            "name": name, "pronoun": pronoun, "role": "main" if n < 2 else "supporting",
            "occupation": work, "want": want, "starts": PLACES[n % places % 2][0],
            "looks": {
                "age": "adult", "build": "average", "height": "tall", "skin": "tan",
                "hair": "short", "hair_colour": "brown", "beard": "none", "glasses": False,
                "garment": "coat", "garment_colour": COLOURS[n], "legwear_colour": "grey",
                "headwear": "none", "headwear_colour": "brown",
            },
        }
        for n, (name, pronoun, work, want) in enumerate(PEOPLE[:people])
    ]  # fmt: skip
    scenery = [
        {
            "name": name, "kind": kind, "indoors": indoors, "description": "A quiet place.",
            "spots": [
                {"name": "table", "preposition": "on", "kind": "table", "hidden": False},
                {"name": "barrel", "preposition": "behind", "kind": "niche", "hidden": True},
            ],
        }
        for name, kind, indoors in PLACES[:places]
    ]  # fmt: skip
    things = [
        {
            "name": name, "kind": kind, "colour": "tan", "container": False, "opens": False,
            "locks": False, "lights": False, "wearable": False, "fixed": False,
            "starts": PLACES[n % places][0], "spot": "table",
        }
        for n, (name, kind) in enumerate(THINGS[:props])
    ]  # fmt: skip
    return {
        "title": f"The Map, Take {variation}",
        "overview": "Somebody hides a map. Somebody else finds it.",
        "genre": "Mystery",
        "keyword": "storybook",
        "phrases": [{"text": "warm light", "emphasised": True}],
        "cast": cast,
        "places": scenery,
        "props": things,
        "chapters": [
            {"title": f"Part {n}", "summary": f"In part {n} the map changes hands."}
            for n in range(1, chapters + 1)
        ],
    }


def chapter(text):
    count = number(r"exactly (\d+) scenes", text)
    at = number(r"Divide chapter (\d+)", text)
    persons = text.partition("Persons (id")[2].partition("Places (id")[0]
    places = text.partition("Places (id")[2].partition("Things (id")[0]
    people = re.findall(r"^- ([\w.-]+):", persons, re.MULTILINE)
    places = re.findall(r"^- ([\w.-]+):", places, re.MULTILINE)
    return {
        "scenes": [
            {
                "title": f"Scene {at}.{n}",
                "summary": "They meet and talk about the map.",
                "place": places[(at + n) % len(places)],
                "people": people[:2],
            }
            for n in range(count)
        ]
    }


def deed(verb, agent=None, prose="", **roles):
    empty = dict.fromkeys(("prop", "person", "place", "spot", "value", "fact", "line"))
    return {"verb": verb, "agent": agent, **empty, "because": [], "prose": prose, **roles}


def scene(text):
    place = re.search(r"It happens at .* \(([\w.-]+)\)\.", text)[1]
    least, _, lines = map(
        int,
        re.search(r"Give (\d+) to (\d+) events in order, among them (\d+) lines", text).groups(),
    )
    label = re.search(r"events of scene ([\w.]+):", text)[1]
    state = text.partition("What is the case when the scene begins")[2]
    state = state.partition("The last events before it")[0]
    where = dict(re.findall(r"^- ([\w.-]+): at ([\w.-]+)", state, re.MULTILINE))
    meant = re.search(r"Meant to be in it: (.*)", text)[1].split(", ")
    people = [one for one in meant if one in where][:2]
    events = [deed("enter", one, place=place) for one in people if where[one] != place]
    who, other = people[0], people[1] if len(people) > 1 else None
    free = re.findall(r"^- ([\w.-]+): on:([\w.-]+) at " + re.escape(place), state, re.MULTILINE)
    if free:
        prop, spot = free[0]
        other_spot = f"{place}.2" if spot.endswith(".1") else f"{place}.1"
        events.append(deed("take", who, prop=prop, prose="The hand closes on it."))
        events.append(deed("put", who, prop=prop, spot=other_spot, because=[f"#{len(events)}"]))
    for n in range(lines):
        speaker, to = (who, other) if n % 2 == 0 or other is None else (other, who)
        events.append(deed("say", speaker, person=to, line=f"Line {n + 1} of scene {label}."))
    n = 0
    while len(events) < least:
        mood = MOODS[n % len(MOODS)]
        events.append(deed("feel", who, value=mood, prose="A face tells."))
        n += 1
    return {"events": events}


def cameras(text):
    frames = re.findall(r"^\d+\. .* Framings: (.*)$", text, re.MULTILINE)
    return {
        "frames": [
            {"size": offered.split(", ")[-1].split(" ")[0], "angle": "eye"} for offered in frames
        ]
    }


def pictures(text):
    frames = re.findall(r"^\d+\. (.*)$", text.partition("all that is to be seen:")[2], re.MULTILINE)
    return {"frames": [f"Worded: {line}"[:690] for line in frames]}


def captions(text):
    found = re.findall(r"^\d+\. \(\w+\) (.*)\n   (.*)$", text, re.MULTILINE)
    return {
        "captions": [
            {
                "sentences": [
                    {
                        "text": f"Here: {said}"[:500],
                        "states": [int(n) for n in re.findall(r"(?:^|; )(\d+) ", stated)][:20],
                    }
                ]
            }
            for said, stated in found
        ]
    }


def questions(text):
    found = re.findall(r"^\d+\. (.*)$", text, re.MULTILINE)
    return {"questions": [f"Say, {one[0].lower()}{one[1:]}" for one in found]}


def look(text):
    return {"missing": [], "extra": "", "inconsistent": "", "score": 90, "comment": "As asked."}


def judge(text):
    first = re.search(r"First answer: (.*)", text)[1]
    second = re.search(r"Second answer: (.*)", text)[1]
    better = "tie" if first == second else "first" if len(first) > len(second) else "second"
    return {"reason": "The longer one tells more.", "better": better}


WELL = {
    "bible": bible, "chapter": chapter, "scene": scene, "names": lambda text: {"real": []},
    "cameras": cameras, "pictures": pictures, "captions": captions, "questions": questions,
    "look": look, "judge": judge, "text": lambda text: "Yes.",
}  # fmt: skip


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128  # who finds it full waits a second, and more


class GoodModel:
    """The server, and what was asked of it.

    Attributes:
        asked: How many questions of each kind.
        heard: For each kind the text of every question: all turns of the user.
        fixed: For each kind the system text of every question.
        said: Every answer.
        pictures: How many pictures came with each question that had one.
        painted: The requests for pictures.
        picture: Bytes that are sent in place of every picture; None for pictures.
        refusing: Kinds of question that it will not answer.
        wants: Why every request is wrong; None when they are not.
        batches: Its batch endpoints.
    """

    def __init__(self):
        self.asked = Counter()
        self.heard = defaultdict(list)
        self.fixed = defaultdict(list)
        self.said = []
        self.pictures = []
        self.painted = []
        self.spoken = []
        self.picture = None
        self.refusing = set()
        self.wants = None
        self.batches = BatchDesk(self.reply)
        self._instead = defaultdict(list)
        self._always = {}
        self._lock = threading.Lock()
        self.server = _Server(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(
            target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        )
        self._thread.start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server.server_port}"

    def options(self, provider="openai", **more):
        """Options of a component that asks this server."""
        base = f"{self.url}/v1" if provider == "openai" else self.url
        price = {"input": 1.0, "output": 4.0}
        return {"model": "good", "base_url": base, "price": price, "reasoning_tokens": 0, **more}

    def instead(self, kind, *changes):
        """Change the next answers of a kind: each is a function from the good answer."""
        self._instead[kind] += changes

    def always(self, kind, change):
        """Change every answer of a kind."""
        self._always[kind] = change

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def answer(self, schema, system, turns, images):
        kind = kind_of(schema or {})
        with self._lock:
            self.asked[kind] += 1
            self.heard[kind].append("\n".join(turns))
            self.fixed[kind].append(system)
            if images:
                self.pictures.append(images)
            change = self._instead[kind].pop(0) if self._instead[kind] else self._always.get(kind)
        if kind in self.refusing:
            return None
        said = WELL[kind](f"{system}\n{turns[0]}")
        if change is not None:
            said = change(said)
        self.said.append(said)
        return said if isinstance(said, str) else json.dumps(said)

    def _handler(model):
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *words):
                pass

            def do_POST(self):
                data = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                if "/images/" in self.path:
                    return self._tell(model.paint(self.path, self.headers, data))
                if self.path.endswith("/audio/speech"):
                    return self._tell(model.speak(json.loads(data)))
                if self.path.endswith(("/files", "/batches")):
                    return self._tell(model.batches.post(self.path, data))
                return self._tell(model.reply(self.path, json.loads(data)))

            def do_GET(self):
                self._tell(model.batches.get(self.path))

            def _tell(self, answer):
                text = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
                self.send_response(400 if isinstance(answer, dict) and "error" in answer else 200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

        return Handler

    def reply(self, path, body):
        """The answer to one call, in the words of its endpoint."""
        if self.wants is not None:
            wrong = {"message": self.wants, "type": "invalid_request_error"}
            return {"type": "error", "error": wrong}
        return chat(self, body) if "chat" in path else messages(self, body)

    def speak(self, body):
        with self._lock:
            self.spoken.append(body)
        return tone(body["input"])

    def paint(self, path, headers, data):
        if "json" in headers.get("Content-Type", ""):
            fields = json.loads(data)
            references = 0
        else:
            texts = re.findall(rb'name="(\w+)"\r\n\r\n(.*?)\r\n--', data, re.DOTALL)
            fields = {name.decode(): value.decode() for name, value in texts}
            references = len(re.findall(rb'name="image(?:\[\])?"; filename', data))
        with self._lock:
            self.painted.append((path.rpartition("/")[2], fields, references))
        size = fields.get("size", "256x256")
        width, height = map(int, size.split("x"))
        seed = hashlib.sha256(fields["prompt"].encode()).digest()
        picture = self.picture or png(width, height, seed[:3])
        usage = {
            "input_tokens": 50, "output_tokens": 200, "total_tokens": 250,
            "input_tokens_details": {"text_tokens": 50, "image_tokens": 0},
        }  # fmt: skip
        return {
            "created": 1, "data": [{"b64_json": base64.b64encode(picture).decode()}],
            "usage": usage,
        }  # fmt: skip


def tone(text):
    """A WAV file of a tone, 50 ms a character."""
    samples = [8_000 if n // 40 % 2 else -8_000 for n in range(1_200 * len(text))]
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(24_000)
        file.writeframes(struct.pack(f"<{len(samples)}h", *samples))
    return out.getvalue()


def png(width, height, colour):
    row = b"\0" + bytes(colour) * width

    def chunk(name, data):
        body = name + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(row * height)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def parts_of(content):
    """Text and number of pictures of one turn."""
    if isinstance(content, str):
        return content, 0
    texts = [part["text"] for part in content if part["type"] == "text"]
    return "\n".join(texts), sum("image" in part["type"] for part in content)


def spoken(body):
    turns = [parts_of(one["content"]) for one in body["messages"] if one["role"] == "user"]
    fixed = [one["content"] for one in body["messages"] if one["role"] == "system"]
    fixed += [part["text"] for part in body.get("system", ())]
    return "\n".join(fixed), [text for text, _ in turns], sum(images for _, images in turns)


def chat(model, body):
    schema = body.get("response_format", {}).get("json_schema", {}).get("schema")
    text = model.answer(schema, *spoken(body))
    message = {"role": "assistant", "content": text, "refusal": None}
    if text is None:
        message["refusal"] = "I would rather not."
    usage = {"prompt_tokens": 100, "completion_tokens": 50, "total_tokens": 150}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    return {
        "id": "x", "object": "chat.completion", "created": 1, "model": "good",
        "choices": [choice], "usage": usage,
    }  # fmt: skip


def messages(model, body):
    schema = body.get("output_config", {}).get("format", {}).get("schema")
    text = model.answer(schema, *spoken(body))
    return {
        "id": "x", "type": "message", "role": "assistant", "model": "good",
        "content": [{"type": "text", "text": text}] if text is not None else [],
        "stop_reason": "end_turn" if text is not None else "refusal", "stop_sequence": None,
        "usage": {"input_tokens": 100, "output_tokens": 50},
    }  # fmt: skip
