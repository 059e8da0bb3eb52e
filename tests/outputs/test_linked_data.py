"""JSON-LD, expanded by pyld: schema.org's names, and the Web Annotation vocabulary's."""

import json
from typing import Any

import pytest
from pyld import jsonld

from tests import make
from tests.outputs.conftest import Written
from timeline.api.resources import RESOURCES, ApiResource
from timeline.models import Negotiation, Official, Treaty

SCHEMA = "https://schema.org/"
OA = "http://www.w3.org/ns/oa#"

# The terms of http://www.w3.org/ns/anno.jsonld that we use, as the W3C defines them there.
ANNOTATION_CONTEXT = {
    "@context": {
        "oa": OA,
        "dc": "http://purl.org/dc/elements/1.1/",
        "dcterms": "http://purl.org/dc/terms/",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "id": {"@type": "@id", "@id": "@id"},
        "type": {"@type": "@id", "@id": "@type"},
        "Annotation": "oa:Annotation",
        "TextQuoteSelector": "oa:TextQuoteSelector",
        "TextualBody": "oa:TextualBody",
        "SpecificResource": "oa:SpecificResource",
        "motivation": {"@type": "@vocab", "@id": "oa:motivatedBy"},
        "classifying": "oa:classifying",
        "tagging": "oa:tagging",
        "describing": "oa:describing",
        "purpose": {"@type": "@vocab", "@id": "oa:hasPurpose"},
        "body": {"@type": "@id", "@id": "oa:hasBody"},
        "target": {"@type": "@id", "@id": "oa:hasTarget"},
        "source": {"@type": "@id", "@id": "oa:hasSource"},
        "selector": {"@type": "@id", "@id": "oa:hasSelector"},
        "exact": "oa:exact",
        "prefix": "oa:prefix",
        "suffix": "oa:suffix",
        "value": "rdf:value",
        "format": "dc:format",
        "language": "dc:language",
    }
}


def without_network(url: str, options: Any) -> Any:
    assert url == "http://www.w3.org/ns/anno.jsonld"
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": url,
        "document": ANNOTATION_CONTEXT,
    }


def expanded(text: str) -> Any:
    return jsonld.expand(json.loads(text), {"documentLoader": without_network})


def test_a_meeting_is_an_event(talks: make.Talks, written: Written) -> None:
    [event] = expanded(written("meetings/?format=jsonld&kind=signing"))

    base = "http://testserver"
    assert event == {
        "@id": f"{base}/meetings/1987-12-08-washington-reagan-gorbachev/",
        "@type": [f"{SCHEMA}Event"],
        f"{SCHEMA}name": [{"@value": "Washington summit"}],
        f"{SCHEMA}url": [{"@id": f"{base}/meetings/1987-12-08-washington-reagan-gorbachev/"}],
        f"{SCHEMA}startDate": [{"@value": "1987-12-08"}],
        f"{SCHEMA}endDate": [{"@value": "1987-12-08"}],
        f"{SCHEMA}temporalCoverage": [{"@value": "8 December 1987"}],
        f"{SCHEMA}eventStatus": [{"@id": "https://schema.org/EventScheduled"}],
        f"{SCHEMA}location": [
            {
                "@type": [f"{SCHEMA}Place"],
                f"{SCHEMA}name": [{"@value": "Washington"}],
                f"{SCHEMA}address": [{"@value": "Washington, United States"}],
            }
        ],
        f"{SCHEMA}description": [{"@value": "The treaty was signed."}],
        f"{SCHEMA}about": [
            {
                "@id": f"{base}/issues/intermediate-range-missiles/",
                "@type": [f"{SCHEMA}DefinedTerm"],
                f"{SCHEMA}name": [{"@value": "Intermediate-range missiles"}],
            }
        ],
        f"{SCHEMA}attendee": [
            {
                "@id": f"{base}/officials/ronald-reagan/",
                "@type": [f"{SCHEMA}Person"],
                f"{SCHEMA}name": [{"@value": "Ronald Reagan"}],
            },
            {
                "@id": f"{base}/officials/mikhail-gorbachev/",
                "@type": [f"{SCHEMA}Person"],
                f"{SCHEMA}name": [{"@value": "Mikhail Gorbachev"}],
            },
        ],
        f"{SCHEMA}superEvent": [
            {
                "@id": f"{base}/negotiations/summits/",
                "@type": [f"{SCHEMA}EventSeries"],
                f"{SCHEMA}name": [{"@value": "Leaders' summits"}],
            }
        ],
        f"{SCHEMA}subjectOf": [
            {
                "@id": f"{base}/articles/gazette-1987-12-09-pact-signed/",
                "@type": [f"{SCHEMA}CreativeWork"],
                f"{SCHEMA}name": [{"@value": "Arms pact signed"}],
            }
        ],
    }


def test_an_official_is_a_person_with_every_name(talks: make.Talks, written: Written) -> None:
    [person] = expanded(written("officials/?format=jsonld&q=рябков"))

    assert person["@type"] == [f"{SCHEMA}Person"]
    assert person[f"{SCHEMA}alternateName"] == [{"@value": "Сергей Рябков"}, {"@value": "Sergey Ryabkov"}]


@pytest.mark.parametrize(
    ("noun", "kind"), [("officials", Official), ("negotiations", Negotiation), ("treaties", Treaty)]
)
def test_what_wikidata_knows_is_the_same_thing(
    talks: make.Talks, written: Written, noun: str, kind: type[Official | Negotiation | Treaty]
) -> None:
    known = kind._default_manager.order_by("pk")[0]
    kind._default_manager.filter(pk=known.pk).update(wikidata="Q42")

    found = {node["@id"]: node.get(f"{SCHEMA}sameAs") for node in expanded(written(f"{noun}/?format=jsonld"))}
    assert found.pop(f"http://testserver/{noun}/{known.slug}/") == [{"@id": "http://www.wikidata.org/entity/Q42"}]
    assert set(found.values()) <= {None}


def test_a_position_is_an_annotation_on_its_words(talks: make.Talks, written: Written) -> None:
    [annotation] = expanded(written("positions/gazette-1987-12-09-pact-signed-6c4424bf/?format=jsonld"))

    assert annotation["@type"] == [f"{OA}Annotation"]
    assert annotation[f"{OA}motivatedBy"] == [{"@id": f"{OA}classifying"}]
    assert annotation[f"{OA}hasTarget"] == [
        {
            f"{OA}hasSource": [{"@id": "https://gazette.example/gazette-1987-12-09-pact-signed"}],
            f"{OA}hasSelector": [
                {
                    "@type": [f"{OA}TextQuoteSelector"],
                    f"{OA}exact": [{"@value": "trust, but verify, as they say"}],
                    f"{OA}prefix": [{"@value": "he said:"}],
                    f"{OA}suffix": [{"@value": "and smiled"}],
                }
            ],
        }
    ]


def _named(node: Any) -> list[str]:
    return [one["@value"] for one in node[f"{SCHEMA}name"]]


def test_own_words_are_a_quotation_spoken_by_their_holder(talks: make.Talks, written: Written) -> None:
    [annotation] = expanded(written("positions/gazette-1987-12-09-pact-signed-6c4424bf/?format=jsonld"))

    [words], [speaker] = annotation[f"{SCHEMA}mainEntity"], annotation[f"{SCHEMA}spokenByCharacter"]
    assert words["@type"] == [f"{SCHEMA}Quotation"]
    assert words[f"{SCHEMA}text"] == [{"@value": "trust, but verify, as they say"}]
    assert words[f"{SCHEMA}spokenByCharacter"] == [speaker]
    assert (speaker["@id"], _named(speaker)) == ("http://testserver/officials/ronald-reagan/", ["Ronald Reagan"])


def test_reported_words_are_a_claim_of_their_source_spoken_by_nobody(talks: make.Talks, written: Written) -> None:
    [annotation] = expanded(written("positions/?format=jsonld&speech=reported"))

    [words] = annotation[f"{SCHEMA}mainEntity"]
    assert words["@type"] == [f"{SCHEMA}Claim"]
    assert [_named(one) for one in words[f"{SCHEMA}author"]] == [["The Gazette"]]
    assert [_named(one) for one in words[f"{SCHEMA}about"]] == [["Mikhail Gorbachev"]]
    assert f"{SCHEMA}spokenByCharacter" not in json.dumps(annotation)


def test_an_unnamed_speaker_is_named_as_the_source_does(talks: make.Talks, written: Written) -> None:
    [annotation] = expanded(written("positions/?format=jsonld&article=vestnik-2013-02-visit-to-moscow"))

    assert annotation[f"{SCHEMA}spokenByCharacter"] == [
        {f"{SCHEMA}name": [{"@value": "a source in the Foreign Ministry"}]}
    ]


def test_the_bodies_of_an_annotation_are_the_records_own_words(db: None, written: Written) -> None:
    article = make.article(language="pt")
    make.position(article=article, quote="se opõem a outras restrições", translation="oppose further restrictions")

    [node] = json.loads(written("positions/?format=jsonld"))["@graph"]

    assert [body.get("value") for body in node["body"]] == [
        "The limits stay as they are.", None, None, "supports", "limit them", "direct", "transcribed",
        "oppose further restrictions",
    ]  # fmt: skip
    assert node["schema:mainEntity"]["schema:inLanguage"] == "pt"


def test_words_that_were_not_checked_have_no_context(talks: make.Talks, written: Written) -> None:
    [node] = json.loads(written("positions/?format=jsonld&official=sergei-ryabkov"))["@graph"]

    assert node["target"]["selector"] == {"type": "TextQuoteSelector", "exact": "written down and signed by both"}


EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"


@pytest.mark.parametrize(
    ("start", "end", "first", "last"),
    [
        ("1962-10-15", "1962-10-XX", "1962-10-15", {"@type": EDTF, "@value": "1962-10-XX"}),
        ("1962-10-15", "1962-10", "1962-10-15", {"@type": EDTF, "@value": "1962-10"}),
        ("1962-10", "1962-11", "1962-10", "1962-11"),
        ("1962-10", "", "1962-10", "1962-10"),
        ("198X", "", {"@type": EDTF, "@value": "198X"}, {"@type": EDTF, "@value": "198X"}),
        ("2008-XX-04", "", {"@type": EDTF, "@value": "2008-XX-04"}, {"@type": EDTF, "@value": "2008-XX-04"}),
        ("1969~", "1972", {"@type": EDTF, "@value": "1969~"}, "1972"),
        ("1959-09-25/1959-09-27", "", "1959-09-25", "1959-09-27"),
    ],
)
def test_a_date_is_never_finer_than_written_nor_the_end_before_the_start(
    db: None, written: Written, start: str, end: str, first: object, last: object
) -> None:
    make.meeting(start=start, end=end)
    make.negotiation(slug="track", start=start, end=end)
    make.post(official=make.official(), start=start, end=end)

    [event] = json.loads(written("meetings/?format=jsonld"))["@graph"]
    [track] = [one for one in json.loads(written("negotiations/?format=jsonld"))["@graph"] if one["name"] == "Track"]
    [person] = json.loads(written("officials/?format=jsonld"))["@graph"]

    assert (event["startDate"], event["endDate"]) == (first, last)
    open_ended = None if not end else last
    assert (track["startDate"], track.get("endDate")) == (first, open_ended)
    [held] = person["hasOccupation"]
    assert (held["startDate"], held.get("endDate")) == (first, open_ended)


@pytest.mark.parametrize("text", ["198X", "2013-02-21~", "1959-09-25/1959-09-27"])
def test_a_date_of_one_field_stays_as_written(db: None, written: Written, text: str) -> None:
    article = make.article(published=text)
    make.position(article=article, holder=make.official(), date=text)
    make.treaty(signed=text, in_force="", ended="")

    asked = (("articles", "datePublished"), ("positions", "schema:dateCreated"), ("treaties", "legislationDate"))
    for resource, name in asked:
        [node] = json.loads(written(f"{resource}/?format=jsonld"))["@graph"]
        assert node[name] == {"@type": EDTF, "@value": text}
    [node] = expanded(written("treaties/?format=jsonld"))
    assert node[f"{SCHEMA}legislationDate"] == [{"@type": EDTF, "@value": text}]


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.name)
def test_every_resource_expands_to_a_node_an_item(talks: make.Talks, written: Written, resource: ApiResource) -> None:
    nodes = expanded(written(f"{resource.name}/?format=jsonld"))

    keys = {f"http://testserver/{resource.name}/{key}/" for key in resource.rows().values_list(resource.key, flat=True)}
    assert {node["@id"] for node in nodes} == keys
    assert all(node["@type"] for node in nodes)
