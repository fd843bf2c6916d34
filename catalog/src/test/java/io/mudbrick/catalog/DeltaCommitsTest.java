package io.mudbrick.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.delta.kernel.DataWriteContext;
import io.delta.kernel.Operation;
import io.delta.kernel.Snapshot;
import io.delta.kernel.Transaction;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.defaults.internal.data.DefaultColumnarBatch;
import io.delta.kernel.defaults.internal.data.vector.DefaultGenericVector;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.LongType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructType;
import io.delta.kernel.unitycatalog.UCCatalogManagedClient;
import io.delta.kernel.unitycatalog.UCTableIdentifier;
import io.delta.kernel.utils.CloseableIterable;
import io.delta.storage.commit.Commit;
import io.delta.storage.commit.CommitFailedException;
import io.delta.storage.commit.TableIdentifier;
import io.delta.storage.commit.uccommitcoordinator.InvalidTargetTableException;
import io.delta.storage.commit.uccommitcoordinator.UCClient;
import io.delta.storage.commit.uccommitcoordinator.UCTokenBasedRestClient;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.test.KnownDifference;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.test.Witness;
import io.unitycatalog.client.ApiClientBuilder;
import io.unitycatalog.client.ApiException;
import io.unitycatalog.client.api.TablesApi;
import io.unitycatalog.client.auth.TokenProvider;
import io.unitycatalog.client.model.CreateStagingTable;
import io.unitycatalog.client.model.CreateTable;
import io.unitycatalog.client.model.DataSourceFormat;
import io.unitycatalog.client.model.StagingTableInfo;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.junit.jupiter.api.Test;

/** Delta Kernel with Delta's own client of Unity Catalog, unmodified, commits through us. */
@MudbrickTest
class DeltaCommitsTest {
  private static final StructType COLUMNS =
      new StructType().add("id", LongType.LONG).add("city", StringType.STRING);
  private static final UCTableIdentifier NAME = new UCTableIdentifier("telco", "churn", "calls");
  private static final TableIdentifier PLAIN = new TableIdentifier("calls", "telco", "churn");

  private final Engine engine = DefaultEngine.create(new Configuration());

  private static TokenProvider token(Mudbrick platform) {
    return TokenProvider.create(Map.of("type", "static", "token", platform.token()));
  }

  private static TablesApi tables(Mudbrick platform) {
    return new TablesApi(
        ApiClientBuilder.create().uri(platform.host()).tokenProvider(token(platform)).build());
  }

  private static UCClient client(Mudbrick platform) {
    return new UCTokenBasedRestClient(
        platform.host().toString(), token(platform), Map.of("Mudbrick-Witness", "1"));
  }

  private static StagingTableInfo stage(Mudbrick platform) throws ApiException {
    Catalog catalog = platform.module(Catalog.class);
    catalog.catalogs().create("telco");
    catalog.schemas().create("telco.churn");
    return tables(platform)
        .createStagingTable(
            new CreateStagingTable().catalogName("telco").schemaName("churn").name("Calls"));
  }

  private void create(UCClient client, StagingTableInfo staged) {
    new UCCatalogManagedClient(client)
        .buildCreateTableTransaction(
            staged.getId(), staged.getStagingLocation(), COLUMNS, "witness", NAME)
        .build(engine)
        .commit(engine, CloseableIterable.emptyIterable());
  }

  private Snapshot newest(UCClient client, StagingTableInfo staged) {
    return new UCCatalogManagedClient(client)
        .loadSnapshot(
            engine,
            staged.getId(),
            staged.getStagingLocation(),
            NAME,
            Optional.empty(),
            Optional.empty());
  }

  private long append(Snapshot snapshot, Object[] ids, Object[] cities) throws IOException {
    Transaction transaction =
        snapshot.buildUpdateTableTransaction("witness", Operation.WRITE).build(engine);
    Row state = transaction.getTransactionState(engine);
    ColumnVector[] vectors = {
      DefaultGenericVector.fromArray(LongType.LONG, ids),
      DefaultGenericVector.fromArray(StringType.STRING, cities)
    };
    FilteredColumnarBatch batch =
        new FilteredColumnarBatch(
            new DefaultColumnarBatch(ids.length, COLUMNS, vectors), Optional.empty());
    DataWriteContext context = Transaction.getWriteContext(engine, state, Map.of());
    var data =
        Transaction.transformLogicalData(
            engine, state, Utils.singletonCloseableIterator(batch), Map.of());
    var files =
        engine
            .getParquetHandler()
            .writeParquetFiles(context.getTargetDirectory(), data, context.getStatisticsColumns());
    var actions = Transaction.generateAppendActions(engine, state, files, context);
    return transaction.commit(engine, CloseableIterable.inMemoryIterable(actions)).getVersion();
  }

  @Test
  @Witness(
      client = "io.delta:delta-kernel-unitycatalog 4.4.0",
      routes = {
        "POST /api/2.1/unity-catalog/tables",
        "POST /api/2.1/unity-catalog/delta/preview/commits",
        "GET /api/2.1/unity-catalog/delta/preview/commits"
      })
  @Witness(
      client = "io.unitycatalog:unitycatalog-client 0.6.0",
      routes = "POST /api/2.1/unity-catalog/staging-tables")
  @KnownDifference(
      route = "GET /api/2.1/unity-catalog/delta/preview/commits",
      reason =
          "Lists no commits: a commit is published in the table's log when it is registered, so none waits.")
  void kernel_makes_a_table_and_writes_it_and_the_catalog_reads_it(Mudbrick platform)
      throws Exception {
    StagingTableInfo staged = stage(platform);
    UCClient client = client(platform);
    create(client, staged);
    TableInfo made = platform.module(Catalog.class).tables().get("telco.churn.calls");
    assertThat(made.id()).isEqualTo(staged.getId());
    assertThat(made.type()).isEqualTo(TableType.MANAGED);
    assertThat(made.schema().names()).containsExactly("id", "city");

    assertThat(append(newest(client, staged), new Object[] {1L, 2L}, new Object[] {"Ulm", "Bonn"}))
        .isEqualTo(1);
    Snapshot second = newest(client, staged);
    assertThat(append(second, new Object[] {3L}, new Object[] {"Kiel"})).isEqualTo(2);
    newest(client, staged).publish(engine);

    platform.module(Identity.class).createUser("ana");
    Catalog root = platform.module(Catalog.class);
    root.grants()
        .grant(
            SecurableRef.catalog("telco"),
            "ana",
            Privilege.USE_CATALOG,
            Privilege.USE_SCHEMA,
            Privilege.SELECT);
    var read = platform.as("ana").module(Catalog.class).tables().open("telco.churn.calls").read();
    assertThat(read.version()).isEqualTo(2);
    assertThat(read.columns(List.of("city")).count()).isEqualTo(3);
  }

  @Test
  void a_column_that_kernel_adds_is_in_the_catalog(Mudbrick platform) throws Exception {
    StagingTableInfo staged = stage(platform);
    UCClient client = client(platform);
    new UCCatalogManagedClient(client)
        .buildCreateTableTransaction(
            staged.getId(), staged.getStagingLocation(), COLUMNS, "witness", NAME)
        .withTableProperties(Map.of("delta.columnMapping.mode", "name"))
        .build(engine)
        .commit(engine, CloseableIterable.emptyIterable());
    Snapshot before = newest(client, staged);
    before
        .buildUpdateTableTransaction("witness", Operation.MANUAL_UPDATE)
        .withUpdatedSchema(before.getSchema().add("calls", IntegerType.INTEGER))
        .build(engine)
        .commit(engine, CloseableIterable.emptyIterable());
    assertThat(platform.module(Catalog.class).tables().get("telco.churn.calls").schema().names())
        .containsExactly("id", "city", "calls");
  }

  /** A commit of no actions but its own, waiting to be registered. */
  private static Commit waiting(StagingTableInfo staged, long version) throws IOException {
    Path log = Path.of(URI.create(staged.getStagingLocation())).resolve("_delta_log");
    String name = "%020d.%s.json".formatted(version, UUID.randomUUID());
    Path file = log.resolve("_staged_commits").resolve(name);
    Files.writeString(
        file,
        "{\"commitInfo\":{\"inCommitTimestamp\":%d,\"timestamp\":%1$d,\"operation\":\"WRITE\",\"operationParameters\":{},\"txnId\":\"%s\"}}\n"
            .formatted(System.currentTimeMillis(), UUID.randomUUID()));
    FileStatus status =
        new FileStatus(
            Files.size(file), false, 1, 1, 0, new org.apache.hadoop.fs.Path(file.toUri()));
    return new Commit(version, status, 1L);
  }

  private static void commit(UCClient client, StagingTableInfo staged, Commit commit)
      throws Exception {
    client.commit(
        staged.getId(),
        URI.create(staged.getStagingLocation()),
        PLAIN,
        Optional.of(commit),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty());
  }

  private static CommitFailedException refused(
      UCClient client, StagingTableInfo staged, Commit commit) {
    return catchThrowableOfType(CommitFailedException.class, () -> commit(client, staged, commit));
  }

  @Test
  @Witness(
      client = "io.delta:delta-storage 4.4.0",
      routes = {
        "GET /api/2.1/unity-catalog/metastore_summary",
        "POST /api/2.1/unity-catalog/delta/preview/commits",
        "GET /api/2.1/unity-catalog/delta/preview/commits"
      })
  void a_version_is_given_once_and_none_is_left_out(Mudbrick platform) throws Exception {
    StagingTableInfo staged = stage(platform);
    UCClient client = client(platform);
    assertThat(client.getMetastoreId()).isEqualTo(platform.workspace().metastoreId());
    create(client, staged);
    Commit first = waiting(staged, 1);
    commit(client, staged, first);
    commit(client, staged, first); // a client that lost the reply
    CommitFailedException taken = refused(client, staged, waiting(staged, 1));
    assertThat(taken.getConflict()).isTrue();
    assertThat(taken).hasMessageContaining("ABORTED").hasMessageContaining("Version 1");
    assertThat(refused(client, staged, waiting(staged, 3)))
        .hasMessageContaining("the next version is 2");
    Commit elsewhere =
        new Commit(
            2, new FileStatus(1, false, 1, 1, 0, new org.apache.hadoop.fs.Path("/tmp/passwd")), 1L);
    assertThat(refused(client, staged, elsewhere)).hasMessageContaining("<version>.<uuid>.json");
    Commit longer = waiting(staged, 2);
    Files.writeString(
        Path.of(longer.getFileStatus().getPath().toUri()), "{}", StandardOpenOption.APPEND);
    assertThat(refused(client, staged, longer))
        .hasMessageContaining("no file of that name and size");

    var commits =
        client.getCommits(
            staged.getId(),
            URI.create(staged.getStagingLocation()),
            PLAIN,
            Optional.empty(),
            Optional.empty());
    assertThat(commits.getLatestTableVersion()).isEqualTo(1);
    assertThat(commits.getCommits()).isEmpty();
    assertThatThrownBy(
            () ->
                client.getCommits(
                    "no-such-table",
                    URI.create(staged.getStagingLocation()),
                    PLAIN,
                    Optional.empty(),
                    Optional.empty()))
        .isInstanceOf(InvalidTargetTableException.class);
  }

  @Test
  void commits_ask_for_privileges_and_for_a_table_of_that_kind(Mudbrick platform) throws Exception {
    StagingTableInfo staged = stage(platform);
    create(client(platform), staged);
    platform.module(Identity.class).createUser("ana");
    Catalog root = platform.module(Catalog.class);
    UCClient ana = client(platform.as("ana"));
    URI place = URI.create(staged.getStagingLocation());
    assertThatThrownBy(
            () -> ana.getCommits(staged.getId(), place, PLAIN, Optional.empty(), Optional.empty()))
        .isInstanceOf(InvalidTargetTableException.class); // what is not seen is not there
    SecurableRef telco = SecurableRef.catalog("telco");
    root.grants()
        .grant(telco, "ana", Privilege.USE_CATALOG, Privilege.USE_SCHEMA, Privilege.SELECT);
    assertThat(
            ana.getCommits(staged.getId(), place, PLAIN, Optional.empty(), Optional.empty())
                .getLatestTableVersion())
        .isZero();
    Commit hers = waiting(staged, 1);
    assertThat(refused(ana, staged, hers)).hasMessageContaining("PERMISSION_DENIED");
    root.grants().grant(telco, "ana", Privilege.MODIFY);
    commit(ana, staged, hers);

    TableInfo plain =
        root.tables()
            .create(
                TableSpec.builder(
                        "telco.churn.plain", Schema.builder().column("id", ColumnType.LONG).build())
                    .build());
    StagingTableInfo ours =
        new StagingTableInfo().id(plain.id()).stagingLocation(plain.directory().toUri().toString());
    assertThat(refused(client(platform), ours, hers)).hasMessageContaining("catalogManaged");
    assertThat(
            refused(
                client(platform),
                new StagingTableInfo().id(plain.id()).stagingLocation(staged.getStagingLocation()),
                hers))
        .hasMessageContaining("is not where the table lies");
  }

  @Test
  void a_place_becomes_a_table_for_whom_it_was_reserved_and_under_its_name(Mudbrick platform)
      throws Exception {
    StagingTableInfo staged = stage(platform);
    platform.module(Identity.class).createUser("ana");
    platform
        .module(Catalog.class)
        .grants()
        .grant(
            SecurableRef.catalog("telco"),
            "ana",
            Privilege.USE_CATALOG,
            Privilege.USE_SCHEMA,
            Privilege.CREATE_TABLE);
    CreateTable calls =
        new CreateTable()
            .catalogName("telco")
            .schemaName("churn")
            .name("calls")
            .tableType(io.unitycatalog.client.model.TableType.MANAGED)
            .dataSourceFormat(DataSourceFormat.DELTA)
            .storageLocation(staged.getStagingLocation());
    assertThatThrownBy(() -> tables(platform).createTable(calls))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("write version 0 first");
    assertThatThrownBy(() -> tables(platform.as("ana")).createTable(calls))
        .hasMessageContaining("POST /staging-tables");
    assertThatThrownBy(() -> tables(platform).createTable(calls.name("other")))
        .hasMessageContaining("POST /staging-tables");
    create(client(platform), staged);
    assertThatThrownBy(() -> tables(platform).createTable(calls.name("twice")))
        .hasMessageContaining("POST /staging-tables");
    Path directory = Path.of(URI.create(staged.getStagingLocation()));
    platform.module(Catalog.class).tables().delete("telco.churn.calls");
    assertThat(directory).doesNotExist();
  }
}
