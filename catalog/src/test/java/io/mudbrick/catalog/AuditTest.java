package io.mudbrick.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.catalog.delta.Row;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.test.KnownDifference;
import io.mudbrick.test.MudbrickTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every call on record: allowed or denied, from REST and from Java, exactly once. */
@MudbrickTest
class AuditTest {
  private static List<Row> audit(Mudbrick admin) {
    return admin.module(Catalog.class).tables().open("system.access.audit").read().toRows();
  }

  private static List<Row> audit(Mudbrick admin, String action, String parameter) {
    return audit(admin).stream()
        .filter(r -> action.equals(r.getString("action_name")))
        .filter(r -> String.valueOf(r.get("request_params")).contains(parameter))
        .toList();
  }

  private static int status(Row row) {
    return response(row).getInt("status_code");
  }

  private static Row response(Row row) {
    return (Row) Objects.requireNonNull(row.get("response"));
  }

  private static Object email(Row row) {
    return ((Row) Objects.requireNonNull(row.get("user_identity"))).get("email");
  }

  @Test
  @KnownDifference(
      route = "GET /api/2.1/unity-catalog/tables/{full_name}",
      reason =
          "system.access.audit has two columns more than the product's: metastore_id, and source,"
              + " which says whether a call came over rest or from java.")
  void an_allowed_and_a_denied_call_are_both_on_record(Mudbrick admin) {
    admin.module(Identity.class).createUser("eve");
    admin.module(Catalog.class).catalogs().create("telco");
    Catalog eve = admin.as("eve").module(Catalog.class);
    assertThatThrownBy(() -> eve.catalogs().get("telco")).isInstanceOf(RuntimeException.class);
    assertThat(audit(admin, "createCatalog", "telco"))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.getString("service_name")).isEqualTo("unityCatalog");
              assertThat(email(row)).isEqualTo("admin");
              assertThat(row.get("request_params"))
                  .asInstanceOf(InstanceOfAssertFactories.MAP)
                  .containsValue("telco");
              assertThat(row.getString("source")).isEqualTo("java");
              assertThat(row.getString("workspace_id")).isEqualTo(admin.workspace().id());
              assertThat(status(row)).isEqualTo(200);
            });
    assertThat(audit(admin, "getCatalog", "telco"))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(email(row)).isEqualTo("eve");
              assertThat(status(row)).isEqualTo(403);
              assertThat(response(row).getString("error_message"))
                  .contains("User does not have USE CATALOG on Catalog 'telco'.");
            });
  }

  @Test
  void a_rest_call_tells_where_it_came_from(Mudbrick admin) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(admin.uri() + "/api/2.1/unity-catalog/catalogs/nothing"))
            .header("Authorization", "Bearer " + admin.token())
            .header("User-Agent", "audit-test/1")
            .build();
    String requestId =
        HttpClient.newHttpClient()
            .send(request, BodyHandlers.ofString())
            .headers()
            .firstValue("x-request-id")
            .orElseThrow();
    assertThat(audit(admin, "getCatalog", "nothing"))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.getString("source")).isEqualTo("rest");
              assertThat(row.getString("request_id")).isEqualTo(requestId);
              assertThat(row.getString("user_agent")).isEqualTo("audit-test/1");
              assertThat(row.getString("source_ip_address")).startsWith("127.0.0.1");
              assertThat(status(row)).isEqualTo(404);
            });
  }

  @Test
  void reading_is_for_admins_unless_granted(Mudbrick admin) {
    admin.module(Identity.class).createUser("ana");
    Catalog ana = admin.as("ana").module(Catalog.class);
    assertThatThrownBy(() -> ana.tables().open("system.access.audit"))
        .hasMessage("User does not have USE CATALOG on Catalog 'system'.");
    Grants grants = admin.module(Catalog.class).grants();
    grants.grant(
        SecurableRef.catalog("system"), "ana", Privilege.USE_CATALOG, Privilege.USE_SCHEMA);
    grants.grant(SecurableRef.table("system.access.audit"), "ana", Privilege.SELECT);
    assertThat(ana.tables().open("system.access.audit").read().count()).isPositive();
  }

  @Test
  void records_survive_a_restart_and_are_folded_once(@TempDir Path dir) {
    try (Mudbrick first = Mudbrick.builder().data(dir).start()) {
      first.module(Catalog.class).catalogs().create("one");
      first.flush();
      first.module(Catalog.class).catalogs().create("two");
    }
    try (Mudbrick second = Mudbrick.builder().data(dir).start()) {
      second.module(Catalog.class).catalogs().create("three");
      second.flush();
      second.flush();
      assertThat(audit(second, "createCatalog", "one")).hasSize(1);
      assertThat(audit(second, "createCatalog", "two")).hasSize(1);
      assertThat(audit(second, "createCatalog", "three")).hasSize(1);
      List<String> ids =
          audit(second).stream().map(r -> String.valueOf(r.getString("event_id"))).toList();
      assertThat(ids).doesNotHaveDuplicates();
    }
  }
}
