package io.mudbrick.examples.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.examples.crash.Work;
import io.mudbrick.examples.crash.Works;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EarlierStoresTest {
  private static final Path STORES = Path.of("src/test/resources/stores");

  @TempDir Path directory;

  static Stream<Path> stores() throws Exception {
    try (Stream<Path> files = Files.list(STORES)) {
      return files.filter(file -> file.toString().endsWith(".zip")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("stores")
  void a_store_of_an_earlier_version_opens_and_holds_what_it_held(Path store) throws Exception {
    StoreFixture.unzip(store, directory);
    Map<String, Object> expected =
        Json.object(Files.readString(directory.resolve(StoreFixture.EXPECTED)));
    for (int start = 0; start < 2; start++) {
      try (Mudbrick platform = Mudbrick.builder().data(directory).start()) {
        Map<String, Work> works = Works.on(platform);
        for (Map.Entry<String, Object> work : expected.entrySet()) {
          long pieces = ((Number) work.getValue()).longValue() + start;
          assertThat(works.get(work.getKey()).check(pieces)).as(work.getKey()).isEqualTo(pieces);
          works.get(work.getKey()).act(pieces + 1); // and it takes more
        }
        auditHasNestedColumns(platform);
      }
    }
  }

  /** In the first release parameters and replies stood as JSON text. */
  private static void auditHasNestedColumns(Mudbrick platform) {
    List<Row> audit =
        platform.module(Catalog.class).tables().open("system.access.audit").read().toRows();
    assertThat(audit)
        .isNotEmpty()
        .allMatch(row -> row.get("request_params") instanceof Map)
        .allMatch(row -> row.get("response") instanceof Row r && r.get("status_code") != null)
        .extracting(row -> row.get("event_id"))
        .doesNotHaveDuplicates();
  }

  @Test
  void a_store_of_a_later_version_is_refused_with_words() throws Exception {
    Mudbrick.builder().data(directory).start().close();
    try (Connection store =
            DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("mudbrick.db"));
        Statement statement = store.createStatement()) {
      statement.executeUpdate(
          "INSERT INTO core_schema_version (module, file) VALUES ('tracking', 'V999__later.sql')");
    }
    assertThatThrownBy(() -> Mudbrick.builder().data(directory).start())
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("newer Mudbrick")
        .hasMessageContaining("V999__later.sql");
  }
}
