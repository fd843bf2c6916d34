package io.mudbrick.catalog.internal.tables;

import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.Filter;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.catalog.delta.TableRead;
import io.mudbrick.catalog.internal.delta.Batches;
import io.mudbrick.catalog.internal.delta.ShownRows;
import io.mudbrick.catalog.internal.policy.RowPolicy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A read through the masks and filters that hold for the caller when rows are really wanted. Where
 * none does, it is the read below, statistics and all. Where one does, nothing is decided by raw
 * values or by what the log says of them: rows are fetched, hidden and masked, and only then does
 * the caller's own condition look at them.
 */
final class MaskedRead implements TableRead {
  private static final long ALL = Long.MAX_VALUE;

  private final TableRead raw;
  private final @Nullable List<String> wanted;
  private final List<Filter> filters;
  private final long limit;
  private final TableGate gate;

  MaskedRead(TableRead raw, TableGate gate) {
    this(raw, null, List.of(), ALL, gate);
  }

  private MaskedRead(
      TableRead raw,
      @Nullable List<String> wanted,
      List<Filter> filters,
      long limit,
      TableGate gate) {
    this.raw = raw;
    this.wanted = wanted;
    this.filters = filters;
    this.limit = limit;
    this.gate = gate;
  }

  /** The read below: all columns and rows. */
  TableRead raw() {
    return raw;
  }

  private List<String> names() {
    return wanted == null ? raw.schema().names() : wanted;
  }

  /** The same read without masks. */
  private TableRead open() {
    TableRead read = wanted == null ? raw : raw.columns(wanted);
    for (Filter filter : filters) {
      read = read.where(filter);
    }
    return limit == ALL ? read : read.limit(limit);
  }

  private RowPolicy policy() {
    return gate.policy(raw.schema());
  }

  @Override
  public TableRead columns(Collection<String> names) {
    return new MaskedRead(raw, raw.schema().select(names).names(), filters, limit, gate);
  }

  @Override
  public TableRead where(Filter filter) {
    raw.where(filter); // refuses what does not fit the columns
    List<Filter> all = new ArrayList<>(filters);
    all.add(filter);
    return new MaskedRead(raw, wanted, List.copyOf(all), limit, gate);
  }

  @Override
  public TableRead limit(long rows) {
    raw.limit(rows); // refuses a negative number
    return new MaskedRead(raw, wanted, filters, Math.min(limit, rows), gate);
  }

  @Override
  public TableRead version(long version) {
    return again(raw.version(version));
  }

  @Override
  public TableRead asOf(Instant time) {
    return again(raw.asOf(time));
  }

  private TableRead again(TableRead other) {
    List<String> names = wanted == null ? null : other.schema().select(wanted).names();
    return new MaskedRead(other, names, filters, limit, gate);
  }

  @Override
  public long version() {
    return raw.version();
  }

  @Override
  public Schema schema() {
    return schema(policy());
  }

  private Schema schema(RowPolicy policy) {
    return policy.shown(raw.schema().select(names()));
  }

  @Override
  public Stream<ColumnBatch> batches() {
    RowPolicy policy = policy();
    return policy.isEmpty() ? open().batches() : masked(policy);
  }

  @Override
  public List<TableRead> parts(Filter hint) {
    RowPolicy policy = policy();
    if (policy.isEmpty()) {
      return open().parts(hint);
    }
    if (limit != ALL) {
      return List.of(this);
    }
    raw.where(hint); // refuses what does not fit the columns
    TableGate now = new PolicyOfNow(policy);
    return raw.parts(Filter.all()).stream()
        .<TableRead>map(part -> new MaskedRead(part, wanted, filters, ALL, now))
        .toList();
  }

  /** Hides the same at each of several reads. */
  private record PolicyOfNow(RowPolicy policy) implements TableGate {
    @Override
    public RowPolicy policy(Schema schema) {
      return policy;
    }

    @Override
    public void requireRaw(Schema schema) {
      throw new UnsupportedOperationException("Parts of a masked table are read, no more");
    }

    @Override
    public void read() {}

    @Override
    public void write() {}

    @Override
    public void columnsMayHaveChanged(Schema now) {}

    @Override
    public void columnsRestored(Schema now) {}
  }

  private Stream<ColumnBatch> masked(RowPolicy policy) {
    List<String> names = names();
    ShownRows rows = new ShownRows(filters, policy.shown(raw.schema()));
    Set<String> looked = new LinkedHashSet<>(names);
    looked.addAll(rows.columns());
    Stream<ColumnBatch> fitting =
        raw.columns(policy.needed(looked))
            .batches()
            .map(batch -> rows.of(policy.apply(batch, looked)).select(names));
    return limit == ALL ? fitting : limited(fitting);
  }

  private Stream<ColumnBatch> limited(Stream<ColumnBatch> batches) {
    long[] left = {limit};
    return batches
        .takeWhile(batch -> left[0] > 0)
        .map(
            batch -> {
              int size = (int) Math.min(batch.size(), left[0]);
              left[0] -= size;
              return size == batch.size() ? batch : batch.take(IntStream.range(0, size).toArray());
            });
  }

  @Override
  public ColumnBatch toColumns() {
    RowPolicy policy = policy();
    if (policy.isEmpty()) {
      return open().toColumns();
    }
    try (Stream<ColumnBatch> batches = masked(policy)) {
      return Batches.concat(schema(policy), batches.toList());
    }
  }

  @Override
  public long count() {
    RowPolicy policy = policy();
    if (policy.isEmpty()) {
      return open().count();
    }
    try (Stream<ColumnBatch> batches = masked(policy)) {
      return batches.mapToLong(ColumnBatch::size).sum();
    }
  }

  @Override
  public List<Path> files() {
    gate.requireRaw(raw.schema());
    return open().files();
  }
}
