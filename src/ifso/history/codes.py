"""The catalogue of diagnostic codes of reference classes: what each one means, with a wrong and a right example.

Owns the words behind ``ifso explain CODE`` and the severity of each code of this room. Leaves finding the faults to the modules that read
reference classes, and the codes of a scenario's text to the scenario. Slugs are unique across both rooms.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ifso.ground.codes import Code

_ALL: tuple[Code, ...] = ()

CODES: Mapping[str, Code] = MappingProxyType({code.slug: code for code in _ALL})
"""Every code, in the order in which a reference class is read."""
