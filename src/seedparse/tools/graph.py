"""The graph of who cites whom, as GraphML or GEXF.

Law: a node is an outlet: its id if it is known, else its name as printed. The weight of an edge is the number of rows
in which its first outlet cites its second one; that of a node, the rows that name it. No text can act in the file.
"""

from collections.abc import Iterator, Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from seedparse.text.visible import visible
from seedparse.tools.frequent import Frequent

MAX_COUNTED = 200_000  # nodes, and edges, that are counted at a time


class Graph:
    """Collects nodes and edges from the rows of `cites`."""

    def __init__(self, most: int = MAX_COUNTED) -> None:
        """`most`: nodes, and edges, that are counted at a time."""
        self._most = most
        self._names: dict[str, str] = {}  # the name of a node, as first printed
        self._nodes: Frequent[str] = Frequent(most)
        self._edges: Frequent[tuple[str, str]] = Frequent(most)

    def add(self, row: Mapping[str, Any]) -> None:
        """Count a row of `cites`; of its keys those with names and ids of outlets are read."""
        ends = [self._end(row[f"{who}_id"] or row[who], row[who]) for who in ("publisher", "via") if row[who]]
        for end in dict.fromkeys(ends):
            self._nodes.add(end)
        if len(ends) == 2:
            self._edges.add((ends[0], ends[1]))

    def _end(self, node: str, name: str) -> str:
        if len(self._names) < self._most:
            self._names.setdefault(node, name)
        return node

    @property
    def error(self) -> int:
        """By how much a weight may be too low."""
        return max(self._nodes.error, self._edges.error)

    def nodes(self) -> list[tuple[str, str, int]]:
        """Each node with its name and weight, the heaviest first; each end of an edge is one."""
        counts = dict(self._nodes.top())
        ends = {end: 0 for edge, _ in self._edges.top() for end in edge}
        return [(node, self._names.get(node, node), count) for node, count in (ends | counts).items()]

    def edges(self) -> list[tuple[str, str, int]]:
        """Each edge with its weight, the heaviest first."""
        return [(*ends, count) for ends, count in self._edges.top()]


def graphml(graph: Graph) -> Iterator[str]:
    """Yield the lines of a GraphML file."""
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    yield '<key id="label" for="node" attr.name="label" attr.type="string"/>'
    yield '<key id="count" for="node" attr.name="count" attr.type="int"/>'
    yield '<key id="weight" for="edge" attr.name="weight" attr.type="int"/>'
    yield '<graph edgedefault="directed">'
    for node, name, count in graph.nodes():
        data = f'<data key="label">{escape(visible(name))}</data><data key="count">{count}</data>'
        yield f"<node id={_attribute(node)}>{data}</node>"
    for source, target, count in graph.edges():
        ends = f"source={_attribute(source)} target={_attribute(target)}"
        yield f'<edge {ends}><data key="weight">{count}</data></edge>'
    yield "</graph></graphml>"


def gexf(graph: Graph) -> Iterator[str]:
    """Yield the lines of a GEXF file."""
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2"><graph defaultedgetype="directed">'
    yield '<attributes class="node"><attribute id="count" title="count" type="integer"/></attributes>'
    yield "<nodes>"
    for node, name, count in graph.nodes():
        values = f'<attvalues><attvalue for="count" value="{count}"/></attvalues>'
        yield f"<node id={_attribute(node)} label={_attribute(name)}>{values}</node>"
    yield "</nodes><edges>"
    for number, (source, target, count) in enumerate(graph.edges()):
        yield f'<edge id="{number}" source={_attribute(source)} target={_attribute(target)} weight="{count}"/>'
    yield "</edges></graph></gexf>"


FORMATS = {".graphml": graphml, ".gexf": gexf}
"""The writers by the suffix of a file."""


def _attribute(text: str) -> str:
    return quoteattr(visible(text))
