"""Records in doubt: the note, what it says, and the file that `--doubtful` writes."""

from pathlib import Path

import pytest

from conftest import FIXTURES, SEED, records, run
from seedparse import parse_text
from seedparse.model import Block, Document, Note, Options, Role
from seedparse.recognition import doubt
from seedparse.recognition.trees import DOUBTS, TreeModel
from seedparse.resources import load
from seedparse.sinks.doubtful import Doubtful
from seedparse.stream import lines

PAGES = Path(__file__).parent / "open"


def block(role: Role, text: str, line: int, score: float | None = None) -> Block:
    made = Block(role, text, "", line, line, 10 * line, 10 * line + 9)
    made.score, made.threshold = score, None if score is None else -1.0
    return made


def constant(score: float) -> TreeModel:
    """A model that gives each article the same score."""
    return TreeModel(0.5, 0.5, -1000, 1000, [[0, 0.0, score, score]])


def noted(blocks: list[Block], title: float, text: float) -> Note | None:
    return doubt.doubt(blocks, dict(zip(DOUBTS, map(constant, (title, text)), strict=True)))


TITLE = block(Role.TITLE, "Ferry stays in the harbour", 3, score=1.0)
RIVAL = block(Role.EXTRA, "Gulls learn to open bags", 9)
RIVAL.title_score = 0.5
CLOSE = block(Role.BODY, "The ferry is to be painted in spring.", 5, score=-0.9)
SURE = block(Role.BODY, "The council has decided that the ferry stays.", 4, score=3.0)


def test_a_doubtful_title_names_the_runner_up() -> None:
    note = noted([TITLE, SURE, CLOSE, RIVAL], title=2, text=-2)
    assert note == {
        "code": "doubtful",
        "line": 3,
        "detail": 'title: "Ferry stays in the harbour"; runner-up: "Gulls learn to open bags" on line 9',
    }


def test_a_doubtful_text_names_the_closest_decision() -> None:
    note = noted([TITLE, SURE, CLOSE, RIVAL], title=-2, text=2)
    assert note is not None
    assert note["line"] == 5
    assert note["detail"] == 'text: "The ferry is to be painted in spring." is body; runner-up: extra'


@pytest.mark.parametrize(("title", "text"), [(2, -2), (-2, 2)])
def test_where_nothing_was_scored_the_note_says_so(title: float, text: float) -> None:
    note = noted([block(Role.BODY, "A line.", 1)], title, text)
    assert note is not None
    assert note["line"] == 0
    assert "none" in note["detail"] or "no decision" in note["detail"]


def test_two_small_chances_make_a_greater_one() -> None:
    assert noted([TITLE, SURE], title=-0.5, text=-2) is None
    assert noted([TITLE, SURE], title=-0.5, text=-0.5) is not None


def test_each_model_knows_the_features() -> None:
    numbers = doubt.numbers_of([TITLE, SURE, CLOSE, RIVAL])
    for name in DOUBTS:
        trees = load().models[name].trees
        assert 0 <= max(map(highest, trees)) < len(numbers)


def highest(node: object) -> int:
    """The greatest index of a feature in a tree; -1 for a leaf."""
    if not isinstance(node, list):
        return -1
    feature, _, left, right = node
    return max(int(feature), highest(left), highest(right))


def test_the_seed_is_in_no_doubt() -> None:
    assert parse_text(SEED.read_text(encoding="utf-8"))[0]["notes"] == []


class TestTheFile:
    @pytest.mark.parametrize("jobs", ["1", "2"])
    def test_each_record_is_in_one_of_the_two(self, tmp_path: Path, jobs: str) -> None:
        paths = [str(FIXTURES), str(PAGES)]
        everything = records(run(*paths, "--glob", "*.txt", "-j", "1").stdout)
        review = tmp_path / "review.jsonl"
        done = run(*paths, "--glob", "*.txt", "-j", jobs, "--doubtful", str(review))
        kept, doubted = records(done.stdout), records(review.read_bytes())
        assert doubted == [each for each in everything if in_doubt(each)]
        assert kept == [each for each in everything if not in_doubt(each)]
        assert kept
        assert doubted

    def test_to_one_file(self, tmp_path: Path) -> None:
        out, review = tmp_path / "out.jsonl", tmp_path / "review.jsonl"
        done = run(str(PAGES), "--glob", "*.txt", "-o", str(out), "--doubtful", str(review))
        assert done.returncode == 0
        assert not any(map(in_doubt, records(out.read_bytes())))
        assert all(map(in_doubt, records(review.read_bytes())))

    @pytest.mark.parametrize("wrong", [["-o", "out/"], ["--unit", "block"]])
    def test_it_needs_article_records_in_one_place(self, tmp_path: Path, wrong: list[str]) -> None:
        done = run(str(SEED), *wrong, "--doubtful", "review.jsonl", cwd=tmp_path)
        assert done.returncode == 2
        assert b"--doubtful needs" in done.stderr

    def test_a_text_that_quotes_a_note_is_in_no_doubt(self) -> None:
        quoted = next(
            lines([b'It ended with {"code":"doubtful","line":0}, and nobody knew why.'], Document(), Options())
        )
        noted = b'{"notes":[{"code":"doubtful","line":0,"detail":""}]}\n'
        sink, review = Kept(), Kept()
        Doubtful(sink, review).write(quoted.partition(b'"notes":')[0] + b'"notes":[]}\n' + noted)
        assert [b"nobody knew why" in each for each in sink] == [True]
        assert review == [noted]


class Kept(list[bytes]):
    """A sink that keeps what is written."""

    write = list.append


def in_doubt(record: dict[str, object]) -> bool:
    notes = record["notes"]
    assert isinstance(notes, list)
    return any(note["code"] == "doubtful" for note in notes)
