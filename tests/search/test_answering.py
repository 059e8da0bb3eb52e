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
pending-offer: answers “accepts it”
pending-offer: answers “with changes”
pending-offer: answers “rejects it”
stockpile-numerical-parity: answers “the same for both”
stockpile-numerical-parity: answers “with offsets”
stockpile-numerical-parity: would allow for differences
abolition: answers “abolish them”
abolition: answers “by stages or if …”
abolition: would keep some
freeze: would stop at present levels
freeze: answers “some types only”
freeze: answers “no freeze”
missile-defense: would limit them
missile-defense: would limit some
missile-defense: would leave them free
missile-defense-cooperation: answers “jointly”
missile-defense-cooperation: answers “if …”
missile-defense-cooperation: answers “each its own”
offense-defense-linkage: answers “only together”
offense-defense-linkage: answers “linked in part”
offense-defense-linkage: answers “apart”
space-weapons: would bar them
space-weapons: would limit some work
space-weapons: would let them be developed
anti-satellite: would ban them
anti-satellite: would ban some
anti-satellite: answers “no ban”
verification: would let them in
verification: answers “few or by consent”
verification: would keep them out
transparency: would open
transparency: answers “in part”
transparency: would keep closed
compliance: says it is
compliance: raises doubts
compliance: says it is not
legal-form: answers “a treaty”
legal-form: answers “partly”
legal-form: answers “a declaration”
treaty-extension: answers “yes, keep it”
treaty-extension: answers “only if …”
treaty-extension: answers “no”
treaty-withdrawal: would leave it
treaty-withdrawal: would leave it unless …
treaty-withdrawal: would stay in
withdrawal-clause: answers “with a way out”
withdrawal-clause: answers “only in stated cases”
withdrawal-clause: answers “no way out”
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
conventional-linkage: answers “tie them”
conventional-linkage: answers “in part”
conventional-linkage: would keep them apart
arms-transfers: answers “restrain them”
arms-transfers: answers “in some regions”
arms-transfers: would leave them free
naval-limits: would limit them
naval-limits: answers “some”
naval-limits: would leave them out
closed-areas: would close them
closed-areas: answers “to some weapons”
closed-areas: would leave them open
intermediate-range-missiles: would eliminate them
intermediate-range-missiles: would cut them
intermediate-range-missiles: would keep or deploy them
third-country-forces: would bring them in
third-country-forces: answers “later”
third-country-forces: would leave them out
forward-based-systems: would count or withdraw them
forward-based-systems: answers “later or in part”
forward-based-systems: would leave them out
mirvs: would limit them
mirvs: answers “some”
mirvs: would leave them free
heavy-missiles: would limit or cut them
heavy-missiles: answers “some”
heavy-missiles: would keep them
mobile-missiles: would ban or limit them
mobile-missiles: answers “some”
mobile-missiles: would allow them
cruise-missiles: would limit them
cruise-missiles: answers “some”
cruise-missiles: would leave them free
backfire-bomber: would count it
backfire-bomber: answers “assurances will do”
backfire-bomber: would leave it out
new-types: would bar them
new-types: answers “with exceptions”
new-types: would allow them
novel-systems: would limit them
novel-systems: answers “some”
novel-systems: would leave them free
new-mass-destruction: would ban them all
new-mass-destruction: answers “each as it is known”
new-mass-destruction: answers “no ban”
nuclear-testing: would ban or limit them
nuclear-testing: answers “only if …”
nuclear-testing: would go on testing
peaceful-explosions: would bar or limit them alike
peaceful-explosions: would allow few, observed
peaceful-explosions: would leave them free
nonproliferation-treaty: answers “yes, with safeguards”
nonproliferation-treaty: answers “with exceptions”
nonproliferation-treaty: answers “no”
nuclear-sharing: would bar it
nuclear-sharing: would bar some forms
nuclear-sharing: would allow it
nonproliferation-iran: would curb it
nonproliferation-iran: answers “in part”
nonproliferation-iran: would go on
regional-proliferation: answers “press it”
regional-proliferation: answers “some pressure”
regional-proliferation: answers “no pressure”
fissile-material: answers “jointly”
fissile-material: answers “if …”
fissile-material: answers “no”
threat-reduction: would go on
threat-reduction: answers “on new terms”
threat-reduction: would end it
soviet-succession: answers “one heir”
soviet-succession: answers “if …”
soviet-succession: answers “shared”
chemical-weapons: would ban them all
chemical-weapons: answers “by steps or if …”
chemical-weapons: would keep some
biological-weapons: would open them
biological-weapons: answers “some”
biological-weapons: would keep them closed
risk-reduction: answers “yes, bind them”
risk-reduction: answers “some measures”
risk-reduction: answers “no”
european-security: would limit them
european-security: answers “some”
european-security: would leave them free
linkage: answers “tie them”
linkage: answers “in part”
linkage: would keep them apart
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
