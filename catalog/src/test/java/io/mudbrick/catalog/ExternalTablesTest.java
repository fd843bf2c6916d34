package io.mudbrick.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.DeltaTable;
import io.mudbrick.catalog.delta.DeltaTables;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.test.MudbrickTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@MudbrickTest
class ExternalTablesTest {
  private static final String NAME = "workspace.default.sales";
  private static final Schema SCHEMA =
      Schema.builder().column("id", ColumnType.LONG).column("city", ColumnType.STRING).build();
  private static final Schema NONE = Schema.of(List.of());

  @TempDir Path outside;

  private static TableSpec spec(Schema schema) {
    return TableSpec.builder(NAME, schema).build();
  }

  @Test
  void a_table_that_others_wrote_is_read_written_and_left_alone(Catalog catalog) {
    DeltaTable theirs = DeltaTables.create(outside.resolve("sales"), SCHEMA);
    theirs.append(List.of(Row.of(SCHEMA, 1L, "Oslo")));
    TableInfo info = catalog.tables().createExternal(spec(NONE), outside.resolve("sales"));
    assertThat(info.type()).isEqualTo(TableType.EXTERNAL);
    assertThat(info.schema().names()).containsExactly("id", "city");
    catalog.tables().open(NAME).append(List.of(Row.of(SCHEMA, 2L, "Bonn")));
    theirs.addColumns(List.of(Column.of("vip", ColumnType.BOOLEAN)));
    assertThat(catalog.tables().open(NAME).read().toRows()).hasSize(2);
    assertThat(catalog.tables().get(NAME).schema().names()).contains("vip");
    catalog.tables().delete(NAME);
    assertThat(DeltaTables.open(outside.resolve("sales")).read().count()).isEqualTo(2);
  }

  @Test
  void an_empty_directory_becomes_a_table_with_the_columns_given(Catalog catalog)
      throws IOException {
    Path empty = Files.createDirectory(outside.resolve("empty"));
    refused(
        () -> catalog.tables().createExternal(spec(NONE), empty),
        ErrorCode.INVALID_PARAMETER_VALUE,
        "holds no Delta table");
    catalog.tables().createExternal(spec(SCHEMA), empty);
    assertThat(DeltaTables.exists(empty)).isTrue();
  }

  @Test
  void locations_are_checked(Catalog catalog) throws IOException {
    Path sales = outside.resolve("sales");
    DeltaTables.create(sales, SCHEMA);
    Schema other = Schema.builder().column("id", ColumnType.STRING).build();
    badLocation(catalog, spec(other), sales, "other columns");
    badLocation(catalog, spec(NONE), outside.resolve("nothing"), "is not a directory");
    catalog.tables().createExternal(spec(NONE), sales);
    TableSpec second = TableSpec.builder("workspace.default.again", SCHEMA).build();
    badLocation(catalog, second, sales, "overlaps");
    badLocation(catalog, second, Files.createDirectory(sales.resolve("below")), "overlaps");
    assertThat(sales.resolve("below")).isEmptyDirectory();
    TableInfo managed =
        catalog.tables().create(TableSpec.builder("workspace.default.m", SCHEMA).build());
    badLocation(catalog, second, managed.directory(), "overlaps");
    Path link = Files.createSymbolicLink(outside.resolve("link"), managed.directory());
    badLocation(catalog, second, link, "overlaps");
  }

  @Test
  void a_log_that_names_the_files_of_another_table_is_not_followed(Catalog catalog)
      throws IOException {
    DeltaTable secret = DeltaTables.create(outside.resolve("secret"), SCHEMA);
    secret.append(List.of(Row.of(SCHEMA, 7L, "Rome")));
    Path file = secret.read().files().get(0);
    Path mine = outside.resolve("mine");
    DeltaTables.create(mine, SCHEMA).append(List.of(Row.of(SCHEMA, 1L, "Oslo")));
    Path log = mine.resolve("_delta_log/00000000000000000001.json");
    Path own = DeltaTables.open(mine).read().files().get(0);
    String commit = Files.readString(log);
    String name = own.getFileName().toString();
    catalog.tables().createExternal(spec(NONE), mine);
    for (String path : List.of(file.toUri().toString(), "../secret/" + file.getFileName())) {
      Files.writeString(log, commit.replace(name, path));
      refused(
          () -> DeltaTables.open(mine).read().toRows(),
          ErrorCode.NOT_IMPLEMENTED,
          "names data files");
    }
    Files.writeString(log, commit);
    Files.delete(own);
    Files.createSymbolicLink(own, file);
    refused(
        () -> catalog.tables().open(NAME).read().toRows(),
        ErrorCode.NOT_IMPLEMENTED,
        "names data files");
  }

  @Test
  void only_an_admin_reaches_outside(Mudbrick platform, Catalog catalog) {
    platform.module(Identity.class).createUser("ann");
    Catalog ann = platform.as("ann").module(Catalog.class);
    refused(
        () -> ann.tables().createExternal(spec(SCHEMA), outside),
        ErrorCode.PERMISSION_DENIED,
        "CREATE EXTERNAL TABLE");
    catalog.tables().createExternal(spec(SCHEMA), outside);
    refused(() -> ann.tables().open(NAME), ErrorCode.PERMISSION_DENIED, "SELECT");
  }

  @Test
  void programs_learn_where_the_files_lie_if_they_may(Mudbrick platform, Catalog catalog)
      throws Exception {
    TableInfo table = catalog.tables().createExternal(spec(SCHEMA), outside);
    assertThat(post(platform, "table", "{'table_id':'%s','operation':'READ'}", table.id()))
        .contains(outside.toRealPath().toUri().toString());
    platform.module(Identity.class).createUser("ann");
    Mudbrick ann = platform.as("ann");
    assertThat(post(ann, "table", "{'table_id':'%s','operation':'READ'}", table.id()))
        .contains("RESOURCE_DOES_NOT_EXIST");
    catalog.grants().grant(SecurableRef.table(NAME), "ann", Privilege.SELECT);
    assertThat(post(ann, "table", "{'table_id':'%s','operation':'READ'}", table.id()))
        .contains("url");
    assertThat(post(ann, "table", "{'table_id':'%s','operation':'READ_WRITE'}", table.id()))
        .contains("PERMISSION_DENIED", "MODIFY");
    assertThat(post(ann, "path", "{'url':'%s','operation':'PATH_READ'}", outside.toString()))
        .contains("PERMISSION_DENIED");
    assertThat(post(platform, "table", "{'table_id':'%s','operation':'EAT'}", table.id()))
        .contains("no operation 'EAT'");
    VolumeInfo volume = catalog.volumes().create("workspace.default.files", null);
    assertThat(
            post(
                platform,
                "volume",
                "{'volume_id':'%s','operation':'READ_VOLUME'}",
                volume.securable().id()))
        .contains("url");
  }

  private static String post(Mudbrick who, String kind, String body, String value)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(who.uri() + "/api/2.0/unity-catalog/temporary-" + kind + "-credentials"))
            .header("Authorization", "Bearer " + who.token())
            .POST(BodyPublishers.ofString(body.formatted(value).replace('\'', '"')))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }

  private static void badLocation(Catalog catalog, TableSpec spec, Path directory, String why) {
    refused(
        () -> catalog.tables().createExternal(spec, directory),
        ErrorCode.INVALID_PARAMETER_VALUE,
        why);
  }

  private static void refused(ThrowingCallable call, ErrorCode code, String why) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(why);
  }
}
