"""Dumps that corpus builders have: what their makers say of a text is in its record."""

import gzip
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest

import seedparse
from conftest import records, run
from seedparse.model import Options

TITLE = "The ferry sails again"
TEXT = (
    f"{TITLE}\nThe ferry left the quay on Monday, and some two hundred people watched it go.\n"
    "The harbour master said that the engine had been replaced in the winter.\n"
)
URL, ID, DATE = "https://quay.example/ferry?a=ö", "<urn:uuid:8a1f>", "2026-03-02T10:11:12Z"

FORMS: dict[str, tuple[dict[str, Any], dict[str, Any], tuple[str | None, str | None, str | None]]] = {
    "Hugging Face to_json": (
        {"text": TEXT, "timestamp": DATE, "url": URL},
        {"date_field": "timestamp"},
        (URL, None, DATE),
    ),
    "datatrove": (
        {"text": TEXT, "id": ID, "metadata": {"url": URL, "date": DATE, "file_path": "s3://crawl/a.wet.gz"}},
        {"url_field": "metadata.url", "date_field": "metadata.date"},
        (URL, ID, DATE),
    ),
    "datatrove with expand_metadata": (
        {"text": TEXT, "id": ID, "url": URL, "date": DATE, "language_score": 0.98},
        {},
        (URL, ID, DATE),
    ),
    "dolma": (
        {"id": "cc-12", "text": TEXT, "source": "common-crawl", "added": DATE, "created": "2026-03-01T00:00:00.000Z",
         "metadata": {"url": URL}},
        {"url_field": "metadata.url", "date_field": "added"},
        (URL, "cc-12", DATE),
    ),
    "trafilatura --json": (
        {"title": TITLE, "author": None, "hostname": "quay.example", "date": "2026-03-01", "fingerprint": "347ccdcb",
         "id": None, "license": None, "comments": "", "raw_text": TEXT.replace("\n", " "), "text": TEXT,
         "language": None, "image": None, "pagetype": None, "filedate": "2026-03-02", "source": URL,
         "source-hostname": "quay.example", "excerpt": None, "categories": "", "tags": ""},
        {"url_field": "source", "date_field": "filedate"},
        (URL, None, "2026-03-02"),
    ),
}  # fmt: skip


def written(*lines: Any) -> bytes:
    return b"".join(json.dumps(line).encode() + b"\n" for line in lines)


def origin(data: bytes, **options: Any) -> seedparse.model.Origin:
    (article,) = seedparse.parse(data, Options(**options))
    return article["origin"]


def said(of: Any) -> tuple[str | None, str | None, str | None]:
    return of["url"], of["record_id"], of["fetched"]


@pytest.mark.parametrize("form", FORMS)
def test_address_id_and_date_of_json_lines(tmp_path: Path, form: str) -> None:
    record, options, expected = FORMS[form]
    path = tmp_path / "corpus.jsonl"
    path.write_bytes(written(record, record))
    flags = [part for key, value in options.items() for part in (f"--{key.replace('_', '-')}", value)]
    done = run(path, *flags)
    assert done.returncode == 0
    assert [said(each["origin"]) for each in records(done.stdout)] == [expected] * 2
    assert [each["header"]["title"] for each in records(done.stdout)] == [TITLE] * 2
    blocks = records(run(path, "--unit", "block", *flags).stdout)
    assert {block["url"] for block in blocks} == {expected[0]}


def test_further_keys_are_kept_as_text() -> None:
    record = {
        "text": TEXT,
        "metadata": {"source": "quay", "scores": {"en": 0.5}, "none": None},
        "n": 12,
        "a.b": "dotted",
        "bad": "\ud800",
    }
    keep = ("metadata.source", "metadata.scores", "n", "a.b", "metadata.none", "n.x", "missing", "bad")
    assert origin(written(record), keep=keep)["fields"] == [
        {"name": "metadata.source", "value": "quay"},
        {"name": "metadata.scores", "value": '{"en": 0.5}'},
        {"name": "n", "value": "12"},
        {"name": "a.b", "value": "dotted"},
        {"name": "bad", "value": "\\ud800"},
    ]
    flags = [part for key in ("n", "a.b") for part in ("--keep", key)]
    (article,) = records(run(*flags, given=written(record)).stdout)
    assert [each["value"] for each in article["origin"]["fields"]] == ["12", "dotted"]


def test_a_key_of_another_type_says_nothing() -> None:
    for value in (None, True, [URL], {"a": URL}):
        assert said(origin(written({"text": TEXT, "url": value, "id": value, "date": value}))) == (None, None, None)
    assert said(origin(written({"text": TEXT, "id": 17, "date": 1.5}))) == (None, "17", "1.5")


def test_names_of_keys_are_texts() -> None:
    with pytest.raises(TypeError, match="url_field"):
        Options(url_field=1)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="keep must be a tuple of keys"):
        Options(keep="a")  # type: ignore[arg-type]
    assert Options(keep=["a"]).keep == ("a",)  # type: ignore[arg-type]


def wet(count: int) -> Iterator[bytes]:
    """Yield the members of a WET file in the form of Common Crawl, as fastwarc writes them."""
    warc = pytest.importorskip("fastwarc.warc")
    kinds = warc.WarcRecordType
    for number in range(count + 1):
        record = warc.WarcRecord()
        record.init_headers(record_type=kinds.conversion if number else kinds.warcinfo)
        record.headers["WARC-Record-ID"] = f"<urn:uuid:{number}>"
        record.headers["WARC-Date"] = f"2026-01-01T00:00:{number % 60:02}Z"
        if number:
            record.headers["WARC-Target-URI"] = f"https://quay.example/{number}"
            record.headers["WARC-Refers-To"] = f"<urn:uuid:0{number}>"
            record.headers["WARC-Identified-Content-Language"] = "eng"
            record.headers["Content-Type"] = "text/plain"
        record.set_bytes_content(TEXT.replace("ferry", f"ferry {number}").encode() if number else b"a: b\r\n")
        held = io.BytesIO()
        record.write(held)
        yield gzip.compress(held.getvalue(), 1)


@pytest.mark.parametrize("count", [40, pytest.param(5000, marks=pytest.mark.heavy)])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_address_id_and_date_of_a_wet_file(tmp_path: Path, count: int, jobs: str) -> None:
    path = tmp_path / "crawl.warc.wet.gz"
    path.write_bytes(b"".join(wet(count)))
    done = run(path, "--keep", "WARC-Identified-Content-Language", "--keep", "No-Such-Header", "--jobs", jobs)
    assert done.returncode == 0
    origins = [record["origin"] for record in records(done.stdout)]
    assert [said(each) for each in origins] == [
        (f"https://quay.example/{number}", f"<urn:uuid:{number}>", f"2026-01-01T00:00:{number % 60:02}Z")
        for number in range(1, count + 1)
    ]
    assert {(each["fields"][0]["name"], each["fields"][0]["value"], len(each["fields"])) for each in origins} == {
        ("WARC-Identified-Content-Language", "eng", 1)
    }


def test_a_container_inside_another_keeps_what_the_inner_one_says(tmp_path: Path) -> None:
    import tarfile

    inner = gzip.compress(written({"text": TEXT, "url": URL}, {"text": TEXT}))
    with tarfile.open(tmp_path / "day.tar", "w") as archive:
        entry = tarfile.TarInfo("a.jsonl.gz")
        entry.size = len(inner)
        archive.addfile(entry, io.BytesIO(inner))
    origins = [record["origin"] for record in records(run(tmp_path / "day.tar").stdout)]
    assert [(each["member"], each["url"]) for each in origins] == [("a.jsonl.gz!#1", URL), ("a.jsonl.gz!#2", None)]


class TestGiven:
    """Values that the caller gives stand in the header; the text is parsed all the same."""

    LINE: ClassVar = {"text": TEXT, "headline": "Ferry is back", "meta": {"day": "2 March 2026"}}
    OPTIONS = Options(title_field="headline", published_field="meta.day", language="en-GB")

    def articles(self, line: dict[str, Any], options: Options = OPTIONS) -> list[seedparse.model.Article]:
        return list(seedparse.parse(io.BytesIO(written(line)), options))

    def test_they_take_the_place_of_what_the_text_shows(self) -> None:
        article = self.articles(self.LINE)[0]
        header = article["header"]
        assert (header["title"], header["published"], header["published_raw"]) == (
            "Ferry is back",
            "2026-03-02",
            "2 March 2026",
        )
        assert article["language"] == "en-GB"
        assert [extra["text"] for extra in article["extra"]] == [TITLE]
        assert article["body"] == TEXT.split("\n")[1:3]
        assert {"code": "given", "line": 0, "detail": "title, published, language"} in article["notes"]

    def test_they_have_no_spans_and_the_title_of_the_text_has_that_of_its_extra(self) -> None:
        article: Any = self.articles(self.LINE, self.OPTIONS._replace(spans=True))[0]
        spans = article["spans"]
        assert (spans["header"]["title"], spans["header"]["published"]) == (None, None)
        assert [span["line_start"] for span in spans["extra"]] == [1]

    def test_the_same_title_is_no_extra(self) -> None:
        article = self.articles({**self.LINE, "headline": TITLE.upper()})[0]
        assert (article["header"]["title"], article["extra"]) == (TITLE.upper(), [])

    def test_a_date_that_is_none_stays_as_it_is(self) -> None:
        header = self.articles({**self.LINE, "meta": {"day": "last spring"}})[0]["header"]
        assert (header["published"], header["published_raw"]) == (None, "last spring")

    def test_a_missing_key_gives_nothing(self) -> None:
        article = self.articles({"text": TEXT})[0]
        assert article["header"]["title"] == TITLE
        assert {"code": "given", "line": 0, "detail": "language"} in article["notes"]

    def test_of_several_articles_the_first_has_them(self) -> None:
        line = {**self.LINE, "text": f"{TEXT}\n\f\n{TEXT.replace('ferry', 'bus')}"}
        titles = [article["header"]["title"] for article in self.articles(line)]
        assert titles == ["Ferry is back", "The bus sails again"]

    def test_a_wrong_code_is_refused(self) -> None:
        with pytest.raises(ValueError, match="not a BCP 47 code"):
            self.articles(self.LINE, Options(language="en_GB"))
        done = run("--language", "EN", "-", given=TEXT.encode())
        assert done.returncode == 2
        assert 'write "EN" as BCP 47 does: "en"' in done.stderr.decode()
