"""The API catalogue for programs (RFC 9727): the API's URL, its description, its reference, the data's licence."""

import json

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from timeline import resources
from timeline.exports.codebook import LICENCE

MEDIA_TYPE = 'application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727"'
OPENAPI = "application/vnd.oai.openapi+json;version=3.1"


@require_safe
def catalog(request: HttpRequest) -> HttpResponse:
    """The catalogue as a link set (RFC 9264). No query."""
    base = resources.base(request)
    api = {
        "anchor": f"{base}{resources.ROOT}",
        "service-desc": [{"href": f"{base}{resources.SCHEMA}", "type": OPENAPI}],
        "service-doc": [{"href": f"{base}{resources.DOCS}", "type": "text/html"}],
        "license": [{"href": LICENCE["path"]}],
    }
    here = {"anchor": f"{base}/.well-known/api-catalog", "item": [{"href": api["anchor"]}]}
    response = HttpResponse(json.dumps({"linkset": [here, api]}), content_type=MEDIA_TYPE)
    response["Access-Control-Allow-Origin"] = "*"
    return response
