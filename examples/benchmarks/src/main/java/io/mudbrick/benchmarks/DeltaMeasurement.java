package io.mudbrick.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Tables of ours beside those of Delta Kernel: the same rows, in the same JVM, alternating. */
final class DeltaMeasurement implements Bench.Measurement {
  private static final String PEER = "Delta Kernel 4.4.0";

  @Override
  public List<Figure> measure(boolean quick) throws Exception {
    Path directory = Files.createTempDirectory("bench-delta");
    try {
      List<Figure> figures = new ArrayList<>();
      figures.addAll(wholeTable(directory, quick ? 100_000 : 1_000_000, quick ? 3 : 7));
      figures.addAll(new CommitMeasurement(directory, quick).measure());
      return figures;
    } finally {
      Folders.delete(directory);
    }
  }

  /** Many rows written in one commit, and read. */
  private static List<Figure> wholeTable(Path directory, int rows, int rounds) throws Exception {
    DeltaRows data = DeltaRows.make(rows);
    List<Sample> ourWrites = new ArrayList<>();
    List<Sample> ourReads = new ArrayList<>();
    List<Sample> peerWrites = new ArrayList<>();
    List<Sample> peerReads = new ArrayList<>();
    for (int round = -2; round < rounds; round++) {
      Path ours = directory.resolve("ours");
      Path peer = directory.resolve("peer");
      double[] sums = new double[2];
      Sample ourWrite = Sample.of(() -> data.writeOurs(ours));
      Sample peerWrite = Sample.of(() -> KernelPeer.write(peer, data));
      Sample ourRead = Sample.of(() -> sums[0] = DeltaRows.sumOurs(ours));
      Sample peerRead = Sample.of(() -> sums[1] = KernelPeer.sum(peer));
      if (sums[0] != sums[1]) {
        throw new IllegalStateException("Different rows: " + sums[0] + " and " + sums[1]);
      }
      if (round >= 0) { // the first rounds warm the JVM up
        ourWrites.add(ourWrite);
        ourReads.add(ourRead);
        peerWrites.add(peerWrite);
        peerReads.add(peerRead);
      }
      Folders.delete(ours);
      Folders.delete(peer);
    }
    String load = rows + " rows x 10 columns, median of " + rounds;
    List<Figure> figures = new ArrayList<>();
    figures.addAll(Sample.figures("delta.write", ourWrites, peerWrites, PEER, load));
    figures.addAll(Sample.figures("delta.read", ourReads, peerReads, PEER, load));
    return figures;
  }
}
