"""Where Mudbrick answers otherwise than `mlflow server`, in which fields, and why. Each case is a step of scenarios.py.

docs/compatibility.md shows them: CompatibilityLedgerTest reads the route and the reason from this source, so they are
plain string literals. A case may differ in the named fields and what is below them, nowhere else; one that does not
differ any more fails the suite, and so does a field in which no case differs.
"""

import re


class KnownDifference:
    def __init__(self, route, reason):
        self.route = route
        self.reason = reason
        self.fields = ()
        self.cases = ()

    def only_in(self, *fields):
        self.fields = fields
        return self

    def at(self, *cases):
        self.cases = cases
        return self


def covers(field, path):
    """Whether a field, with [] for any place in a list, is the path or above it."""
    place = re.sub(r"\[\d+\]", "[]", path)
    return place == field or place.startswith((field + ".", field + "["))



KNOWN = [
    KnownDifference(
        route="POST /api/2.0/mlflow/experiments/create",
        reason="a name that is taken answers RESOURCE_ALREADY_EXISTS without the SQL that MLflow's message holds",
    ).only_in("body.message").at(
        "create an experiment twice",
        "create an experiment called 'refused'",
    ),
    KnownDifference(
        route="POST /api/2.0/mlflow/experiments/create",
        reason="an artifact location is an absolute URI without dots or query; MLflow allows what its own stores then misread",
    ).only_in("body.error_code", "body.experiment_id", "body.message", "status").at(
        "location with a query",
        "location with dots",
    ),
    KnownDifference(
        route="POST /api/2.0/mlflow/experiments/update",
        reason="a name that is taken answers RESOURCE_ALREADY_EXISTS without the SQL that MLflow's message holds",
    ).only_in("body.error_code", "body.message").at(
        "rename to a taken name",
    ),
    KnownDifference(
        route="POST /api/2.0/mlflow/experiments/create",
        reason="what is given twice counts once, or is refused by name; MLflow answers with the constraint of its database that broke",
    ).only_in("body.error_code", "body.experiment_id", "body.message", "status").at(
        "create with a tag twice",
    ),
    KnownDifference(
        route="POST /api/2.0/mlflow/experiments/create",
        reason="lengths are held to as on every other call, over-long values of runs and logged models cut; MLflow keeps anything here",
    ).only_in("body.error_code", "body.experiment_id", "body.message", "status").at(
        "create with a tag too long",
    ),
    KnownDifference(
        route="POST /api/2.0/mlflow/experiments/search",
        reason="a filter of blanks is none; MLflow refuses it",
    ).only_in("body.error_code", "body.experiments", "body.message", "status").at(
        "experiments filter:    ",
    ),
    KnownDifference(
        route="POST /api/2.0/mlflow/experiments/search",
        reason="a filter or order that cannot be read whole is refused; MLflow passes over what it does not understand",
    ).only_in("body.error_code", "body.message", "status").at(
        "experiments filter: name = 'a' AND",
        "experiments filter: AND name = 'a'",
        "experiments filter: name = 'a' name = 'b'",
        "experiments filter: tags. = 'a'",
        "experiments filter: name = 'a' and and name = 'b'",
    ),
    KnownDifference(
        route="POST /api/2.0/mlflow/experiments/search",
        reason="the words about what cannot be read are another parser's; both refuse it with the same code",
    ).only_in("body.message").at(
        "experiments filter: name = 'a",
        "experiments filter: 1 = 1",
        "experiments filter: 'name' = 'a'",
        "experiments filter: name = 'a' -- b",
    ),
    KnownDifference(
        route="POST /api/2.0/mlflow/experiments/search",
        reason="a key that comes twice in an order is refused with 400; MLflow fails with 500, or lets it be for experiments",
    ).only_in("body.error_code", "body.experiments", "body.message", "status").at(
        "experiments order: ['name', 'name']",
    ),
    KnownDifference(
        route="POST /api/2.0/mlflow/experiments/search",
        reason="a name or number that an enumeration does not have is refused; MLflow passes over it, and with it over what follows",
    ).only_in("body.error_code", "body.experiments", "body.message", "status").at(
        "experiments view: 'SOME'",
        "experiments view: 0",
        "experiments view: 9",
    ),
    KnownDifference(
        route="POST /api/2.0/mlflow/experiments/search",
        reason="without max_results a page of 1,000 comes (of a history: all); MLflow refuses, or returns an empty page",
    ).only_in("body.error_code", "body.experiments", "body.message", "status").at(
        "experiments without max_results",
        "experiments max_results: None",
    ),
    KnownDifference(
        route="POST /api/2.0/mlflow/experiments/search",
        reason="a value of a wrong type, or one that is missing deep inside, is refused; MLflow drops what it cannot read and carries on with the rest",
    ).only_in("body.message").at(
        "experiments max_results: 1.5",
    ),
    KnownDifference(
        route="POST /api/2.0/mlflow/experiments/search",
        reason="page tokens are ours: they hold the place of the last row, belong to their search, and are refused otherwise in other words",
    ).only_in("body.message").at(
        "experiments token: nonsense",
    ),
    KnownDifference(
        route="POST /api/2.0/mlflow/runs/update",
        reason="a name or number that an enumeration does not have is refused; MLflow passes over it, and with it over what follows",
    ).only_in("body.error_code", "body.message", "body.run_info", "status").at(
        "run status: 'DONE'",
        "run status: ''",
    ),
    KnownDifference(
        route="POST /api/2.0/mlflow/runs/create",
        reason="a run of which nothing is said starts now and belongs to its caller; MLflow writes time 0 and no user",
    ).only_in("body.run.info.start_time", "body.run.info.user_id").at(
        "create a run with nothing said",
    ),
    KnownDifference(
        route="POST /api/2.0/mlflow/runs/create",
        reason="what is given twice counts once, or is refused by name; MLflow answers with the constraint of its database that broke",
    ).only_in("body.error_code", "body.message", "body.run", "status").at(
        "create a run with a tag twice",
    ),
    KnownDifference(
        route="POST /api/2.0/mlflow/runs/create",
        reason="lengths are held to as on every other call, over-long values of runs and logged models cut; MLflow keeps anything here",
    ).only_in("body.error_code", "body.message", "body.run", "status").at(
        "create a run with a tag too long",
        "create a run with a tag of a long name",
    ),
    KnownDifference(
        route="POST /api/2.0/mlflow/runs/create",
        reason="the missing experiment_id is named; MLflow answers with the constraint of its database that broke",
    ).only_in("body.error_code", "body.message").at(
        "a run in no experiment",
    ),
    KnownDifference(
        route="POST /api/2.0/mlflow/runs/log-metric",
        reason="the same NaN again changes nothing, as any point; MLflow's database refuses it",
    ).only_in("body.error_code", "body.message", "status").at(
        "the same NaN again",
    ),
    KnownDifference(
        route="POST /api/2.0/mlflow/runs/log-metric",
        reason="a value of a wrong type, or one that is missing deep inside, is refused; MLflow drops what it cannot read and carries on with the rest",
    ).only_in("body.error_code", "body.message", "status").at(
        "log-metric {\"key\": \"m\", \"value\": true, \"timestamp\": 1}",
        "log-metric {\"key\": \"m\", \"value\": 1, \"timestamp\": 1.5}",
        "log-metric {\"key\": \"m\", \"value\": 1, \"timestamp\": 1, \"step\": 9223372036854775808}",
        "log-metric {\"key\": \"m\", \"value\": 1, \"timestamp\": 1, \"step\": 1.5}",
    ),
    KnownDifference(
        route="POST /api/2.0/mlflow/runs/log-metric",
        reason="what cannot be read is refused with 400; MLflow fails with 500",
    ).only_in("body", "status", "type").at(
        "log-metric {\"key\": \"m\", \"value\": [1], \"timestamp\": 1}",
    ),
    KnownDifference(
        route="POST /api/2.0/mlflow/runs/log-metric",
        reason="an unknown model answers 404; MLflow answers with the constraint of its database that broke",
    ).only_in("body.error_code", "body.message", "status").at(
        "a metric of an unknown model",
    ),
    KnownDifference(
        route="GET /api/2.0/mlflow/metrics/get-history",
        reason="without max_results a page of 1,000 comes (of a history: all); MLflow refuses, or returns an empty page",
    ).only_in("body.metrics", "body.next_page_token").at(
        "history without max_results",
    ),
    KnownDifference(
        route="GET /api/2.0/mlflow/metrics/get-history",
        reason="an unknown run answers 404; MLflow answers an empty history",
    ).only_in("body.error_code", "body.message", "status").at(
        "history of an unknown run",
    ),
    KnownDifference(
        route="GET /api/2.0/mlflow/metrics/get-history",
        reason="a size below 1 is refused on every page, and above 50,000 of models; MLflow takes any here",
    ).only_in("body.error_code", "body.message", "body.next_page_token", "status").at(
        "history max_results: 0",
        "history max_results: -1",
    ),
    KnownDifference(
        route="GET /api/2.0/mlflow/metrics/get-history",
        reason="a value of a wrong type, or one that is missing deep inside, is refused; MLflow drops what it cannot read and carries on with the rest",
    ).only_in("body.error_code", "body.message", "body.next_page_token", "status").at(
        "history max_results: x",
    ),
    KnownDifference(
        route="GET /api/2.0/mlflow/metrics/get-history",
        reason="page tokens are ours: they hold the place of the last row, belong to their search, and are refused otherwise in other words",
    ).only_in("body.message").at(
        "history token: nonsense",
    ),
    KnownDifference(
        route="GET /api/2.0/mlflow/metrics/get-history-bulk",
        reason="an unknown run answers 404; MLflow answers an empty history",
    ).only_in("body.error_code", "body.message", "body.metrics", "status").at(
        "bulk history of an unknown run",
    ),
    KnownDifference(
        route="GET /api/2.0/mlflow/metrics/get-history-bulk-interval",
        reason="an unknown run answers 404; MLflow answers an empty history",
    ).only_in("body.error_code", "body.message", "status").at(
        "bulk interval of an unknown run",
    ),
    KnownDifference(
        route="POST /api/2.0/mlflow/runs/log-batch",
        reason="a value of a wrong type, or one that is missing deep inside, is refused; MLflow drops what it cannot read and carries on with the rest",
    ).only_in("body.error_code", "body.message", "status").at(
        "batch {\"metrics\": [{\"key\": \"m1\", \"value\": \"NaN\", \"timestamp\": 1, \"",
        "batch {\"params\": [{\"key\": \"n\", \"value\": 5}]}",
    ),
    KnownDifference(
        route="POST /api/2.0/mlflow/runs/log-batch",
        reason="what cannot be read is refused with 400; MLflow fails with 500",
    ).only_in("body", "status", "type").at(
        "batch {\"metrics\": [5]}",
        "batch {\"metrics\": [null]}",
    ),
    KnownDifference(
        route="POST /api/2.0/mlflow/runs/log-batch",
        reason="null is the same as absent; MLflow fails with 500",
    ).only_in("body", "status", "type").at(
        "batch {\"metrics\": null}",
    ),
    KnownDifference(
        route="POST /api/2.0/mlflow/runs/log-inputs",
        reason="a value of a wrong type, or one that is missing deep inside, is refused; MLflow drops what it cannot read and carries on with the rest",
    ).only_in("body.error_code", "body.message", "status").at(
        "log-inputs {}",
        "log-inputs {\"dataset\": {}}",
        "log-inputs {\"dataset\": {\"name\": \"d\"}}",
        "log-inputs {\"dataset\": {\"name\": \"d\", \"digest\": \"1\", \"source_type\": \"local\", \"source\": \"/data\"}, \"tags\": [{}]}",
        "log-inputs {\"dataset\": {\"name\": \"\", \"digest\": \"\", \"source_type\": \"\", \"source\": \"\"}}",
    ),
    KnownDifference(
        route="POST /api/2.0/mlflow/runs/outputs",
        reason="an output that the run has already is no error, so that a retry succeeds; MLflow's database refuses it",
    ).only_in("body.error_code", "body.message", "status").at(
        "the same output at another step",
        "the same output again",
    ),
    KnownDifference(
        route="POST /api/2.0/mlflow/runs/search",
        reason="runs come with their input models from a search too; MLflow shows them by runs/get only",
    ).only_in("body.runs[].inputs.model_inputs").at(
        "runs filter: datasets.name = 'd'",
        "runs filter: dataset.digest = '2'",
        "runs filter: dataset.name LIKE 'd%'",
        "runs filter: dataset.name ILIKE 'D'",
        "runs filter: dataset.name IN ('d', 'e')",
        "runs filter: dataset.name NOT IN ('d')",
        "runs filter: dataset.name != 'd'",
    ),
    KnownDifference(
        route="POST /api/2.0/mlflow/runs/search",
        reason="the words about what cannot be read are another parser's; both refuse it with the same code",
    ).only_in("body.message").at(
        "runs filter: dataset.name > 'a'",
        "runs filter: AND name = 'a'",
        "runs filter: run_name = 'a",
        "runs filter: 1 = 1",
        "runs filter: 'name' = 'a'",
        "runs filter: run_name = 'a' -- b",
        "runs filter: metrics.auc IN (1)",
        "runs filter: metrics.auc > 1e",
        "runs filter: metrics.auc > 1.2.3",
        "runs filter: metrics.auc > --1",
        "runs filter: params.my key = 'a'",
        "runs filter: params.a-b = 'x'",
        "runs filter: params.`a = 'x'",
        "runs filter: run_id IN ('a'",
        "runs filter: run_id IN 'a'",
        "runs order: ['DESC']",
        "runs order: ['dataset.name']",
        "runs order: ['metrics.`auc']",
    ),
    KnownDifference(
        route="POST /api/2.0/mlflow/runs/search",
        reason="NaN compares with no number but !=; MLflow compares the 0 that it stores for NaN",
    ).only_in("body.runs").at(
        "runs filter: metrics.auc < 0.9",
        "runs filter: metrics.auc <= 0.8",
        "runs filter: metrics.auc > -1e308",
        "runs filter: metrics.loss = 0",
        "runs filter: metrics.loss != 0",
    ),
    KnownDifference(
        route="POST /api/2.0/mlflow/runs/search",
        reason="a filter of blanks is none; MLflow refuses it",
    ).only_in("body.error_code", "body.message", "body.runs", "status").at(
        "runs filter:  ",
    ),
    KnownDifference(
        route="POST /api/2.0/mlflow/runs/search",
        reason="a filter or order that cannot be read whole is refused; MLflow passes over what it does not understand",
    ).only_in("body.error_code", "body.message", "status").at(
        "runs filter: run_name = 'a' AND",
        "runs filter: run_name = 'a' run_name = 'b'",
        "runs filter: tags. = 'a'",
        "runs filter: run_name = 'a' and and run_name = 'b'",
    ),
    KnownDifference(
        route="POST /api/2.0/mlflow/runs/search",
        reason="a list of anything but texts is refused with 400; MLflow fails with 500",
    ).only_in("body.error_code", "body.message", "status").at(
        "runs filter: run_id IN (a)",
    ),
    KnownDifference(
        route="POST /api/2.0/mlflow/runs/search",
        reason="a key that comes twice in an order is refused with 400; MLflow fails with 500, or lets it be for experiments",
    ).only_in("body.error_code", "status").at(
        "runs order: ['metrics.auc', 'metrics.auc']",
        "runs order: ['metrics.auc', 'metrics.auc DESC']",
    ),
    KnownDifference(
        route="POST /api/2.0/mlflow/runs/search",
        reason="a name or number that an enumeration does not have is refused; MLflow passes over it, and with it over what follows",
    ).only_in("body.error_code", "body.message", "body.runs", "status").at(
        "runs view: 'SOME'",
        "runs view: 0",
    ),
    KnownDifference(
        route="POST /api/2.0/mlflow/runs/search",
        reason="a value of a wrong type, or one that is missing deep inside, is refused; MLflow drops what it cannot read and carries on with the rest",
    ).only_in("body.error_code", "body.message", "body.runs", "status").at(
        "runs max_results: 1.5",
        "runs max_results: True",
        "runs token: 5",
        "POST runs/search {\"experiment_ids\": [7]}",
    ),
    KnownDifference(
        route="POST /api/2.0/mlflow/runs/search",
        reason="null is the same as absent; MLflow fails with 500",
    ).only_in("body", "status", "type").at(
        "runs max_results: None",
    ),
    KnownDifference(
        route="POST /api/2.0/mlflow/runs/search",
        reason="page tokens are ours: they hold the place of the last row, belong to their search, and are refused otherwise in other words",
    ).only_in("body.error_code", "body.message", "body.runs", "status").at(
        "runs token: 'nonsense'",
        "runs token: 'eyJvZmZzZXQiOiAwfQ=='",
        "runs token: 'eyJvZmZzZXQiOiAyfQ=='",
        "runs token: 'eyJ4IjogMX0='",
    ),
    KnownDifference(
        route="POST /api/2.0/mlflow/runs/search",
        reason="an id that no experiment can have matches nothing; MLflow fails with 500",
    ).only_in("body.error_code", "body.message", "status").at(
        "runs of an experiment of letters",
    ),
    KnownDifference(
        route="PATCH /api/2.0/mlflow/logged-models/{model_id}",
        reason="a name or number that an enumeration does not have is refused; MLflow passes over it, and with it over what follows",
    ).only_in("body.error_code", "body.message", "body.model", "status").at(
        "finalize as 'DONE'",
        "finalize as 0",
        "finalize as 'LOGGED_MODEL_STATUS_UNSPECIFIED'",
    ),
    KnownDifference(
        route="PATCH /api/2.0/mlflow/logged-models/{model_id}",
        reason="the model is the one of the path; MLflow wants its id in the body too",
    ).only_in("body.error_code", "body.message", "body.model", "status").at(
        "finalize without model_id in the body",
    ),
    KnownDifference(
        route="PATCH /api/2.0/mlflow/logged-models/{model_id}/tags",
        reason="lengths are held to as on every other call, over-long values of runs and logged models cut; MLflow keeps anything here",
    ).only_in("body.error_code", "body.message", "status").at(
        "set a long tag of a logged model",
    ),
    KnownDifference(
        route="POST /api/2.0/mlflow/logged-models/{model_id}/params",
        reason="what is given twice counts once, or is refused by name; MLflow answers with the constraint of its database that broke",
    ).only_in("body.error_code", "body.message", "status").at(
        "log a param of a logged model again",
        "change a param of a logged model",
    ),
    KnownDifference(
        route="POST /api/2.0/mlflow/logged-models/{model_id}/params",
        reason="the model is the one of the path; MLflow wants its id in the body too",
    ).only_in("body.error_code", "body.message", "status").at(
        "log params without model_id in the body",
    ),
    KnownDifference(
        route="GET /api/2.0/mlflow/logged-models/{model_id}",
        reason="NaN is NaN; MLflow shows the NaN of a logged model's metric as 0",
    ).only_in("body.model.data.metrics[].value").at(
        "a logged model with metrics",
        "a deleted logged model, allowed",
    ),
    KnownDifference(
        route="PATCH /api/2.0/mlflow/logged-models/{model_id}/tags",
        reason="a deleted logged model is not changed: 404; MLflow changes it",
    ).only_in("body.error_code", "body.message", "status").at(
        "set a tag of a deleted logged model",
    ),
    KnownDifference(
        route="POST /api/2.0/mlflow/logged-models",
        reason="lengths are held to as on every other call, over-long values of runs and logged models cut; MLflow keeps anything here",
    ).only_in("body.error_code", "body.message", "body.model", "status").at(
        "create logged model {\"name\": \"nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn",
        "create logged model {\"name\": \"long\", \"params\": [{\"key\": \"p\", \"value\": \"vvvvvvvvv",
    ),
    KnownDifference(
        route="POST /api/2.0/mlflow/logged-models",
        reason="what is given twice counts once, or is refused by name; MLflow answers with the constraint of its database that broke",
    ).only_in("body.error_code", "body.message", "body.model", "status").at(
        "create logged model {\"name\": \"p\", \"params\": [{\"key\": \"p\", \"value\": \"1\"}, {\"key\":",
    ),
    KnownDifference(
        route="POST /api/2.0/mlflow/logged-models/search",
        reason="a status is found by both of its names; MLflow finds it by the short one only",
    ).only_in("body.models").at(
        "models filter: status = 'LOGGED_MODEL_READY'",
    ),
    KnownDifference(
        route="POST /api/2.0/mlflow/logged-models/search",
        reason="the alias last_updated_time compares as the time that it is; MLflow takes it for a text",
    ).only_in("body.error_code", "body.message", "status").at(
        "models filter: last_updated_time < 5",
    ),
    KnownDifference(
        route="POST /api/2.0/mlflow/logged-models/search",
        reason="the words about what cannot be read are another parser's; both refuse it with the same code",
    ).only_in("body.message").at(
        "models filter: tags.t IS NULL",
        "models filter: tags.t IS NOT NULL",
        "models filter: params.p IS NULL",
        "models filter: name = 'a",
        "models filter: metrics.auc IS NULL",
        "models order: [{\"field_name\": \"foo\"}]",
        "models order: [{\"field_name\": 5}]",
        "models order: [\"name\"]",
    ),
    KnownDifference(
        route="POST /api/2.0/mlflow/logged-models/search",
        reason="a filter or order that cannot be read whole is refused; MLflow passes over what it does not understand",
    ).only_in("body.error_code", "body.message", "body.models", "status").at(
        "models filter: name = 'a' AND",
        "models filter: AND name = 'a'",
        "models filter: name = 'a' name = 'b'",
        "models filter: name = a",
        "models filter: name = NULL",
        "models filter: name = 'a' and and name = 'b'",
        "models filter: name = 5",
        "models filter: params.p = 5",
        "models filter: name IN ()",
        "models filter: tags.t = x",
    ),
    KnownDifference(
        route="POST /api/2.0/mlflow/logged-models/search",
        reason="what cannot be read is refused with 400; MLflow fails with 500",
    ).only_in("body.error_code", "body.message", "status").at(
        "models filter: nobody = 'a'",
        "models filter: tags. = 'a'",
        "models filter: 1 = 1",
        "models filter: 'name' = 'a'",
        "models filter: foo = 'a'",
        "models filter: metrics.auc > 'a'",
        "models filter: creation_timestamp = 'a'",
        "models filter: name IN (1)",
        "models order: [{\"field_name\": \"metrics\"}]",
    ),
    KnownDifference(
        route="POST /api/2.0/mlflow/logged-models/search",
        reason="a dataset without digest means any digest; MLflow finds none then",
    ).only_in("body.models").at(
        "models datasets: [{\"dataset_name\": \"d\"}]",
        "models datasets: [{\"dataset_name\": \"d\"}, {\"dataset_name\": \"e\"}]",
        "models datasets and filter: [{\"dataset_name\": \"d\"}, {\"dataset_name\": \"e\"}]",
    ),
    KnownDifference(
        route="POST /api/2.0/mlflow/logged-models/search",
        reason="attributes may carry their prefix in an order, as in filters; MLflow refuses it",
    ).only_in("body.error_code", "body.message", "body.models", "status").at(
        "models order: [{\"field_name\": \"attributes.name\", \"ascending\": true}, {\"field_name\": \"creation_timestamp\"}]",
    ),
    KnownDifference(
        route="POST /api/2.0/mlflow/logged-models/search",
        reason="models without the attribute that orders them come last; MLflow leaves their place to its database",
    ).only_in("body.models").at(
        "models order: [{\"field_name\": \"source_run_id\"}, {\"field_name\": \"creation_timestamp\"}]",
    ),
    KnownDifference(
        route="POST /api/2.0/mlflow/logged-models/search",
        reason="the direction is understood in the text too, as in every other search; MLflow refuses it",
    ).only_in("body.error_code", "body.message", "body.models", "status").at(
        "models order: [{\"field_name\": \"name DESC\"}]",
    ),
    KnownDifference(
        route="POST /api/2.0/mlflow/logged-models/search",
        reason="a dataset's digest without its name is passed over; MLflow orders by the values of any dataset with that digest",
    ).only_in("body.models").at(
        "models order: [{\"field_name\": \"metrics.auc\", \"dataset_digest\": \"1\"}]",
    ),
    KnownDifference(
        route="POST /api/2.0/mlflow/logged-models/search",
        reason="a size below 1 is refused on every page, and above 50,000 of models; MLflow takes any here",
    ).only_in("body.error_code", "body.message", "body.models", "body.next_page_token", "status").at(
        "models max_results: -1",
        "models max_results: 50001",
    ),
    KnownDifference(
        route="POST /api/2.0/mlflow/logged-models/search",
        reason="page tokens are ours: they hold the place of the last row, belong to their search, and are refused otherwise in other words",
    ).only_in("body", "status", "type").at(
        "models token of another search",
        "models token: nonsense",
    ),
    KnownDifference(
        route="POST /api/2.0/mlflow/logged-models/search",
        reason="an id that no experiment can have matches nothing; MLflow fails with 500",
    ).only_in("body.error_code", "body.message", "status").at(
        "models of an experiment of letters",
    ),
    KnownDifference(
        route="POST /api/2.0/mlflow/runs/set-tag",
        reason="a body that is not one JSON object is refused as such (BAD_REQUEST); MLflow reads it as empty, or fails with 500",
    ).only_in("body", "status", "type").at(
        "body: half an object",
        "body: an array",
        "body: a number",
        "body: a string",
        "body: a value missing",
        "body: two objects",
        "body: null",
        "body: true",
        "body: not UTF-8",
        "body: only a space",
    ),
    KnownDifference(
        route="POST /api/2.0/mlflow/runs/set-tag",
        reason="a field that comes twice is refused; MLflow takes the last",
    ).only_in("body.error_code", "body.message", "status").at(
        "a field twice",
    ),
    KnownDifference(
        route="POST /api/2.0/mlflow/runs/set-tag",
        reason="a body is read whatever its type is called, and without one the query is; MLflow wants application/json",
    ).only_in("body.error_code", "body.message", "status").at(
        "content type 'text/plain'",
        "content type ''",
        "content type 'application/x-www-form-urlencoded'",
        "content type 'application/octet-stream'",
        "POST with a query and no body",
    ),
    KnownDifference(
        route="GET /api/2.0/mlflow/runs/get",
        reason="no such endpoint is a 404 in JSON, which clients read; MLflow answers in HTML, 405 for another method",
    ).only_in("body", "status", "type").at(
        "POST where GET is meant",
        "GET where POST is meant",
        "PUT where POST is meant",
        "no such endpoint",
        "no such version",
    ),
    KnownDifference(
        route="GET /health",
        reason="the answer OK is text/plain; MLflow calls it HTML",
    ).only_in("type").at(
        "health",
    ),
]
