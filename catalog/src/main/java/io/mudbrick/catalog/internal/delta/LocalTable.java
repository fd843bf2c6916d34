package io.mudbrick.catalog.internal.delta;

import io.delta.standalone.Snapshot;
import io.delta.standalone.actions.AddFile;
import io.delta.standalone.actions.Metadata;
import io.delta.standalone.actions.Protocol;
import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.CommitResult;
import io.mudbrick.catalog.delta.DeltaTable;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.catalog.delta.TableChanges;
import io.mudbrick.catalog.delta.TableCommit;
import io.mudbrick.catalog.delta.TableDetail;
import io.mudbrick.catalog.delta.TableMaintenance;
import io.mudbrick.catalog.delta.TableOptions;
import io.mudbrick.catalog.delta.TableRead;
import io.mudbrick.catalog.delta.TableWrite;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.files.FileIo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A table in a local directory, through Delta Standalone and our own Parquet reading. */
public final class LocalTable implements DeltaTable {
  private final Path directory;
  private final TableLog log;
  private final DataFiles data;
  private final TableLock lock;
  private final Committer committer;
  private final WriteSettings settings;

  private LocalTable(Path directory, TableLock lock) {
    this.directory = directory;
    this.log = new TableLog(directory);
    this.data = new DataFiles(directory);
    this.lock = lock;
    this.committer = new Committer(log, data, lock);
    this.settings = WriteSettings.by(null);
  }

  private LocalTable(LocalTable other, String user) {
    this.directory = other.directory;
    this.log = other.log;
    this.data = other.data;
    this.lock = other.lock;
    this.committer = other.committer;
    this.settings = WriteSettings.by(user);
  }

  /** The same table, in whose history the writes bear a user's name. */
  public static DeltaTable actingAs(DeltaTable table, String user) {
    return table instanceof LocalTable local ? new LocalTable(local, user) : table;
  }

  /** Makes the directory where it is missing, and version 0 of the table. */
  public static LocalTable create(Path path, Schema schema, TableOptions options) {
    if (schema.size() == 0) {
      throw DeltaErrors.noColumns();
    }
    LogSchema.checkNames(schema);
    Partitions.check(schema, options.partitionColumns());
    TableProperties.check(options.properties());
    LocalTable table = at(newDirectory(path));
    Metadata metadata =
        Metadata.builder()
            .id(UUID.randomUUID().toString())
            .description(options.comment())
            .schema(LogSchema.toLog(schema))
            .partitionColumns(schema.select(options.partitionColumns()).names())
            .configuration(options.properties())
            .createdTime(System.currentTimeMillis())
            .build();
    table.committer.append(
        table.settings,
        basis -> {
          if (basis.version() >= 0) {
            throw DeltaErrors.tableExists(path);
          }
          Change change = new Change("CREATE TABLE");
          change.parameter("isManaged", "false");
          change.parameter("partitionBy", Json.of(metadata.getPartitionColumns()));
          change.parameter("properties", Json.of(options.properties()));
          change.metadata = metadata;
          change.protocol = new Protocol(1, 2);
          return change;
        });
    return table;
  }

  /** A table that is there. */
  public static DeltaTable open(Path path) {
    if (!exists(path)) {
      throw DeltaErrors.noSuchTable(path);
    }
    try {
      LocalTable table = at(path);
      LogSchema.of(table.log.lastSeen().getMetadata());
      return table;
    } catch (PlatformException e) {
      return foreign(path, e);
    }
  }

  /** The table through Kernel, if its protocol is why we cannot read it. */
  private static DeltaTable foreign(Path path, PlatformException cause) {
    KernelLog log = new KernelLog(path);
    boolean foreign;
    try {
      foreign = log.isForeign();
    } catch (PlatformException e) {
      throw e.code() == ErrorCode.NOT_IMPLEMENTED ? e : cause;
    }
    if (!foreign) {
      throw cause;
    }
    return new ForeignTable(log);
  }

  /** Whether a directory holds a table; looks at the disk only, and loads nothing. */
  public static boolean exists(Path path) {
    Path logDirectory = path.resolve("_delta_log");
    if (!Files.isDirectory(logDirectory)) {
      return false;
    }
    try (var files = Files.newDirectoryStream(logDirectory, "*.{json,checkpoint*.parquet}")) {
      return files.iterator().hasNext();
    } catch (IOException e) {
      throw DeltaErrors.writeFailed(path, e);
    }
  }

  /** A table object that shares no lock with others of this process, as if it were another one. */
  static LocalTable asOtherProcess(Path path) {
    return new LocalTable(path, new TableLock());
  }

  private static LocalTable at(Path path) {
    try {
      Path real = path.toRealPath();
      return new LocalTable(real, TableLock.of(real));
    } catch (IOException e) {
      throw DeltaErrors.writeFailed(path, e);
    }
  }

  private static Path newDirectory(Path path) {
    try {
      FileIo.createDirectories(path.toAbsolutePath().resolve("_delta_log"));
      // Also when they were there: whoever made them may have been killed before the sync.
      FileIo.syncDirectory(path);
      Path parent = path.toAbsolutePath().getParent();
      if (parent != null) {
        FileIo.syncDirectory(parent);
      }
      return path;
    } catch (IOException e) {
      throw DeltaErrors.writeFailed(path, e);
    }
  }

  @Override
  public Path directory() {
    return directory;
  }

  @Override
  public Schema schema() {
    return read(snapshot -> LogSchema.of(snapshot.getMetadata()), DeltaTable::schema);
  }

  @Override
  public long version() {
    return read(Snapshot::getVersion, DeltaTable::version);
  }

  @Override
  public List<String> partitionColumns() {
    return read(
        snapshot -> List.copyOf(snapshot.getMetadata().getPartitionColumns()),
        DeltaTable::partitionColumns);
  }

  @Override
  public Map<String, String> properties() {
    return read(
        snapshot -> Map.copyOf(snapshot.getMetadata().getConfiguration()), DeltaTable::properties);
  }

  @Override
  public TableDetail detail() {
    return read(this::detail, DeltaTable::detail);
  }

  private TableDetail detail(Snapshot snapshot) {
    KernelLog kernel = new KernelLog(directory);
    OptionalLong rows = OptionalLong.of(0);
    for (AddFile file : snapshot.getAllFiles()) {
      OptionalLong known = FileStats.parse(file.getStats()).rows();
      rows =
          rows.isPresent() && known.isPresent()
              ? OptionalLong.of(rows.getAsLong() + known.getAsLong())
              : OptionalLong.empty();
    }
    return kernel.detail(kernel.at(snapshot.getVersion()), rows);
  }

  @Override
  public TableRead read() {
    return read(snapshot -> new LocalRead(log, data, snapshot, ReadOptions.ALL), DeltaTable::read);
  }

  /** Another writer may bring a feature into a table that is open: from then on Kernel reads it. */
  private <T> T read(Function<Snapshot, T> ours, Function<DeltaTable, T> foreign) {
    Snapshot snapshot;
    try {
      snapshot = log.newest();
    } catch (PlatformException e) {
      return foreign.apply(foreign(directory, e));
    }
    return ours.apply(snapshot);
  }

  @Override
  public TableWrite write() {
    return newWrite();
  }

  private LocalWrite newWrite() {
    AutoCompaction compaction = new AutoCompaction(log, data, committer, settings);
    return new LocalWrite(committer, data, compaction, settings, false);
  }

  /** {@link Retype#to}. */
  void retype(Schema wanted, UnaryOperator<Row> converted) {
    newWrite().retype(wanted, converted);
  }

  @Override
  public CommitResult addColumns(List<Column> columns) {
    return newWrite().addColumns(columns);
  }

  @Override
  public TableMaintenance maintenance() {
    return new LocalMaintenance(log, data, committer, lock, settings);
  }

  /** Maintenance that builds on an older version, as a slow one would; tried once. */
  TableMaintenance maintenanceAt(long version) {
    return new LocalMaintenance(log, data, committer, lock, settings.basedOn(version));
  }

  @Override
  public TableChanges changes(long from, long to) {
    long newest = version();
    if (from < 0 || from > to || to > newest) {
      throw DeltaErrors.badVersionRange(directory, from, to, newest);
    }
    return new LocalChanges(log, data, from, to);
  }

  @Override
  public TableChanges changesSince(long version) {
    long newest = version();
    if (version < -1 || version > newest) {
      throw DeltaErrors.noSuchVersion(directory, version, newest);
    }
    return new LocalChanges(log, data, version + 1, newest);
  }

  @Override
  public List<TableCommit> history(int limit) {
    List<TableCommit> commits = new ArrayList<>();
    long version = version();
    for (; version >= 0 && commits.size() < limit && log.holds(version); version--) {
      commits.add(History.commit(version, log.time(version), log.commitInfo(version)));
    }
    return commits;
  }

  @Override
  public OptionalLong lastTransaction(String application) {
    long version = log.basis(null).transaction(application);
    return version < 0 ? OptionalLong.empty() : OptionalLong.of(version);
  }
}
