"""The datasets: one module each, with its card and its cleaning rules.

Owns the list of them, states and codes first. A new one gets its module here and its line in the list.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ifso.history.card import Card
from ifso.history.datasets import (
    archigos,
    arms_transfers,
    atop,
    chisols,
    contiguity,
    country_codes,
    coups,
    cow_majors,
    cow_nmc,
    cow_states,
    ert,
    gdp,
    gw_states,
    gwf,
    population,
    reign_leaders,
    reign_regimes,
    rivalries_td,
    ucdp_acd,
    un_ideal_points,
    us_bases,
    us_troops,
    world_map,
)

_CARDS = (
    gw_states.CARD,
    cow_states.CARD,
    country_codes.CARD,
    archigos.CARD,
    gwf.CARD,
    reign_regimes.CARD,
    reign_leaders.CARD,
    ert.CARD,
    coups.CARD,
    chisols.CARD,
    ucdp_acd.CARD,
    rivalries_td.CARD,
    contiguity.CARD,
    atop.CARD,
    arms_transfers.CARD,
    us_troops.CARD,
    us_bases.CARD,
    un_ideal_points.CARD,
    cow_majors.CARD,
    cow_nmc.CARD,
    gdp.CARD,
    population.CARD,
    world_map.CARD,
)

CARDS: Mapping[str, Card] = MappingProxyType({card.name: card for card in _CARDS})
"""Every card by the name of its dataset."""
