"""The formats of `--as` against whole standards: the vocabulary of schema.org, the types of Dolma."""

import json
import sys
from datetime import date
from importlib.metadata import PackageNotFoundError, distribution
from importlib.util import module_from_spec, spec_from_file_location
from typing import Any

import pytest

from conftest import FIXTURES, records, run

pytestmark = pytest.mark.heavy


def test_schema_org_is_valid_in_the_whole_vocabulary() -> None:
    """Each object becomes a model that refuses unknown properties and values of another type."""
    vocabulary = pytest.importorskip("schema_org")

    def model(found: Any) -> Any:
        if isinstance(found, list):
            return [model(each) for each in found]
        if not isinstance(found, dict):
            return found
        kind = getattr(vocabulary, found["@type"])
        values = {key: model(value) for key, value in found.items() if not key.startswith("@")}
        if "datePublished" in values:
            values["datePublished"] = date.fromisoformat(values["datePublished"])
        return kind(**values)

    found = records(run(FIXTURES, "--as", "schema-org").stdout)
    assert found
    for each in found:
        model(each)
    with pytest.raises(Exception, match="headlin"):
        model({"@type": "NewsArticle", "headlin": "A"})
    with pytest.raises(Exception, match="publisher"):
        model({"@type": "NewsArticle", "publisher": {"@type": "NewsArticle"}})


def dolma_types() -> Any:
    """The module of Dolma's types alone: the package itself needs an older numpy, and much more."""
    try:
        path = distribution("dolma").locate_file("dolma/core/data_types.py")
    except PackageNotFoundError:
        pytest.skip("dolma is not installed")
    spec = spec_from_file_location("dolma_types", str(path))
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    sys.modules["dolma_types"] = module
    spec.loader.exec_module(module)
    return module


def test_dolma_reads_its_documents() -> None:
    msgspec = pytest.importorskip("msgspec")
    types = dolma_types()
    documents = msgspec.json.Decoder(types.InputSpecWithMetadataAndAttributes)
    attributes = msgspec.json.Decoder(types.OutputSpec)
    lines = run(FIXTURES, "--as", "dolma").stdout.splitlines()
    assert lines
    for line in lines:
        document = documents.decode(line)
        assert document.source == "seedparse"
        assert all(
            0 <= start <= end <= len(document.text) for spans in document.attributes.values() for start, end, _ in spans
        )
        only = {key: json.loads(line)[key] for key in ("id", "attributes")}
        assert attributes.decode(json.dumps(only)).attributes == document.attributes
