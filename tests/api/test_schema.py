"""The OpenAPI document: valid, equal to the code, and true of every answer."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.core.management import call_command
from django.test import Client
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from tests import make
from timeline.api.resources import RESOURCES, ApiResource
from timeline.api.views import SCHEMA_FILE

REMAKE = "manage.py spectacular --file timeline/api/schema.json --format openapi-json --validate --fail-on-warn"


@pytest.fixture(scope="module")
def schema() -> Any:
    return json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))


def test_the_committed_schema_is_what_the_code_says(tmp_path: Path) -> None:
    made = tmp_path / "schema.json"

    call_command("spectacular", file=str(made), format="openapi-json", validate=True, fail_on_warn=True)

    assert made.read_text(encoding="utf-8") == SCHEMA_FILE.read_text(encoding="utf-8"), f"make it anew: {REMAKE}"


def test_the_schema_is_served_as_it_is(client: Client) -> None:
    response = client.get("/api/v1/schema.json")

    assert response["Content-Type"] == "application/json"
    assert response.content == SCHEMA_FILE.read_bytes()


def test_it_is_openapi_3_1_and_names_every_collection(schema: Any) -> None:
    assert schema["openapi"] == "3.1.0"
    assert {path for path in schema["paths"] if "{" not in path} == {
        "/api/v1/",
        "/api/v1/schema.json",
        "/api/v1/meetings/",
        "/api/v1/officials/",
        "/api/v1/issues/",
        "/api/v1/negotiations/",
        "/api/v1/treaties/",
        "/api/v1/positions/",
        "/api/v1/articles/",
        "/api/v1/standings/",
        "/api/v1/search/",
        "/api/v1/autocomplete/",
        "/api/v1/releases/",
        "/api/v1/changes/",
        "/api/v1/positions/counts/",
        "/api/v1/networks/counterparts/",
        "/api/v1/networks/answers/",
    }


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.name)
def test_it_names_every_filter_of_the_filterset(schema: Any, resource: ApiResource) -> None:
    parameters = schema["paths"][f"/api/v1/{resource.name}/"]["get"]["parameters"]
    documented = {name for item in parameters for name in item["schema"].get("properties", [item["name"]])}

    assert set(resource.filters.parameters()) <= documented


def test_every_operation_has_an_example_that_its_schema_allows(schema: Any) -> None:
    registry: Registry[Any] = Registry().with_resource("urn:api", DRAFT202012.create_resource(schema))
    answers = {
        operation["operationId"]: operation["responses"]["200"]["content"]["application/json"]
        for path in schema["paths"].values()
        for operation in path.values()
    }

    shown = {name: _examples(answer) for name, answer in answers.items()}
    assert {name for name, examples in shown.items() if not examples} == {"get_schema"}
    assert len(shown["list_standings"]) == 2
    for name, answer in answers.items():
        shape = json.loads(json.dumps(answer["schema"]).replace('"#/', '"urn:api#/'))
        for example in shown[name] or [schema]:
            jsonschema.Draft202012Validator(shape, registry=registry).validate(example)


def _examples(answer: Any) -> list[Any]:
    """The example answers of an operation."""
    if "example" in answer:
        return [answer["example"]]
    return [one["value"] for one in answer.get("examples", {}).values()]


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.name)
def test_every_item_has_the_fields_that_it_says(
    talks: make.Talks, client: Client, schema: Any, resource: ApiResource
) -> None:
    name = resource.schema.__name__.removesuffix("Schema")
    registry: Registry[Any] = Registry().with_resource("urn:api", DRAFT202012.create_resource(schema))
    shape = {"$ref": f"urn:api#/components/schemas/{name}", "required": list(resource.fields)}
    validator = jsonschema.Draft202012Validator(shape, registry=registry)

    items = client.get(f"/api/v1/{resource.name}/").json()["results"]

    assert items
    for item in items:
        validator.validate(item)
        assert list(item) == list(schema["components"]["schemas"][name]["properties"])
