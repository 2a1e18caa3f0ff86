"""The kernel that notes, lane by lane, by which of some dates every event had happened, and whether the outcome came about.

Leaves the lanes to :mod:`ifso.engine.blocks` and what is made of the counts to :mod:`ifso.engine.watching`.
"""

from __future__ import annotations

from ifso.engine.compiled import kernel


@kernel
def note(times, weights, outcome, by, dates, after, table, ahead):  # type: ignore[no-untyped-def] # numba infers the types
    """Add the weights of lanes to a table of dates.

    ``times`` (D, E, W) are those of all events, ``weights`` (D, W) what a lane counts, ``dates`` (T) ascend. ``table`` (E, T + 1, 2) gets
    the weight by event, by the first date at which it had happened, the last place being for none, and by whether the outcome had come
    about by its own date. ``ahead`` (E, 2) gets the weight of the lanes in which both had happened by that date, and of those among them in
    which the event came first. At the same instant an event comes first unless ``after`` (E) is 1 for it.
    """
    draws, events, worlds = times.shape
    for draw in range(draws):
        for event in range(events):
            for world in range(worlds):
                if weights[draw, world] == 0.0:
                    continue
                at, end = times[draw, event, world], times[draw, outcome, world]
                low, high = 0, dates.size
                while low < high:
                    middle = (low + high) // 2
                    if dates[middle] < at:
                        low = middle + 1
                    else:
                        high = middle
                table[event, low, 1 if end <= by else 0] += weights[draw, world]
                if at <= by and end <= by:
                    ahead[event, 0] += weights[draw, world]
                    ahead[event, 1] += weights[draw, world] if at < end or (at == end and after[event] == 0) else 0.0
