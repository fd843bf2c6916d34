"""Says which endpoints a test drives, for docs/compatibility.md, and holds the test to it.

    @witness("mlflow 3.11.1", "POST /api/2.0/mlflow/runs/create", "GET /api/2.0/mlflow/runs/get")
    def test_...

CompatibilityLedgerTest reads the decorator from the source, so its arguments are plain string literals.
"""

import re


def witness(client, *routes):
    def mark(test):
        test.witness = (client, routes)
        return test

    return mark


def unmet(routes, requests):
    """The declared routes that no request of the test met."""
    return [route for route in routes if not any(_matches(route, request) for request in requests)]


def _matches(route, request):
    # {name} is one segment, {name...} the rest of the path; a workspace prefix /w/ID may stand before.
    # The ledger names what MLflow's pages ask under /ajax-api by its twin under /api.
    pattern = "".join(
        "[^/]+" if part.endswith("}") and not part.endswith("...}") else ".+" if part.endswith("...}") else re.escape(part)
        for part in re.split(r"(\{[^}]*\})", route.split(" ")[1])
    )
    method, path = request
    pattern = re.sub("^/api/", "/(ajax-)?api/", pattern)
    return method == route.split(" ")[0] and re.fullmatch(r"(/w/[^/]+)?" + pattern, path) is not None
