"""Graphviz: ranks, and an order within each that makes few lines cross.

No text of a user gets here: nodes are called n0, n1, …, and have a size but no label.
"""

from __future__ import annotations

from functools import lru_cache

import pygraphviz


@lru_cache(maxsize=4_096)
def ranks(count: int, edges: tuple[tuple[int, int], ...]) -> tuple[tuple[int, ...], ...]:
    """Put nodes 0 … count - 1 into ranks, each below those that lead to it, from left to right.

    SOPs of one system share their components, and each is drawn twice: most answers are known.
    """
    graph = pygraphviz.AGraph(directed=True, strict=True)
    graph.graph_attr.update(nodesep="0.3", ranksep="0.5")
    graph.node_attr.update(shape="box", label="", fixedsize="true", width="2", height="0.7")
    graph.edge_attr.update(arrowhead="none")
    graph.add_nodes_from(f"n{index}" for index in range(count))
    graph.add_edges_from((f"n{a}", f"n{b}") for a, b in edges)
    graph.layout(prog="dot")
    found: dict[float, list[tuple[float, int]]] = {}
    for index in range(count):
        x, y = map(float, graph.get_node(f"n{index}").attr["pos"].split(","))
        found.setdefault(round(-y), []).append((x, index))
    graph.close()
    return tuple(tuple(index for _, index in sorted(found[y])) for y in sorted(found))
