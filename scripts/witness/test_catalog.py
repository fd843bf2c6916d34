"""The unmodified Databricks SDK for Python governs: objects, grants, effective permissions, tags, as two users."""

import os
import uuid

import pytest
from databricks.sdk import WorkspaceClient
from databricks.sdk.core import Config
from databricks.sdk.errors import BadRequest, NotFound, PermissionDenied
from databricks.sdk.service.catalog import (
    ColumnInfo,
    ColumnTypeName,
    DataSourceFormat,
    EntityTagAssignment,
    PermissionsChange,
    Privilege,
    TableType,
)

from ledger import witness


@pytest.fixture
def databricks(uri):
    return WorkspaceClient(config=Config(host=uri, token=os.environ["DATABRICKS_TOKEN"]))


@pytest.fixture
def schema(databricks):
    catalog = databricks.catalogs.create("witness_" + uuid.uuid4().hex, comment="made by a witness")
    databricks.schemas.create("churn", catalog.name)
    yield catalog.name + ".churn"
    databricks.catalogs.delete(catalog.name, force=True)


@witness(
    "databricks-sdk (Python) 0.141.0",
    "POST /api/2.1/unity-catalog/catalogs",
    "DELETE /api/2.1/unity-catalog/catalogs/{name}",
    "POST /api/2.1/unity-catalog/schemas",
    "GET /api/2.1/unity-catalog/schemas",
    "GET /api/2.1/unity-catalog/schemas/{full_name}",
    "POST /api/2.1/unity-catalog/tables",
    "GET /api/2.1/unity-catalog/tables",
    "GET /api/2.1/unity-catalog/tables/{full_name}",
    "DELETE /api/2.1/unity-catalog/tables/{full_name}",
    "PATCH /api/2.1/unity-catalog/permissions/{type}/{full_name}",
    "GET /api/2.1/unity-catalog/permissions/{type}/{full_name}",
    "GET /api/2.1/unity-catalog/effective-permissions/{type}/{full_name}",
    "POST /api/2.1/unity-catalog/entity-tag-assignments",
    "GET /api/2.1/unity-catalog/entity-tag-assignments/{entity_type}/{entity_name}/tags",
)
def test_the_catalog_is_governed(databricks, schema, uri):
    catalog, name = schema.split(".")
    assert [s.name for s in databricks.schemas.list(catalog)] == [name]
    assert databricks.schemas.get(schema).owner == "admin"
    with pytest.raises(BadRequest):
        databricks.schemas.create("no/slash", catalog)
    table = databricks.tables.create(
        "usage",
        catalog,
        name,
        TableType.MANAGED,
        DataSourceFormat.DELTA,
        "",
        columns=[ColumnInfo(name="id", type_name=ColumnTypeName.LONG, type_text="bigint", position=0)],
    )
    full_name = table.full_name
    assert [t.name for t in databricks.tables.list(catalog, name)] == ["usage"]

    robot = databricks.service_principals.create(display_name="robot")
    try:
        token = databricks.token_management.create_obo_token(robot.application_id, lifetime_seconds=600)
        other = WorkspaceClient(config=Config(host=uri, token=token.token_value))
        with pytest.raises(PermissionDenied):
            other.tables.get(full_name)
        grant(databricks, "catalog", catalog, robot, [Privilege.USE_CATALOG, Privilege.USE_SCHEMA])
        grant(databricks, "table", full_name, robot, [Privilege.SELECT])
        assert other.tables.get(full_name).columns[0].type_name == ColumnTypeName.LONG
        granted = databricks.grants.get("table", full_name).privilege_assignments
        assert [(a.principal, a.privileges) for a in granted] == [(robot.application_id, [Privilege.SELECT])]
        effective = other.grants.get_effective("table", full_name).privilege_assignments
        assert {p.privilege: p.inherited_from_name for p in effective[0].privileges} == {
            Privilege.SELECT: None,
            Privilege.USE_CATALOG: catalog,
            Privilege.USE_SCHEMA: catalog,
        }
        with pytest.raises(PermissionDenied):
            other.tables.delete(full_name)
    finally:
        databricks.service_principals.delete(robot.id)

    databricks.entity_tag_assignments.create(
        EntityTagAssignment(entity_type="tables", entity_name=full_name, tag_key="pii", tag_value="no")
    )
    tags = databricks.entity_tag_assignments.list("tables", full_name)
    assert [(t.tag_key, t.tag_value) for t in tags] == [("pii", "no")]
    databricks.tables.delete(full_name)
    with pytest.raises(NotFound):
        databricks.tables.get(full_name)


def grant(databricks, kind, name, to, privileges):
    databricks.grants.update(kind, name, changes=[PermissionsChange(principal=to.application_id, add=privileges)])
