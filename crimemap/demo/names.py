"""Names of streets: birds and plants with Street, Road or Lane; trees with Heol, Stryd or Lôn beyond the hills."""

from __future__ import annotations

from typing import Final

import numpy as np

_BIRDS: Final = """
Avocet Bank|Barn Owl|Bittern|Black Grouse|Blackbird|Blackcap|Black Swan|Brambling|Brent Goose|Bullfinch|
Bunting|Buzzard|Capercaillie|Chaffinch|Chiffchaff|Chough|Coot|Cormorant|Corncrake|Crane|Crake|Crossbill|
Cuckoo|Curlew|Dabchick|Dipper|Diver|Dotterel|Dove|Dunlin|Dunnock|Eagle|Egret|Eider|Falcon|Fieldfare|Firecrest|
Flycatcher|Fulmar|Gadwall|Gannet|Garganey|Godwit|Goldcrest|Goldeneye|Goosander|Goshawk|Greenfinch|Greenshank|
Grebe|Guillemot|Gull|Harrier|Hawfinch|Hobby|Hoopoe|House Martin|Jackdaw|Jay|Kestrel Bank|Kite|Kittiwake|Knot|
Lapwing Green|Linnet Bank|Little Owl|Magpie|Mallard|Martlet|Merganser|Merlin|Moorhen|Nightjar|Nuthatch|Osprey|
Ouzel|Owl|Partridge|Peewit|Peregrine|Petrel|Phalarope|Pheasant|Pigeon|Pintail|Pipit|Plover|Pochard|Ptarmigan|
Puffin|Quail|Rail|Raven|Razorbill|Redpoll|Redshank|Redstart|Redwing|Reedling|Ring Ouzel|Robin|Rook|Ruff|
Sanderling|Sand Martin|Scaup|Scoter|Sedge Warbler|Serin|Shag|Shearwater|Shelduck|Shoveler|Shrike|Siskin|Skua|
Smew|Snipe|Snow Bunting|Song Thrush|Sparrow|Sparrowhawk|Spoonbill|Spotted Crake|Starling|Stilt|Stint|
Stonechat|Stone Curlew|Storm Petrel|Swallow|Swan|Swift|Tawny Owl|Teal|Treecreeper|Tree Pipit|Turnstone|
Turtle Dove|Twite|Wagtail|Warbler|Water Rail|Waxwing|Wheatear|Whinchat|Whitethroat|Wigeon|Willow Tit|Wood Owl|
Woodcock|Woodpecker|Wood Pigeon|Wren Bank|Wryneck|Yellowhammer
"""
_PLANTS: Final = """
Aconite|Agrimony|Alkanet|Anemone|Angelica|Archangel|Arrowgrass|Arum|Asphodel|Aster|Avens|Balm|Barberry|
Bartsia|Basil|Bedstraw|Bellflower|Betony|Bilberry|Bindweed|Bistort|Bittercress|Blackthorn|Bluebell|Bogbean|
Bog Myrtle|Borage|Bracken|Briar|Brooklime|Broom|Bryony|Buckthorn|Bugle|Bugloss|Burdock|Burnet|Butterbur|
Buttercup|Calamint|Camomile|Caraway|Catmint|Celandine|Centaury|Charlock|Chervil|Chickweed|Chicory|Cinquefoil|
Clary|Cleavers|Clematis|Clover|Clubmoss|Coltsfoot|Columbine|Comfrey|Coriander|Corncockle|Cornflower|Cowberry|
Cowslip|Cranberry|Cranesbill|Crocus|Crosswort|Crowberry|Crowfoot|Cudweed|Daffodil|Daisy|Dame's Violet|
Dandelion|Dead Nettle|Dewberry|Dill|Dock|Dog Rose|Dog Violet|Elder|Eyebright|Fennel|Fescue|Feverfew|Figwort|
Flag Iris|Flax|Fleabane|Forget-me-not|Foxglove|Foxtail|Fritillary|Fumitory|Galingale|Gentian|Germander|
Gladdon|Glasswort|Globeflower|Goatsbeard|Golden Rod|Gooseberry|Goosefoot|Ground Ivy|Groundsel|Guelder Rose|
Harebell|Hawkbit|Hawkweed|Hawthorn|Heartsease|Heath|Heather|Hellebore|Hemlock|Hemp Nettle|Henbane|Herb Robert|
Hogweed|Holly|Honesty|Hop|Horehound|Horsetail|Houseleek|Hyacinth|Hyssop|Iris|Ivy|Juniper|Kingcup|Knapweed|
Knotgrass|Lady Fern|Larkspur|Lavender|Ling|Liquorice|Loosestrife|Lords-and-Ladies|Lousewort|Lovage|Lucerne|
Lungwort|Lupin|Madder|Maidenhair|Mallow Bank|Marigold|Marjoram|Marram|Marsh Marigold|Meadow Rue|Meadowsweet|
Medick|Melilot|Mignonette|Milkwort|Mint|Mistletoe|Moneywort|Monkshood|Moschatel|Mugwort|Mullein|Mustard|
Myrtle|Navelwort|Nettle|Orache|Orchid|Orpine|Oxeye|Oxlip|Pansy|Parsley|Pasque Flower|Pearlwort|Pellitory|
Pennycress|Pennyroyal|Pennywort|Periwinkle|Pignut|Pimpernel|Pink|Plantain|Polypody|Pondweed|Poppy|Primrose|
Privet|Quaking Grass|Ragged Robin|Ragwort|Ramsons|Rampion|Raspberry|Reed|Restharrow|Rockrose|Rosemary|Rue|
Rush|Saffron|Sage|St John's Wort|Sainfoin|Samphire|Sandwort|Sanicle|Saxifrage|Scabious|Sea Aster|Sea Kale|
Sea Lavender|Sedge|Self-heal|Silverweed|Skullcap|Sneezewort|Snowdrop|Soapwort|Solomon's Seal|Sorrel|Spearmint|
Speedwell|Spindle|Spleenwort|Spurge|Spurrey|Squill|Star of Bethlehem|Stitchwort|Stonecrop|Strawberry|Sundew|
Sweet Briar|Sweet Cicely|Sweet Flag|Tansy|Tare|Thistle|Thrift|Thyme|Toadflax|Tormentil|Traveller's Joy|
Trefoil|Tutsan|Twayblade|Valerian|Vernal Grass|Vervain|Vetch|Vetchling|Violet|Wallflower|Water Avens|
Watercress|Water Lily|Water Mint|Whortleberry|Willowherb|Wintergreen|Woad|Wood Anemone|Woodbine|Woodruff|
Wood Sorrel|Wormwood|Woundwort|Yarrow Bank|Yellow Flag|Yellow Rattle
"""
_TREES: Final = """
y Wernen|y Fedwen Arian|y Ffawydden|y Gastanwydden|y Gerddinen|yr Helygen|y Llwyfen|y Boplysen|y Binwydden|
yr Ywen|y Gollen|y Ddraenen|y Ddraenen Wen|y Ddraenen Ddu|y Ferywen|yr Ysgawen|y Griafolen|y Fasarnen|
y Sycamorwydden|y Gellygen|yr Afallen|y Geiriosen|yr Eirinen|y Gypreswydden|y Gedrwydden|y Llarwydden|
y Sbriws|y Pren Bocs|y Cwyros|y Biswydden|Coed Derw|Coed Bedw|Coed Gwern|Coed Ynn|Coed Helyg|Coed Celyn|
Coed Cyll|Coed Llwyf|Coed Ffawydd|Coed Poplys|Coed Pin|Coed Yw|Coed Criafol|Coed Castan|Coed Masarn|
Coed Ceirios|Coed Afalau|Coed Eirin|Coed Drain|Coed Merywen|Llwyn Derw|Llwyn Bedw|Llwyn Gwern|Llwyn Onn|
Llwyn Helyg|Llwyn Celyn|Llwyn Cyll|Llwyn Ysgaw|Llwyn Criafol|Llwyn Pin|Maes y Derw|Maes y Bedw|Maes y Gwern|
Maes yr Onnen|Maes yr Helyg|Maes y Celyn|Maes y Cyll|Maes yr Ysgaw|Bryn Derw|Bryn Bedw|Bryn Gwern|Bryn Onnen|
Bryn Helyg|Bryn Celyn|Bryn Cyll|Bryn Ysgaw|Bryn Yw|Bryn Pin|Nant y Wern|Nant y Fedwen|Nant yr Helyg|
Nant y Celyn|Nant y Gollen|Pant y Dderwen|Pant y Wernen|Pant yr Onnen|Pant y Fedwen|Pant yr Helyg|
Pant y Gelynnen
"""

SPECIAL: Final = {
    "Great Spotted Woodpecker and Honeysuckle Road": "Teaselby",
    "Shepherd's Purse & Plover Street": "Hexmarsh",
    "Stryd Gwern y Dŵr": "Aberfelys",
}
"""Names that a page must bear: 45 characters, an apostrophe with an ampersand, a ŵ; and where they are."""

TWICE: Final = ("Corn Bunting Lane", ("Osterby", "Gorseworth"))
"""The one name that two streets share."""


def english(rng: np.random.Generator) -> list[str]:
    """Every English street name once, in the seed's order."""
    stems = _list(_BIRDS) + _list(_PLANTS)
    return _shuffled([f"{stem} {kind}" for stem in stems for kind in ("Street", "Road", "Lane")], rng)


def welsh(rng: np.random.Generator) -> list[str]:
    """Every Welsh street name once, in the seed's order."""
    return _shuffled([f"{kind} {tree}" for tree in _list(_TREES) for kind in ("Heol", "Stryd", "Lôn")], rng)


def _list(text: str) -> list[str]:
    return [name for name in text.replace("\n", "").split("|") if name]


def _shuffled(names: list[str], rng: np.random.Generator) -> list[str]:
    return [names[n] for n in rng.permutation(len(names))]
