"""Features, candidates and decisions on a small base; how well the real one answers is measured in tests/eval."""

import pytest

from knowledge.decision import Matcher, Verdict
from knowledge.features import extract
from knowledge.retriever import Retriever


def test_features_are_counted_by_group(folder) -> None:
    """Concepts, words, Han pairs and letter groups of a text are counted apart."""
    features = extract("这笔亏损能 deduct 吗", folder.load().lexicon)
    assert features.concepts == {"loss"}
    assert features.groups["word"] == {"deduct": 1}
    assert "亏损" in features.groups["han"]
    assert "^ded" in features.groups["gram"]


def test_a_denied_mention_is_not_a_mention(folder) -> None:
    """没亏损 mentions a loss only to deny it."""
    features = extract("我没有亏损", folder.load().lexicon)
    assert features.concepts == frozenset()
    assert features.negated == {"loss"}


def test_a_mask_is_applied_first(folder) -> None:
    """What the mask blanks decides no match."""
    features = extract("亏损 FIGURE", folder.load().lexicon, lambda text: text.replace("FIGURE", " "))
    assert features.normal == "亏损"


@pytest.mark.parametrize(
    ("text", "entry"),
    [("is the loss deductible", "alpha"), ("虧損可以抵稅嗎", "alpha"), ("Does basis carry over?", "beta")],
)
def test_a_known_wording_finds_its_entry(folder, text: str, entry: str) -> None:
    """A wording of an entry, whatever its case, script and punctuation, leads to it word for word."""
    decision = Matcher(folder.load()).decide(text)
    assert decision.matches[0].entry == entry
    assert decision.exact
    assert (decision.verdict, decision.offered) == (Verdict.ANSWER, (entry,))


def test_typing_errors_are_forgiven(folder) -> None:
    """A slip of the keyboard still ranks the meant entry first."""
    retriever = Retriever(folder.load())
    best = retriever.candidates(retriever.features("leftovr bassis next yaer"))[0]
    assert best.entry == "beta"


@pytest.mark.parametrize("text", ["早上好", "zzzz", "", "？！", "😀"])
def test_what_shares_nothing_has_no_answer(folder, text: str) -> None:
    """A text without anything in common with the knowledge gets none."""
    decision = Matcher(folder.load()).decide(text)
    assert (decision.verdict, decision.offered) == (Verdict.NONE, ())
    assert decision.reason


def test_candidates_come_best_first_and_limited(folder) -> None:
    """Scores fall from first to last, lie between 0 and 1, and are the same each time."""
    retriever = Retriever(folder.load())
    features = retriever.features("剩下的 basis 还能用来抵 loss 吗")
    matches = retriever.candidates(features)
    assert [match.entry for match in matches] == ["beta", "alpha"]
    assert 1 >= matches[0].score >= matches[1].score >= 0
    assert retriever.candidates(features, 1) == matches[:1]
    assert Retriever(folder.load()).candidates(features) == matches


def test_a_critical_concept_that_the_entry_never_mentions_is_told(folder) -> None:
    """An entry that says nothing of a thing which changes the answer names it, and scores less for it."""
    retriever = Retriever(folder.load())
    with_loss = retriever.candidates(retriever.features("leftover basis next year loss"))[0]
    without = retriever.candidates(retriever.features("leftover basis next year"))[0]
    assert (with_loss.entry, with_loss.missing, without.missing) == ("beta", ("loss",), ())
    assert with_loss.score < without.score


def test_a_contrast_that_the_entry_never_mentions_is_asked_about(folder) -> None:
    """A question that names what changes the rule is not answered outright by an entry silent on it."""
    decision = Matcher(folder.load()).decide("剩下的 basis 还能用来抵 loss 吗")
    assert decision.verdict is Verdict.CLARIFY
    assert decision.reason == "the best entry never mentions loss"


@pytest.mark.parametrize("text", ["hello", "早上好！", "HELLO hello"])
def test_small_talk_is_no_question(folder, text: str) -> None:
    """A greeting alone is told apart from a question without answer."""
    matcher = Matcher(folder.load())
    decision = matcher.decide(text)
    assert (decision.verdict, decision.small_talk) == (Verdict.NONE, True)
    assert not matcher.decide("zzzz").small_talk
    assert not matcher.decide(f"{text} is the loss deductible").small_talk


def test_everyday_words_alone_are_no_evidence(folder) -> None:
    """A concept that any subject uses leads to no answer by itself."""
    matcher = Matcher(folder.load())
    assert matcher.decide("basis of my cottage xyzzy plugh").verdict is not Verdict.ANSWER


def test_a_redirect_is_told_from_an_answer(folder) -> None:
    """A curated reply to a neighbouring topic is a redirect."""
    folder.replace(folder.alpha, "type: verdict", "type: redirect")
    base = folder.load()
    assert Matcher(base).decide("is the loss deductible").verdict is Verdict.REDIRECT
    assert [entry.id for entry in base.answers()] == ["beta"]


def test_a_runner_up_that_is_too_close_is_asked_about(folder) -> None:
    """Where two entries score alike the reader chooses."""
    folder.replace("policy.yaml", "ambiguity_margin: 0.03", "ambiguity_margin: 0.9")
    decision = Matcher(folder.load()).decide("leftover basis carry over after the loss on the return deduct")
    assert (decision.verdict, decision.reason) == (Verdict.CLARIFY, "the runner-up is too close")
    assert decision.offered


def test_a_thin_entry_is_offered_and_never_shown(folder) -> None:
    """With few wordings an entry is a choice, even for a question that is one of them word for word."""
    for text in ("write off what I lost", "losses on the return", "can I deduct a drop"):
        folder.replace(folder.alpha, f'  - {{text: "{text}", from: editor}}\n', "")
    decision = Matcher(folder.load()).decide("is the loss deductible")
    assert decision.verdict is Verdict.CLARIFY
    assert "alpha" in decision.offered
