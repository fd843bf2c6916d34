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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@MudbrickTest
@Tag("both-stores")
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
    long before = discovery.mostUsed(10).get(0).uses();
    assertThat(before).isGreaterThanOrEqualTo(5);
    // What comes later is added to what was counted.
    catalog.tables().get(CUSTOMERS);
    catalog.tables().get(CUSTOMERS);
    assertThat(discovery.mostUsed(10).get(0).uses()).isEqualTo(before + 2);
    assertThat(discovery.mostUsed(10).get(0).uses()).isEqualTo(before + 2);
  }

  @Test
  void among_several_words_the_rare_ones_lead(Catalog catalog) {
    for (int i = 0; i < 40; i++) {
      catalog.schemas().create("telco.usage_region_" + i);
    }
    assertThat(discovery.search("usage region 37", 10))
        .extracting(found -> found.securable().fullName())
        .containsExactly("telco.usage_region_37");
    assertThat(discovery.search("37 usage", 10)).hasSize(1);
    assertThat(discovery.search("usage nothing", 10)).isEmpty();
    assertThat(discovery.search("usage region", 50)).hasSize(40);
  }

  @Test
  void more_hits_than_are_looked_at_at_a_time_are_all_found(Mudbrick platform, Catalog catalog) {
    for (int i = 0; i < 520; i++) {
      catalog.schemas().create("telco.crowd_" + i);
    }
    assertThat(discovery.search("crowd", 1000)).hasSize(520);
    platform.module(Identity.class).createUser("eve@telco");
    Catalog eve = platform.as("eve@telco").module(Catalog.class);
    assertThat(eve.discovery().search("crowd", 1000)).isEmpty();
    catalog.grants().grant(SecurableRef.schema("telco.crowd_519"), "eve@telco", Privilege.BROWSE);
    assertThat(eve.discovery().search("crowd", 10))
        .extracting(found -> found.securable().name())
        .containsExactly("crowd_519");
  }

  @Test
  void a_search_needs_a_word_and_a_sensible_number() {
    assertThatThrownBy(() -> discovery.search(" -- ", 10))
        .hasMessageContaining("at least one word");
    assertThatThrownBy(() -> discovery.search("a", 0)).hasMessageContaining("1 to 1000");
    assertThatThrownBy(() -> discovery.search("a", 1001)).hasMessageContaining("1 to 1000");
  }
}
