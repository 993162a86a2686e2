"""What the API says of itself: the document, the page to try it, the catalogue; and what it costs others."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import schemathesis
from django.conf import settings
from django.test import Client

from reporting.api.described import OPERATIONS
from reporting.api.document import document
from tests.builders import make_sample_installation
from tests.cast import Cast, ClientOf
from tests.reporting.api_calls import V1, called, secret_of
from tests.reporting.test_municipality import queries
from tests.test_access import TABLE

DOCUMENT = document("da")
BASE = Path(__file__).resolve().parents[2]


def operations() -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in DOCUMENT["paths"].items():
        assert set(methods) == {"get"}
        yield path, methods["get"]


def texts(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        for key, value in part.items():
            if key in {"description", "summary", "title"} and isinstance(value, str):
                yield value
            else:
                yield from texts(value)
    elif isinstance(part, list):
        for one in part:
            yield from texts(one)


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_document_is_valid_by_the_standards_own_schema(language: str) -> None:
    schemathesis.openapi.from_dict(document(language)).validate()


def test_every_address_is_described_with_every_answer_that_it_gives() -> None:
    found = dict(operations())

    assert {one["operationId"] for one in found.values()} == set(OPERATIONS)
    for operation in found.values():
        assert {"200", "304", "401", "403", "404", "406", "422", "429", "503"} <= set(operation["responses"])
        assert operation["security"] == [{"AccessKey": []}, {"Session": []}]
        assert operation["description"]
        assert all(parameter["description"] for parameter in operation["parameters"])


def test_every_example_is_one_of_what_its_parameter_takes() -> None:
    for _path, operation in operations():
        for parameter in operation["parameters"]:
            if "example" in parameter:
                jsonschema_rs.validator_for(parameter["schema"]).validate(parameter["example"])


def test_every_problem_has_an_example_of_its_own_kind() -> None:
    problem = jsonschema_rs.validator_for(DOCUMENT["components"]["schemas"]["Problem"])

    for _path, operation in operations():
        for status, answer in operation["responses"].items():
            if status >= "400":
                example = answer["content"]["application/problem+json"]["example"]
                problem.validate(example)
                assert str(example["status"]) == status


def test_every_reference_leads_to_a_schema_and_every_name_of_an_operation_is_its_own() -> None:
    schemas = DOCUMENT["components"]["schemas"]
    references = re.findall(r'"\$ref": "#/components/schemas/(\w+)"', json.dumps(DOCUMENT))

    assert set(references) == set(schemas)
    names = [operation["operationId"] for _path, operation in operations()]
    assert len(names) == len(set(names))
    for schema in schemas.values():
        jsonschema_rs.meta.validate(schema)


def test_the_description_is_danish_and_for_others_english() -> None:
    english = document("en")

    danish, foreign = set(texts(DOCUMENT)), set(texts(english))
    shared = {text for text in danish & foreign if " " in text}
    assert shared <= {"Måltal API"}
    assert "Områder" in danish
    assert "Areas" in foreign


def test_the_columns_of_the_files_are_the_fields_of_the_rows(cast: Cast) -> None:
    for name, operation in OPERATIONS.items():
        for schema, columns in operation.rows.items():
            properties = DOCUMENT["components"]["schemas"][schema]["properties"]
            assert list(properties) == [*columns, "hidden"], name


def test_every_address_has_a_row_in_the_table_of_access() -> None:
    tried = {str(row.args[0]) for row in TABLE if row.name == "api"}

    for path, _operation in operations():
        wanted = path.removeprefix(V1).split("/{")[0]
        assert any(one == wanted or one.startswith(f"{wanted}/") for one in tried), path


def test_other_pages_do_not_load_what_the_api_needs() -> None:
    code = (
        "import django, sys; django.setup()\n"
        "from django.urls import get_resolver\n"
        "get_resolver().url_patterns; get_resolver().reverse_dict\n"
        "print(sorted({'ninja', 'pydantic', 'pydantic_core'} & set(sys.modules)))"
    )
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}

    told = subprocess.run(
        [sys.executable, "-c", code], cwd=BASE, env=environment, capture_output=True, text=True, check=True
    )

    assert told.stdout.strip() == "[]"


def test_the_page_has_a_form_for_every_address(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.anna)

    page = client.get("/api/").content.decode()

    for path, operation in operations():
        assert f'<code class="api-address">{path}</code>' in page
        for parameter in operation["parameters"]:
            assert f'id="{operation["operationId"]}-{parameter["name"]}"' in page
    assert queries(client, "/api/") <= 6


@pytest.mark.parametrize(
    ("sent", "address"),
    [
        ("kald=areas&limit=&level=", "/api/v1/areas"),
        ("kald=summary&area=0340+0851&year=2014&basis=", "/api/v1/summary?year=2014&area=0340&area=0851"),
        ("kald=summary&known_on=2014-06-03+08:00", "/api/v1/summary?known_on=2014-06-03+08:00"),
        ("kald=contract&year=2014&region=HS", "/api/v1/contracts/2014/HS"),
        ("kald=figure&indicator=a%2F..%2Fb&area=", "/api/v1/figures/a%2F..%2Fb/0340/2014-04"),
        ("kald=figure&indicator=..&area=..&month=..", "/api/v1/figures/foertidspension/0340/2014-04"),
        ("kald=nothing", "/api/"),
        ("kald=areas&next=//evil.example", "/api/v1/areas"),
    ],
)
def test_a_form_leads_to_the_address_that_it_makes(
    sent: str, address: str, cast: Cast, client_of: ClientOf
) -> None:
    assert client_of(cast.anna).get(f"/api/?{sent}").headers["Location"] == address


def test_the_catalogue_has_what_catalogues_ask_for() -> None:
    made = _catalogue()

    assert made["@type"] == "dcat:Catalog"
    for part in (made, *made["dcat:dataset"]):
        assert {"da", "en"} == {title["@language"] for title in part["dct:title"]}
        assert part["dct:description"]
        assert part["dct:publisher"]["foaf:name"]
    for dataset in made["dcat:dataset"]:
        assert dataset["dcat:theme"]
        assert dataset["dcat:contactPoint"]
        assert {one["dct:license"]["@id"] for one in dataset["dcat:distribution"]} == {
            "https://creativecommons.org/licenses/by/4.0/"
        }


def test_every_address_of_the_catalogue_leads_somewhere(cast: Cast) -> None:
    secret = secret_of(cast.anna)
    here = settings.SITE_URL + V1

    for dataset in _catalogue()["dcat:dataset"]:
        for distribution in dataset["dcat:distribution"]:
            address = distribution["dcat:accessURL"]["@id"]
            assert address.startswith(here)
            assert called(address.removeprefix(here), secret).status_code in {200, 404}  # no goals here yet
    assert called("openapi.json").status_code == 200


def test_the_catalogue_follows_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "SITE_URL", "https://maaltal.example.dk")
    monkeypatch.setattr(settings, "MAIL_REPLY_TO", ["tal@example.dk"])

    made = _catalogue()

    assert made["@id"] == "https://maaltal.example.dk/dcat.jsonld"
    contact = made["dcat:dataset"][0]["dcat:contactPoint"]
    assert contact["vcard:hasEmail"] == [{"@id": "mailto:tal@example.dk"}]
    assert "localhost" not in json.dumps(made)


def test_a_sample_says_so_wherever_it_is_described() -> None:
    make_sample_installation()

    made = _catalogue()

    for part in (made, *made["dcat:dataset"]):
        assert all("opdigtede" in one["@value"] for one in part["dct:description"][:1])


def _catalogue() -> dict[str, Any]:
    answer = Client().get("/dcat.jsonld")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/ld+json")
    found: dict[str, Any] = json.loads(answer.content)
    return found


pytestmark = pytest.mark.django_db
