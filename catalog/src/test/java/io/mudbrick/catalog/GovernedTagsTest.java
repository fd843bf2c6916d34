package io.mudbrick.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.platform.identity.Principal;
import io.mudbrick.test.MudbrickTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Governed tags, and tags on columns. */
@MudbrickTest
@Tag("both-stores")
class GovernedTagsTest {
  private static final SecurableRef TABLE = SecurableRef.table("crm.sales.customers");

  @BeforeEach
  void furnish(Mudbrick admin) {
    admin.module(Identity.class).createUser("mia");
    Catalog catalog = admin.module(Catalog.class);
    catalog.catalogs().create("crm");
    catalog.schemas().create("crm.sales");
    Schema schema =
        Schema.builder().column("id", ColumnType.LONG).column("email", ColumnType.STRING).build();
    catalog.tables().create(TableSpec.builder(TABLE.fullName(), schema).build());
    catalog.grants().grant(SecurableRef.catalog("crm"), "mia", Privilege.USE_CATALOG);
    catalog.grants().grant(SecurableRef.schema("crm.sales"), "mia", Privilege.USE_SCHEMA);
    catalog.grants().grant(TABLE, "mia", Privilege.SELECT);
  }

  @Test
  void a_governed_tag_takes_the_values_of_its_policy_only(Mudbrick admin) {
    Tags tags = admin.module(Catalog.class).tags();
    tags.set(TABLE, Map.of("pii", "perhaps"));
    TagPolicy made = tags.policies().create("pii", "Personal data", List.of("yes", "no"));
    assertThat(tags.list(TABLE)).containsEntry("pii", "perhaps");
    for (Runnable set :
        List.<Runnable>of(
            () -> tags.set(TABLE, Map.of("pii", "perhaps")),
            () -> tags.set(SecurableRef.catalog("crm"), Map.of("pii", "")),
            () -> tags.setOnColumn(TABLE, "email", Map.of("pii", "YES")))) {
      assertThatThrownBy(set::run)
          .hasMessageContaining("is not allowed for governed tag 'pii': use one of yes, no.");
    }
    tags.setOnColumn(TABLE, "email", Map.of("pii", "yes"));
    assertThat(tags.policies().update("pii", null, List.of()).description())
        .isEqualTo(made.description());
    tags.set(TABLE, Map.of("pii", "anything"));
    tags.policies().delete("pii");
    assertThatThrownBy(() -> tags.policies().get("pii"))
        .extracting("code")
        .isEqualTo(ErrorCode.RESOURCE_DOES_NOT_EXIST);
  }

  @Test
  void only_admins_make_policies_and_everybody_reads_them(Mudbrick admin) {
    TagPolicies mia = admin.as("mia").module(Catalog.class).tags().policies();
    assertThatThrownBy(() -> mia.create("pii", null, List.of()))
        .extracting("code")
        .isEqualTo(ErrorCode.PERMISSION_DENIED);
    TagPolicies policies = admin.module(Catalog.class).tags().policies();
    policies.create("pii", null, List.of());
    assertThat(mia.list()).extracting(TagPolicy::key).containsExactly("pii");
    assertThatThrownBy(() -> mia.update("pii", "x", null)).hasMessageContaining("owner");
    assertThatThrownBy(() -> mia.delete("pii")).hasMessageContaining("owner");
    assertThatThrownBy(() -> policies.create("pii", null, List.of()))
        .extracting("code")
        .isEqualTo(ErrorCode.RESOURCE_ALREADY_EXISTS);
    assertThatThrownBy(() -> policies.create("x", null, List.of("a", "a")))
        .hasMessageContaining("distinct");
  }

  @Test
  void a_governed_tag_is_assigned_by_those_who_may(Mudbrick admin) {
    Identity people = admin.module(Identity.class);
    people.createGroup("stewards");
    Catalog root = admin.module(Catalog.class);
    Tags mia = admin.as("mia").module(Catalog.class).tags();
    root.grants().grant(TABLE, "mia", Privilege.APPLY_TAG);
    root.tags().policies().create("pii", null, List.of("yes", "no"));
    root.tags().set(TABLE, Map.of("pii", "no"));
    for (Runnable call :
        List.<Runnable>of(
            () -> mia.set(TABLE, Map.of("free", "x", "pii", "yes")),
            () -> mia.unset(TABLE, List.of("pii")),
            () -> mia.setOnColumn(TABLE, "email", Map.of("pii", "yes")),
            () -> mia.unsetOnColumn(TABLE, "email", List.of("pii")))) {
      assertThatThrownBy(call::run)
          .hasMessage("User does not have ASSIGN on governed tag 'pii'.")
          .extracting("code")
          .isEqualTo(ErrorCode.PERMISSION_DENIED);
    }
    assertThat(mia.list(TABLE)).isEqualTo(Map.of("pii", "no"));
    assertThatThrownBy(() -> mia.policies().setAssigners("pii", List.of("mia")))
        .extracting("code")
        .isEqualTo(ErrorCode.PERMISSION_DENIED);
    assertThat(root.tags().policies().setAssigners("pii", List.of("stewards")))
        .extracting(p -> p.name())
        .containsExactly("stewards");
    people.addMember("stewards", "mia");
    mia.set(TABLE, Map.of("pii", "yes"));
    mia.setOnColumn(TABLE, "email", Map.of("pii", "yes"));
    people.removeMember("stewards", "mia");
    assertThatThrownBy(() -> mia.unset(TABLE, List.of("pii"))).hasMessageContaining("ASSIGN");
    // With the policy goes who may assign it: one that comes later begins anew.
    root.tags().policies().delete("pii");
    root.tags().policies().create("pii", null, List.of());
    assertThat(root.tags().policies().assigners("pii")).isEmpty();
    assertThatThrownBy(() -> mia.policies().assigners("pii"))
        .extracting("code")
        .isEqualTo(ErrorCode.PERMISSION_DENIED);
    List<Principal> before = root.tags().policies().assigners("pii");
    root.tags().policies().setAssigners("pii", before, List.of("mia"));
    assertThatThrownBy(() -> root.tags().policies().setAssigners("pii", before, List.of()))
        .hasMessageContaining("was changed since");
    assertThat(root.tags().policies().assigners("pii")).hasSize(1);
  }

  @Test
  void columns_are_tagged_by_those_who_may_tag_the_table(Mudbrick admin) {
    Tags tags = admin.module(Catalog.class).tags();
    Tags mia = admin.as("mia").module(Catalog.class).tags();
    tags.setOnColumn(TABLE, "EMAIL", Map.of("class", "contact"));
    assertThat(mia.columnAssignments(TABLE, "email"))
        .extracting(TagAssignment::key, TagAssignment::value)
        .containsExactly(Tuple.tuple("class", "contact"));
    assertThatThrownBy(() -> mia.setOnColumn(TABLE, "email", Map.of("a", "b")))
        .hasMessage("User does not have APPLY TAG on Table 'crm.sales.customers'.");
    assertThatThrownBy(() -> mia.unsetOnColumn(TABLE, "email", List.of("class")))
        .hasMessageContaining("APPLY TAG");
    admin.module(Catalog.class).grants().grant(TABLE, "mia", Privilege.APPLY_TAG);
    mia.unsetOnColumn(TABLE, "email", List.of("class"));
    assertThat(tags.columnAssignments(TABLE, "email")).isEmpty();
    assertThatThrownBy(() -> mia.setOnColumn(TABLE, "nothing", Map.of("a", "b")))
        .hasMessage("Column 'nothing' of Table 'crm.sales.customers' does not exist.");
    Map<String, String> many = new HashMap<>();
    for (int i = 0; i < 51; i++) {
      many.put("k" + i, "");
    }
    assertThatThrownBy(() -> mia.setOnColumn(TABLE, "email", many))
        .hasMessageContaining("more than 50 tags");
  }
}
