"""Who and what there is: laboratories with their people and instruments, plants with their outlets."""

from __future__ import annotations

from dataclasses import dataclass, field

from jianzhen.synth.dimensions import Dimensions

BENCH_KINDS = ("spectrophotometer", "ic", "icp_ms", "afs", "aas", "gc", "digester", "incubator", "oven", "balance",
               "infrared_oil_meter", "titrator")  # fmt: skip
KIT_KINDS = ("ph_meter", "gas_analyser", "stack_sampler", "sound_meter", "air_sampler", "water_sampler")


@dataclass(frozen=True)
class Outlet:
    """A place where samples are taken, some metres from the middle of its plant."""

    outlet_id: str
    category: str
    """Of the samples: water, exhaust, fugitive or noise."""
    kind: str
    site: str
    lon: float
    lat: float
    items: tuple[int, ...]
    """Positions in ``ITEMS`` of what is measured at every visit."""
    rare: tuple[int, ...] = ()
    """What the permit asks for only once a quarter."""
    inlet: bool = False
    well: bool = False


@dataclass
class Plant:
    """A discharger, client of one laboratory."""

    org_id: str
    name: str
    division: str
    industry: str
    lon: float
    lat: float
    outlets: list[Outlet]
    metered: bool
    """Its electricity meter reports to the authority."""
    power_kw: float
    signer: str
    """Who signs for the plant."""
    stops: list[tuple[int, int]] = field(default_factory=list)
    """Day numbers from and to which it stands still."""

    def points(self, category: str, *, well: bool = False) -> list[Outlet]:
        """The outlets of one category."""
        return [outlet for outlet in self.outlets if outlet.category == category and outlet.well is well]


@dataclass(frozen=True)
class Habits:
    """How a laboratory writes things down; all of it is allowed."""

    below: str
    """How a result below the detection limit is written: ``<0.05``, ``0.05L`` or ``ND``."""
    half_up: bool
    """Rounds five up, not to even."""
    formulas: bool
    """Writes COD and NH3-N beside the names."""
    old_numbers: bool
    """Writes GB 11893-89 for GB/T 11893-1989."""
    gcj: bool
    """Its handsets show coordinates of Chinese maps."""


@dataclass
class Laboratory:
    """A testing institution: who works there, with what, and for whom."""

    number: int
    code: str
    org_id: str
    name: str
    division: str
    lon: float
    lat: float
    size: float
    """1 is an average laboratory."""
    cert_no: str
    habits: Habits
    cannot: frozenset[str]
    """Parameters it is not accredited for."""
    crews: list[tuple[str, ...]] = field(default_factory=list)
    analysts: list[str] = field(default_factory=list)
    keepers: list[str] = field(default_factory=list)
    signatories: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    trainee: tuple[str, int] | None = None
    """A new sampler and the day of joining; goes out with a crew for three months."""
    instruments: dict[str, list[str]] = field(default_factory=dict)
    kits: list[dict[str, str]] = field(default_factory=list)
    """Per crew, kind of field instrument to its number."""
    air_samplers: list[list[str]] = field(default_factory=list)
    """Per crew, the four samplers for plant boundaries."""
    plants: list[Plant] = field(default_factory=list)
    closed: tuple[int, int] | None = None
    """Days on which the institution had to put its house in order and issued nothing."""
    paused: tuple[str, int, int] | None = None
    """A parameter suspended from one day to another."""
    renewed: tuple[str, int] | None = None
    """The number of the new certificate and the day it was issued."""

    @property
    def staff(self) -> list[str]:
        """Everybody who works there."""
        new = [self.trainee[0]] if self.trainee else []
        crews = [person for crew in self.crews for person in crew]
        return [*crews, *self.analysts, *self.keepers, *self.signatories, *self.others, *new]


@dataclass
class Cast:
    """All of the region."""

    dimensions: Dimensions
    laboratories: list[Laboratory]
