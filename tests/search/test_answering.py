"""The sentence in which an answer of an issue is said, for every issue and stance of the record: written out, so that
somebody has read each."""

import re

import pytest

from timeline.domain.answering import said
from timeline.models import Issue, Release

SENTENCES = """
offensive-limits: would cap or cut them
offensive-limits: answers “only if …”
offensive-limits: answers “not now”
missile-defense: would limit them
missile-defense: would limit some
missile-defense: would leave them free
verification: would let them in
verification: answers “few or by consent”
verification: would keep them out
legal-form: answers “a treaty”
legal-form: answers “partly”
legal-form: answers “a declaration”
warhead-accounting: answers “deployed ones”
warhead-accounting: answers “mixed rules”
warhead-accounting: answers “all it can carry”
warhead-disposition: would destroy them
warhead-disposition: answers “some”
warhead-disposition: would store them
nonstrategic-weapons: would limit them too
nonstrategic-weapons: answers “only if …”
nonstrategic-weapons: would leave them out
conventional-strategic-arms: would cover them
conventional-strategic-arms: answers “some”
conventional-strategic-arms: would leave them out
conventional-forces: would cut or cap them
conventional-forces: answers “on its own terms only”
conventional-forces: answers “no”
intermediate-range-missiles: would eliminate them
intermediate-range-missiles: would cut them
intermediate-range-missiles: would keep or deploy them
third-country-forces: would bring them in
third-country-forces: answers “later”
third-country-forces: would leave them out
mirvs: would limit them
mirvs: answers “some”
mirvs: would leave them free
heavy-missiles: would limit or cut them
heavy-missiles: answers “some”
heavy-missiles: would keep them
cruise-missiles: would limit them
cruise-missiles: answers “some”
cruise-missiles: would leave them free
mobile-missiles: would ban or limit them
mobile-missiles: answers “some”
mobile-missiles: would allow them
forward-based-systems: would count or withdraw them
forward-based-systems: answers “later or in part”
forward-based-systems: would leave them out
space-weapons: would bar them
space-weapons: would limit some work
space-weapons: would let them be developed
nuclear-testing: would ban or limit them
nuclear-testing: answers “only if …”
nuclear-testing: would go on testing
threat-reduction: would go on
threat-reduction: answers “on new terms”
threat-reduction: would end it
fissile-material: answers “jointly”
fissile-material: answers “if …”
fissile-material: answers “no”
nonproliferation-iran: would curb it
nonproliferation-iran: answers “in part”
nonproliferation-iran: would go on
compliance: says it is
compliance: raises doubts
compliance: says it is not
treaty-extension: answers “yes, keep it”
treaty-extension: answers “only if …”
treaty-extension: answers “no”
novel-systems: would limit them
novel-systems: answers “some”
novel-systems: would leave them free
risk-reduction: answers “yes, bind them”
risk-reduction: answers “some measures”
risk-reduction: answers “no”
european-security: would limit them
european-security: answers “some”
european-security: would leave them free
stockpile-numerical-parity: answers “the same for both”
stockpile-numerical-parity: answers “with offsets”
stockpile-numerical-parity: would allow for differences
offense-defense-linkage: answers “only together”
offense-defense-linkage: answers “linked in part”
offense-defense-linkage: answers “apart”
missile-defense-cooperation: answers “jointly”
missile-defense-cooperation: answers “if …”
missile-defense-cooperation: answers “each its own”
chemical-weapons: would ban them all
chemical-weapons: answers “by steps or if …”
chemical-weapons: would keep some
anti-satellite: would ban them
anti-satellite: would ban some
anti-satellite: answers “no ban”
backfire-bomber: would count it
backfire-bomber: answers “assurances will do”
backfire-bomber: would leave it out
treaty-withdrawal: would leave it
treaty-withdrawal: would leave it unless …
treaty-withdrawal: would stay in
negotiation-procedure: would talk now
negotiation-procedure: answers “only if …”
negotiation-procedure: answers “not now”
"""
FORMS = re.compile(r"would (?!be )[a-z].*|says .+|raises doubts|answers “[^“”]+”")


def _sentences() -> list[str]:
    return [
        f"{issue.slug}: {said(answer)}"
        for issue in Issue.objects.listed()
        for answer in issue.answers.values()
        if answer
    ]


def test_every_answer_of_the_record_is_said_so(record: Release) -> None:
    assert _sentences() == SENTENCES.split("\n")[1:-1]


def test_every_sentence_has_one_of_three_forms(record: Release) -> None:
    sentences = _sentences()

    assert len(sentences) >= 3 * 30
    for sentence in sentences:
        assert FORMS.fullmatch(sentence.partition(": ")[2]), sentence


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ("limit them", "would limit them"),
        ("says it is", "says it is"),
        ("only if …", "answers “only if …”"),
        ("no", "answers “no”"),
    ],
)
def test_an_answer_is_an_action_a_claim_or_quoted(answer: str, sentence: str) -> None:
    assert said(answer) == sentence
