package io.mudbrick.serving.internal.payload;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.delta.DeltaTable;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.Workspace;
import io.mudbrick.platform.journal.JournalRecord;
import io.mudbrick.platform.journal.JournalSink;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes journalled exchanges into their tables, exactly once: each table remembers, in the commit
 * itself, the last sequence number that went in from each journal. The endpoint's creator writes;
 * what he may not write any more, or where there is no table any more, is dropped with a warning.
 */
public final class PayloadSink implements JournalSink {
  private static final Logger LOG = System.getLogger(PayloadSink.class.getName());
  private static final int SERVER_ERRORS = 500;

  private final ModuleContext context;

  public PayloadSink(ModuleContext context) {
    this.context = context;
  }

  /** Where an endpoint's rows go, and as whom. */
  private record Target(String workspaceId, String creatorId, String table) {
    static Target of(Source source) {
      return new Target(source.workspaceId(), source.creatorId(), source.table());
    }
  }

  /** Exchanges for one table, with their numbers in the journal, in order. */
  private static final class Rows {
    private final List<Long> sequences = new ArrayList<>();
    private final List<Payload> payloads = new ArrayList<>();

    void add(long sequence, Payload payload) {
      sequences.add(sequence);
      payloads.add(payload);
    }

    int size() {
      return payloads.size();
    }

    long last() {
      return sequences.get(size() - 1);
    }

    List<Payload> after(long sequence) {
      int first = Collections.binarySearch(sequences, sequence + 1);
      return payloads.subList(first < 0 ? -first - 1 : first, size());
    }
  }

  @Override
  public String name() {
    return "serving-inference";
  }

  @Override
  public String topic() {
    return PayloadLog.TOPIC;
  }

  /** A Delta commit costs as much as thousands of rows: better few large ones. */
  @Override
  public long patience() {
    return 50_000;
  }

  @Override
  public Duration longestWait() {
    return Duration.ofSeconds(10);
  }

  @Override
  public void accept(List<JournalRecord> records, long lastSequence) {
    PayloadBytes bytes = new PayloadBytes();
    Map<Target, Rows> tables = new LinkedHashMap<>();
    for (JournalRecord record : records) {
      Payload payload = bytes.read(record.body());
      tables
          .computeIfAbsent(Target.of(payload.source()), target -> new Rows())
          .add(record.sequence(), payload);
    }
    String journal = records.get(0).journal();
    tables.forEach((target, rows) -> write(journal, target, rows));
  }

  private void write(String journal, Target target, Rows rows) {
    try {
      Optional<DeltaTable> table = open(target);
      table.ifPresentOrElse(
          found -> append(application(journal, target), found, rows),
          () -> dropped(target, rows.size(), "its creator is gone"));
    } catch (PlatformException refused) {
      if (refused.code().httpStatus() >= SERVER_ERRORS) {
        throw refused;
      }
      dropped(target, rows.size(), refused.message());
    }
  }

  /** Endpoints of several creators may share a table, each with a batch of its own. */
  private static String application(String journal, Target target) {
    String name = "mudbrick-inference-" + target.workspaceId() + "-" + target.creatorId();
    return journal.isEmpty() ? name : name + "-" + journal;
  }

  private static void append(String application, DeltaTable table, Rows rows) {
    List<Payload> missing = rows.after(table.lastTransaction(application).orElse(0));
    if (!missing.isEmpty()) {
      table.write().transaction(application, rows.last()).append(PayloadLayout.batch(missing));
    }
  }

  private Optional<DeltaTable> open(Target target) {
    return context.identities().workspaces().stream()
        .filter(workspace -> workspace.id().equals(target.workspaceId()))
        .findFirst()
        .flatMap(workspace -> creator(workspace, target))
        .map(creator -> context.service(Catalog.class, creator).tables().open(target.table()));
  }

  private Optional<Caller> creator(Workspace workspace, Target target) {
    return context
        .identities()
        .principalById(workspace.metastoreId(), target.creatorId())
        .map(principal -> new Caller(workspace, principal));
  }

  private static void dropped(Target target, int rows, String why) {
    LOG.log(
        Level.WARNING, "{0} rows for inference table {1} are lost: {2}", rows, target.table(), why);
  }
}
