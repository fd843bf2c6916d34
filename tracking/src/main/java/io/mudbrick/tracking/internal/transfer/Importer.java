package io.mudbrick.tracking.internal.transfer;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.cli.Connection;
import io.mudbrick.tracking.Experiment;
import io.mudbrick.tracking.LifecycleStage;
import io.mudbrick.tracking.Metric;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Carries a source over to a platform, run by run: a run's files first, then its points, then the
 * run, which is the moment when it exists. So an import that was cut off is taken up by the next.
 */
public final class Importer {
  private static final String IMPORT = "/api/2.0/mudbrick/tracking/import/";
  private static final String FILES = "/api/2.0/mlflow-artifacts/artifacts/";
  private static final String OWN_SCHEME = "mlflow-artifacts:/";
  private static final int POINTS = 1000;
  private static final int IDS = 1000;

  /** Errors that are about the platform, not about what is carried: there is no going on. */
  private static final Set<ErrorCode> FATAL =
      Set.of(ErrorCode.TEMPORARILY_UNAVAILABLE, ErrorCode.UNAUTHENTICATED, ErrorCode.ABORTED);

  private final MlflowSource source;
  private final Connection platform;
  private final boolean withArtifacts;
  private final Consumer<String> progress;
  private final ImportReport report = new ImportReport();

  /**
   * @param progress is told how far the work has come, once for each run and model
   */
  public Importer(
      MlflowSource source, Connection platform, boolean withArtifacts, Consumer<String> progress) {
    this.source = source;
    this.platform = platform;
    this.withArtifacts = withArtifacts;
    this.progress = progress;
  }

  /** An experiment here: what it came from, its id, and where its files go if they go to us. */
  private record Target(Experiment from, String id, @Nullable String path) {}

  public ImportReport run() {
    for (Experiment experiment : source.experiments(report.broken::add)) {
      attempt("experiment '" + experiment.name() + "'", () -> carry(experiment));
    }
    source.leftBehind().forEach(what -> report.remarks.add("not imported: " + what));
    return report;
  }

  /** A piece of the work. */
  private interface Piece {
    void carry() throws BrokenSourceException;
  }

  private void attempt(String what, Piece piece) {
    try {
      piece.carry();
    } catch (BrokenSourceException e) {
      report.broken.add(what + ": " + e.getMessage());
    } catch (PlatformException e) {
      if (FATAL.contains(e.code())) {
        throw e;
      }
      report.broken.add(what + ": " + e.message());
    }
  }

  private void carry(Experiment experiment) throws BrokenSourceException {
    List<String> runs = source.runs(experiment.experimentId());
    List<String> models = source.models(experiment.experimentId());
    Target target = target(experiment);
    report.experiments++;
    List<String> all = new ArrayList<>(runs);
    all.addAll(models);
    Set<String> known = known(target.id(), all);
    report.known += known.size();
    int done = 0;
    for (String id : all) {
      if (!known.contains(id)) {
        if (done < runs.size()) {
          attempt("run " + id, () -> carryRun(target, id));
        } else {
          attempt("logged model " + id, () -> carryModel(target, id));
        }
      }
      done++;
      progress.accept(experiment.name() + ": " + done + " of " + all.size());
    }
  }

  private Target target(Experiment experiment) {
    Map<String, Object> sent = new LinkedHashMap<>();
    sent.put("experiment_id", experiment.experimentId());
    sent.put("name", experiment.name());
    sent.put("artifact_location", isRemote(experiment) ? experiment.artifactLocation() : "");
    sent.put("lifecycle_stage", experiment.lifecycleStage().name());
    sent.put("creation_time", experiment.creationTime().toEpochMilli());
    sent.put("last_update_time", experiment.lastUpdateTime().toEpochMilli());
    sent.put("tags", Wire.pairs(experiment.tags()));
    Map<String, Object> here = platform.post(IMPORT + "experiments", sent);
    String location = String.valueOf(here.get("artifact_location"));
    return new Target(
        experiment,
        String.valueOf(here.get("experiment_id")),
        location.startsWith(OWN_SCHEME) ? location.substring(OWN_SCHEME.length()) : null);
  }

  private static boolean isRemote(Experiment experiment) {
    return experiment.artifactLocation().matches("(?!file:|mlflow-artifacts:)[a-z][a-z0-9+.-]+:.*");
  }

  private Set<String> known(String experimentId, List<String> ids) {
    Set<String> known = new HashSet<>();
    for (int from = 0; from < ids.size(); from += IDS) {
      List<String> some = ids.subList(from, Math.min(from + IDS, ids.size()));
      Map<String, Object> reply =
          platform.post(IMPORT + "known", Map.of("experiment_id", experimentId, "ids", some));
      if (reply.get("ids") instanceof List<?> found) {
        found.forEach(id -> known.add(String.valueOf(id)));
      }
    }
    return known;
  }

  private void carryRun(Target target, String id) throws BrokenSourceException {
    SourceRun found = source.run(target.from().experimentId(), id);
    upload(target, id, found.artifacts(), found.artifactUri());
    Points points = new Points(target.id(), id);
    found.points().forEach(points::add);
    points.send();
    if (made(platform.post(IMPORT + "runs", Wire.run(found.run(), target.id())))) {
      report.runs++;
      report.points += points.sent;
    } else {
      report.known++;
    }
  }

  private static boolean made(Map<String, Object> reply) {
    return Objects.equals(reply.get("imported"), true);
  }

  private void carryModel(Target target, String id) throws BrokenSourceException {
    SourceModel found = source.model(target.from().experimentId(), id);
    upload(target, "models/" + id, found.artifacts(), found.model().info().artifactUri());
    LifecycleStage stage = found.stage();
    if (made(
        platform.post(IMPORT + "logged-models", Wire.model(found.model(), target.id(), stage)))) {
      report.models++;
    } else {
      report.known++;
    }
  }

  private void upload(Target target, String owner, @Nullable Path folder, String uri)
      throws BrokenSourceException {
    if (!withArtifacts) {
      return;
    }
    if (folder == null || target.path() == null) {
      if (folder != null || uri.matches("(?!file:)[a-z][a-z0-9+.-]+:.*")) {
        report.remarks.add("not copied: the files of " + owner + " at " + uri);
      }
      return;
    }
    String root = target.path() + "/" + owner + "/artifacts/";
    for (Path file : SourceFiles.files(folder)) {
      String path = root + SourceFiles.name(folder, file);
      try {
        platform.upload(
            FILES
                + Arrays.stream(path.split("/", -1))
                    .map(Connection::segment)
                    .collect(Collectors.joining("/")),
            file);
        report.files++;
        report.bytes += Files.size(file);
      } catch (PlatformException e) {
        if (FATAL.contains(e.code())) {
          throw e;
        }
        throw new BrokenSourceException(file, e.message());
      } catch (IOException | UncheckedIOException e) {
        throw SourceFiles.unreadable(file, e);
      }
    }
  }

  /** Sends points in pieces. */
  private final class Points {
    private final String experimentId;
    private final String runId;
    private final List<Map<String, Object>> waiting = new ArrayList<>();
    private boolean first = true;
    private long sent;

    Points(String experimentId, String runId) {
      this.experimentId = experimentId;
      this.runId = runId;
    }

    void add(Metric metric) {
      waiting.add(Wire.metric(metric));
      if (waiting.size() == POINTS) {
        send();
      }
    }

    void send() {
      platform.post(
          IMPORT + "points",
          Map.of(
              "experiment_id",
              experimentId,
              "run_id",
              runId,
              "first",
              first,
              "points",
              List.copyOf(waiting)));
      first = false;
      sent += waiting.size();
      waiting.clear();
    }
  }
}
