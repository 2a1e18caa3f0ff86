"""Circles in graphs of names.

Owns strongly connected components and a shortest circle to show in a message, without recursion, for graphs of any depth. Leaves what the
arrows mean to the callers.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence

Edges = Mapping[str, Sequence[str]]


def components(edges: Edges) -> list[list[str]]:  # noqa: C901 - one published algorithm, best read in one piece
    """Return the strongly connected components of a graph, each in the order of the graph's keys.

    Follows R. Tarjan, "Depth-first search and linear graph algorithms", SIAM Journal on Computing 1 (1972), with an explicit stack.
    """
    order = {name: position for position, name in enumerate(edges)}
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    path: list[str] = []
    on_path: set[str] = set()
    found: list[list[str]] = []

    def open_(name: str) -> tuple[str, Iterator[str]]:
        index[name] = low[name] = len(index)
        path.append(name)
        on_path.add(name)
        return name, iter(edges[name])

    for root in edges:
        if root in index:
            continue
        work = [open_(root)]
        while work:
            name, rest = work[-1]
            following = next(rest, None)
            if following is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[name])
                if low[name] == index[name]:
                    cut = path.index(name)
                    found.append(sorted(path[cut:], key=order.__getitem__))
                    on_path.difference_update(path[cut:])
                    del path[cut:]
            elif following not in edges:
                continue
            elif following not in index:
                work.append(open_(following))
            elif following in on_path:
                low[name] = min(low[name], index[following])
    return found


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
