package io.mudbrick.featurestore;

import static io.mudbrick.featurestore.Shop.CUSTOMERS;
import static io.mudbrick.featurestore.Shop.SALES;
import static io.mudbrick.featurestore.Shop.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Filter;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.test.internal.jdbc.TestPostgres;
import java.math.BigDecimal;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Online tables on a PostgreSQL store, asked in SQL through PostgreSQL's own driver. */
class SqlTablesTest {
  private static final String ONLINE = "shop.ml.customers_online";
  private static Mudbrick platform;
  private static Shop shop;
  private static FeatureStore sut;
  private static Connection sql;

  @BeforeAll
  static void open() throws SQLException {
    String url = TestPostgres.newDatabase();
    platform = Mudbrick.builder().postgres(url).start();
    shop = new Shop(platform);
    sut = shop.store;
    URI uri = URI.create(url);
    sql =
        DriverManager.getConnection(
            "jdbc:postgresql://" + uri.getHost() + ":" + uri.getPort() + uri.getPath(),
            "postgres",
            "");
  }

  @AfterAll
  static void close() throws SQLException {
    sql.close();
    platform.close();
  }

  private static List<String> ask(String query) throws SQLException {
    try (Statement statement = sql.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      List<String> rows = new ArrayList<>();
      while (result.next()) {
        StringJoiner row = new StringJoiner("|");
        for (int c = 1; c <= result.getMetaData().getColumnCount(); c++) {
          row.add(String.valueOf(result.getObject(c)));
        }
        rows.add(row.toString());
      }
      return rows;
    }
  }

  private static void tell(String statement) throws SQLException {
    try (Statement each = sql.createStatement()) {
      each.execute(statement);
    }
  }

  @Test
  void a_published_table_is_a_table_with_typed_columns_a_key_and_a_comment() throws SQLException {
    shop.customer(1, 30, "Oslo");
    shop.customer(2, 40, null);
    sut.publish(CUSTOMERS, PublishSpec.triggered(ONLINE));
    assertThat(sut.getOnlineTable(ONLINE).sqlName()).isEqualTo("\"shop.ml\".\"customers_online\"");
    String query = "SELECT * FROM \"shop.ml\".customers_online WHERE id < 10 ORDER BY id";
    assertThat(ask(query)).containsExactly("1|30|Oslo", "2|40|null");
    assertThat(
            ask(
                "SELECT data_type FROM information_schema.columns WHERE table_schema = 'shop.ml'"
                    + " AND table_name = 'customers_online' ORDER BY ordinal_position"))
        .containsExactly("bigint", "integer", "text");
    assertThat(
            ask(
                "SELECT column_name FROM information_schema.key_column_usage"
                    + " WHERE table_name = 'customers_online'"))
        .containsExactly("id");
    assertThat(ask("SELECT obj_description('\"shop.ml\".customers_online'::regclass)").get(0))
        .contains(ONLINE)
        .contains(CUSTOMERS);
    shop.customer(1, 31, "Rome");
    shop.customer(3, 50, "Kyiv");
    shop.catalog.tables().open(CUSTOMERS).write().delete(Filter.equal("id", 2L));
    assertThat(sut.publish(CUSTOMERS, PublishSpec.triggered(ONLINE)).full()).isFalse();
    assertThat(ask(query)).containsExactly("1|31|Rome", "3|50|Kyiv");
    assertThat(sut.lookup(ONLINE, Map.of("id", 1)).get("city")).isEqualTo("Rome");
    sut.publish(CUSTOMERS, PublishSpec.snapshot(ONLINE));
    assertThat(ask(query)).containsExactly("1|31|Rome", "3|50|Kyiv");
    sut.dropOnlineTable(ONLINE);
    assertThatThrownBy(() -> ask(query)).isInstanceOf(SQLException.class);
    assertThat(
            ask("SELECT table_name FROM information_schema.tables WHERE table_schema = 'shop.ml'"))
        .doesNotContain("customers_online");
  }

  @Test
  void of_a_time_series_the_table_has_the_newest_row_of_each_key() throws SQLException {
    String online = "shop.ml.sales_online";
    shop.sale(1, 2, 20.0);
    shop.sale(1, 1, 10.0);
    sut.publish(SALES, PublishSpec.triggered(online));
    shop.sale(1, 0, 5.0);
    sut.publish(SALES, PublishSpec.triggered(online));
    assertThat(
            ask("SELECT id, extract(epoch FROM at)::bigint, spent FROM \"shop.ml\".sales_online"))
        .containsExactly("1|" + at(2).getEpochSecond() + "|20.0");
    shop.catalog.tables().open(SALES).write().delete(Filter.equal("spent", 20.0));
    sut.publish(SALES, PublishSpec.triggered(online));
    assertThat(ask("SELECT spent FROM \"shop.ml\".sales_online")).containsExactly("10.0");
  }

  @Test
  void every_type_has_its_column() throws SQLException {
    Schema schema =
        Schema.builder()
            .required("k", ColumnType.STRING)
            .required("n", ColumnType.INT)
            .column("b", ColumnType.BOOLEAN)
            .column("s", ColumnType.SHORT)
            .column("f", ColumnType.FLOAT)
            .column("d", ColumnType.DOUBLE)
            .column("day", ColumnType.DATE)
            .column("at", ColumnType.TIMESTAMP)
            .column("m", ColumnType.decimal(10, 2))
            .column("bin", ColumnType.BINARY)
            .column("list", ColumnType.array(ColumnType.INT))
            .column("odd\"name?", ColumnType.LONG)
            .build();
    sut.createTable(
        FeatureTableSpec.builder("shop.ml.types", schema).primaryKeys("k", "n").build());
    Row full =
        Row.of(
            schema,
            "it's",
            -1,
            true,
            (short) -2,
            0.1f,
            0.1,
            LocalDate.of(1969, 12, 31),
            Instant.parse("1969-12-31T23:59:59.999999Z"),
            new BigDecimal("12345678.90"),
            new byte[] {0, -1},
            List.of(1, 2),
            7L);
    Row empty = Row.of(schema, "é", 2, null, null, null, null, null, null, null, null, null, null);
    sut.writeTable(
        "shop.ml.types", ColumnBatch.ofRows(schema, List.of(full, empty)), WriteMode.MERGE);
    sut.publish("shop.ml.types", PublishSpec.snapshot("shop.ml.types_online"));
    assertThat(
            ask(
                "SELECT k, n, b, s, f, d, day, at AT TIME ZONE 'UTC', m, encode(bin, 'hex'), list,"
                    + " \"odd\"\"name?\" FROM \"shop.ml\".types_online ORDER BY n"))
        .containsExactly(
            "it's|-1|true|-2|0.1|0.1|1969-12-31|1969-12-31 23:59:59.999999|12345678.90|00ff|[1,2]|7",
            "é|2" + "|null".repeat(10));
  }

  @Test
  void readers_in_sql_see_one_publish_or_the_other() throws SQLException {
    shop.customer(10, 1, "a");
    shop.customer(11, 1, "a");
    String online = "shop.ml.flips";
    sut.publish(CUSTOMERS, PublishSpec.snapshot(online));
    tell("BEGIN ISOLATION LEVEL REPEATABLE READ");
    String ages = "SELECT DISTINCT age FROM \"shop.ml\".flips WHERE id >= 10";
    assertThat(ask(ages)).containsExactly("1");
    // While somebody has it open, it cannot be replaced; nothing else waits for long.
    assertThatThrownBy(() -> sut.publish(CUSTOMERS, PublishSpec.snapshot(online)))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.TEMPORARILY_UNAVAILABLE));
    shop.customer(10, 2, "a");
    shop.customer(11, 2, "a");
    sut.publish(CUSTOMERS, PublishSpec.triggered(online));
    assertThat(ask(ages)).containsExactly("1");
    tell("COMMIT");
    assertThat(ask(ages)).containsExactly("2");
    sut.publish(CUSTOMERS, PublishSpec.snapshot(online));
    assertThat(ask(ages)).containsExactly("2");
    tell("CREATE VIEW on_top AS SELECT * FROM \"shop.ml\".flips");
    assertThatThrownBy(() -> sut.publish(CUSTOMERS, PublishSpec.snapshot(online)))
        .hasMessageContaining("a view or another object");
    tell("DROP VIEW on_top");
  }

  @Test
  void the_readers_role_may_read_and_nobody_else() throws SQLException {
    tell("CREATE ROLE mudbrick_reader NOLOGIN");
    tell("CREATE ROLE ana LOGIN");
    shop.customer(20, 1, "a");
    sut.publish(CUSTOMERS, PublishSpec.snapshot("shop.ml.roles"));
    String query = "SELECT count(*) > 0 FROM \"shop.ml\".roles";
    tell("SET ROLE ana");
    assertThatThrownBy(() -> ask(query)).hasMessageContaining("permission denied");
    tell("RESET ROLE");
    tell("GRANT mudbrick_reader TO ana");
    tell("SET ROLE ana");
    assertThat(ask(query)).containsExactly("true");
    assertThatThrownBy(() -> tell("DELETE FROM \"shop.ml\".roles"))
        .hasMessageContaining("permission denied");
    tell("RESET ROLE");
  }
}
