package io.mudbrick.automl.internal.experiment;

import io.mudbrick.automl.Trial;
import io.mudbrick.automl.internal.glassbox.Notebook;
import io.mudbrick.automl.internal.glassbox.Pictures;
import io.mudbrick.automl.internal.glassbox.Program;
import io.mudbrick.automl.internal.glassbox.TrialFacts;
import io.mudbrick.automl.internal.tracked.MetricNames;
import io.mudbrick.automl.internal.trial.Library;
import io.mudbrick.automl.internal.trial.Session;
import io.mudbrick.tracking.ArtifactInfo;
import io.mudbrick.tracking.Tracking;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Leaves with each trial a program and a notebook that make it again. */
final class GlassBox {
  private final Session session;
  private final String explorationRunId;

  /**
   * @param explorationRunId the run that keeps the rows
   */
  GlassBox(Session session, String explorationRunId) {
    this.session = session;
    this.explorationRunId = explorationRunId;
  }

  /** Takes milliseconds a trial; pictures that are to be in a notebook must be there already. */
  void write(List<Library.Book> books) {
    books.forEach(this::write);
  }

  private void write(Library.Book book) {
    Trial trial = book.trial();
    TrialFacts facts =
        new TrialFacts(
            trial.runName(),
            trial.runId(),
            session.experimentName(),
            explorationRunId,
            session.prepared(),
            session.primaryMetric(),
            session.seed(),
            book.blend(),
            book.testedBy(),
            trial.metrics(),
            compared(book));
    log(trial, Program.ARTIFACT, new Program(facts).bytes());
    log(trial, Notebook.ARTIFACT, new Notebook(facts, pictures(trial)).bytes());
  }

  /** The metrics themselves, not how sure they are. */
  private static List<String> compared(Library.Book book) {
    return book.trial().metrics().keySet().stream()
        .filter(name -> !name.endsWith(MetricNames.LOW) && !name.endsWith(MetricNames.HIGH))
        .sorted()
        .toList();
  }

  private void log(Trial trial, String path, byte[] content) {
    session.tracking().logArtifact(trial.runId(), path, new ByteArrayInputStream(content));
  }

  private Map<String, byte[]> pictures(Trial trial) {
    Tracking tracking = session.tracking();
    Map<String, byte[]> pictures = new TreeMap<>();
    for (ArtifactInfo file : tracking.listArtifacts(trial.runId(), "")) {
      boolean picture = Pictures.is(file.path()) && file.size() <= Pictures.MOST_BYTES;
      if (picture && pictures.size() < Pictures.MOST) {
        try (InputStream in = tracking.openArtifact(trial.runId(), file.path()).content()) {
          pictures.put(file.path(), in.readAllBytes());
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return pictures;
  }
}
