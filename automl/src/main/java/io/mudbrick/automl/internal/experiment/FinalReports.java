package io.mudbrick.automl.internal.experiment;

import io.mudbrick.automl.AutoMlErrors;
import io.mudbrick.automl.ModelFamily;
import io.mudbrick.automl.internal.data.Prepared;
import io.mudbrick.automl.internal.explain.Explanations;
import io.mudbrick.automl.internal.explain.Subject;
import io.mudbrick.automl.internal.report.EncodedSample;
import io.mudbrick.automl.internal.report.ExplanationReport;
import io.mudbrick.automl.internal.report.Provenance;
import io.mudbrick.automl.internal.report.Report;
import io.mudbrick.automl.internal.report.TrialReport;
import io.mudbrick.automl.internal.trial.FitThreads;
import io.mudbrick.automl.internal.trial.Library;
import io.mudbrick.automl.internal.trial.Session;
import io.mudbrick.platform.model.FeatureMatrix;
import io.mudbrick.platform.model.LoadedModel;
import io.mudbrick.platform.model.Member;
import io.mudbrick.platform.model.ModelLoader;
import io.mudbrick.platform.model.ModelPackage;
import io.mudbrick.platform.model.Scorer;
import io.mudbrick.platform.model.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What takes longer than a model is worth: curves, pictures and explanations, best trials first and
 * when the search is over.
 */
final class FinalReports {
  private static final int SHOWN_ROWS = 2000;

  /** Of the whole time: three of them are 2 %. */
  private static final int LEAST_SHARE = 150;

  /** Of the whole time: what a report takes, before one is written. */
  private static final int REPORT_SHARE = 50;

  private static final Duration LEAST = Duration.ofSeconds(2);

  private final Session session;

  FinalReports(Session session) {
    this.session = session;
  }

  /**
   * Reports on trials, best first, while there is time; on the first in any case.
   *
   * @param books best first
   * @param threads how many are reported on at a time
   * @throws io.mudbrick.platform.PlatformException ABORTED when this thread is interrupted
   */
  void write(List<Library.Book> books, Path directory, int threads) {
    AtomicLong longest = new AtomicLong(session.budget().total().toNanos() / REPORT_SHARE);
    List<Runnable> work = new ArrayList<>();
    for (int i = 0; i < books.size(); i++) {
      Library.Book book = books.get(i);
      Path own = directory.resolve("report-" + i);
      boolean best = i == 0;
      work.add(
          () -> {
            if (best || session.budget().left(threads) > longest.get() / 1e9) {
              long started = session.budget().threadNanos();
              write(book, own, best);
              longest.accumulateAndGet(session.budget().threadNanos() - started, Math::max);
            }
          });
    }
    try (FitThreads pool = new FitThreads(threads)) {
      pool.run(work);
    } catch (InterruptedException e) {
      session.budget().cancel();
      Thread.currentThread().interrupt();
      throw AutoMlErrors.interrupted();
    }
  }

  private void write(Library.Book book, Path directory, boolean everything) {
    Prepared prepared = session.prepared();
    Target target = prepared.truth().target();
    LoadedModel model = ModelLoader.load(book.model());
    int[] rows = first(session.judging().rows());
    Prepared.Part shown = prepared.part(rows);
    List<Report> reports = new ArrayList<>();
    reports.add(session.judging().measure(book.answers()).report());
    reports.add(
        new ExplanationReport(
            Explanations.of(
                Subject.of(model, target, shown.rows(), shown.truth()),
                judged(book, model),
                new Explanations.Effort(
                    everything,
                    session.seed(),
                    () -> session.budget().over(),
                    everything ? least() : Duration.ZERO))));
    reports.add(new Provenance(prepared, book.trial(), session.seed(), book.families()));
    if (book.trial().family() == ModelFamily.XGBOOST && prepared.folds().size() == 1) {
      reports.add(new EncodedSample(encoded(book, rows), model.predict(shown.rows())));
    }
    TrialReport.write(directory, reports);
    session.tracking().logArtifacts(book.trial().runId(), "", directory);
  }

  /** How long each explanation of the best model may take when the time is over. */
  private Duration least() {
    Duration share = session.budget().total().dividedBy(LEAST_SHARE);
    boolean stopped = session.budget().cancelled();
    return stopped ? Duration.ZERO : share.compareTo(LEAST) < 0 ? share : LEAST;
  }

  private static int[] first(int[] rows) {
    return Arrays.copyOf(rows, Math.min(SHOWN_ROWS, rows.length));
  }

  /** Of each fold the models that were fitted to it, with the rows that it is judged on. */
  private List<Subject> judged(Library.Book book, LoadedModel model) {
    Prepared prepared = session.prepared();
    Target target = prepared.truth().target();
    List<Member> members = ModelPackage.members(book.model());
    List<Subject> subjects = new ArrayList<>();
    int folds = prepared.folds().size();
    for (int f = 0; f < folds; f++) {
      List<Member> own = new ArrayList<>();
      for (int m = f; m < members.size(); m += folds) {
        own.add(members.get(m));
      }
      Prepared.Part part = prepared.part(first(prepared.folds().get(f).validation()));
      Subject whole = Subject.of(model, target, part.rows(), part.truth());
      subjects.add(new Subject(target, Scorer.of(own, target), whole.rows(), part.truth()));
    }
    return subjects;
  }

  private FeatureMatrix encoded(Library.Book book, int[] rows) {
    FeatureMatrix all = session.prepared().encoded(book.encoding()).rows();
    int width = all.width();
    float[] values = new float[rows.length * width];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(all.values(), rows[i] * width, values, i * width, width);
    }
    return new FeatureMatrix(all.names(), rows.length, values);
  }
}
