"""The datasets: one module each, with its card and its cleaning rules."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ifso.history.card import Card
from ifso.history.datasets import (
    archigos,
    arms_transfers,
    atop,
    contiguity,
    country_codes,
    coups,
    cow_states,
    gw_states,
    gwf,
    ucdp_acd,
    un_ideal_points,
    us_troops,
)

CARDS: Mapping[str, Card] = MappingProxyType(
    {
        module.CARD.name: module.CARD
        for module in (
            gw_states, cow_states, country_codes, archigos, gwf, us_troops, arms_transfers, atop, contiguity, ucdp_acd, coups,
            un_ideal_points,
        )
    }
)  # fmt: skip
"""Every card by the name of its dataset."""
