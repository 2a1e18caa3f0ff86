"""Circles in graphs of names.

Owns which names lie on circles, and a shortest circle to show in a message. Leaves what the arrows mean to the callers.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence

from ifso.ground import graphs

Edges = Mapping[str, Sequence[str]]


def components(edges: Edges) -> list[list[str]]:
    """Return the strongly connected components of a graph, each in the order of the graph's keys."""
    order = {name: position for position, name in enumerate(edges)}
    found = graphs.components(edges, lambda name: [other for other in edges[name] if other in edges])
    return [sorted(component, key=order.__getitem__) for component in found]


def cycle_in(component: Sequence[str], edges: Edges) -> tuple[str, ...]:
    """Return a shortest circle through the first name of a component, closed by that name; empty where there is none."""
    first, members = component[0], set(component)
    came_from: dict[str, str] = {}
    queue = deque([first])
    while queue:
        name = queue.popleft()
        for following in edges[name]:
            if following == first:
                back = [name]
                while back[-1] != first:
                    back.append(came_from[back[-1]])
                return (*reversed(back), first)
            if following in members and following not in came_from:
                came_from[following] = name
                queue.append(following)
    return ()
