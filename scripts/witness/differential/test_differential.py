"""Mudbrick answers as `mlflow server` does: the same calls to both, compared field by field.

    DIFFERENTIAL_WALKS, DIFFERENTIAL_STEPS   how many random sequences, and how long; 3 of 60
"""

import concurrent.futures
import os

import pytest

pytest.importorskip("flask", reason="mlflow's server is not installed")

import scenarios
import sides
from compare import Api, differences
from differences import KNOWN, covers

WALKS = [
    scenarios.random_walk(seed, int(os.environ.get("DIFFERENTIAL_STEPS", "60")))
    for seed in range(int(os.environ.get("DIFFERENTIAL_WALKS", "3")))
]
ALL = scenarios.SCENARIOS + WALKS
DECLARED = {case: known for known in KNOWN for case in known.cases}
assert len(DECLARED) == sum(len(known.cases) for known in KNOWN), "a case is declared twice"

ran = set()
seen = set()
met = {known: set() for known in KNOWN}


@pytest.fixture(scope="module")
def servers(tmp_path_factory):
    started = []
    try:
        for start in (sides.mlflow_server, sides.mudbrick):
            directory = tmp_path_factory.mktemp(start.__name__)
            started.append(start(directory))
        for server in started:
            server.wait()
        yield started
    finally:
        for server in started:
            server.end()
        for server in started:
            server.stop()


@pytest.mark.parametrize("scenario", ALL, ids=lambda scenario: scenario.__name__)
def test_both_answer_the_same(servers, scenario, monkeypatch):
    monkeypatch.setenv("MLFLOW_TRACKING_TOKEN", servers[1].token)
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "0")
    real, ours = (Api(server) for server in servers)
    with concurrent.futures.ThreadPoolExecutor(2) as both:
        for done in [both.submit(scenario, api) for api in (real, ours)]:
            done.result()
    ran.add(scenario)
    assert len(real.steps) == len(ours.steps)

    problems = []
    for theirs, own in zip(real.steps, ours.steps):
        case = theirs["case"]
        found = differences(theirs["answer"], own["answer"])
        known = DECLARED.get(case)
        if known:
            declared = [(field, path) for path, _, _ in found for field in known.fields if covers(field, path)]
            seen.add(case)
            met[known].update(field for field, _ in declared)
            found = [difference for difference in found if difference[0] not in {path for _, path in declared}]
            if not declared:
                problems.append(f"{case}\n    is declared to differ in {', '.join(known.fields)}, but does not")
        if found:
            shown = "".join(f"\n    {path}\n      mlflow   {str(r)[:400]}\n      mudbrick {str(o)[:400]}" for path, r, o in found)
            problems.append(f"{case}\n  {theirs['request']}{shown}")
    assert not problems, "\n\n" + "\n".join(problems)


def test_every_declared_difference_was_met():
    if ran != set(ALL):
        pytest.skip("not every scenario ran")
    assert sorted(DECLARED.keys() - seen) == []
    assert [(k.route, k.reason, field) for k in KNOWN for field in k.fields if field not in met[k]] == []
