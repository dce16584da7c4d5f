"""The formats of `--as`, on all fixtures, against the rules of their standards.

The rules of ninjs stand here, written from the JSON Schema of IPTC ninjs 3.2 (copyright 2025 IPTC, CC BY 4.0,
https://iptc.org/std/ninjs/): which keys there are, the closed objects, required keys, types and formats. Those of
schema.org are the properties of the types that are used. tests/recipes/test_standards_whole.py checks against the
whole vocabulary of schema.org and the types of Dolma.
"""

import re
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from conftest import FIXTURES, ROOT, records, run
from seedparse.interchange.running_text import running_text
from seedparse.interchange.standards import STANDARDS

TEXT: dict[str, Any] = {"type": "string"}
URI: dict[str, Any] = {"type": "string", "format": "uri"}
TIME: dict[str, Any] = {"type": "string", "format": "date-time"}
NUMBER: dict[str, Any] = {"type": "integer"}


def closed(*required: str, **properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": list(required), "additionalProperties": False, "properties": properties}


def listed(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item}


NAMED = {"name": TEXT, "uri": URI, "literal": TEXT, "contactInfo": {"type": "array"}}
CONTENT = {"role": TEXT, "contentType": TEXT, "value": TEXT}
UNUSED = {"type": "null"}
"""Of keys whose rules are not written down here: no output has them."""
NINJS: dict[str, Any] = {
    "uri": URI,
    "type": {"enum": "text audio video picture graphic composite component event planning".split()},
    "representationType": {"enum": ["full", "partial"]},
    **dict.fromkeys(("profile", "version", "copyrightHolder", "copyrightNotice", "usageTerms", "edNote"), TEXT),
    **dict.fromkeys(("language", "title", "by", "slugline", "located"), TEXT),
    **dict.fromkeys(("firstCreated", "versionCreated", "contentCreated", "embargoedUntil", "expires"), TIME),
    "pubStatus": {"enum": ["usable", "withheld", "canceled"]},
    "urgency": {"type": "integer", "minimum": 1, "maximum": 9},
    "descriptions": listed(closed("value", **CONTENT)),
    "headlines": listed(closed("value", **CONTENT)),
    "bodies": listed(closed("value", **CONTENT, charCount=NUMBER, wordCount=NUMBER)),
    "infoSources": listed(closed(**NAMED, role=TEXT)),
    "associations": listed(
        {
            "allOf": [{"$ref": "#/$defs/object"}, {"required": ["name"]}],
            "properties": {"name": TEXT, "rel": TEXT},
            "unevaluatedProperties": False,
        }
    ),
    "altIds": listed(closed(role=TEXT, value=TEXT)),
    "standard": closed(name=TEXT, version=TEXT, schema=URI),
    **dict.fromkeys("people organisations places subjects events eventDetails plannedCoverage".split(), UNUSED),
    **dict.fromkeys("objects renditions trustIndicators genres rightsInfo digitalSourceType".split(), UNUSED),
}
NINJS_RULES = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$defs": {"object": {"type": "object", "required": ["uri"], "properties": NINJS}},
    "$ref": "#/$defs/object",
    "unevaluatedProperties": False,
}
FORMATS = jsonschema.FormatChecker(formats=[])


@FORMATS.checks("uri")
def is_uri(value: object) -> bool:
    """A scheme and only characters that a URI may have (RFC 3986)."""
    found = re.fullmatch(
        r"[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*", str(value)
    )
    return found is not None


@FORMATS.checks("date-time")
def is_time(value: object) -> bool:
    found = re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)", str(value))
    return found is not None


NINJS_VALIDATOR = jsonschema.Draft202012Validator(NINJS_RULES, format_checker=FORMATS)

CREATIVE_WORK = {"text", "publisher", "isBasedOn", "headline", "datePublished", "abstract", "inLanguage", "creditText"}
PROPERTIES = {
    "Organization": {"name"},
    "CreativeWork": CREATIVE_WORK,
    "NewsArticle": CREATIVE_WORK | {"identifier", "url", "articleBody", "dateline", "citation", "mentions"},
}


@cache
def outputs(standard: str) -> list[dict[str, Any]]:
    done = run(FIXTURES, "--as", standard)
    assert done.returncode == 0
    return records(done.stdout)


@cache
def articles() -> list[dict[str, Any]]:
    return records(run(FIXTURES).stdout)


def test_there_is_an_output_for_each_article() -> None:
    for standard in STANDARDS:
        assert len(outputs(standard)) == len(articles()) >= 40


def test_ninjs_has_the_rules_of_its_schema() -> None:
    for each in outputs("ninjs"):
        NINJS_VALIDATOR.validate(each)
    assert any("associations" in each for each in outputs("ninjs"))


@pytest.mark.parametrize(
    "fault",
    [
        {"uri": "no uri"},
        {"contentCreated": "2026-02-07"},
        {"type": "article"},
        {"bodies": [{"role": "main"}]},
        {"headlines": [{"value": "A", "lang": "en"}]},
        {"associations": [{"uri": "urn:a:b"}]},
        {"associations": [{"uri": "urn:a:b", "name": "A", "more": 1}]},
        {"published": "2026-02-07"},
    ],
)
def test_a_fault_in_ninjs_is_found(fault: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        NINJS_VALIDATOR.validate({**outputs("ninjs")[0], **fault})


def test_ninjs_says_what_the_record_says() -> None:
    for each, article in zip(outputs("ninjs"), articles(), strict=True):
        header = article["header"]
        values = {body["role"]: body["value"] for body in each.get("bodies", [])}
        assert values.get("main", "") == "\n\n".join(article["body"])
        assert [found["value"] for found in each.get("headlines", [])] == [header["title"]] * bool(header["title"])
        assert [found["name"] for found in each.get("associations", [])] == [x["title"] for x in article["related"]]
        roles = {found["role"]: found["value"] for found in each.get("descriptions", [])}
        assert roles.get("published") == header["published"]
        sources = {(found["role"], found["name"]) for found in each.get("infoSources", [])}
        for role in ("publisher", "via"):
            if name := article["attribution"][role]:
                assert (role, name) in sources


def test_schema_org_has_known_properties_only() -> None:
    def check(found: dict[str, Any]) -> None:
        keys = set(found) - {"@context", "@type", "@id"}
        assert keys <= PROPERTIES[found["@type"]]
        for value in found.values():
            for each in value if isinstance(value, list) else [value]:
                assert each not in (None, "")
                if isinstance(each, dict):
                    check(each)
        if "datePublished" in found:
            assert re.fullmatch(r"\d{4}-\d\d-\d\d", found["datePublished"])

    for each, article in zip(outputs("schema-org"), articles(), strict=True):
        check(each)
        assert each["@context"] == "https://schema.org"
        assert each.get("headline") == article["header"]["title"]
        assert len(each.get("mentions", [])) == len(article["related"])
        assert is_uri(each["@id"])


def test_text_is_title_lead_and_body() -> None:
    for each, article in zip(outputs("text"), articles(), strict=True):
        assert list(each) == ["id", "text", "metadata"]
        header = article["header"]
        parts = [*filter(None, [header["title"]]), *header["lead"], *article["body"]]
        assert each["text"] == "\n\n".join(parts)
        assert each["metadata"]["publisher"] == article["attribution"]["publisher"]
        assert each["metadata"]["path"] == article["origin"]["path"]
    assert len({tuple(each["metadata"]) for each in outputs("text")}) == 1


def test_dolma_has_spans_of_its_text() -> None:
    for each, article in zip(outputs("dolma"), articles(), strict=True):
        assert {"id", "text", "source", "metadata", "attributes"} <= set(each)
        assert set(each) <= {"id", "text", "source", "added", "created", "metadata", "attributes"}
        name = "seedparse__article__{}".format
        found = {
            role: [each["text"][start:end] for start, end, _ in each["attributes"][name(role)]]
            for role in ("title", "lead", "body", "citation")
        }
        assert found["title"] == [*filter(None, [article["header"]["title"]])]
        assert found["lead"] == article["header"]["lead"]
        assert found["body"] == article["body"]
        assert found["citation"] == [citation["text"] for citation in article["citations"]]
        assert each["attributes"][name("related")] == [[0, len(each["text"]), float(len(article["related"]))]]
    assert any(each["attributes"]["seedparse__article__citation"] for each in outputs("dolma"))


def test_citations_of_the_lead_have_their_spans() -> None:
    article: Any = {
        "header": {"title": None, "lead": ["One, as Reuters reports.", "Two, as Reuters reports."]},
        "body": [],
    }
    text, spans = running_text(article)
    assert [text[span.start : span.end] for span in spans] == article["header"]["lead"]


def test_every_format_is_told() -> None:
    told = (ROOT / "docs/recipes.md").read_text(encoding="utf-8")
    for standard in STANDARDS:
        assert f"`--as {standard}`" in told


def test_a_directory_gets_them_too(tmp_path: Path) -> None:
    assert run(FIXTURES, "--as", "text", "-o", tmp_path / "out").returncode == 0
    found = [each for path in sorted((tmp_path / "out").glob("*.jsonl")) for each in records(path.read_bytes())]
    assert found == outputs("text")
