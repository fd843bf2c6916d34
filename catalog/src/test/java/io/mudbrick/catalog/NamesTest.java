package io.mudbrick.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.test.MudbrickTest;
import java.util.Locale;
import java.util.function.BiFunction;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules for names, at their edges, for each kind of securable alike. */
@MudbrickTest
class NamesTest {
  private static final Schema COLUMNS = Schema.builder().column("id", ColumnType.LONG).build();

  /** How each kind is made and in what. */
  enum Kind {
    CATALOG("", (c, n) -> c.catalogs().create(n)),
    SCHEMA("telco.", (c, n) -> c.schemas().create(n)),
    TABLE(
        "telco.churn.",
        (c, n) -> c.tables().create(TableSpec.builder(n, COLUMNS).build()).securable()),
    VOLUME("telco.churn.", (c, n) -> c.volumes().create(n).securable()),
    FUNCTION(
        "telco.churn.",
        (c, n) -> c.functions().create(FunctionSpec.sql(n).body("1").build()).securable()),
    REGISTERED_MODEL("telco.churn.", (c, n) -> c.securables().create(SecurableRef.model(n), null));

    private final String parent;
    private final BiFunction<Catalog, String, Securable> maker;

    Kind(String parent, BiFunction<Catalog, String, Securable> maker) {
      this.parent = parent;
      this.maker = maker;
    }

    Securable make(Catalog catalog, String name) {
      return maker.apply(catalog, parent + name);
    }

    SecurableRef ref(String name) {
      return new SecurableRef(SecurableType.valueOf(name()), parent + name);
    }
  }

  @BeforeEach
  void furnish(Catalog catalog) {
    catalog.catalogs().create("telco");
    catalog.schemas().create("telco.churn");
  }

  private static void refused(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @ParameterizedTest
  @EnumSource
  void have_255_characters_and_no_more_also_in_lower_case(Kind kind, Catalog catalog) {
    String longest = "n".repeat(255);
    assertThat(kind.make(catalog, longest).name()).isEqualTo(longest);
    refused(ErrorCode.INVALID_PARAMETER_VALUE, () -> kind.make(catalog, longest + "n"));
    // In lower case this letter is two.
    refused(ErrorCode.INVALID_PARAMETER_VALUE, () -> kind.make(catalog, "\u0130".repeat(255)));
    refused(
        ErrorCode.INVALID_PARAMETER_VALUE,
        () ->
            catalog.securables().update(kind.ref(longest), SecurableUpdate.rename(longest + "n")));
  }

  @ParameterizedTest
  @EnumSource
  void are_found_in_any_case_and_taken_in_every(Kind kind, Catalog catalog) {
    String kept = kind.make(catalog, "Stra\u00DFe_\u00C9t\u00E9").name();
    assertThat(kept)
        .isEqualTo(
            kind == Kind.REGISTERED_MODEL
                ? "Stra\u00DFe_\u00C9t\u00E9"
                : "stra\u00DFe_\u00E9t\u00E9");
    assertThat(catalog.securables().get(kind.ref("STRA\u00DFE_\u00C9T\u00C9")).name())
        .isEqualTo(kept);
    refused(
        ErrorCode.RESOURCE_ALREADY_EXISTS,
        () -> kind.make(catalog, kept.toUpperCase(Locale.ROOT).replace("SS", "\u00DF")));
  }

  @ParameterizedTest
  @EnumSource
  void hold_nothing_that_deceives(Kind kind, Catalog catalog) {
    for (String name :
        new String[] {
          "a/b", "..", "a.b", "50%", "%2e", "tab\t", "nul\u0000", "\u202Eevil", "zero\u200Bwidth",
          "\uFEFFbom", "\uFB01n", "\uFF41dmin", "cafe\u0301", "a\\b", "a'b", "a\"b", " a", ""
        }) {
      refused(ErrorCode.INVALID_PARAMETER_VALUE, () -> kind.make(catalog, name));
    }
  }

  @ParameterizedTest
  @EnumSource
  void can_be_changed_to_one_that_is_free(Kind kind, Catalog catalog) {
    kind.make(catalog, "one");
    kind.make(catalog, "two");
    refused(
        ErrorCode.RESOURCE_ALREADY_EXISTS,
        () -> catalog.securables().update(kind.ref("one"), SecurableUpdate.rename("TWO")));
    refused(
        ErrorCode.INVALID_PARAMETER_VALUE,
        () -> catalog.securables().update(kind.ref("one"), SecurableUpdate.rename("a/b")));
    String id = catalog.securables().get(kind.ref("one")).id();
    catalog.securables().update(kind.ref("one"), SecurableUpdate.rename("Three"));
    assertThat(catalog.securables().get(kind.ref("three")).id()).isEqualTo(id);
    refused(ErrorCode.RESOURCE_DOES_NOT_EXIST, () -> catalog.securables().get(kind.ref("one")));
    // Its own name is not taken by another.
    catalog.securables().update(kind.ref("three"), SecurableUpdate.rename("THREE"));
  }

  @ParameterizedTest
  @EnumSource
  void are_free_again_after_deletion(Kind kind, Catalog catalog) {
    String first = kind.make(catalog, "gone").id();
    catalog.securables().delete(kind.ref("gone"), false);
    refused(ErrorCode.RESOURCE_DOES_NOT_EXIST, () -> catalog.securables().get(kind.ref("gone")));
    assertThat(kind.make(catalog, "gone").id()).isNotEqualTo(first);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CATALOG")
  void what_holds_something_is_deleted_by_force_only(Kind kind, Catalog catalog) {
    kind.make(catalog, "held");
    for (SecurableRef container :
        new SecurableRef[] {kind.ref("held").parent(), SecurableRef.catalog("telco")}) {
      refused(ErrorCode.FAILED_PRECONDITION, () -> catalog.securables().delete(container, false));
    }
    catalog.securables().delete(SecurableRef.catalog("telco"), true);
    assertThat(catalog.catalogs().list()).extracting(Securable::name).doesNotContain("telco");
    catalog.catalogs().create("telco");
    assertThat(catalog.schemas().list("telco")).isEmpty();
  }
}
