"""Which words of a theme call for which parts of a world.

One line per idea: the words (stems match), a bar, and what they call for:

| sign | meaning |
|---|---|
| ``p:KIND`` or ``p:KIND/NAME`` | a kind of place, and how it is called |
| ``t:KIND`` or ``t:KIND/NAME`` | a prop that the story is about |
| ``w:KIND`` | a prop that is around |
| ``o:LABEL`` | an occupation (spaces written ``_``) |
| ``g:GENRE``, ``s:STYLE`` | a genre, a style keyword |
| ``r:RELATION`` | how the two main persons stand to each other |
| ``k:PLOT`` | a kind of plot |
| ``n:LIGHT``, ``y:WEATHER`` | an hour, a weather |
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_TABLE = """
lighthouse beacon lamp | p:lighthouse o:lighthouse_keeper
keeper warden | o:lighthouse_keeper
harbour harbor port quay dock pier marina | p:harbour o:sailor
sea ocean island coast tide wave bay | p:harbour p:beach o:sailor
beach shore sand cove | p:beach o:diver
ship boat captain sailor pirate mariner crew | p:harbour o:sailor g:Adventure
fisher fisherman fish angler net | p:harbour o:fisher w:fish
diver diving reef pearl | p:beach o:diver t:necklace
kitchen stove oven | p:kitchen o:cook
cook chef dish meal soup dinner supper feast recipe cuisine | p:kitchen o:cook t:recipe
bake baker bakery bread cake pie pastry | p:kitchen/bakery o:baker w:cake w:bread
restaurant inn tavern pub hotel innkeeper | p:inn o:innkeeper
cafe coffee tea waiter waitress | p:inn/cafe o:waiter w:teapot
library librarian archive | p:library o:librarian t:book
book novel story page poem poet writer author | p:library o:writer t:book
student university college exam scholar | p:library o:student t:book
workshop carpenter wood craft bench | p:workshop o:carpenter
smith blacksmith forge anvil sword iron | p:workshop/smithy o:blacksmith w:hammer
clock watch watchmaker clockmaker time hour | p:workshop/clockmaker's_shop o:clockmaker t:watch
shop store shopkeeper merchant | p:shop o:shopkeeper
antique antiques dealer collector | p:shop/antique_shop o:antiques_dealer t:figurine
toy toys puppet doll | p:shop/toy_shop o:shopkeeper t:doll
tailor dress sewing thread needle cloth | p:shop o:tailor w:cloak
school class classroom lesson pupil | p:classroom o:teacher
teacher teach professor | p:classroom o:teacher
child children kid boy girl young | o:schoolchild g:Family
apprentice pupil learner | o:apprentice
grandfather grandmother grandma grandpa grandparent elder old | o:grandparent r:family
grandchild grandson granddaughter | o:grandchild r:family
gallery museum exhibit exhibition curator | p:gallery o:museum_guard
paint painter painting portrait artist art canvas | p:gallery o:painter t:painting
theatre theater stage play actor actress opera audience | p:theatre o:actor
music musician violin song concert orchestra melody band piano | p:theatre/concert_hall o:musician t:violin
dance dancer ballet | p:theatre o:actor t:mask
magic magician wizard witch spell sorcerer | o:magician g:Fantasy t:potion
circus clown acrobat | p:theatre o:jester g:Comedy
train railway rail locomotive conductor | p:train p:station o:train_conductor t:ticket
station platform bus stop | p:station o:traveller
travel traveller traveler journey trip voyage road tourist | p:station o:traveller g:Adventure k:journey
detective investigate investigator clue sleuth case | p:street o:detective g:Mystery w:magnifier
police officer guard arrest | p:street o:police_officer g:Crime
thief theft steal stolen rob robbery heist burglar crime criminal gang | g:Crime k:hidden
murder dead death kill poison | g:Crime t:letter
mystery mysterious secret strange unknown puzzle riddle | g:Mystery
letter mail post postman envelope message note | p:street o:mail_carrier t:letter
city town street urban alley | p:street
roof rooftop chimney sweep | p:rooftop o:chimney_sweep
science scientist experiment laboratory lab chemist physics | p:laboratory o:scientist g:Sci-Fi t:potion
doctor nurse hospital clinic medicine cure sick illness patient | p:laboratory/clinic o:doctor t:potion
invent inventor invention machine robot engine gadget android | p:laboratory o:inventor t:blueprint g:Sci-Fi
star stars astronomer observatory telescope comet | p:laboratory/observatory o:scientist w:telescope t:crystal
space spaceship rocket astronaut planet moon mars galaxy alien orbit | p:spaceship o:astronaut g:Sci-Fi t:crystal
station orbital cosmonaut | p:spaceship/space_station
castle palace throne court kingdom royal noble | p:hall o:steward g:Historical t:crown
king prince emperor lord baron | p:hall o:king t:crown g:Historical
queen princess empress lady | p:hall o:queen t:crown g:Historical
knight dragon quest legend hero | p:hall o:knight g:Fantasy t:goblet
jester fool | p:hall o:jester g:Comedy
ghost haunted haunt spirit monster vampire zombie horror scary fear nightmare curse | g:Horror p:cellar p:attic n:night
garden gardener flower rose bloom park | p:garden o:gardener w:flower
greenhouse plant botanist seed fern orchid | p:greenhouse o:botanist t:seeds
tree forest wood woods jungle | p:forest o:herbalist
herb herbalist healer | p:forest o:herbalist t:potion
hunt hunter wolf bear fox | p:forest o:hunter t:feather
woodcutter lumberjack axe log | p:forest o:woodcutter w:axe
bird owl raven eagle feather | p:forest t:feather
cave mine miner underground tunnel gold | p:cave o:miner t:gem
mountain peak climb climber summit hill snow ski avalanche | p:mountain o:mountain_guide w:rope
shepherd sheep goat flock | p:mountain o:shepherd
farm farmer barn harvest field cow horse village rural chicken | p:farmyard o:farmer w:basket
desert dune ruins pyramid temple tomb ancient oasis camel | p:desert o:archaeologist t:figurine g:Adventure
archaeologist archaeology excavation dig relic artifact artefact | p:desert o:archaeologist t:figurine
caravan nomad | p:desert o:caravan_guide
market bazaar fair stall seller trader | p:market o:market_seller
square festival carnival parade | p:market/fair o:market_seller t:mask
attic loft | p:attic o:grandchild
cellar basement vault dungeon | p:cellar o:night_watcher
house home room | p:attic p:kitchen
map chart treasure | t:map k:journey g:Adventure
compass north navigator | t:compass
ring engagement | t:ring
wedding marry marriage bride groom | t:ring g:Romance
necklace jewel jewels jewelry jewellery | t:necklace
coin money fortune rich inherit inheritance | t:coin
crown | t:crown
diary journal memory memoir | t:diary g:Biography
photograph photo picture snapshot | t:photograph
camera photographer film reporter journalist | w:camera t:photograph
gem diamond ruby emerald jewel stone | t:gem
medal soldier war veteran battle | t:medal g:Historical
music-box lullaby | t:musicbox
mask masquerade disguise | t:mask
shell | t:shell p:beach
key lock locked door unlock | w:key k:locked
lantern candle light dark darkness | w:lantern n:night
rope bridge cliff | w:rope
umbrella | w:umbrella y:rain
kite wind fly flying | w:kite g:Family
rain rainy | y:rain
storm thunder lightning hurricane flood tsunami | y:storm g:Disaster
earthquake volcano fire disaster catastrophe survive survival survivor | g:Disaster
winter ice frozen cold christmas | y:snow s:wintry
fog mist foggy | y:fog g:Mystery
night midnight | n:night
dawn sunrise morning | n:dawn
dusk sunset evening twilight | n:dusk
love lover lovers romance romantic kiss heart beloved | g:Romance r:lovers k:gift
friend friends friendship companion | r:friends
rival rivals rivalry compete competition contest compete versus opponent | r:rivals k:contest
enemy enemies feud revenge betray betrayal traitor | r:enemies g:Drama
brother sister sibling siblings twin twins mother father son daughter parent family cousin | r:family g:Family
neighbour neighbor neighbours neighbors | r:strangers
stranger strangers | r:strangers
gift present birthday surprise | k:gift g:Family w:box
break broken repair mend fix accident | k:broken t:vase
lost lose missing disappear vanish search find | k:hidden
hide hidden conceal bury buried | k:hidden
funny comedy laugh joke silly clumsy | g:Comedy
sad tragic tragedy grief loss lonely | g:Drama
brave battle fight chase race escape | g:Action
history historic medieval century past | g:Historical
anime manga samurai ninja | g:Anime s:neon
fairy elf myth enchanted unicorn tale fable | g:Fantasy
biography life childhood | g:Biography
noir shadow gangster | s:noir g:Crime
cyber neon future hacker computer digital ai code | s:neon g:Sci-Fi p:laboratory o:inventor t:crystal
vintage nostalgia retro | s:vintage
folk folklore | s:folk
sun summer sunny | n:day y:clear
spring | y:clear p:garden
autumn fall | y:cloudy p:forest
"""


def _read() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in _TABLE.strip().splitlines():
        words, _, calls = row.partition(" | ")
        for word in words.split():
            found[word] = (*found.get(word, ()), *calls.split())
    return found


WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType(_read())
"""What each word calls for."""
