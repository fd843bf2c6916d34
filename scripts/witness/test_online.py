"""The unmodified Databricks SDK for Python makes online stores, publishes to them and tags features."""

import os
import uuid

import pytest
from databricks.sdk import WorkspaceClient
from databricks.sdk.errors import BadRequest, NotFound
from databricks.sdk.service.catalog import (
    ColumnInfo,
    ColumnTypeName,
    DataSourceFormat,
    PrimaryKeyConstraint,
    TableConstraint,
    TableType,
)
from databricks.sdk.service.ml import (
    FeatureTag,
    OnlineStore,
    OnlineStoreState,
    PublishSpec,
    PublishSpecPublishMode,
)

from ledger import witness

SDK = "databricks-sdk (Python) 0.141.0"


@pytest.fixture
def databricks(uri):
    return WorkspaceClient(host=uri, token=os.environ["DATABRICKS_TOKEN"])


@pytest.fixture
def table(databricks):
    name = "features_" + uuid.uuid4().hex
    made = databricks.tables.create(
        name,
        "workspace",
        "default",
        TableType.MANAGED,
        DataSourceFormat.DELTA,
        "",
        columns=[
            ColumnInfo(name="id", type_name=ColumnTypeName.LONG, type_text="bigint", position=0, nullable=False),
            ColumnInfo(name="city", type_name=ColumnTypeName.STRING, type_text="string", position=1),
        ],
    )
    databricks.table_constraints.create(
        made.full_name,
        TableConstraint(primary_key_constraint=PrimaryKeyConstraint(name="by_id", child_columns=["id"])),
    )
    yield made.full_name
    databricks.tables.delete(made.full_name)


@pytest.fixture
def store(databricks):
    name = "store-" + uuid.uuid4().hex[:12]
    made = databricks.feature_store.create_online_store(OnlineStore(name=name, capacity="CU_1"))
    yield made
    databricks.feature_store.delete_online_store(name)


@witness(
    SDK,
    "POST /api/2.0/feature-store/online-stores",
    "GET /api/2.0/feature-store/online-stores",
    "GET /api/2.0/feature-store/online-stores/{name}",
    "PATCH /api/2.0/feature-store/online-stores/{name}",
    "DELETE /api/2.0/feature-store/online-stores/{name}",
)
def test_stores_are_made_listed_page_by_page_and_changed(databricks, store):
    assert store.state == OnlineStoreState.AVAILABLE
    assert store.name in [s.name for s in databricks.feature_store.list_online_stores(page_size=1)]
    changed = databricks.feature_store.update_online_store(
        store.name, OnlineStore(name=store.name, capacity="CU_4", read_replica_count=2), "read_replica_count"
    )
    assert (changed.capacity, changed.read_replica_count) == ("CU_1", 2)
    with pytest.raises(BadRequest):
        databricks.feature_store.update_online_store(
            store.name, OnlineStore(name=store.name, capacity="CU_4"), "creator"
        )
    with pytest.raises(NotFound):
        databricks.feature_store.get_online_store("none")


@witness(
    SDK,
    "POST /api/2.0/feature-store/tables/{table}/publish",
    "DELETE /api/2.0/feature-store/online-tables/{table}",
    "GET /api/2.0/feature-store/feature-tables/{table}/features/{feature}/lineage",
)
def test_a_table_is_published_in_every_mode(databricks, store, table):
    online = table + "_online"
    for mode in PublishSpecPublishMode:
        spec = PublishSpec(online_store=store.name, online_table_name=online, publish_mode=mode)
        answer = databricks.feature_store.publish_table(table, spec)
        assert answer.online_table_name == online
        assert answer.pipeline_id
    lineage = databricks.materialized_features.get_feature_lineage(table, "city")
    assert [(f.table_name, f.feature_name) for f in lineage.online_features] == [(online, "city")]
    databricks.feature_store.delete_online_table(online)
    with pytest.raises(NotFound):
        databricks.feature_store.delete_online_table(online)


@witness(
    SDK,
    "POST /api/2.0/feature-store/feature-tables/{table}/features/{feature}/tags",
    "GET /api/2.0/feature-store/feature-tables/{table}/features/{feature}/tags",
    "GET /api/2.0/feature-store/feature-tables/{table}/features/{feature}/tags/{key}",
    "PATCH /api/2.0/feature-store/feature-tables/{table}/features/{feature}/tags/{key}",
    "DELETE /api/2.0/feature-store/feature-tables/{table}/features/{feature}/tags/{key}",
)
def test_features_are_tagged(databricks, table):
    tags = databricks.materialized_features
    tags.create_feature_tag(table, "city", FeatureTag(key="pii", value="no"))
    tags.update_feature_tag(table, "city", "pii", FeatureTag(key="pii", value="yes"))
    assert tags.get_feature_tag(table, "city", "pii").value == "yes"
    tags.create_feature_tag(table, "city", FeatureTag(key="team"))
    assert [t.key for t in tags.list_feature_tags(table, "city", page_size=1)] == ["pii", "team"]
    tags.delete_feature_tag(table, "city", "pii")
    with pytest.raises(NotFound):
        tags.get_feature_tag(table, "city", "pii")
