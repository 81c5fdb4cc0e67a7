"""The slots of this house. A spin costs one line stake a line; a test computes each one's exact return to player."""

from app.sandbox.games.machine import Machine

_FIVE = ((1, 1, 1), (0, 0, 0), (2, 2, 2), (0, 1, 2), (2, 1, 0))
_TEN = (
    (1, 1, 1, 1, 1),
    (0, 0, 0, 0, 0),
    (2, 2, 2, 2, 2),
    (0, 1, 2, 1, 0),
    (2, 1, 0, 1, 2),
    (0, 0, 1, 2, 2),
    (2, 2, 1, 0, 0),
    (1, 0, 0, 0, 1),
    (1, 2, 2, 2, 1),
    (1, 0, 1, 2, 1),
)
_TWENTY = (
    *_TEN,
    (0, 1, 1, 1, 0),
    (2, 1, 1, 1, 2),
    (1, 1, 0, 1, 1),
    (1, 1, 2, 1, 1),
    (0, 1, 0, 1, 0),
    (2, 1, 2, 1, 2),
    (0, 2, 0, 2, 0),
    (2, 0, 2, 0, 2),
    (0, 2, 2, 2, 0),
    (2, 0, 0, 0, 2),
)

COPPER_LANTERN = Machine(
    code="copper-lantern",  # L lantern, M moth, K key, G gear, C coin, F leaf
    rows=3,
    strips=("CMKFCLFGKFGMFLCFGKFCGF", "CLFCGKFLKGFCGFKMGFFCGMF", "CGFKGCKLFCMFGKFKCFGCFKM"),
    lines=_FIVE,
    pays={
        "L": (0, 0, 200),
        "M": (0, 0, 75),
        "K": (0, 0, 40),
        "G": (0, 0, 20),
        "C": (0, 0, 12),
        "F": (0, 3, 10),
    },
)

TIDAL_REEF = Machine(
    code="tidal-reef",  # W pearl (wild), T turtle, S star, C crab, H shell, A coral, B bubble
    rows=3,
    strips=(
        "AHBASBAWBCTACHABHBCABHSAHTSWCB",
        "BHCAHBCHBSWATHABCABHSTCSTCTABCSHSA",
        "TCHSABTAWHBAHBTBSABAHTACHSCASBCSAHBB",
        "AHBCTBAHBTAHSABHTCATCSBHWABCSSBASW",
        "CBSAHSCBWHSAHTWBCHTBHACHABCABCAHB",
    ),
    lines=_TEN,
    pays={
        "W": (0, 0, 50, 250, 1000),
        "T": (0, 0, 30, 120, 500),
        "S": (0, 0, 20, 80, 300),
        "C": (0, 0, 15, 50, 200),
        "H": (0, 0, 10, 30, 100),
        "A": (0, 0, 5, 15, 60),
        "B": (0, 0, 4, 12, 50),
    },
    wild="W",
)

EMBER_PEAKS = Machine(
    # W flame (wild), * comet (scatter), D dragon, P phoenix, R ruby, E emerald, O opal, V violet, Z topaz
    code="ember-peaks",
    rows=3,
    strips=(
        "ROPERVOD*ZVEZVDPORZEVOZEVEPOZRVZO*WZ",
        "VEZWEPVRZO*VEZVOZREPRZEODVORVO*DZPZO",
        "EOZEVZDVZRZ*VPO*RODPOEZOVZEWROPVZEVR",
        "*RVEORPVEZVDZOPZ*VDRZOEZOPZOERVWEZOV",
        "OVZRDOZVREZVEWZOEPVRZEPOZODVR*ZPOEV*",
    ),
    lines=_TWENTY,
    pays={
        "W": (0, 0, 200, 1000, 5000),
        "D": (0, 0, 100, 500, 2500),
        "P": (0, 0, 50, 200, 750),
        "R": (0, 0, 40, 125, 500),
        "E": (0, 0, 20, 60, 250),
        "O": (0, 0, 10, 35, 125),
        "V": (0, 0, 8, 25, 75),
        "Z": (0, 0, 5, 15, 50),
    },
    wild="W",
    scatter="*",
    scatter_pays=(0, 0, 3, 12, 60),
)

MACHINES = {machine.code: machine for machine in (COPPER_LANTERN, TIDAL_REEF, EMBER_PEAKS)}
