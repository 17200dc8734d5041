"""The world of a film before its first event: places, people, props and where everything is."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace

from moviellm.film import Colour, Person, Place, Prop, Spot, named_colour
from moviellm.studio.fable.casting import cast_people
from moviellm.studio.fable.lexicon.motives import WANTS
from moviellm.studio.fable.lexicon.people import OCCUPATIONS, Occupation, pronoun_of
from moviellm.studio.fable.lexicon.places import PLACE_KINDS
from moviellm.studio.fable.lexicon.props import PROP_KINDS, PropKind
from moviellm.studio.fable.prose import article
from moviellm.studio.fable.theme import Wishes

COMPANIONS = {
    "sea": ("lighthouse", "harbour", "beach", "inn", "market", "cave", "attic", "workshop"),
    "town": ("street", "market", "shop", "library", "rooftop", "workshop", "inn", "station"),
    "home": ("kitchen", "garden", "market", "attic", "cellar", "farmyard", "greenhouse", "street"),
    "wild": ("forest", "mountain", "cave", "farmyard", "garden", "inn", "market", "greenhouse"),
    "castle": ("hall", "cellar", "garden", "forest", "library", "market", "rooftop", "kitchen"),
    "stage": ("theatre", "gallery", "street", "inn", "rooftop", "cellar", "market", "workshop"),
    "science": ("laboratory", "library", "rooftop", "greenhouse", "cellar", "street", "workshop"),
    "travel": ("train", "station", "inn", "market", "desert", "mountain", "street", "harbour"),
    "space": ("spaceship", "laboratory", "greenhouse", "desert", "cave", "workshop", "kitchen"),
}
_IN_SPACE = ("spaceship", "planet")
_NOUNS = {
    "musicbox": "music box",
    "bread": "loaf",
    "seeds": "seed pouch",
    "chessking": "chess king",
    "top": "spinning top",
    "snowglobe": "snow globe",
    "teddy": "teddy bear",
    "rod": "fishing rod",
    "honey": "jar of honey",
    "cards": "pack of cards",
    "dice": "pair of dice",
    "spectacles": "pair of spectacles",
    "scissors": "pair of scissors",
    "spool": "spool of thread",
    "modelboat": "toy boat",
    "modelcar": "toy car",
    "modelplane": "toy plane",
    "modelrocket": "toy rocket",
    "modeltrain": "toy train",
    "rowboat": "rowing boat",
    "rollingpin": "rolling pin",
    "boots": "pair of boots",
    "piggybank": "piggy bank",
    "cherries": "bunch of cherries",
    "grapes": "bunch of grapes",
    "icecream": "ice cream",
    "yoyo": "yo-yo",
    "rockinghorse": "rocking horse",
    "skates": "pair of skates",
    "puzzle": "puzzle piece",
    "lightbulb": "light bulb",
    "wateringcan": "watering can",
    "binoculars": "pair of binoculars",
    "crystalball": "crystal ball",
    "oillamp": "oil lamp",
    "pinecone": "pine cone",
    "handcuffs": "pair of handcuffs",
    "banknotes": "bundle of banknotes",
}
_SEASONS = ("spring", "summer", "summer", "autumn")
_SEASONLESS = ("spaceship", "planet", "desert", "volcano", "icefield", "island", "deck")
_NUMBERS = ("second", "third", "fourth", "fifth", "sixth")
_USED = ("food", "wear", "animal", "vehicle")
_AROUND = ("vase", "flower", "umbrella", "blanket", "kite", "ladle", "bell", "magnifier")
_HOMELESS = ("traveller", "detective", "innkeeper", "shopkeeper", "market seller", "student")


def noun_of(kind: str) -> str:
    """What a thing of a kind is called."""
    return _NOUNS.get(kind, kind)


@dataclass(slots=True)
class Setting:
    """A world under construction. Plots ask it for props; the simulation starts from `opening`."""

    rng: random.Random
    wishes: Wishes
    persons: dict[str, Person] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    props: dict[str, Prop] = field(default_factory=dict)
    opening: dict[str, str] = field(default_factory=dict)
    owned: set[str] = field(default_factory=set)
    shy: set[str] = field(default_factory=set)

    @classmethod
    def found(cls, rng: random.Random, wishes: Wishes, *, people: int, places: int) -> Setting:
        """Choose places and people that fit the wishes and each other."""
        setting = cls(rng, wishes)
        for kind in setting._place_kinds(places):
            setting._add_place(kind)
        jobs = setting._occupations(people)
        for person in cast_people(rng, jobs, wishes.names):
            setting.persons[person.id] = person
        for index, who in enumerate(setting.persons):
            home = jobs[index].place
            where = home if home in setting.places else list(setting.places)[index % places]
            setting.opening[f"place({who})"] = where
        return setting

    def _place_kinds(self, count: int) -> list[str]:
        jobs = [self._occupation(name).place for name in self.wishes.occupations]
        wished = list(dict.fromkeys([*self.wishes.places, *jobs]))
        if not wished:
            wished = [self.rng.choice(sorted(PLACE_KINDS))]
        home = wished[0]
        sphere = "space" if home in _IN_SPACE else PLACE_KINDS[home].sphere
        near = [kind for kind in COMPANIONS[sphere] if kind not in wished]
        self.rng.shuffle(near)
        rest = [kind for kind in sorted(PLACE_KINDS) if kind not in near and kind not in wished]
        self.rng.shuffle(rest)
        wanted = wished[: max(1, (count + 1) // 2)]
        return list(dict.fromkeys([*wanted, *near, *wished, *rest]))[:count]

    def _add_place(self, kind: str) -> None:
        row = PLACE_KINDS[kind]
        called = self.wishes.called.get(kind)
        name = called if called in row.names else row.names[0] if called is None else called
        spots = tuple(
            Spot(
                id=f"{kind}.{spot.slug}",
                name=spot.name,
                preposition=spot.preposition,
                kind=spot.kind,
                x=spot.x,
                hidden=spot.hidden,
            )
            for spot in row.spots
        )
        self.places[kind] = Place(
            id=kind,
            name=name if name[0].isupper() else f"the {name}",
            kind=kind,
            indoors=row.indoors,
            spots=spots,
            description=f"{article(row.names[0] if name[0].isupper() else name)} with {row.look}",
        )

    def _occupation(self, name: str) -> Occupation:
        """The occupation of a name; one that the lexicon does not have looks like another."""
        plays = self.wishes.plays.get(name)
        if plays is None:
            return OCCUPATIONS[name]
        return replace(OCCUPATIONS[plays], label=name, pronoun=pronoun_of(name))

    def _occupations(self, count: int) -> list[Occupation]:
        wished = list(self.wishes.occupations)
        homes = list(self.places)
        local = [row.label for kind in homes for row in OCCUPATIONS.values() if row.place == kind]
        first = [label for label in local if OCCUPATIONS[label].place == homes[0]]
        rest = [label for label in local if label not in first]
        spare = [label for label in _HOMELESS if label not in local]
        for group in (first, rest, spare):
            self.rng.shuffle(group)
        mixed = [*wished[:2], *first[:1], *rest, *first[1:], *wished[2:], *spare]
        return [self._occupation(name) for name in dict.fromkeys(mixed)][:count]

    @property
    def cast(self) -> list[str]:
        """Ids of the persons, the most important first."""
        return list(self.persons)

    def wish(self, person: str, want: str, *, shy: bool = False) -> None:
        """Give somebody a want, unless they have one; a shy one is not spoken of."""
        known = self.persons[person]
        if shy:
            self.shy.add(person)
        if not known.want:
            self.persons[person] = known.model_copy(update={"want": want})

    def hidden_spots(self, place: str) -> list[str]:
        """The hidden spots of a place."""
        return [spot.id for spot in self.places[place].spots if spot.hidden]

    def open_spots(self, place: str) -> list[str]:
        """The spots of a place in plain sight, the floor last."""
        spots = [spot for spot in self.places[place].spots if not spot.hidden]
        return [spot.id for spot in sorted(spots, key=lambda spot: spot.kind == "floor")]

    def free_spot(self, place: str) -> str:
        """The spot in plain sight that has the fewest props at the opening."""
        taken = list(self.opening.values())
        return min(self.open_spots(place), key=lambda spot: taken.count(f"on:{spot}"))

    def add(self, kind: str, location: str, *, owned: bool = True) -> str:
        """Add a prop of a kind at a location and return its id.

        Args:
            kind: From the lexicon.
            location: As in the fluent ``location``; a bare place id takes its freest spot.
            owned: Whether a plot needs it to itself, so that idle hands leave it alone.
        """
        row = PROP_KINDS[kind]
        count = sum(prop.kind == kind for prop in self.props.values())
        prop = kind if count == 0 else f"{kind}-{count + 1}"
        if location in self.places:
            location = f"on:{self._home_spot(row, location)}"
        name = self._prop_name(row)
        self.props[prop] = Prop(
            id=prop,
            name=name,
            kind=kind,
            colour=self._colour(row, name),
            size=row.size,
            **{
                name: name in row.qualities
                for name in ("container", "opens", "locks", "lights", "wearable", "fixed")
            },
        )
        self.opening[f"location({prop})"] = location
        if owned:
            self.owned.add(prop)
        return prop

    def _home_spot(self, row: PropKind, place: str) -> str:
        if "fixed" in row.qualities:
            return self.open_spots(place)[-1]
        return self.free_spot(place)

    def _prop_name(self, row: PropKind) -> str:
        """What a prop is called: the first of its kind as the theme says."""
        noun = noun_of(row.kind)
        if all(prop.kind != row.kind for prop in self.props.values()):
            noun = self.wishes.called.get(row.kind, noun)
        used = {prop.name for prop in self.props.values()}
        looks = [look for look in row.looks if look not in noun.split()]
        names = [f"{look} {noun}" for look in looks]
        more = [f"{number} {name}" for number in _NUMBERS for name in names]
        free = [name for name in names if name not in used]
        return self.rng.choice(free or [name for name in more if name not in used][:1] or names)

    def _colour(self, row: PropKind, name: str) -> Colour:
        """A colour that the thing can have and its name does not deny, seldom one that is taken."""
        fitting = [colour for colour in row.colours if named_colour(name, colour) == colour]
        if not fitting:
            return named_colour(name, row.colours[0])
        used = {prop.colour for prop in self.props.values()}
        return next((colour for colour in fitting if colour not in used), fitting[0])

    def container(self, place: str, *, locks: bool = False) -> str:
        """A fixed container of a place that closes; a new one if it has none to lend.

        One that is asked to lock is not lent to anybody else.
        """
        for prop in self.props.values():
            shut = self.opening.get(f"locked({prop.id})") == "yes"
            animal = PROP_KINDS[prop.kind].use == "animal"
            lent = prop.container and prop.fixed and not (animal or shut or locks)
            if lent and self.place_of(prop.id) == place:
                return prop.id
        choice = ("chest", "cupboard") if locks else ("chest", "cupboard", "barrel")
        kinds = [k for k in choice if k not in self.props] or ["chest"]
        roof, sphere = PLACE_KINDS[place].indoors, PLACE_KINDS[place].sphere
        kinds = [k for k in kinds if roof or k != "cupboard"] or ["chest"]
        suited = [k for k in kinds if sphere in (PROP_KINDS[k].spheres or (sphere,))]
        return self.add(self.rng.choice(suited or kinds), place)

    def place_of(self, prop: str) -> str:
        """The place of a prop at the opening; empty when it is with a person."""
        how, _, where = self.opening[f"location({prop})"].partition(":")
        if how == "in":
            return self.place_of(where)
        return where.partition(".")[0] if how == "on" else ""

    def treasure(self, place: str, *, breakable: bool = False, avoid: tuple[str, ...] = ()) -> str:
        """The kind of a thing worth wanting: from the wishes, else at home in this place."""
        fits = [
            row.kind
            for row in PROP_KINDS.values()
            if row.secret
            and row.kind not in self.props
            and row.kind not in avoid
            and (not breakable or "breakable" in row.qualities)
        ]
        for kind in self.wishes.treasures:
            if kind in fits:
                return kind
        sphere = PLACE_KINDS[place].sphere
        fits = fits or [row.kind for row in PROP_KINDS.values() if row.secret]
        near = [
            kind
            for kind in fits
            if not PROP_KINDS[kind].spheres or sphere in PROP_KINDS[kind].spheres
        ]
        return self.rng.choice(near or fits)

    def furnish(self, dark: float, length: int) -> None:
        """Add small wants, the hour, the weather, and things that are around for idle hands.

        Args:
            dark: How dark the film is, 0 to 1.
            length: How many stretches it has; longer films have more things.
        """
        rng, wishes = self.rng, self.wishes
        for person, want in zip(self.persons, rng.sample(WANTS, len(self.persons)), strict=True):
            self.wish(person, want)
        light = wishes.lights[0] if wishes.lights else "dusk" if dark > 0.6 else "day"
        skies = ("clear", "cloudy") if dark < 0.5 else ("cloudy", "fog", "rain")
        weather = wishes.weathers[0] if wishes.weathers else rng.choice(skies)
        for place in self.places:
            self.opening[f"light({place})"] = light
            self.opening[f"weather({place})"] = "clear" if place in _IN_SPACE else weather
        places = list(self.places)
        for index, kind in enumerate(self._around(min(14, length // 3 + 2))):
            home = self._stands_in(PROP_KINDS[kind], places[index % len(places)])
            if home is not None:
                self.add(kind, home, owned=False)
        self._set_season(weather)

    def _set_season(self, weather: str) -> None:
        """Let the film play in one season, which is told by every place that sees the sky."""
        usual = "winter" if weather == "snow" else self.rng.choice(_SEASONS)
        season = next(iter(self.wishes.seasons), usual)
        for place, row in self.places.items():
            if row.sees_sky and place not in _SEASONLESS:
                told = f"{row.description}, in {season}"
                self.places[place] = row.model_copy(update={"description": told})

    def _stands_in(self, row: PropKind, turn: str) -> str | None:
        """Where a thing that is around belongs: what needs the open air has a place to itself.

        Args:
            row: Its kind.
            turn: The place whose turn it is, for what can be anywhere.
        """
        if not _needs_open_air(row):
            return turn
        taken = {
            self.place_of(prop.id)
            for prop in self.props.values()
            if _needs_open_air(PROP_KINDS[prop.kind])
        }
        open_air = [place for place in self.places if not PLACE_KINDS[place].indoors]
        free = [place for place in open_air if place not in taken]
        fits = [place for place in free if PLACE_KINDS[place].sphere in row.spheres]
        wished = row.kind in self.wishes.around or row.kind in self.wishes.treasures
        return next(iter([*fits, *free, *open_air, turn] if wished else fits), None)

    def _around(self, count: int) -> list[str]:
        spheres = {PLACE_KINDS[place].sphere for place in self.places}
        fits = [
            row.kind
            for row in PROP_KINDS.values()
            if (row.use in _USED or "lights" in row.qualities or row.kind in _AROUND)
            and row.kind not in self.props
            and (not row.spheres or spheres & set(row.spheres))
        ]
        self.rng.shuffle(fits)
        wishes = (*self.wishes.around[:2], *self.wishes.treasures[:3])
        wished = [kind for kind in wishes if kind not in self.props]
        return list(dict.fromkeys([*wished, *fits]))[: max(count, len(wished))]


def _needs_open_air(row: PropKind) -> bool:
    """Whether a thing stands outdoors: a vehicle, or an animal that is kept in no house."""
    return row.use == "vehicle" or (row.use == "animal" and "home" not in row.spheres)
