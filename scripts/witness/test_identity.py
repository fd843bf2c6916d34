"""People, tokens, OAuth and permissions, as the Databricks SDK for Python manages them."""

import os
import uuid

import pytest
from databricks.sdk import AccountClient, WorkspaceClient
from databricks.sdk.core import Config
from databricks.sdk.errors import NotFound, PermissionDenied, ResourceConflict, Unauthenticated
from databricks.sdk.service import iam

from ledger import witness

HOST = os.environ["DATABRICKS_HOST"]


@pytest.fixture
def admin():
    return WorkspaceClient(host=HOST, token=os.environ["DATABRICKS_TOKEN"])


@pytest.fixture
def name():
    return uuid.uuid4().hex[:12]


@witness(
    "databricks-sdk 0.141.0",
    "GET /api/2.0/preview/scim/v2/Me",
    "POST /api/2.0/preview/scim/v2/Users",
    "GET /api/2.0/preview/scim/v2/Users",
    "PATCH /api/2.0/preview/scim/v2/Users/{id}",
    "DELETE /api/2.0/preview/scim/v2/Users/{id}",
)
def test_users_come_change_and_go(admin, name):
    assert "admins" in {g.display for g in admin.current_user.me().groups}
    user = admin.users_v2.create(user_name=f"{name}@example.com", display_name="Ann")
    found = list(admin.users_v2.list(filter=f'userName eq "{name}@example.com"'))
    assert [u.id for u in found] == [user.id]
    admin.users_v2.patch(
        user.id,
        schemas=[iam.PatchSchema.URN_IETF_PARAMS_SCIM_API_MESSAGES_2_0_PATCH_OP],
        operations=[iam.Patch(op=iam.PatchOp.REPLACE, path="displayName", value="Bea")],
    )
    assert admin.users_v2.get(user.id).display_name == "Bea"
    with pytest.raises(ResourceConflict):
        admin.users_v2.create(user_name=f"{name}@EXAMPLE.com")
    admin.users_v2.delete(user.id)
    with pytest.raises(NotFound):
        admin.users_v2.get(user.id)


@witness(
    "databricks-sdk 0.141.0",
    "POST /api/2.0/preview/scim/v2/Groups",
    "PATCH /api/2.0/preview/scim/v2/Groups/{id}",
    "GET /api/2.0/preview/scim/v2/Groups/{id}",
)
def test_a_group_takes_members(admin, name):
    user = admin.users_v2.create(user_name=f"{name}@example.com")
    group = admin.groups_v2.create(display_name=name)
    admin.groups_v2.patch(
        group.id,
        schemas=[iam.PatchSchema.URN_IETF_PARAMS_SCIM_API_MESSAGES_2_0_PATCH_OP],
        operations=[iam.Patch(op=iam.PatchOp.ADD, value={"members": [{"value": user.id}]})],
    )
    assert [m.value for m in admin.groups_v2.get(group.id).members] == [user.id]
    assert name in {g.display for g in admin.users_v2.get(user.id).groups}


@witness(
    "databricks-sdk 0.141.0",
    "POST /api/2.0/preview/scim/v2/ServicePrincipals",
    "POST /api/2.0/accounts/servicePrincipals/{id}/credentials/secrets",
    "GET /oidc/.well-known/oauth-authorization-server",
    "POST /oidc/v1/token",
)
def test_a_service_principal_logs_in_by_oauth(admin, name):
    robot = admin.service_principals_v2.create(display_name=name)
    secret = admin.service_principal_secrets_proxy.create(robot.id)
    machine = WorkspaceClient(
        config=Config(host=HOST, client_id=robot.application_id, client_secret=secret.secret, auth_type="oauth-m2m")
    )
    assert machine.current_user.me().id == robot.id
    with pytest.raises(PermissionDenied):
        list(machine.users_v2.list())


@witness(
    "databricks-sdk 0.141.0",
    "POST /api/2.0/token/create",
    "GET /api/2.0/token/list",
    "POST /api/2.0/token/delete",
    "POST /api/2.0/token-management/on-behalf-of/tokens",
    "DELETE /api/2.0/token-management/tokens/{token_id}",
)
def test_tokens_are_made_and_revoked(admin, name):
    mine = admin.tokens.create(comment=name, lifetime_seconds=600)
    assert name in {t.comment for t in admin.tokens.list()}
    me = WorkspaceClient(host=HOST, token=mine.token_value)
    assert me.current_user.me().user_name == "admin"
    admin.tokens.delete(mine.token_info.token_id)
    with pytest.raises(Unauthenticated):
        me.current_user.me()

    robot = admin.service_principals_v2.create(display_name=name)
    behalf = admin.token_management.create_obo_token(application_id=robot.application_id, lifetime_seconds=600)
    assert WorkspaceClient(host=HOST, token=behalf.token_value).current_user.me().id == robot.id
    admin.token_management.delete(behalf.token_info.token_id)


@witness(
    "databricks-sdk 0.141.0",
    "GET /api/2.0/permissions/{type}/{id}",
    "PATCH /api/2.0/permissions/{type}/{id}",
    "GET /api/2.0/permissions/{type}/{id}/permissionLevels",
)
def test_an_experiment_is_shared(admin, name):
    user = admin.users_v2.create(user_name=f"{name}@example.com")
    experiment = admin.experiments.create_experiment(name=f"/shared-{name}").experiment_id
    admin.permissions.update(
        "experiments",
        experiment,
        access_control_list=[
            iam.AccessControlRequest(user_name=user.user_name, permission_level=iam.PermissionLevel.CAN_READ)
        ],
    )
    lines = admin.permissions.get("experiments", experiment).access_control_list
    assert any(line.user_name == user.user_name for line in lines)
    assert any(line.group_name == "admins" and line.all_permissions[0].inherited for line in lines)
    levels = admin.permissions.get_permission_levels("experiments", experiment).permission_levels
    assert [level.permission_level.value for level in levels] == ["CAN_READ", "CAN_EDIT", "CAN_MANAGE"]


@pytest.fixture
def account():
    """Any id is the account that the workspace is of."""
    return AccountClient(host=HOST, token=os.environ["DATABRICKS_TOKEN"], account_id=str(uuid.uuid4()))


def replaced(path, value):
    return {
        "schemas": [iam.PatchSchema.URN_IETF_PARAMS_SCIM_API_MESSAGES_2_0_PATCH_OP],
        "operations": [iam.Patch(op=iam.PatchOp.REPLACE, path=path, value=value)],
    }


@witness(
    "databricks-sdk 0.141.0",
    "POST /api/2.0/accounts/{account_id}/scim/v2/Users",
    "GET /api/2.0/accounts/{account_id}/scim/v2/Users",
    "GET /api/2.0/accounts/{account_id}/scim/v2/Users/{id}",
    "PATCH /api/2.0/accounts/{account_id}/scim/v2/Users/{id}",
    "PUT /api/2.0/accounts/{account_id}/scim/v2/Users/{id}",
    "DELETE /api/2.0/accounts/{account_id}/scim/v2/Users/{id}",
)
def test_an_account_keeps_users(account, admin, name):
    user = account.users_v2.create(user_name=f"{name}@example.com", display_name="Ann")
    assert admin.users_v2.get(user.id).user_name == f"{name}@example.com"
    assert [u.id for u in account.users_v2.list(filter=f'userName eq "{name}@example.com"')] == [user.id]
    account.users_v2.patch(user.id, **replaced("displayName", "Bea"))
    assert account.users_v2.get(user.id).display_name == "Bea"
    account.users_v2.update(user.id, user_name=f"{name}@example.com", display_name="Cleo", active=False)
    changed = account.users_v2.get(user.id)
    assert (changed.display_name, changed.active) == ("Cleo", False)
    account.users_v2.delete(user.id)
    with pytest.raises(NotFound):
        account.users_v2.get(user.id)


@witness(
    "databricks-sdk 0.141.0",
    "POST /api/2.0/accounts/{account_id}/scim/v2/Groups",
    "GET /api/2.0/accounts/{account_id}/scim/v2/Groups",
    "GET /api/2.0/accounts/{account_id}/scim/v2/Groups/{id}",
    "PATCH /api/2.0/accounts/{account_id}/scim/v2/Groups/{id}",
    "PUT /api/2.0/accounts/{account_id}/scim/v2/Groups/{id}",
    "DELETE /api/2.0/accounts/{account_id}/scim/v2/Groups/{id}",
    "PUT /api/2.0/preview/scim/v2/Groups/{id}",
)
def test_an_account_keeps_groups(account, admin, name):
    user = account.users_v2.create(user_name=f"{name}@example.com")
    group = account.groups_v2.create(display_name=name)
    members = [iam.ComplexValue(value=user.id)]
    account.groups_v2.update(group.id, display_name=name, members=members)
    assert [m.value for m in account.groups_v2.get(group.id).members] == [user.id]
    assert [g.id for g in account.groups_v2.list(filter=f'displayName eq "{name}"')] == [group.id]
    account.groups_v2.patch(group.id, **replaced("displayName", f"{name} 2"))
    assert admin.groups_v2.get(group.id).display_name == f"{name} 2"
    admin.groups_v2.update(group.id, display_name=f"{name} 3", members=[])
    assert not account.groups_v2.get(group.id).members
    account.groups_v2.delete(group.id)
    with pytest.raises(NotFound):
        account.groups_v2.get(group.id)


@witness(
    "databricks-sdk 0.141.0",
    "POST /api/2.0/accounts/{account_id}/scim/v2/ServicePrincipals",
    "GET /api/2.0/accounts/{account_id}/scim/v2/ServicePrincipals",
    "GET /api/2.0/accounts/{account_id}/scim/v2/ServicePrincipals/{id}",
    "PATCH /api/2.0/accounts/{account_id}/scim/v2/ServicePrincipals/{id}",
    "PUT /api/2.0/accounts/{account_id}/scim/v2/ServicePrincipals/{id}",
    "DELETE /api/2.0/accounts/{account_id}/scim/v2/ServicePrincipals/{id}",
    "GET /api/2.0/preview/scim/v2/ServicePrincipals",
    "PATCH /api/2.0/preview/scim/v2/ServicePrincipals/{id}",
    "PUT /api/2.0/preview/scim/v2/ServicePrincipals/{id}",
    "DELETE /api/2.0/preview/scim/v2/ServicePrincipals/{id}",
)
def test_service_principals_of_the_account_are_those_of_the_workspace(account, admin, name):
    of_account, of_workspace = account.service_principals_v2, admin.service_principals_v2
    first, second = of_account.create(display_name=name), of_account.create(display_name=name)
    both = {first.id, second.id}
    for place in [of_account, of_workspace]:
        assert {robot.id for robot in place.list(filter=f'displayName eq "{name}"')} == both
        place.patch(first.id, **replaced("displayName", "patched"))
        assert of_account.get(first.id).display_name == "patched"
        place.update(first.id, application_id=first.application_id, display_name=name, active=False)
        changed = of_workspace.get(first.id)
        assert (changed.display_name, changed.active) == (name, False)
    of_account.delete(first.id)
    of_workspace.delete(second.id)
    assert not list(of_account.list(filter=f'displayName eq "{name}"'))


@witness(
    "databricks-sdk 0.141.0",
    "POST /api/2.0/accounts/{account_id}/servicePrincipals/{id}/credentials/secrets",
    "GET /api/2.0/accounts/{account_id}/servicePrincipals/{id}/credentials/secrets",
    "DELETE /api/2.0/accounts/{account_id}/servicePrincipals/{id}/credentials/secrets/{secret_id}",
)
def test_an_account_keeps_the_secrets_of_a_service_principal(account, name):
    robot = account.service_principals_v2.create(display_name=name)
    secret = account.service_principal_secrets.create(robot.id)
    assert [s.id for s in account.service_principal_secrets.list(robot.id)] == [secret.id]
    machine = WorkspaceClient(
        config=Config(host=HOST, client_id=robot.application_id, client_secret=secret.secret, auth_type="oauth-m2m")
    )
    assert machine.current_user.me().id == robot.id
    account.service_principal_secrets.delete(robot.id, secret.id)
    assert not list(account.service_principal_secrets.list(robot.id))
