package io.mudbrick.examples.crash;

import io.mudbrick.platform.Mudbrick;
import io.mudbrick.tracking.ArtifactInfo;
import io.mudbrick.tracking.LogBatch;
import io.mudbrick.tracking.Metric;
import io.mudbrick.tracking.NewRun;
import io.mudbrick.tracking.Param;
import io.mudbrick.tracking.Run;
import io.mudbrick.tracking.RunQuery;
import io.mudbrick.tracking.StoredFile;
import io.mudbrick.tracking.Tracking;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Runs, their metrics and their files. */
final class TrackingWorks {
  private TrackingWorks() {}

  private abstract static class TrackingWork implements Work {
    private final Mudbrick platform;
    private final String experiment;

    TrackingWork(Mudbrick platform, String experiment) {
      this.platform = platform;
      this.experiment = experiment;
    }

    Tracking tracking() {
      return platform.module(Tracking.class);
    }

    @Override
    public void prepare() {
      tracking()
          .createRun(NewRun.in(tracking().createExperiment(experiment).experimentId()).build());
    }

    String experimentId() {
      return tracking().getExperimentByName(experiment).orElseThrow().experimentId();
    }

    /** The run that was made in preparation. */
    String runId() {
      return tracking()
          .searchRuns(RunQuery.in(List.of(experimentId())).build())
          .items()
          .get(0)
          .runId();
    }
  }

  /** Batches of metrics and a parameter: whole, and in order. */
  static final class Metrics extends TrackingWork {
    private static final int KEYS = 5;

    Metrics(Mudbrick platform) {
      super(platform, "crash-metrics");
    }

    @Override
    public void act(long n) {
      List<Metric> metrics = new ArrayList<>();
      for (int key = 0; key < KEYS; key++) {
        metrics.add(Metric.of("m" + key, n * 10 + key, n, n));
      }
      List<Param> params = n <= 50 ? List.of(new Param("p" + n, "v" + n)) : List.of();
      tracking().logBatch(runId(), new LogBatch(metrics, params, List.of()));
    }

    @Override
    public long check(long acknowledged) {
      String run = runId();
      long found = -1;
      for (int key = 0; key < KEYS; key++) {
        int k = key;
        List<Metric> history = tracking().getMetricHistory(run, "m" + key, null, null).items();
        Expect.that(
            found < 0 || found == history.size(), "half a batch: %d of %d", history.size(), found);
        found = history.size();
        List<Double> values = history.stream().map(Metric::value).toList();
        List<Double> wanted = LongStream.rangeClosed(1, found).mapToObj(n -> n * 10.0 + k).toList();
        Expect.that(values.equals(wanted), "metric m%d out of order: %s", key, values);
      }
      int params = tracking().getRun(run).data().params().size();
      Expect.that(params == Math.min(50, found), "%d parameters, %d batches", params, found);
      return Expect.acknowledged("metrics", found, acknowledged);
    }
  }

  /**
   * Batches of which every other one is so large that it is kept in another way, and says again
   * what the one before it said: whole, in order, and once.
   */
  static final class Chunks extends TrackingWork {
    private static final int KEYS = 5;

    Chunks(Mudbrick platform) {
      super(platform, "crash-chunks");
    }

    private static int size(long n) {
      return n % 2 == 0 ? 20 : 1;
    }

    private static Stream<Metric> points(int key, long n) {
      return LongStream.range(0, size(n))
          .mapToObj(i -> Metric.of("m" + key, n * 100 + i, n * 100 + i, n * 100 + i));
    }

    @Override
    public void act(long n) {
      List<Metric> metrics = new ArrayList<>();
      for (int key = 0; key < KEYS; key++) {
        points(key, n).forEach(metrics::add);
        if (n % 2 == 0) {
          points(key, n - 1).forEach(metrics::add);
        }
      }
      tracking().logBatch(runId(), new LogBatch(metrics, List.of(), List.of()));
    }

    @Override
    public long check(long acknowledged) {
      String run = runId();
      long found = -1;
      for (int key = 0; key < KEYS; key++) {
        List<Metric> history = tracking().getMetricHistory(run, "m" + key, null, null).items();
        List<Metric> wanted = new ArrayList<>();
        long batches = 0;
        while (wanted.size() < history.size()) {
          points(key, ++batches).forEach(wanted::add);
        }
        Expect.that(found < 0 || found == batches, "half a batch: %d of %d", batches, found);
        found = batches;
        Expect.that(history.equals(wanted), "metric m%d out of order: %s", key, history);
      }
      return Expect.acknowledged("chunks", found, acknowledged);
    }
  }

  /** New runs. */
  static final class Created extends TrackingWork {
    Created(Mudbrick platform) {
      super(platform, "crash-runs");
    }

    @Override
    public void act(long n) {
      tracking().createRun(NewRun.in(experimentId()).name("run-" + n).tag("n", "" + n).build());
    }

    @Override
    public long check(long acknowledged) {
      List<String> tags =
          tracking()
              .searchRuns(RunQuery.in(List.of(experimentId())).maxResults(50_000).build())
              .items()
              .stream()
              .flatMap(Created::number)
              .sorted()
              .map(String::valueOf)
              .toList();
      List<String> wanted =
          LongStream.rangeClosed(1, tags.size()).mapToObj(String::valueOf).toList();
      Expect.that(tags.equals(wanted), "runs %s", tags);
      return Expect.acknowledged("runs", tags.size(), acknowledged);
    }

    private static Stream<Long> number(Run run) {
      return run.data().tags().stream()
          .filter(tag -> tag.key().equals("n"))
          .map(tag -> Long.valueOf(tag.value()));
    }
  }

  /** The bytes of the n-th file; every seventh is larger than any buffer. */
  private static byte[] bytes(long n) {
    byte[] bytes = new byte[n % 7 == 0 ? 200_000 : 500 + (int) (n % 100)];
    new Random(n).nextBytes(bytes);
    return bytes;
  }

  private static byte[] read(StoredFile stored) {
    try (InputStream in = stored.content()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** New files of a run. */
  static final class Uploads extends TrackingWork {
    Uploads(Mudbrick platform) {
      super(platform, "crash-artifacts");
    }

    @Override
    public void act(long n) {
      tracking().logArtifact(runId(), "files/f-" + n, new ByteArrayInputStream(bytes(n)));
    }

    @Override
    public long check(long acknowledged) {
      String run = runId();
      List<String> names =
          tracking().listArtifacts(run, "files").stream().map(ArtifactInfo::path).toList();
      for (long n = 1; n <= names.size(); n++) {
        String name = "files/f-" + n;
        Expect.that(names.contains(name), "%s is missing of %s", name, names);
        // All of them would take long after hundreds of kills; the last are the ones in danger.
        if (n > names.size() - 30) {
          Expect.that(
              Arrays.equals(read(tracking().openArtifact(run, name)), bytes(n)), "%s torn", name);
        }
      }
      return Expect.acknowledged("artifacts", names.size(), acknowledged);
    }
  }

  /** One file of a run, written again and again. */
  static final class Overwrite extends TrackingWork {
    Overwrite(Mudbrick platform) {
      super(platform, "crash-overwrite");
    }

    @Override
    public void prepare() {
      super.prepare();
      act(0);
    }

    @Override
    public void act(long n) {
      tracking().logArtifact(runId(), "latest", new ByteArrayInputStream(bytes(n)));
    }

    @Override
    public long check(long acknowledged) {
      byte[] there = read(tracking().openArtifact(runId(), "latest"));
      if (Arrays.equals(there, bytes(acknowledged + 1))) {
        return acknowledged + 1;
      }
      Expect.that(Arrays.equals(there, bytes(acknowledged)), "the file is none that was written");
      return acknowledged;
    }
  }
}
