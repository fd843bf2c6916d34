"""The unmodified Databricks SDK for Python makes functions, governs tags, and tags columns."""

import os
import uuid

import pytest
from databricks.sdk import WorkspaceClient
from databricks.sdk.errors import BadRequest, NotFound
from databricks.sdk.service.catalog import (
    ColumnTypeName,
    CreateFunction,
    CreateFunctionParameterStyle,
    CreateFunctionRoutineBody,
    CreateFunctionSecurityType,
    CreateFunctionSqlDataAccess,
    EntityTagAssignment,
    FunctionParameterInfo,
    FunctionParameterInfos,
)
from databricks.sdk.service.tags import TagPolicy, Value

from ledger import witness

SDK = "databricks-sdk (Python) 0.141.0"


@pytest.fixture
def databricks(uri):
    return WorkspaceClient(host=uri, token=os.environ["DATABRICKS_TOKEN"])


@witness(
    SDK,
    "POST /api/2.1/unity-catalog/functions",
    "GET /api/2.1/unity-catalog/functions",
    "GET /api/2.1/unity-catalog/functions/{full_name}",
    "DELETE /api/2.1/unity-catalog/functions/{full_name}",
)
def test_functions_are_made_found_and_deleted(databricks):
    name = "mask_" + uuid.uuid4().hex
    made = databricks.functions.create(
        CreateFunction(
            name=name,
            catalog_name="workspace",
            schema_name="default",
            input_params=FunctionParameterInfos(
                [FunctionParameterInfo(name="email", type_text="string", type_name=ColumnTypeName.STRING, position=0)]
            ),
            data_type=ColumnTypeName.STRING,
            full_data_type="STRING",
            routine_body=CreateFunctionRoutineBody.SQL,
            routine_definition="concat('***@', split_part(email, '@', 2))",
            parameter_style=CreateFunctionParameterStyle.S,
            is_deterministic=True,
            sql_data_access=CreateFunctionSqlDataAccess.CONTAINS_SQL,
            is_null_call=False,
            security_type=CreateFunctionSecurityType.DEFINER,
            specific_name=name,
        )
    )
    assert databricks.functions.get(made.full_name).input_params.parameters[0].name == "email"
    assert name in [found.name for found in databricks.functions.list("workspace", "default")]
    databricks.functions.delete(made.full_name)
    with pytest.raises(NotFound):
        databricks.functions.get(made.full_name)


@witness(
    SDK,
    "POST /api/2.1/tag-policies",
    "GET /api/2.1/tag-policies",
    "GET /api/2.1/tag-policies/{tag_key}",
    "PATCH /api/2.1/tag-policies/{tag_key}",
    "DELETE /api/2.1/tag-policies/{tag_key}",
    "POST /api/2.1/unity-catalog/entity-tag-assignments",
    "GET /api/2.1/unity-catalog/entity-tag-assignments/{entity_type}/{entity_name}/tags",
    "DELETE /api/2.1/unity-catalog/entity-tag-assignments/{entity_type}/{entity_name}/tags/{tag_key}",
)
def test_a_policy_says_which_values_a_tag_may_have(databricks):
    key = "pii_" + uuid.uuid4().hex
    databricks.tag_policies.create_tag_policy(TagPolicy(tag_key=key, values=[Value("yes"), Value("no")]))
    assert key in [policy.tag_key for policy in databricks.tag_policies.list_tag_policies()]
    tag = EntityTagAssignment(
        entity_type="schemas", entity_name="workspace.default", tag_key=key, tag_value="perhaps"
    )
    with pytest.raises(BadRequest, match="use one of yes, no"):
        databricks.entity_tag_assignments.create(tag)
    tag.tag_value = "yes"
    databricks.entity_tag_assignments.create(tag)
    assert {key: "yes"}.items() <= {
        found.tag_key: found.tag_value
        for found in databricks.entity_tag_assignments.list("schemas", "workspace.default")
    }.items()
    databricks.entity_tag_assignments.delete("schemas", "workspace.default", key)
    databricks.tag_policies.update_tag_policy(key, TagPolicy(tag_key=key, values=[Value("high")]), "values")
    assert [value.name for value in databricks.tag_policies.get_tag_policy(key).values] == ["high"]
    databricks.tag_policies.delete_tag_policy(key)
    with pytest.raises(NotFound):
        databricks.tag_policies.get_tag_policy(key)
