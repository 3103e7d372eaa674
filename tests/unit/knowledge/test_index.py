"""The ranking for large knowledge: the same behaviour as the small one, and what the index alone promises."""

import math

import numpy as np
import pytest

from knowledge import decision as deciding
from knowledge import index as indexing
from knowledge.decision import Matcher, Verdict
from knowledge.features import extract
from knowledge.index import SHARES, IndexRanking
from knowledge.learning import wordings
from knowledge.postings import Postings
from knowledge.retriever import Retriever


@pytest.fixture
def new_matcher(monkeypatch):
    """Makes a matcher that takes even the smallest knowledge for a large one."""
    monkeypatch.setattr(deciding, "FEW_WORDINGS", 0)
    return lambda folder: Matcher(folder.load())


def test_many_wordings_without_a_model_are_indexed(folder, new_matcher, monkeypatch) -> None:
    """Up to the limit wordings are compared one by one, above it through the index."""
    assert isinstance(new_matcher(folder).ranking, IndexRanking)
    monkeypatch.setattr(deciding, "FEW_WORDINGS", 28)
    assert isinstance(Matcher(folder.load()).ranking, Retriever)


@pytest.mark.parametrize(
    ("text", "entry"),
    [("is the loss deductible", "alpha"), ("虧損可以抵稅嗎", "alpha"), ("Does basis carry over?", "beta")],
)
def test_a_known_wording_finds_its_entry(folder, new_matcher, text: str, entry: str) -> None:
    """A wording of an entry, whatever its case, script and punctuation, leads to it word for word."""
    decision = new_matcher(folder).decide(text)
    assert (decision.matches[0].entry, decision.matches[0].score) == (entry, 1.0)
    assert decision.exact
    assert (decision.verdict, decision.offered) == (Verdict.ANSWER, (entry,))


def test_typing_errors_are_forgiven(folder) -> None:
    """A slip of the keyboard still ranks the meant entry first."""
    ranking = IndexRanking(folder.load())
    assert ranking.candidates(ranking.features("leftovr bassis next yaer"))[0].entry == "beta"


@pytest.mark.parametrize("text", ["早上好", "zzzz", "", "？！", "😀"])
def test_what_shares_nothing_has_no_answer(folder, new_matcher, text: str) -> None:
    """A text without anything in common with the knowledge gets none."""
    decision = new_matcher(folder).decide(text)
    assert (decision.verdict, decision.offered) == (Verdict.NONE, ())
    assert decision.reason


def test_candidates_come_best_first_and_limited(folder) -> None:
    """Scores fall from first to last, lie between 0 and 1, and are the same each time."""
    ranking = IndexRanking(folder.load())
    features = ranking.features("剩下的 basis 还能用来抵 loss 吗")
    matches = ranking.candidates(features)
    assert [match.entry for match in matches] == ["beta", "alpha"]
    assert 1 > matches[0].score >= matches[1].score >= 0
    assert ranking.candidates(features, 1) == matches[:1]
    assert IndexRanking(folder.load()).candidates(features) == matches


def test_a_critical_concept_that_the_entry_never_mentions_is_told(folder) -> None:
    """An entry that says nothing of a thing which changes the answer names it, and scores less for it."""
    ranking = IndexRanking(folder.load())
    with_loss = ranking.candidates(ranking.features("leftover basis next year loss"))[0]
    without = ranking.candidates(ranking.features("leftover basis next year"))[0]
    assert (with_loss.entry, with_loss.missing, without.missing) == ("beta", ("loss",), ())
    assert with_loss.score < without.score


def test_a_contrast_that_the_entry_never_mentions_is_asked_about(folder, new_matcher) -> None:
    """A question that names what changes the rule is not answered outright by an entry silent on it."""
    decision = new_matcher(folder).decide("剩下的 basis 还能用来抵 loss 吗")
    assert decision.verdict is Verdict.CLARIFY
    assert decision.reason == "the best entry never mentions loss"


@pytest.mark.parametrize("text", ["hello", "早上好！", "HELLO hello"])
def test_small_talk_is_no_question(folder, new_matcher, text: str) -> None:
    """A greeting alone is told apart from a question without answer."""
    matcher = new_matcher(folder)
    decision = matcher.decide(text)
    assert (decision.verdict, decision.small_talk) == (Verdict.NONE, True)
    assert not matcher.decide("zzzz").small_talk
    assert not matcher.decide(f"{text} is the loss deductible").small_talk


def test_everyday_words_alone_are_no_evidence(folder, new_matcher) -> None:
    """A concept that any subject uses leads to no answer by itself."""
    assert new_matcher(folder).decide("basis of my cottage xyzzy plugh").verdict is not Verdict.ANSWER


def test_a_redirect_is_told_from_an_answer(folder, new_matcher) -> None:
    """A curated reply to a neighbouring topic is a redirect."""
    folder.replace(folder.alpha, "type: verdict", "type: redirect")
    assert new_matcher(folder).decide("is the loss deductible").verdict is Verdict.REDIRECT


def test_a_runner_up_that_is_too_close_is_asked_about(folder, new_matcher) -> None:
    """Where two entries score alike the reader chooses."""
    folder.replace("policy.yaml", "ambiguity_margin: 0.03", "ambiguity_margin: 0.9")
    decision = new_matcher(folder).decide("leftover basis carry over after the loss on the return deduct")
    assert (decision.verdict, decision.reason) == (Verdict.CLARIFY, "the runner-up is too close")
    assert decision.offered


def test_a_thin_entry_is_offered_and_never_shown(folder, new_matcher) -> None:
    """With few wordings an entry is a choice, even for a question that is one of them word for word."""
    for text in ("write off what I lost", "losses on the return", "can I deduct a drop"):
        folder.replace(folder.alpha, f'  - {{text: "{text}", from: editor}}\n', "")
    decision = new_matcher(folder).decide("is the loss deductible")
    assert decision.verdict is Verdict.CLARIFY
    assert "alpha" in decision.offered


def test_the_index_holds_what_the_vectors_say(folder) -> None:
    """Centre cosine and covered share are those of the texts' vectors, computed one by one."""
    base = folder.load()
    rows = [(0 if owner == "alpha" else 1, extract(text, base.lexicon)) for owner, text in wordings(base)]
    postings = Postings(rows, SHARES)
    middles = np.zeros((2, len(postings.vocabulary)))
    for owner, features in rows:
        vector = postings.vector(features)
        assert math.isclose(vector.known, 1.0, abs_tol=1e-5)
        middles[owner, vector.at] += vector.weight
    asked = postings.vector(extract("亏了的 basis 能 carry over to next year 吗", base.lexicon))
    found = postings.likenesses(asked, 10**6)
    cosines = middles[:, asked.at] @ asked.weight / np.linalg.norm(middles, axis=1)
    assert found.centre == pytest.approx(cosines, abs=1e-5)
    covered = (middles[:, asked.at] > 0) @ (asked.weight * asked.weight)
    assert found.covered == pytest.approx(covered, abs=1e-5)


def test_the_rarest_features_are_visited_first(folder, monkeypatch) -> None:
    """With a bound of one posting a question goes by its rarest feature, which only one entry has."""
    monkeypatch.setattr(indexing, "MOST_POSTINGS", 1)
    ranking = IndexRanking(folder.load())
    assert [match.entry for match in ranking.candidates(ranking.features("basis expire"))] == ["beta"]


def test_why_names_the_features_that_count(folder) -> None:
    """The reasons are shared features, most telling first, and add up to no more than the score."""
    ranking = IndexRanking(folder.load())
    features = ranking.features("leftover basis xyzzy")
    reasons = ranking.why(features, "beta")
    assert {"word leftover", "concept basis"} <= {name for name, _ in reasons}
    assert [value for _, value in reasons] == sorted((value for _, value in reasons), reverse=True)
    assert 0 < sum(value for _, value in reasons) <= ranking.candidates(features)[0].score + 0.01
    assert ranking.why(features, "alpha")[0][1] < reasons[0][1]
