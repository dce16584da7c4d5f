"""The forms of attribution, which all languages share: each is defined once here, and a pack fills in its parts.

    <this> <tells> {publisher} [<cited>]    "Об этом сообщает X со ссылкой на Y"

Law: a pack that has the parts of a form has the form. The form defines the word order, the pack defines the words.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple


class Form(NamedTuple):
    """A phrase made of parts; `<part.slot>` is the part with its slot renamed to `slot`."""

    name: str
    kind: str
    source: str


PARTS: Mapping[str, str | None] = {
    "this": None,
    "first": None,
    "reports": None,
    "says": None,
    "as": None,
    "outlet": None,
    "citing": "via",
    "informed_by": "via",
    "reported_by": "publisher",
    "quoted_by": "publisher",
    "according_to": "publisher",
    "stated_in": "publisher",
    "learned_from": "publisher",
    "told_to": "publisher",
    "speaks": None,
    "to_outlet": "publisher",
    "published_in": "via",
    "source": None,
    "material_of": "via",
}
"""The parts that a pack may fill in, and the slot that each phrase of a part has; docs/packs.md describes the parts."""

OTHER_SLOTS = {"informed_by": "origin"}
"""The parts of which a phrase may have another slot instead."""

FORMS = tuple(
    Form(*line.split(maxsplit=2))
    for line in """
    verb-name             sentence  <this> [<beside>] <tells> [<beside>] {publisher} [<beside>] [<cited>] [<beside>]
    verb-cited            sentence  <this> [<beside>] <tells> [<beside>] <cites>
    verb-cited-name       sentence  <this> [<beside>] <tells> [<beside>] <cited> [,] <outlet> {publisher}
    cited-verb-name       sentence  <this> [<beside>] <cited> [,] [<beside>] <tells> [<beside>] {publisher}
    verb-name-quoted      sentence  <this> [<beside>] <tells> [<beside>] [<outlet>] {via} [,] <quoted_by>
    passive-quoted        sentence  <this> [<beside>] <reported_by.via> [,] <quoted_by>
    stated-quoted         sentence  <this> [<beside>] <stated_in.via> [,] <quoted_by>
    learned-quoted        sentence  <this> [<beside>] <learned_from.via> [,] <quoted_by>
    passive               sentence  <this> [<beside>] <reported_by> [<beside>] [<cited>]
    stated                sentence  <this> [<beside>] <stated_in> [<beside>]
    learned               sentence  <this> [<beside>] <learned_from> [<beside>]
    told                  sentence  <this> [<beside>] <told_to> [<beside>]
    said-by-to            line      <this> [<beside>] <speaks> [<beside>] {name} [<beside>] <to_outlet> [<beside>]
    said-this-by-to       line      <speaks> <this> {name} [<beside>] <to_outlet> [<beside>]
    name-said-to          line      <this> [<beside>] {name} [<beside>] <speaks> [<beside>] <to_outlet> [<beside>]
    name-to-said          line      <this> [<beside>] {name} [<beside>] <to_outlet> [<beside>] <speaks>
    to-said-by            line      <this> [<beside>] <to_outlet> [<beside>] <speaks> {name}
    speaker-this-said     line      {name} [<beside>] <this> [<beside>] <speaks> [<beside>] <to_outlet> [<beside>]
    speaker-this-to       line      {name} [<beside>] <this> [<beside>] <to_outlet> [<beside>] <speaks>
    speaker-said-this-name line      {name} [<beside>] <speaks> [<beside>] <this> [<beside>] {publisher}
    speaker-this-name-said line      {name} [<beside>] <this> [<beside>] {publisher} [<beside>] <speaks>
    speaker-said-this     line      {name} [<beside>] <speaks> [<beside>] <this> [<beside>] <to_outlet>
    speaker-said-to-this  line      {name} [<beside>] <speaks> [<beside>] <to_outlet> [<beside>] <this>
    relay-verb            sentence  <this> <as> <tells> {publisher} <tells> {via}
    relay-name            sentence  <this> <as> {publisher} <tells> <tells> {via}
    relay-verb-stated     sentence  <this> <as> <tells> {publisher} <stated_in.via>
    relay-name-stated     sentence  <this> <as> {publisher} <tells> <stated_in.via>
    name-verb             clause    <this> [<beside>] {publisher} [<beside>] <tells> [<beside>] [<cited>] [<beside>]
    name-cited-verb       clause    <this> [<beside>] {publisher} <cites> [,] <tells> [<beside>]
    name-informed-verb    sentence  <this> [<beside>] {publisher} [,] <informed_by> [,] <tells> [<beside>]
    cited-name-verb       clause    <this> [<beside>] <cited> [,] {publisher} <tells>
    as-verb               clause    <as> [<beside>] <tells> [<beside>] {publisher} [<beside>] [<cites>]
    as-name               clause    <as> [<beside>] {publisher} [<beside>] <tells> [<beside>] [<cites>]
    as-cited-verb         clause    <as> <cites> [,] <tells> {publisher}
    as-cited-name         clause    <as> <cites> [,] {publisher} <tells>
    as-name-cited         clause    <as> {publisher} <cites> [,] <tells>
    according-medium      clause    <according_to.medium> [<cites>]
    cited-alone           clause    <citing>
    quoted-alone          clause    <quoted_by>
    office-verb           behind    {office} <tells>
    verb-office           before    <reports> [<beside>] {office}
    alone-name-verb       line      {publisher} [<beside>] <reports> [<beside>] [<cites>] [<beside>]
    alone-verb-name       line      [<first>] <reports> [<beside>] {publisher} [<beside>] [<cited>] [<beside>]
    alone-verb-cited      line      <reports> <cited> [,] <outlet> {publisher}
    alone-verb-this       line      <reports> <this> [<beside>] {publisher} [<beside>] [<cited>]
    alone-name-verb-this  line      {publisher} [<beside>] <tells> [<beside>] <this> [<beside>] [<cited>]
    alone-name-this-verb  line      {publisher} [<beside>] <this> [<beside>] <tells> [<beside>] [<cited>]
    alone-name-cited      line      {publisher} <cited> [,] [<this>] <tells> [<this>] [<beside>]
    alone-this-cited      line      {publisher} <this> <cited> [,] <tells>
    alone-cited-name      line      <citing> [,] [<this>] {publisher} [<beside>] [<this>] <tells> [<this>] [<beside>]
    alone-cited-verb      line      <citing> [,] [<this>] <tells> [<this>] {publisher}
    informed-verb         line      <informed_by> [,] <this> [<beside>] <tells> [<beside>] {publisher} [<beside>]
    informed-name         line      <informed_by> [,] <this> [<beside>] {publisher} [<beside>] <tells> [<beside>]
    informed-name-this    line      <informed_by> [,] {publisher} [<beside>] <tells> <this> [<beside>]
    informed-verb-this    line      <informed_by> [,] <tells> <this> [<beside>] {publisher} [<beside>]
    no-verb               line      {publisher} <cites>
    according             line      <according_to> [<beside>] [<cites>]
    according-quoted      line      <according_to.via> [,] <quoted_by>
    alone-stated          line      <stated_in> [<this>]
    source                credit    <source> {via}
    published             credit    <published_in>
    material              credit    <material_of>
    """.strip().splitlines()
)

_MADE = {  # parts that are made of a pack's parts
    "tells": ("<reports>", "<says>"),
    "cites": ("[,] <citing>",),
    "cited": ("[,] <citing>", "[,] <informed_by>"),
}
_PART = re.compile(r"<(\w+)(?:\.(\w+))?>")
_OPTIONAL = re.compile(r"\[[^\[\]]*\]")


def groups(parts: Mapping[str, Sequence[str]], beside: Sequence[str]) -> dict[str, list[str]]:
    """A pack's parts as groups, ordered so that each group names only earlier ones.

    `beside` are the phrases that may stand beside a name, such as days and circumstances.
    """
    made = {f"part_{name}": list(phrases) for name, phrases in parts.items()}
    for name, sources in _MADE.items():
        if kept := [_named(source) for source in sources if _has_parts(source, parts)]:
            made[f"part_{name}"] = kept
    for form in FORMS:
        for name, slot in _PART.findall(form.source):
            if slot and name in parts:
                printed = "{" + str(PARTS[name]) + "}"
                made[f"part_{name}_{slot}"] = [phrase.replace(printed, "{" + slot + "}") for phrase in parts[name]]
    return made | {"part_beside_one": list(beside), "part_beside": ["<part_beside_one> [{day}] [,]"]}


def forms(parts: Mapping[str, Sequence[str]]) -> Iterator[Form]:
    """The forms that a pack with these parts has, as phrases that name the groups from `groups`.

    An optional part that the pack lacks is left out of a form. A form is left out if the pack lacks a required part.
    """
    known = {*parts, "beside", *(name for name, sources in _MADE.items() if _has_parts(sources[0], parts))}
    for name, kind, source in FORMS:
        kept = _OPTIONAL.sub(lambda optional: optional[0] if _has_parts(optional[0], known) else "", source)
        if _has_parts(kept, known):
            yield Form(name, kind, _named(kept))


def _has_parts(source: str, known: Mapping[str, object] | set[str]) -> bool:
    return all(name in known for name, _ in _PART.findall(source))


def _named(source: str) -> str:
    """The phrase with the group names of its parts."""
    return _PART.sub(lambda part: f"<part_{part[1]}{'_' + part[2] if part[2] else ''}>", source)
