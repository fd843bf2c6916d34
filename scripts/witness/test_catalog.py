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
    CreateFunction,
    CreateFunctionParameterStyle,
    CreateFunctionRoutineBody,
    CreateFunctionSecurityType,
    CreateFunctionSqlDataAccess,
    DataSourceFormat,
    EntityTagAssignment,
    ForeignKeyConstraint,
    FunctionParameterInfo,
    FunctionParameterInfos,
    PathOperation,
    PermissionsChange,
    PrimaryKeyConstraint,
    Privilege,
    TableConstraint,
    TableOperation,
    TableType,
    VolumeOperation,
    VolumeType,
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


@pytest.fixture
def another(databricks, uri):
    """Somebody else, with a token of their own."""
    robot = databricks.service_principals.create(display_name="robot")
    token = databricks.token_management.create_obo_token(robot.application_id, lifetime_seconds=600)
    client = WorkspaceClient(config=Config(host=uri, token=token.token_value))
    yield robot, client
    databricks.service_principals.delete(robot.id)


@pytest.fixture
def table(databricks, schema):
    catalog, name = schema.split(".")
    columns = [
        ColumnInfo(name="id", type_name=ColumnTypeName.LONG, type_text="bigint", position=0),
        ColumnInfo(name="city", type_name=ColumnTypeName.STRING, type_text="string", position=1),
    ]
    return databricks.tables.create(
        "usage", catalog, name, TableType.MANAGED, DataSourceFormat.DELTA, "", columns=columns
    )


@witness(
    "databricks-sdk (Python) 0.141.0",
    "GET /api/2.1/unity-catalog/catalogs/{name}",
    "PATCH /api/2.1/unity-catalog/catalogs/{name}",
    "PATCH /api/2.1/unity-catalog/schemas/{full_name}",
    "DELETE /api/2.1/unity-catalog/schemas/{full_name}",
    "GET /api/2.1/unity-catalog/metastore_summary",
    "GET /api/2.1/unity-catalog/metastores",
    "GET /api/2.1/unity-catalog/metastores/{id}",
    "GET /api/2.1/unity-catalog/current-metastore-assignment",
    "GET /api/2.1/unity-catalog/table-summaries",
    "GET /api/2.1/unity-catalog/tables/{full_name}/exists",
    "PATCH /api/2.1/unity-catalog/tables/{full_name}",
    "POST /api/2.1/unity-catalog/constraints",
    "DELETE /api/2.1/unity-catalog/constraints/{full_name}",
)
def test_objects_are_changed_and_handed_over(databricks, schema, table, another):
    catalog = schema.split(".")[0]
    metastore = databricks.metastores.summary().metastore_id
    assert [m.metastore_id for m in databricks.metastores.list()] == [metastore]
    assert databricks.metastores.get(metastore).name == databricks.metastores.summary().name
    assert databricks.metastores.current().metastore_id == metastore

    databricks.catalogs.update(catalog, comment="of a witness")
    assert databricks.catalogs.get(catalog).comment == "of a witness"
    databricks.schemas.create("gone", catalog)
    databricks.schemas.update(catalog + ".gone", new_name="went")
    with pytest.raises(BadRequest):
        databricks.schemas.delete(schema)
    databricks.schemas.delete(catalog + ".went")

    assert databricks.tables.exists(table.full_name).table_exists
    assert [t.full_name for t in databricks.tables.list_summaries(catalog)] == [table.full_name]
    databricks.table_constraints.create(
        table.full_name,
        TableConstraint(primary_key_constraint=PrimaryKeyConstraint(name="by_id", child_columns=["id"])),
    )
    constraints = databricks.tables.get(table.full_name).table_constraints
    assert [c.primary_key_constraint.name for c in constraints] == ["by_id"]
    with pytest.raises(NotFound):
        databricks.table_constraints.delete(table.full_name, "other", False)
    databricks.table_constraints.delete(table.full_name, "by_id", False)

    robot, other = another
    with pytest.raises(PermissionDenied):
        other.tables.update(table.full_name, owner=robot.application_id)
    databricks.tables.update(table.full_name, owner=robot.application_id)
    grant(databricks, "catalog", catalog, robot, [Privilege.USE_CATALOG, Privilege.USE_SCHEMA])
    assert other.tables.get(table.full_name).owner == robot.application_id


@witness(
    "databricks-sdk (Python) 0.141.0",
    "POST /api/2.1/unity-catalog/constraints",
    "DELETE /api/2.1/unity-catalog/constraints/{full_name}",
    "POST /api/2.1/unity-catalog/catalogs",
    "POST /api/2.1/unity-catalog/schemas",
)
def test_tables_refer_to_each_other_in_a_place_that_was_chosen(databricks, another, tmp_path):
    root = tmp_path.resolve().as_uri()
    catalog = databricks.catalogs.create("witness_" + uuid.uuid4().hex, storage_root=root)
    assert databricks.catalogs.get(catalog.name).storage_root == root
    schema = databricks.schemas.create("churn", catalog.name).full_name
    made = {
        name: databricks.tables.create(
            name=name,
            catalog_name=catalog.name,
            schema_name="churn",
            table_type=TableType.MANAGED,
            data_source_format=DataSourceFormat.DELTA,
            storage_location="",
            columns=[ColumnInfo(name="id", type_name=ColumnTypeName.LONG, type_text="bigint")],
        )
        for name in ("customers", "calls")
    }
    assert all(table.storage_location.startswith(catalog.storage_location) for table in made.values())

    parent = schema + ".customers"
    databricks.table_constraints.create(
        parent, TableConstraint(primary_key_constraint=PrimaryKeyConstraint(name="by_id", child_columns=["id"]))
    )
    refers = TableConstraint(
        foreign_key_constraint=ForeignKeyConstraint(
            name="who_called", child_columns=["id"], parent_table=parent, parent_columns=["id"]
        )
    )
    robot, other = another
    grant(databricks, "catalog", catalog.name, robot, [Privilege.USE_CATALOG, Privilege.USE_SCHEMA])
    databricks.tables.update(schema + ".calls", owner=robot.application_id)
    with pytest.raises(PermissionDenied):
        other.table_constraints.create(schema + ".calls", refers)
    with pytest.raises(PermissionDenied):
        other.catalogs.create("witness_" + uuid.uuid4().hex, storage_root=root)
    databricks.table_constraints.create(schema + ".calls", refers)
    (shown,) = databricks.tables.get(schema + ".calls").table_constraints
    assert shown.foreign_key_constraint.parent_table == parent
    with pytest.raises(BadRequest):
        databricks.table_constraints.delete(parent, "by_id", False)
    databricks.table_constraints.delete(parent, "by_id", True)
    assert not databricks.tables.get(schema + ".calls").table_constraints
    databricks.catalogs.delete(catalog.name, force=True)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


@witness(
    "databricks-sdk (Python) 0.141.0",
    "POST /api/2.0/unity-catalog/temporary-table-credentials",
    "POST /api/2.0/unity-catalog/temporary-volume-credentials",
    "POST /api/2.0/unity-catalog/temporary-path-credentials",
    "GET /api/2.1/unity-catalog/volumes",
    "GET /api/2.1/unity-catalog/volumes/{name}",
    "PATCH /api/2.1/unity-catalog/volumes/{name}",
)
def test_credentials_are_places_for_those_who_may_go_there(databricks, schema, table, another, tmp_path):
    catalog, name = schema.split(".")
    robot, other = another
    grant(databricks, "catalog", catalog, robot, [Privilege.USE_CATALOG, Privilege.USE_SCHEMA, Privilege.SELECT])
    credentials = other.temporary_table_credentials.generate_temporary_table_credentials
    place = credentials(operation=TableOperation.READ, table_id=table.table_id)
    assert place.url.startswith("file:") and place.aws_temp_credentials is None
    with pytest.raises(PermissionDenied):
        credentials(operation=TableOperation.READ_WRITE, table_id=table.table_id)

    volume = databricks.volumes.create(catalog, name, "raw", VolumeType.MANAGED)
    databricks.volumes.update(volume.full_name, new_name="ripe")
    assert databricks.volumes.read(schema + ".ripe").volume_id == volume.volume_id
    assert [v.name for v in databricks.volumes.list(catalog, name)] == ["ripe"]
    credentials = other.temporary_volume_credentials.generate_temporary_volume_credentials
    with pytest.raises(NotFound):
        credentials(operation=VolumeOperation.READ_VOLUME, volume_id=volume.volume_id)
    grant(databricks, "volume", schema + ".ripe", robot, [Privilege.READ_VOLUME])
    assert credentials(operation=VolumeOperation.READ_VOLUME, volume_id=volume.volume_id).url.startswith("file:")

    url = tmp_path.as_uri()
    for client in (databricks, other):
        credentials = client.temporary_path_credentials.generate_temporary_path_credentials
        if client is databricks:
            assert credentials(url=url, operation=PathOperation.PATH_READ).url.startswith("file:")
        else:
            with pytest.raises(PermissionDenied):
                credentials(url=url, operation=PathOperation.PATH_READ)


@witness(
    "databricks-sdk (Python) 0.141.0, its ApiClient",
    "PUT /api/2.0/mudbrick/tables/{full_name}/columns/{column}/mask",
    "DELETE /api/2.0/mudbrick/tables/{full_name}/columns/{column}/mask",
    "PUT /api/2.0/mudbrick/tables/{full_name}/row-filter",
    "DELETE /api/2.0/mudbrick/tables/{full_name}/row-filter",
    "GET /api/2.0/mudbrick/search",
    "GET /api/2.0/mudbrick/most-used",
    "GET /api/2.0/mudbrick/lineage",
    "GET /api/2.0/lineage-tracking/table-lineage",
    "GET /api/2.0/lineage-tracking/column-lineage",
)
def test_what_the_sdk_has_no_method_for_is_reached_by_its_path(databricks, schema, table):
    api, name = databricks.api_client, table.full_name
    catalog, short = schema.split(".")
    for function, result, body in (("hide", "STRING", "'***'"), ("near", "BOOLEAN", "city = 'Ulm'")):
        databricks.functions.create(
            CreateFunction(
                name=function,
                catalog_name=catalog,
                schema_name=short,
                input_params=FunctionParameterInfos(
                    [FunctionParameterInfo(name="city", type_text="string", type_name=ColumnTypeName.STRING, position=0)]
                ),
                data_type=ColumnTypeName[result],
                full_data_type=result,
                routine_body=CreateFunctionRoutineBody.SQL,
                routine_definition=body,
                parameter_style=CreateFunctionParameterStyle.S,
                is_deterministic=True,
                sql_data_access=CreateFunctionSqlDataAccess.CONTAINS_SQL,
                is_null_call=False,
                security_type=CreateFunctionSecurityType.DEFINER,
                specific_name=function,
            )
        )
    base = "/api/2.0/mudbrick/tables/" + name
    api.do("PUT", base + "/columns/city/mask", body={"function_name": schema + ".hide"})
    api.do("PUT", base + "/row-filter", body={"function_name": schema + ".near", "input_column_names": ["city"]})
    shown = databricks.tables.get(name)
    assert shown.columns[1].mask.function_name == schema + ".hide"
    assert shown.row_filter.input_column_names == ["city"]
    api.do("DELETE", base + "/columns/city/mask")
    api.do("DELETE", base + "/row-filter")
    assert databricks.tables.get(name).row_filter is None

    found = api.do("GET", "/api/2.0/mudbrick/search", query={"query": catalog})["results"]
    assert catalog in [hit["full_name"] for hit in found]
    assert "results" in api.do("GET", "/api/2.0/mudbrick/most-used", query={"max_results": 5})
    lineage = {"type": "table", "name": name, "direction": "downstream"}
    assert name in str(api.do("GET", "/api/2.0/mudbrick/lineage", query=lineage))
    tracking = "/api/2.0/lineage-tracking"
    assert not api.do("GET", tracking + "/table-lineage", query={"table_name": name}).get("downstreams")
    column = {"table_name": name, "column_name": "city"}
    assert not api.do("GET", tracking + "/column-lineage", query=column).get("upstream_cols")
