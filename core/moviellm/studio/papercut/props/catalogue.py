"""Which kinds of prop there are, and the nearest one for a kind that nobody has heard of."""

from __future__ import annotations

from moviellm.film import Prop
from moviellm.studio.papercut.light import Grade
from moviellm.studio.papercut.paper import Cutout
from moviellm.studio.papercut.props import (
    animals,
    carvings,
    containers,
    curios,
    devices,
    drawers,
    food,
    household,
    keepsakes,
    lights,
    machines,
    pantry,
    papers,
    playroom,
    tools,
    toolshed,
    treasures,
    trinkets,
    vehicles,
)
from moviellm.studio.papercut.props.attributes import adorn
from moviellm.studio.papercut.props.broken import break_up
from moviellm.studio.papercut.props.life_size import LIFE_SIZE
from moviellm.studio.papercut.props.thing import Artist, Looks, Thing, tones_of
from moviellm.studio.papercut.raster import skia

ARTISTS: dict[str, Artist] = {
    "map": papers.map_, "letter": papers.folded_letter, "recipe": papers.sheet, "book": papers.book,
    "diary": papers.diary, "photograph": papers.photograph, "painting": papers.painting,
    "blueprint": papers.blueprint, "ticket": papers.ticket, "seeds": papers.packet,
    "ring": treasures.ring, "necklace": treasures.necklace, "watch": treasures.watch,
    "coin": treasures.coin, "crown": treasures.crown, "gem": treasures.gem,
    "crystal": treasures.crystal, "medal": treasures.medal, "feather": treasures.feather,
    "shell": treasures.shell, "figurine": treasures.figurine, "mask": treasures.mask,
    "key": tools.key, "rope": tools.rope, "hammer": tools.hammer, "spade": tools.spade,
    "axe": tools.axe, "wrench": tools.wrench, "ladle": tools.ladle, "brush": tools.brush,
    "oar": tools.oar, "bell": tools.bell, "telescope": tools.telescope,
    "magnifier": tools.magnifier, "umbrella": tools.umbrella, "compass": devices.compass,
    "camera": devices.camera, "radio": devices.radio, "musicbox": devices.musicbox,
    "violin": devices.violin, "apple": food.apple, "bread": food.bread, "cake": food.cake,
    "bottle": food.bottle, "potion": food.potion, "goblet": food.goblet, "teapot": food.teapot,
    "vase": food.vase, "fish": food.fish, "doll": keepsakes.doll, "flower": keepsakes.flower,
    "kite": keepsakes.kite, "blanket": keepsakes.blanket, "hat": keepsakes.hat,
    "scarf": keepsakes.scarf, "cloak": keepsakes.cloak, "helmet": keepsakes.helmet,
    "lantern": lights.lantern, "candle": lights.candle, "chest": containers.chest,
    "cupboard": containers.cupboard, "box": containers.box, "basket": containers.basket,
    "bag": containers.bag, "suitcase": containers.suitcase, "barrel": containers.barrel,
    "parcel": keepsakes.parcel, "ball": keepsakes.ball, "staff": keepsakes.stick,
    "pet": keepsakes.pet, "dog": animals.dog, "cat": animals.cat, "rabbit": animals.rabbit,
    "hen": animals.hen, "horse": animals.horse, "cow": animals.cow, "sheep": animals.sheep,
    "goat": animals.goat, "collar": animals.collar, "horseshoe": animals.horseshoe,
    "robot": machines.robot, "computer": machines.computer, "typewriter": machines.typewriter,
    "telephone": machines.telephone, "clock": machines.wall_clock, "bicycle": machines.bicycle,
    "modelboat": machines.modelboat, "modelcar": machines.modelcar,
    "modelplane": machines.modelplane, "modelrocket": machines.modelrocket,
    "guitar": trinkets.guitar, "trumpet": trinkets.trumpet, "drum": trinkets.drum,
    "newspaper": trinkets.newspaper, "trophy": trinkets.trophy, "sword": trinkets.sword,
    "hourglass": trinkets.hourglass, "mirror": trinkets.mirror, "globe": trinkets.globe,
    "balloon": trinkets.balloon, "cauldron": trinkets.cauldron, "skull": trinkets.skull,
    "egg": trinkets.egg, "wand": trinkets.wand, "quill": trinkets.quill, "anchor": trinkets.anchor,
    "shoe": trinkets.shoe, "glove": trinkets.glove, "dress": trinkets.dress,
    "pumpkin": trinkets.pumpkin,
    "spectacles": drawers.spectacles, "scissors": drawers.scissors, "spool": drawers.spool,
    "fan": drawers.fan, "bracelet": drawers.bracelet, "brooch": drawers.brooch,
    "scroll": drawers.scroll, "chessking": drawers.chessking, "dice": drawers.dice,
    "cards": drawers.cards, "top": drawers.top, "snowglobe": drawers.snowglobe,
    "teddy": drawers.teddy, "flute": drawers.flute, "harp": drawers.harp, "rod": drawers.rod,
    "bucket": drawers.bucket, "broom": drawers.broom, "saw": drawers.saw, "cheese": drawers.cheese,
    "pear": drawers.pear, "mushroom": drawers.mushroom, "honey": drawers.honey,
    "flag": drawers.flag,
    "car": vehicles.car, "bus": vehicles.bus, "motorbike": vehicles.motorbike,
    "scooter": vehicles.scooter, "cart": vehicles.cart, "rowboat": vehicles.rowboat,
    "wheelbarrow": vehicles.wheelbarrow, "pram": vehicles.pram, "sledge": vehicles.sledge,
    "tractor": vehicles.tractor,
    "iron": household.iron, "pillow": household.pillow, "cup": household.cup,
    "plate": household.plate, "jug": household.jug, "lamp": household.lamp,
    "rollingpin": household.rollingpin, "pan": household.pan, "birdcage": household.birdcage,
    "comb": household.comb, "boots": household.boots, "piggybank": household.piggybank,
    "banana": pantry.banana, "cherries": pantry.cherries, "carrot": pantry.carrot,
    "grapes": pantry.grapes, "pie": pantry.pie, "icecream": pantry.icecream,
    "pretzel": pantry.pretzel, "melon": pantry.melon, "strawberry": pantry.strawberry,
    "yoyo": playroom.yoyo, "rockinghorse": playroom.rockinghorse,
    "marionette": playroom.marionette, "modeltrain": playroom.modeltrain,
    "pinwheel": playroom.pinwheel, "skates": playroom.skates, "puzzle": playroom.puzzle,
    "accordion": playroom.accordion, "harmonica": playroom.harmonica, "record": playroom.record,
    "gramophone": playroom.gramophone,
    "microscope": toolshed.microscope, "thermometer": toolshed.thermometer,
    "magnet": toolshed.magnet, "lightbulb": toolshed.lightbulb, "cog": toolshed.cog,
    "screwdriver": toolshed.screwdriver, "rake": toolshed.rake, "pitchfork": toolshed.pitchfork,
    "ladder": toolshed.ladder, "wateringcan": toolshed.wateringcan,
    "flashlight": toolshed.flashlight, "binoculars": toolshed.binoculars,
    "megaphone": toolshed.megaphone, "whistle": toolshed.whistle,
    "shield": curios.shield, "bow": curios.bow, "sceptre": curios.sceptre,
    "crystalball": curios.crystalball, "oillamp": curios.oillamp, "fossil": curios.fossil,
    "nest": curios.nest, "pinecone": curios.pinecone, "cactus": curios.cactus,
    "stamp": curios.stamp, "handcuffs": curios.handcuffs, "badge": curios.badge,
    "banknotes": curios.banknotes,
}  # fmt: skip

_LIKE: dict[str, tuple[str, ...]] = {"letter": ("envelope", "note", "invitation", "telegram",
    "postcard", "card"), "recipe": ("paper", "page", "document", "contract", "deed",
    "poem", "manuscript", "report", "list", "will", "certificate", "file", "script"),
    "map": ("chart", "atlas"), "blueprint": ("plan", "poster", "drawing", "sketch"),
    "book": ("novel", "bible", "grimoire", "tome", "album", "ledger", "manual"),
    "diary": ("journal", "notebook", "passport", "wallet", "tablet"),
    "photograph": ("photo", "portrait", "picture"), "painting": ("canvas", "icon"),
    "ticket": ("coupon", "pass"), "key": ("keycard", "lockpick"),
    "ring": ("earring",), "necklace": ("locket", "pendant", "amulet", "pearl",
    "talisman", "charm", "beads"), "watch": ("stopwatch", "timer"),
    "coin": ("gold", "token", "button"), "crown": ("tiara", "diadem"), "gem": ("jewel", "diamond",
    "ruby", "emerald", "stone", "rock"), "crystal": ("shard", "ice"), "medal": ("seal",),
    "figurine": ("statue", "sculpture", "idol", "carving", "chess"),
    "mask": ("disguise",), "rope": ("cord", "chain", "string", "thread", "yarn", "wire", "net"),
    "hammer": ("mallet", "gavel", "chisel"), "spade": ("shovel", "hoe"),
    "axe": ("hatchet", "scythe"), "wrench": ("spanner", "pliers", "screwdriver", "tool"),
    "ladle": ("spoon", "whisk"), "brush": ("pen", "pencil", "crayon"),
    "oar": ("paddle", "pole", "spear", "harpoon", "ski"), "bell": ("chime", "horn"),
    "telescope": ("spyglass", "pipe", "gun", "pistol"), "magnifier": ("lens", "glass", "glasses"),
    "umbrella": ("parasol", "parachute", "tent"), "compass": ("sextant", "gauge",
    "instrument"), "camera": ("recorder",
    "projector", "drone"), "radio": ("machine", "device", "laptop",
    "television", "engine"), "violin": ("lute", "cello",
    "ukulele", "instrument"), "apple": ("fruit", "orange", "peach", "plum",
    "tomato", "potato", "berry"), "bread": ("loaf", "baguette", "sandwich", "meat",
    "food"), "cake": ("tart", "pudding", "dish"), "bottle": ("wine", "flask", "jar", "oil",
    "beer"), "potion": ("vial", "elixir", "medicine", "perfume", "ink", "poison"),
    "goblet": ("chalice", "mug", "grail"), "teapot": ("kettle", "pot"),
    "vase": ("urn", "amphora", "bowl"), "doll": ("toy", "puppet", "marionette"),
    "flower": ("rose", "bouquet", "plant", "herb", "leaf", "tulip", "lily", "seedling"),
    "feather": ("plume", "wing"), "shell": ("conch",), "kite": ("banner",
    "sail"), "blanket": ("quilt", "cloth", "carpet", "rug", "towel", "shawl", "sack"),
    "hat": ("cap", "bonnet", "beret", "wig"), "scarf": ("tie", "ribbon", "belt"),
    "cloak": ("cape", "coat", "robe", "jacket", "uniform", "armour", "gown", "shirt"),
    "helmet": ("armor", "visor"), "lantern": ("light",), "candle": ("taper", "match"),
    "chest": ("trunk", "safe", "coffer", "coffin"), "box": ("case", "casket", "tin", "crate"),
    "cupboard": ("wardrobe", "cabinet", "closet", "locker", "fridge", "door", "dresser"),
    "basket": ("hamper", "pail"), "bag": ("purse", "backpack", "satchel",
    "pouch"), "suitcase": ("briefcase", "luggage"), "barrel": ("cask", "keg"),
    "telephone": ("phone", "mobile", "smartphone"), "computer": ("screen", "monitor"),
    "sword": ("sabre", "rapier", "katana"), "car": ("truck", "taxi", "van", "automobile"),
    "rowboat": ("boat", "canoe", "raft"),
    "bus": ("tram", "coach"), "cart": ("wagon", "carriage"), "motorbike": ("motorcycle", "moped"),
    "sledge": ("sled", "sleigh"), "jug": ("pitcher",), "pillow": ("cushion",),
    "plate": ("saucer",), "boots": ("boot",), "flashlight": ("torch",),
    "binoculars": ("binocular",), "pitchfork": ("fork",), "shield": ("buckler",),
    "sceptre": ("scepter", "mace"), "oillamp": ("genie",), "cog": ("gear",),
    "banknotes": ("banknote", "money", "cash"), "crystalball": ("orb",), "lightbulb": ("bulb",),
    "modelboat": ("ship",), "modelplane": ("plane", "airplane"),
    "modelrocket": ("rocket", "missile"), "trophy": ("prize",), "hen": ("chicken", "rooster",
    "duck", "goose"), "horse": ("pony", "donkey"), "dog": ("wolf",),
    "ball": ("marble",), "staff": ("stick", "cane", "knife", "dagger",
    "crutch", "arrow", "blade"), "pet": ("kitten", "puppy", "bird",
    "animal", "mouse", "fox"), "fish": ("salmon", "trout", "herring"), "seeds": ("seed", "packet",
    "tea", "spice"), "parcel": ("gift", "present", "package", "bomb")}  # fmt: skip


def artist_of(prop: Prop) -> Artist:
    """The artist of a prop's kind; unheard-of kinds go to the nearest that can do the same."""
    drawn = drawn_as(prop)
    if drawn == "figurine":
        of = (carvings.CARVINGS[word] for word in _words(prop) if word in carvings.CARVINGS)
        return next(of, ARTISTS[drawn])
    return ARTISTS[drawn]


def _words(prop: Prop) -> list[str]:
    return f"{prop.kind.strip()} {prop.name}".lower().replace("-", " ").split()


def drawn_as(prop: Prop) -> str:
    """The kind as which a prop is drawn: its own, or the nearest that has an artist."""
    kind = prop.kind.strip().lower()
    if kind in ARTISTS:
        return kind
    for word in _words(prop):
        single = word.rstrip("s") if len(word) > 3 else word
        for name in (word, single):
            if name in ARTISTS:
                return name
            for like, others in _LIKE.items():
                if name in others:
                    return like
    if prop.container:
        return "chest" if prop.fixed else "box"
    return "lantern" if prop.lights else "scarf" if prop.wearable else "parcel"


def make_thing(prop: Prop, looks: Looks, grade: Grade) -> Thing:
    """Cut a prop out as it looks now."""
    thing, tones = Thing(), tones_of(prop, grade)
    artist_of(prop)(thing, tones, looks)
    thing = adorn(thing, prop.name, tones).scaled(LIFE_SIZE.get(drawn_as(prop), 1.0))
    if not looks.whole:
        thing = break_up(thing, tones)
    if looks.lit and not any(piece.glow for piece in thing.rear.pieces):
        left, top, right, _ = thing.rear.bounds()
        thing.rear.glow(0, top * 0.55, max(right - left, -top) * 1.5, tones.lamp, 0.55)
    if looks.turned:
        thing.rear = Cutout().add(thing.rear, skia.Matrix.Scale(-1, 1))
        thing.jaws = thing.jaws and (-thing.jaws[0], thing.jaws[1])
    return thing
