"""The learned ranking: made from the wordings, the same each time, read back whole, and judged."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.base import KnowledgeBase
from knowledge.decision import Matcher, Verdict
from knowledge.features import extract
from knowledge.judging import SIGNS, Signs, fitted, sigmoid, signs, trust
from knowledge.learned import FILES, META, Learned
from knowledge.learned_ranking import LearnedRanking
from knowledge.learning import learn, wordings
from knowledge.vectors import Vocabulary


@pytest.fixture
def base(folder) -> KnowledgeBase:
    """The small sound base."""
    return folder.load()


@pytest.fixture
def learned(base: KnowledgeBase, tmp_path: Path) -> Learned:
    """A model learned from it."""
    learn(base, None, tmp_path / "model")
    return Learned(tmp_path / "model")


def test_every_wording_is_learned_from(base: KnowledgeBase) -> None:
    """Questions in both languages and all phrasings."""
    assert len(list(wordings(base))) == sum(2 + len(entry.ask) for entry in base.entries.values())


def test_learning_twice_gives_the_same_bytes(base: KnowledgeBase, tmp_path: Path) -> None:
    """The same knowledge and libraries give the same model, file by file."""
    for name in ("one", "two"):
        learn(base, None, tmp_path / name)
    for file in (*(f"{name}.npy" for name in FILES), META):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_a_model_appears_whole_or_not_at_all(base: KnowledgeBase, tmp_path: Path, monkeypatch) -> None:
    """A failure while writing leaves no folder that looks like a model, nor anything else."""
    monkeypatch.setattr("knowledge.learning.META", "no/such/folder.json")
    with pytest.raises(OSError, match="no/such"):
        learn(base, None, tmp_path / "models" / "model")
    assert list((tmp_path / "models").iterdir()) == []


def test_progress_rises_to_one(base: KnowledgeBase, tmp_path: Path) -> None:
    """The share that is done never falls and ends at one."""
    told: list[float] = []
    learn(base, None, tmp_path / "model", told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_a_wording_ranks_its_entry_first(base: KnowledgeBase, learned: Learned) -> None:
    """What was learned from is recognised, and the nearest entry leads the other."""
    ranking = LearnedRanking(base, None, learned)
    for owner, text in wordings(base):
        first, second = ranking.candidates(ranking.features(text))
        assert first.entry == owner
        assert first.score == 1.0 > second.score


def test_a_known_wording_is_first_however_it_ranks(base: KnowledgeBase, learned: Learned, monkeypatch) -> None:
    """Word for word beats the model, even where the model would not have it among the best at all."""
    ranking = LearnedRanking(base, None, learned)
    owner, text = next(iter(wordings(base)))
    features = ranking.features(text)
    other = [ranked for ranked in learned.rank(learned.vocabulary.vector(features), 2) if ranked.entry != owner]
    monkeypatch.setattr(learned, "rank", lambda *_: tuple(other))
    assert [match.entry for match in ranking.candidates(features)] == [owner, other[0].entry]
    assert [match.entry for match in ranking.candidates(features, 1)] == [owner]


def test_a_new_wording_is_ranked_and_explained(base: KnowledgeBase, learned: Learned) -> None:
    """Words that were learned speak for the entry that they were learned from, and the reasons add up."""
    ranking = LearnedRanking(base, None, learned)
    features = ranking.features("deductible loss on my return?")
    first = ranking.candidates(features)[0]
    assert first.entry == "alpha"
    assert 0 < first.score < 1
    why = ranking.why(features, "alpha")
    assert why[0][1] > 0
    vector = learned.vocabulary.vector(features)
    ranked = learned.rank(vector, 2)
    everything = sum(adds for _, adds in learned.why(vector, ranked[0].entry, limit=1000))
    assert ranked[0].strength - everything == pytest.approx(float(learned._offsets[0]), abs=0.05)


def test_leads_and_coverage(base: KnowledgeBase, learned: Learned) -> None:
    """The first leads by what the second trails; an entry covers all that is known of its own wordings."""
    vector = learned.vocabulary.vector(extract("is the loss deductible", base.lexicon))
    first, second = learned.rank(vector, 2)
    assert first.lead == pytest.approx(-second.lead)
    assert first.covered == pytest.approx(vector.known)
    assert first.covered > 0.5
    assert second.covered < first.covered


def test_a_text_of_unknown_words_has_no_candidates(base: KnowledgeBase, learned: Learned) -> None:
    """Nothing known, nothing offered."""
    decision = Matcher(base, None, learned).decide("zqzq")
    assert (decision.verdict, decision.matches) == (Verdict.NONE, ())


def test_decisions_by_judged_chance(folder, learned: Learned) -> None:
    """Above the answer threshold the card is shown, between the two it is offered, below nothing is."""
    question = "deductible loss on my return?"
    score = Matcher(folder.load(), None, learned).decide(question).matches[0].score
    below, above, far = round(score - 0.001, 4), round((score + 1) / 2, 4), round((score + 3) / 4, 4)
    for answer, offer, verdict in ((below, 0.01, "answer"), (above, 0.01, "clarify"), (far, above, "none")):
        text = (folder.root / "policy.yaml").read_text("utf-8")
        line = next(line for line in text.splitlines() if line.strip().startswith("answer: 0"))
        folder.write("policy.yaml", text.replace(line, f'   answer: {answer}, offer: {offer}, set_by: "a test"}}'))
        assert Matcher(folder.load(), None, learned).decide(question).verdict == verdict


def test_a_model_of_other_knowledge_is_refused(folder, learned: Learned) -> None:
    """A model that knows other entries than the base is never used."""
    folder.replace(folder.alpha, "related: [beta]\n", "")
    folder.replace(folder.alpha, "not_this: [beta]\n", "")
    (folder.root / folder.beta).unlink()
    folder.replace("glossary.yaml", "entry: beta", "entry: alpha")
    with pytest.raises(ValueError, match="other knowledge"):
        LearnedRanking(folder.load(), None, learned)


def test_a_broken_model_is_not_read(base: KnowledgeBase, tmp_path: Path) -> None:
    """A missing or torn file is an error at opening, never a wrong answer later."""
    learn(base, None, tmp_path / "model")
    (tmp_path / "model" / META).write_text("{", "utf-8")
    with pytest.raises(ValueError, match="Expecting"):
        Learned(tmp_path / "model")
    (tmp_path / "model" / "planes.npy").unlink()
    with pytest.raises(OSError, match="planes"):
        Learned(tmp_path / "model")


def test_vectors_have_length_one_with_what_is_unknown(base: KnowledgeBase) -> None:
    """What no wording has takes its share of the length, so that the known part shrinks."""
    vocabulary = Vocabulary.of([extract(text, base.lexicon) for _, text in wordings(base)])
    known = vocabulary.vector(extract("is the loss deductible", base.lexicon))
    mixed = vocabulary.vector(extract("is the loss deductible for zebras", base.lexicon))
    assert known.known <= 1.0 + 1e-6
    assert 0 < mixed.known < known.known


CHANCES = st.floats(-50, 50)


@given(CHANCES, st.lists(CHANCES, min_size=len(SIGNS), max_size=len(SIGNS)))
def test_trust_is_a_chance_and_rises_with_a_good_sign(constant: float, values: list[float]) -> None:
    """Between 0 and 1, and no less when the lead grows under a positive weight."""
    judgement = fitted(constant, [1.0] * len(SIGNS), 0.5, 0.1, "a test")
    before = trust(judgement, Signs(*values))
    after = trust(judgement, Signs(*[value + (name == "lead") for name, value in zip(SIGNS, values, strict=True)]))
    assert 0 <= before <= after <= 1


def test_sigmoid_is_safe() -> None:
    """Extreme values give 0 and 1 without an overflow."""
    assert (sigmoid(-10_000), sigmoid(0), sigmoid(10_000)) == (0.0, 0.5, 1.0)


def test_signs_count_concepts_of_the_trade(base: KnowledgeBase, learned: Learned) -> None:
    """Words that any subject uses are no concepts of the trade; a missing critical one is counted."""
    features = extract("loss of basis", base.lexicon)
    ranked = learned.rank(learned.vocabulary.vector(features), 1)[0]
    found = signs(features, ranked, 1.0, 2, base.policy)
    assert (found.own, found.concepts, found.missing) == (1, 2, 2)
    assert found.values()[SIGNS.index("strength")] == ranked.strength


def test_stored_weights_are_small_whole_numbers(base: KnowledgeBase, tmp_path: Path) -> None:
    """The file holds bytes, a row for each feature and a column for each entry."""
    learn(base, None, tmp_path / "model")
    planes = np.load(tmp_path / "model" / "planes.npy")
    names = json.loads((tmp_path / "model" / META).read_text("utf-8"))["names"]
    assert planes.dtype == np.int8
    assert planes.shape == (sum(map(len, names.values())), len(base.entries))
    assert np.abs(planes).max() == 127
