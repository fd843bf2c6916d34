package io.mudbrick.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Filter;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.expr.SqlType;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.test.MudbrickTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Masks and filters that tags bring. */
@MudbrickTest
@Tag("both-stores")
class AccessPoliciesTest {
  private static final SecurableRef CRM = SecurableRef.catalog("crm");
  private static final SecurableRef TABLE = SecurableRef.table("crm.sales.customers");
  private static final Schema SCHEMA =
      Schema.builder()
          .required("id", ColumnType.LONG)
          .column("email", ColumnType.STRING)
          .column("phone", ColumnType.STRING)
          .column("region", ColumnType.STRING)
          .build();
  private static final AccessPolicy PII =
      AccessPolicy.mask("hide_pii", "crm.sales.hide")
          .match("has_tag_value('pii', 'yes')", "c")
          .onColumn("c")
          .to("account users")
          .except("support")
          .build();

  @BeforeEach
  void furnish(Mudbrick admin) {
    Identity people = admin.module(Identity.class);
    people.createUser("mia");
    people.createUser("sam");
    people.createGroup("support");
    people.addMember("support", "sam");
    Catalog catalog = admin.module(Catalog.class);
    catalog.catalogs().create("crm");
    catalog.schemas().create("crm.sales");
    table(catalog, TABLE.fullName());
    for (String name : List.of("mia", "sam")) {
      catalog
          .grants()
          .grant(
              CRM,
              name,
              Privilege.USE_CATALOG,
              Privilege.USE_SCHEMA,
              Privilege.SELECT,
              Privilege.MODIFY);
    }
    catalog
        .functions()
        .create(
            FunctionSpec.sql("crm.sales.hide")
                .parameter("v", SqlType.STRING)
                .returns(SqlType.STRING)
                .body("'*'")
                .build());
    catalog
        .functions()
        .create(
            FunctionSpec.sql("crm.sales.is_in")
                .parameter("v", SqlType.STRING)
                .parameter("wanted", SqlType.STRING)
                .returns(SqlType.BOOLEAN)
                .body("v = wanted")
                .build());
  }

  private static void table(Catalog catalog, String name) {
    catalog.tables().create(TableSpec.builder(name, SCHEMA).build());
    catalog
        .tables()
        .open(name)
        .append(
            List.of(
                Row.of(SCHEMA, 1L, "ada@example.com", "111", "EU"),
                Row.of(SCHEMA, 2L, "bob@example.com", "222", "US")));
  }

  private static List<Object> seen(Mudbrick platform, String user, String column) {
    return platform
        .as(user)
        .module(Catalog.class)
        .tables()
        .open(TABLE.fullName())
        .read()
        .toRows()
        .stream()
        .<Object>map(row -> String.valueOf(row.get(column)))
        .toList();
  }

  @Test
  void a_tagged_column_is_masked_wherever_it_is_tagged(Mudbrick admin) {
    Catalog catalog = admin.module(Catalog.class);
    catalog.accessPolicies().create(CRM, PII);
    assertThat(seen(admin, "mia", "email")).containsExactly("ada@example.com", "bob@example.com");
    catalog.tags().setOnColumn(TABLE, "email", Map.of("pii", "yes"));
    catalog.tags().setOnColumn(TABLE, "phone", Map.of("pii", "no"));
    assertThat(seen(admin, "mia", "email")).containsOnly("*");
    assertThat(seen(admin, "mia", "phone")).containsExactly("111", "222");
    assertThat(seen(admin, "sam", "email")).containsExactly("ada@example.com", "bob@example.com");
    catalog.tags().setOnColumn(TABLE, "phone", Map.of("pii", "yes"));
    assertThat(seen(admin, "mia", "phone")).containsOnly("*");

    table(catalog, "crm.sales.later");
    catalog
        .tags()
        .setOnColumn(SecurableRef.table("crm.sales.later"), "phone", Map.of("pii", "yes"));
    var later = admin.as("mia").module(Catalog.class).tables().open("crm.sales.later");
    assertThat(later.read().where(Filter.equal("phone", "111")).count()).isZero();
    assertThatThrownBy(() -> later.read().files()).hasMessageContaining("column mask");
    assertThatThrownBy(later::directory).hasMessageContaining("column mask");

    catalog.tags().unsetOnColumn(TABLE, "email", List.of("pii"));
    assertThat(seen(admin, "mia", "email")).contains("ada@example.com");
    catalog.accessPolicies().delete(CRM, "HIDE_PII");
    assertThat(seen(admin, "mia", "phone")).containsExactly("111", "222");
  }

  @Test
  void a_filter_asks_tags_of_the_table_and_of_what_it_lies_in(Mudbrick admin) {
    Catalog catalog = admin.module(Catalog.class);
    catalog
        .accessPolicies()
        .create(
            SecurableRef.schema("crm.sales"),
            AccessPolicy.filter("eu_only", "crm.sales.is_in")
                .when("has_tag('regional') AND NOT has_tag_value('regional', 'off')")
                .match("has_tag('area')", "r")
                .using("r")
                .usingConstant("'EU'")
                .to("mia")
                .build());
    catalog.tags().setOnColumn(TABLE, "region", Map.of("area", ""));
    assertThat(seen(admin, "mia", "id")).containsExactly("1", "2");
    catalog.tags().set(CRM, Map.of("regional", "on"));
    assertThat(seen(admin, "mia", "id")).containsExactly("1");
    assertThat(seen(admin, "sam", "id")).containsExactly("1", "2");
    catalog.tags().set(TABLE, Map.of("regional", "off"));
    assertThat(seen(admin, "mia", "id")).containsExactly("1", "2");
  }

  @Test
  void where_two_policies_differ_nothing_is_read(Mudbrick admin) {
    Catalog catalog = admin.module(Catalog.class);
    catalog.accessPolicies().create(CRM, PII);
    catalog.tags().setOnColumn(TABLE, "email", Map.of("pii", "yes"));
    catalog
        .accessPolicies()
        .create(
            TABLE,
            AccessPolicy.mask("again", "crm.sales.hide")
                .match("has_tag('pii')", "c")
                .onColumn("c")
                .to("mia")
                .build());
    assertThat(seen(admin, "mia", "email")).containsOnly("*"); // both do the same
    catalog
        .functions()
        .create(
            FunctionSpec.sql("crm.sales.other")
                .parameter("v", SqlType.STRING)
                .returns(SqlType.STRING)
                .body("v")
                .build());
    catalog.tables().setColumnMask(TABLE.fullName(), "email", ColumnMask.of("crm.sales.other"));
    assertThatThrownBy(() -> seen(admin, "mia", "id"))
        .extracting("details")
        .isEqualTo(Map.of("reason", "MULTIPLE_POLICIES"));
    assertThat(seen(admin, "sam", "email")).contains("ada@example.com");
  }

  @Test
  void an_alias_that_a_function_takes_stands_for_one_column(Mudbrick admin) {
    Catalog catalog = admin.module(Catalog.class);
    catalog
        .accessPolicies()
        .create(
            CRM,
            AccessPolicy.filter("f", "crm.sales.is_in")
                .match("has_tag('area')", "r")
                .using("r")
                .usingConstant("'EU'")
                .to("users")
                .build());
    catalog.tags().setOnColumn(TABLE, "region", Map.of("area", ""));
    catalog.tags().setOnColumn(TABLE, "phone", Map.of("area", ""));
    assertThatThrownBy(() -> seen(admin, "mia", "id"))
        .extracting("details")
        .isEqualTo(Map.of("reason", "AMBIGUOUS_COLUMN"));
  }

  @Test
  void policies_are_made_and_seen_by_those_who_manage(Mudbrick admin) {
    AccessPolicies mia = admin.as("mia").module(Catalog.class).accessPolicies();
    AccessPolicies root = admin.module(Catalog.class).accessPolicies();
    for (Runnable call :
        List.<Runnable>of(
            () -> mia.create(CRM, PII),
            () -> mia.list(TABLE, true),
            () -> mia.get(CRM, "hide_pii"),
            () -> mia.update(CRM, "hide_pii", PII),
            () -> mia.delete(CRM, "hide_pii"))) {
      assertThatThrownBy(call::run).extracting("code").isEqualTo(ErrorCode.PERMISSION_DENIED);
    }
    Grants grants = admin.module(Catalog.class).grants();
    grants.grant(CRM, "mia", Privilege.MANAGE);
    assertThatThrownBy(() -> mia.create(CRM, PII))
        .hasMessage("User does not have EXECUTE on Function 'crm.sales.hide'.");
    grants.grant(CRM, "mia", Privilege.EXECUTE);
    assertThat(mia.create(CRM, PII).policy().to()).containsExactly("users");
    assertThatThrownBy(() -> mia.create(CRM, PII))
        .extracting("code")
        .isEqualTo(ErrorCode.RESOURCE_ALREADY_EXISTS);
    assertThat(mia.list(TABLE, false)).isEmpty();
    assertThat(mia.list(TABLE, true)).extracting(p -> p.on()).containsExactly(CRM);
    assertThatThrownBy(() -> root.create(SecurableRef.schema("system.access"), PII))
        .extracting("code")
        .isEqualTo(ErrorCode.PERMISSION_DENIED);
    assertThatThrownBy(() -> root.create(SecurableRef.function("crm.sales.hide"), PII))
        .hasMessageContaining("catalog, a schema or a table");
  }

  @Test
  void what_makes_no_sense_is_refused(Mudbrick admin) {
    AccessPolicies policies = admin.module(Catalog.class).accessPolicies();
    for (AccessPolicy bad :
        List.of(
            AccessPolicy.filter("a/b", "crm.sales.is_in").to("mia").build(),
            AccessPolicy.filter("x".repeat(256), "crm.sales.is_in").to("mia").build(),
            AccessPolicy.filter("f", "crm.sales.is_in").build(),
            AccessPolicy.filter("f", "crm.sales.is_in").to("mia").when("has_tag(").build(),
            AccessPolicy.filter("f", "crm.sales.is_in").to("mia").when("email = 'x'").build(),
            AccessPolicy.filter("f", "crm.sales.is_in").to("mia").when("1").build(),
            AccessPolicy.filter("f", "crm.sales.is_in").to("mia").using("c").build(),
            AccessPolicy.filter("f", "crm.sales.is_in").to("mia").usingConstant("id").build(),
            AccessPolicy.mask("m", "crm.sales.hide").to("mia").build(),
            AccessPolicy.mask("m", "crm.sales.hide").to("mia").onColumn("c").build())) {
      assertThatThrownBy(() -> policies.create(CRM, bad))
          .as("%s", bad)
          .extracting("code")
          .isEqualTo(ErrorCode.INVALID_PARAMETER_VALUE);
    }
    assertThatThrownBy(
            () -> policies.create(CRM, AccessPolicy.filter("f", "crm.sales.is_in").to("x").build()))
        .hasMessageContaining("Could not find principal");
    assertThat(policies.list(CRM, true)).isEmpty();
  }

  @Test
  void a_policy_outlives_names_and_not_its_place(Mudbrick admin) {
    Catalog catalog = admin.module(Catalog.class);
    catalog.accessPolicies().create(SecurableRef.schema("crm.sales"), PII);
    catalog.tags().setOnColumn(TABLE, "email", Map.of("pii", "yes"));
    assertThatThrownBy(() -> catalog.functions().delete("crm.sales.hide"))
        .hasMessageContaining("it masks or filters crm.sales");
    catalog.schemas().update("crm.sales", SecurableUpdate.rename("retail"));
    assertThat(
            admin
                .as("mia")
                .module(Catalog.class)
                .tables()
                .open("crm.retail.customers")
                .read()
                .toRows())
        .extracting(row -> row.get("email"))
        .containsOnly("*");
    assertThat(catalog.accessPolicies().get(SecurableRef.schema("crm.retail"), "hide_pii").policy())
        .extracting(AccessPolicy::function)
        .isEqualTo("crm.retail.hide");
    catalog.functions().delete("crm.retail.hide", true);
    assertThatThrownBy(
            () ->
                admin
                    .as("mia")
                    .module(Catalog.class)
                    .tables()
                    .open("crm.retail.customers")
                    .read()
                    .toRows())
        .extracting("details")
        .isEqualTo(Map.of("reason", "FUNCTION_DROPPED"));
    catalog.schemas().delete("crm.retail", true);
    catalog.schemas().create("crm.retail");
    assertThat(catalog.accessPolicies().list(SecurableRef.schema("crm.retail"), true)).isEmpty();
  }

  @Test
  void the_files_of_an_external_table_are_not_given_out(Mudbrick admin, @TempDir Path directory)
      throws IOException {
    Files.createDirectory(directory.resolve("t"));
    Catalog catalog = admin.module(Catalog.class);
    SecurableRef outside = SecurableRef.table("crm.sales.outside");
    catalog
        .tables()
        .createExternal(
            TableSpec.builder(outside.fullName(), SCHEMA).build(), directory.resolve("t"));
    assertThat(catalog.credentials().path(directory, Credentials.Access.READ)).isNotNull();
    catalog.accessPolicies().create(CRM, PII);
    catalog.tags().setOnColumn(outside, "email", Map.of("pii", "yes"));
    assertThatThrownBy(() -> catalog.credentials().path(directory, Credentials.Access.READ))
        .hasMessageContaining("column mask");
  }
}
