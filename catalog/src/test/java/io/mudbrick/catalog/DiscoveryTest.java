package io.mudbrick.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.catalog.Discovery.Found;
import io.mudbrick.catalog.Discovery.Place;
import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.test.MudbrickTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@MudbrickTest
class DiscoveryTest {
  private static final String CUSTOMERS = "telco.churn.dim_customers";
  private Discovery discovery;

  @BeforeEach
  void furnish(Catalog catalog) {
    discovery = catalog.discovery();
    catalog.catalogs().create("telco");
    catalog.schemas().create("telco.churn");
    Schema schema =
        Schema.of(
            List.of(
                new Column("id", ColumnType.LONG, false, null),
                new Column("MonthlyCharges", ColumnType.DOUBLE, true, "what they pay")));
    catalog
        .tables()
        .create(TableSpec.builder(CUSTOMERS, schema).comment("One row a household").build());
    catalog.securables().create(SecurableRef.model("telco.churn.Customers_Model"), null);
  }

  private List<String> names(String query) {
    return discovery.search(query, 100).stream().map(f -> f.securable().fullName()).toList();
  }

  @Test
  void words_are_found_wherever_they_stand(Catalog catalog) {
    assertThat(names("cust")).containsExactly("telco.churn.Customers_Model", CUSTOMERS);
    assertThat(names("DIM customers")).containsExactly(CUSTOMERS);
    assertThat(place("monthlycharges")).isEqualTo(Place.COLUMN);
    assertThat(place("pay")).isEqualTo(Place.COLUMN);
    assertThat(place("household")).isEqualTo(Place.COMMENT);
    catalog.tags().set(SecurableRef.table(CUSTOMERS), Map.of("team", "Retention-DE"));
    assertThat(place("retention")).isEqualTo(Place.TAG);
    SecurableRef table = SecurableRef.table(CUSTOMERS);
    catalog.tags().setOnColumn(table, "id", Map.of("classification", "Internal"));
    assertThat(place("classif internal")).isEqualTo(Place.TAG);
    catalog.tags().unsetOnColumn(table, "id", List.of("classification"));
    assertThat(names("internal")).isEmpty();
    assertThat(names("customers missing")).isEmpty();
    assertThat(names("ustomers")).isEmpty();
  }

  private Place place(String query) {
    List<Found> found = discovery.search(query, 10);
    assertThat(found).extracting(f -> f.securable().fullName()).containsExactly(CUSTOMERS);
    return found.get(0).place();
  }

  @Test
  void the_index_follows_every_change(Catalog catalog) {
    SecurableRef table = SecurableRef.table(CUSTOMERS);
    catalog.tags().set(table, Map.of("pii", "yes"));
    catalog.tags().unset(table, List.of("pii"));
    assertThat(names("pii")).isEmpty();
    catalog.tables().update(CUSTOMERS, SecurableUpdate.rename("clients"));
    assertThat(names("dim")).isEmpty();
    assertThat(names("clients")).containsExactly("telco.churn.clients");
    Schema wider =
        Schema.builder().column("id", ColumnType.LONG).column("region", ColumnType.STRING).build();
    catalog
        .tables()
        .open("telco.churn.clients")
        .write()
        .addingColumns()
        .append(List.of(Row.of(wider, 1L, "north")));
    assertThat(names("region")).containsExactly("telco.churn.clients");
    catalog.tables().delete("telco.churn.clients");
    assertThat(names("region")).isEmpty();
  }

  @Test
  void nobody_finds_what_they_may_not_see(Mudbrick platform, Catalog catalog) {
    platform.module(Identity.class).createUser("ann@telco");
    Discovery ann = platform.as("ann@telco").module(Catalog.class).discovery();
    assertThat(ann.search("customers", 10)).isEmpty();
    assertThat(ann.mostUsed(10)).noneMatch(u -> u.securable().fullName().equals(CUSTOMERS));
    catalog.grants().grant(SecurableRef.catalog("telco"), "ann@telco", Privilege.BROWSE);
    assertThat(ann.search("customers", 10)).hasSize(2);
  }

  @Test
  void what_is_named_most_is_used_most(Catalog catalog) {
    for (int i = 0; i < 5; i++) {
      catalog.tables().get(CUSTOMERS);
    }
    catalog.securables().get(SecurableRef.model("telco.churn.Customers_Model"));
    assertThat(discovery.mostUsed(1).get(0).securable().fullName()).isEqualTo(CUSTOMERS);
    assertThat(discovery.mostUsed(10).get(0).uses()).isGreaterThanOrEqualTo(5);
  }

  @Test
  void a_search_needs_a_word_and_a_sensible_number() {
    assertThatThrownBy(() -> discovery.search(" -- ", 10))
        .hasMessageContaining("at least one word");
    assertThatThrownBy(() -> discovery.search("a", 0)).hasMessageContaining("1 to 1000");
    assertThatThrownBy(() -> discovery.search("a", 1001)).hasMessageContaining("1 to 1000");
  }
}
