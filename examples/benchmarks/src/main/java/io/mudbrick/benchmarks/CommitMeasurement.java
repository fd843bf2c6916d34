package io.mudbrick.benchmarks;

import io.mudbrick.catalog.delta.DeltaTable;
import io.mudbrick.catalog.delta.DeltaTables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Small commits, the log that they leave, and joining their files. */
final class CommitMeasurement {
  private static final String PEER = "Delta Kernel 4.4.0";
  private static final int ROWS = 10;

  private final Path directory;
  private final boolean quick;
  private final DeltaRows rows = DeltaRows.make(ROWS);

  CommitMeasurement(Path directory, boolean quick) {
    this.directory = directory;
    this.quick = quick;
  }

  List<Figure> measure() throws Exception {
    List<Figure> figures = new ArrayList<>(appends());
    int files = quick ? 100 : 1000;
    Path many = directory.resolve("many");
    rows.writeOurs(many);
    DeltaTable table = DeltaTables.open(many);
    for (int i = 1; i < files; i++) {
      table.append(rows.batch());
    }
    figures.addAll(snapshots(many, files));
    figures.addAll(joins(table, files));
    return figures;
  }

  /** Ours is synced to the disk, the peer's is not: its file access knows no sync. */
  private List<Figure> appends() throws Exception {
    Path ours = directory.resolve("appends");
    Path peer = directory.resolve("peer-appends");
    rows.writeOurs(ours);
    KernelPeer.write(peer, rows);
    DeltaTable table = DeltaTables.open(ours);
    KernelPeer.Appender appender = new KernelPeer.Appender(peer);
    List<Sample> ourAppends = new ArrayList<>();
    List<Sample> peerAppends = new ArrayList<>();
    int rounds = quick ? 50 : 200;
    for (int round = -50; round < rounds; round++) {
      Sample ourAppend = Sample.of(() -> table.append(rows.batch()));
      Sample peerAppend = Sample.of(() -> appender.append(rows));
      if (round >= 0) {
        ourAppends.add(ourAppend);
        peerAppends.add(peerAppend);
      }
    }
    return Sample.figures(
        "delta.append_10_rows",
        ourAppends,
        peerAppends,
        PEER,
        "10 rows x 10 columns a commit, ours synced, the peer's not, median of " + rounds);
  }

  private List<Figure> snapshots(Path table, int commits) throws Exception {
    List<Sample> ours = new ArrayList<>();
    List<Sample> peer = new ArrayList<>();
    int rounds = quick ? 5 : 21;
    for (int round = -10; round < rounds; round++) {
      int[] found = new int[2];
      Sample our = Sample.of(() -> found[0] = DeltaTables.open(table).read().files().size());
      Sample peers = Sample.of(() -> found[1] = KernelPeer.files(table));
      if (found[0] != commits || found[1] != commits) {
        throw new IllegalStateException("Files: " + found[0] + " and " + found[1]);
      }
      if (round >= 0) {
        ours.add(our);
        peer.add(peers);
      }
    }
    return Sample.figures(
        "delta.snapshot",
        ours,
        peer,
        PEER,
        "open a table of %d commits and list its files, median of %d".formatted(commits, rounds));
  }

  /** The peer cannot commit a compaction: it reads the files and writes one to another table. */
  private List<Figure> joins(DeltaTable table, int files) throws Exception {
    List<Sample> ours = new ArrayList<>();
    List<Sample> peer = new ArrayList<>();
    long before = table.version();
    int rounds = quick ? 1 : 5;
    for (int round = -1; round < rounds; round++) {
      Path target = directory.resolve("joined-" + round);
      Sample peers = Sample.of(() -> KernelPeer.copy(table.directory(), target));
      Sample our = Sample.of(() -> table.maintenance().optimize());
      if (table.read().files().size() != 1) {
        throw new IllegalStateException("Not joined");
      }
      table.maintenance().restore(before);
      if (round >= 0) {
        ours.add(our);
        peer.add(peers);
      }
    }
    return Sample.figures(
        "delta.optimize",
        ours,
        peer,
        PEER,
        "%d files of 10 rows become one; the peer only copies them; median of %d"
            .formatted(files, rounds));
  }
}
