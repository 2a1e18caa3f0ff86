"""Strongly connected components of a graph.

Owns Tarjan's algorithm ("Depth-first search and linear graph algorithms", SIAM Journal on Computing 1, 1972), for graphs of any depth.
Leaves what nodes and arrows mean to the callers.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


def components(roots: Iterable[Node], before: Callable[[Node], Iterable[Node]]) -> list[tuple[Node, ...]]:
    """Return the strongly connected components that can be reached from ``roots``, each after all that it depends on.

    ``before`` gives what a node depends on. Within a component nodes stand in the order in which they were come upon. The stack is the
    function's own, so that depth is no limit.
    """
    index: dict[Node, int] = {}
    low: dict[Node, int] = {}
    path: list[Node] = []
    on_path: set[Node] = set()
    found: list[tuple[Node, ...]] = []
    for root in roots:
        work = [] if root in index else [(root, iter(before(root)))]
        while work:
            node, rest = work[-1]
            if node not in index:
                index[node] = low[node] = len(index)
                path.append(node)
                on_path.add(node)
            for other in rest:
                if other not in index:
                    work.append((other, iter(before(other))))
                    break
                if other in on_path:
                    low[node] = min(low[node], index[other])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    cut = path.index(node)
                    found.append(tuple(path[cut:]))
                    on_path.difference_update(path[cut:])
                    del path[cut:]
    return found
