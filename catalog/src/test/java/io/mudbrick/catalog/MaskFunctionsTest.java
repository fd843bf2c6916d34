package io.mudbrick.catalog;

import static io.mudbrick.catalog.MaskedCustomers.TABLE;
import static io.mudbrick.catalog.MaskedCustomers.as;
import static io.mudbrick.catalog.MaskedCustomers.emails;
import static io.mudbrick.catalog.MaskedCustomers.mask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.catalog.delta.DeltaTable;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.expr.EvaluationContext;
import io.mudbrick.platform.expr.SqlFunction;
import io.mudbrick.platform.expr.SqlType;
import io.mudbrick.test.KnownDifference;
import io.mudbrick.test.MudbrickTest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The functions that mask and filter: who sets them, and what becomes of a table without one. */
@MudbrickTest
@Tag("both-stores")
class MaskFunctionsTest {
  @BeforeEach
  void furnish(Mudbrick admin) {
    MaskedCustomers.furnish(admin);
  }

  @Test
  void masks_are_set_by_those_who_manage_the_table_and_may_run_the_function(Mudbrick admin) {
    Tables mia = admin.as("mia").module(Catalog.class).tables();
    ColumnMask mask = ColumnMask.of("crm.sales.mask_email");
    assertThatThrownBy(() -> mia.setColumnMask(TABLE, "email", mask))
        .hasMessage("User is not an owner of Table 'crm.sales.customers'.");
    Grants grants = admin.module(Catalog.class).grants();
    grants.grant(SecurableRef.table(TABLE), "mia", Privilege.MANAGE);
    assertThatThrownBy(() -> mia.setColumnMask(TABLE, "email", mask))
        .hasMessage("User does not have EXECUTE on Function 'crm.sales.mask_email'.");
    grants.grant(SecurableRef.function("crm.sales.mask_email"), "mia", Privilege.EXECUTE);
    assertThat(mia.setColumnMask(TABLE, "email", mask).columnMasks()).containsKey("email");
    assertThatThrownBy(() -> mia.setColumnMask(TABLE, "id", mask))
        .hasMessageContaining("DATATYPE_MISMATCH");
    assertThat(mia.unsetColumnMask(TABLE, "email").columnMasks()).isEmpty();
    assertThatThrownBy(() -> mia.unsetColumnMask(TABLE, "email"))
        .extracting("code")
        .isEqualTo(ErrorCode.RESOURCE_DOES_NOT_EXIST);
  }

  @Test
  void a_function_that_masks_cannot_be_dropped(Mudbrick admin) {
    mask(admin);
    Catalog catalog = admin.module(Catalog.class);
    assertThatThrownBy(() -> catalog.functions().delete("crm.sales.mask_email"))
        .hasMessage(
            "Function 'crm.sales.mask_email' cannot be deleted: it masks or filters"
                + " crm.sales.customers.");
    catalog.catalogs().delete("crm", true);
    assertThat(catalog.catalogs().list()).extracting(Securable::name).doesNotContain("crm");
  }

  @Test
  @KnownDifference(
      route = "DELETE /api/2.1/unity-catalog/functions/{full_name}",
      reason =
          "Masks and filters know their function by its id: one made anew under the name of one that"
              + " was dropped does not take its place; in the product the name decides.")
  void a_function_dropped_by_force_leaves_an_error_and_no_data(Mudbrick admin) {
    Catalog catalog = admin.module(Catalog.class);
    catalog.catalogs().create("tools");
    catalog.schemas().create("tools.masks");
    FunctionSpec hide =
        FunctionSpec.sql("tools.masks.hide")
            .parameter("value", SqlType.STRING)
            .returns(SqlType.STRING)
            .body("'hidden'")
            .build();
    FunctionSpec raw =
        FunctionSpec.sql("tools.masks.hide")
            .parameter("value", SqlType.STRING)
            .returns(SqlType.STRING)
            .body("value")
            .build();
    catalog.functions().create(hide);
    catalog.tables().setColumnMask(TABLE, "email", ColumnMask.of("tools.masks.hide"));
    DeltaTable held = as(admin, "mia");
    assertThatThrownBy(() -> catalog.functions().delete("tools.masks.hide"))
        .hasMessageContaining("it masks or filters crm.sales.customers");
    catalog.catalogs().delete("tools", true);
    for (int round = 0; round < 2; round++) {
      for (Runnable read :
          List.<Runnable>of(
              () -> held.read().toRows(),
              () -> as(admin, "mia").read().columns("id").count(),
              () -> as(admin, "sam").changes(1, 1).toRows(),
              () -> held.read().files(),
              () -> held.write().delete("id = 1"),
              () -> held.history(1))) {
        assertThatThrownBy(read::run)
            .hasMessageContaining("Function 'tools.masks.hide'")
            .hasMessageContaining("was dropped")
            .extracting("details")
            .isEqualTo(Map.of("reason", "FUNCTION_DROPPED"));
      }
      assertThat(catalog.tables().get(TABLE).columnMasks())
          .isEqualTo(Map.of("email", ColumnMask.of("tools.masks.hide")));
      if (round == 0) {
        // Whoever makes a function of that name takes nothing over.
        catalog.catalogs().create("tools");
        catalog.schemas().create("tools.masks");
        catalog.functions().create(raw);
      }
    }
    catalog.tables().unsetColumnMask(TABLE, "email");
    catalog.tables().setColumnMask(TABLE, "email", ColumnMask.of("crm.sales.mask_email"));
    assertThat(emails(as(admin, "mia").read().toRows())).containsOnly("***@example.com");
  }

  @Test
  void a_function_that_a_function_calls_is_known_by_more_than_its_name(Mudbrick admin) {
    Catalog catalog = admin.module(Catalog.class);
    catalog.schemas().create("crm.parts");
    FunctionSpec stars =
        FunctionSpec.sql("crm.parts.stars")
            .parameter("v", SqlType.STRING)
            .returns(SqlType.STRING)
            .body("'***'")
            .build();
    catalog.functions().create(stars);
    catalog
        .functions()
        .create(
            FunctionSpec.sql("crm.sales.outer")
                .parameter("v", SqlType.STRING)
                .returns(SqlType.STRING)
                .body("CRM.Parts.Stars(v)")
                .build());
    catalog.tables().setColumnMask(TABLE, "email", ColumnMask.of("crm.sales.outer"));
    catalog.schemas().update("crm.parts", SecurableUpdate.rename("pieces"));
    assertThat(emails(as(admin, "mia").read().toRows())).containsOnly("***");
    catalog.functions().delete("crm.pieces.stars");
    catalog.schemas().create("crm.parts");
    catalog
        .functions()
        .create(
            FunctionSpec.sql("crm.parts.stars")
                .parameter("v", SqlType.STRING)
                .returns(SqlType.STRING)
                .body("v")
                .build());
    assertThatThrownBy(() -> as(admin, "mia").read().toRows())
        .hasMessageContaining("calls 'crm.parts.stars', which was dropped");
  }

  @Test
  void without_its_java_function_a_table_is_not_read_at_all(Mudbrick admin) {
    Catalog catalog = admin.module(Catalog.class);
    catalog
        .functions()
        .create(
            FunctionSpec.external("crm.sales.hide", "JAVA")
                .externalName("acme.hide")
                .parameter("value", SqlType.STRING)
                .build());
    assertThatThrownBy(
            () -> catalog.tables().setColumnMask(TABLE, "email", ColumnMask.of("crm.sales.hide")))
        .hasMessageContaining("was not supplied since the start")
        .extracting("details")
        .isEqualTo(Map.of("reason", "FUNCTION_NOT_SUPPLIED"));
    catalog.functions().register("crm.sales.hide", new Hide());
    catalog.tables().setColumnMask(TABLE, "email", ColumnMask.of("crm.sales.hide"));
    assertThat(emails(as(admin, "mia").read().toRows())).containsOnly("hidden");
    assertThat(catalog.functions().call("crm.sales.hide", "x")).isEqualTo("hidden");
    assertThatThrownBy(() -> catalog.functions().register("crm.sales.mask_email", new Hide()))
        .hasMessageContaining("not one of Java");
  }

  private static final class Hide implements SqlFunction {
    @Override
    public List<SqlType> parameters() {
      return List.of(SqlType.STRING);
    }

    @Override
    public SqlType returns() {
      return SqlType.STRING;
    }

    @Override
    public @Nullable Object call(EvaluationContext context, @Nullable Object[] arguments) {
      return "hidden";
    }
  }

  @Test
  void functions_call_functions_and_are_made_by_those_who_may(Mudbrick admin) {
    Catalog mia = admin.as("mia").module(Catalog.class);
    FunctionSpec twice =
        FunctionSpec.sql("crm.sales.shout")
            .parameter("email", SqlType.STRING)
            .returns(SqlType.STRING)
            .body("RETURN upper(crm.sales.mask_email(email))")
            .build();
    assertThatThrownBy(() -> mia.functions().create(twice))
        .hasMessage("User does not have CREATE FUNCTION on Schema 'crm.sales'.");
    Grants grants = admin.module(Catalog.class).grants();
    grants.grant(SecurableRef.schema("crm.sales"), "mia", Privilege.CREATE_FUNCTION);
    assertThatThrownBy(() -> mia.functions().create(twice))
        .hasMessage("User does not have EXECUTE on Function 'crm.sales.mask_email'.");
    grants.grant(SecurableRef.function("crm.sales.mask_email"), "mia", Privilege.EXECUTE);
    assertThat(mia.functions().create(twice).securable().owner()).isEqualTo("mia");
    assertThat(mia.functions().call("crm.sales.shout", "a@b.c")).isEqualTo("***@B.C");
    assertThatThrownBy(
            () ->
                mia.functions()
                    .create(FunctionSpec.sql("crm.sales.bad").body("nothing + 1").build()))
        .hasMessageContaining("UNRESOLVED_COLUMN");
  }

  @Test
  void functions_that_call_each_other_many_times_are_refused_soon(Mudbrick admin) {
    Functions functions = admin.module(Catalog.class).functions();
    functions.create(calling("f0", "x"));
    functions.create(calling("f1", times20("f0")));
    functions.create(calling("f2", times20("f1")));
    assertThatThrownBy(() -> functions.create(calling("f3", times20("f2"))))
        .hasMessageContaining("too often");
    assertThat(functions.call("crm.sales.f2", 1L)).isEqualTo(400L);
  }

  private static FunctionSpec calling(String name, String body) {
    return FunctionSpec.sql("crm.sales." + name)
        .parameter("x", SqlType.LONG)
        .returns(SqlType.LONG)
        .body(body)
        .build();
  }

  private static String times20(String called) {
    return String.join(" + ", Collections.nCopies(20, "crm.sales." + called + "(x)"));
  }
}
