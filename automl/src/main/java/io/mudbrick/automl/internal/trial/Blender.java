package io.mudbrick.automl.internal.trial;

import io.mudbrick.automl.ModelFamily;
import io.mudbrick.automl.Trial;
import io.mudbrick.automl.internal.data.Prepared;
import io.mudbrick.automl.internal.ensemble.Answers;
import io.mudbrick.automl.internal.ensemble.Choice;
import io.mudbrick.automl.internal.ensemble.GreedySelection;
import io.mudbrick.automl.internal.ensemble.Sharpness;
import io.mudbrick.automl.internal.glassbox.TrialFacts;
import io.mudbrick.automl.internal.judging.FoldModels;
import io.mudbrick.automl.internal.judging.Judging;
import io.mudbrick.automl.internal.judging.Measured;
import io.mudbrick.automl.internal.judging.Models;
import io.mudbrick.automl.internal.tracked.MetricNames;
import io.mudbrick.automl.internal.tracked.RunLineage;
import io.mudbrick.automl.recipe.Learner;
import io.mudbrick.platform.Ids;
import io.mudbrick.platform.model.Member;
import io.mudbrick.platform.model.ModelLoader;
import io.mudbrick.platform.model.ModelPackage;
import io.mudbrick.tracking.ActiveRun;
import io.mudbrick.tracking.RunStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the run {@code Ensemble} of the trials: the blend that loses least, as one model. */
public final class Blender {
  private static final String RUN_NAME = "Ensemble";

  /** Each is asked for every row that is scored. */
  private static final int MOST_MEMBERS = 8;

  /** Of more trials, those that lose least alone are worth a look. */
  private static final int LIBRARY = 40;

  private final Session session;
  private final Library library;
  private final Ids ids;
  private final RunLineage lineage;
  private final Refits refits;

  public Blender(Session session, Library library, Ids ids, RunLineage lineage, Refits refits) {
    this.refits = refits;
    this.session = session;
    this.library = library;
    this.ids = ids;
    this.lineage = lineage;
  }

  /** A trial and its share in the blend. */
  private record Part(Library.Book book, double weight) {}

  /** The blend as a trial; none when one trial alone loses least. */
  public Optional<Library.Book> blend(Path directory) {
    long started = System.nanoTime();
    List<Library.Book> books = candidates();
    GreedySelection selection = new GreedySelection(session.judging().judge(), MOST_MEMBERS);
    List<Answers> answers = books.stream().map(Library.Book::answers).toList();
    double[] weights =
        selection.select(answers.stream().map(session.judging().judge()::points).toList());
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] > 0) {
        parts.add(new Part(books.get(i), weights[i]));
      }
    }
    if (parts.size() < 2) {
      return Optional.empty();
    }
    parts.sort(Comparator.comparingDouble(Part::weight).reversed());
    Answers blended =
        Answers.blend(
            parts.stream().map(part -> part.book().answers()).toList(),
            parts.stream().map(Part::weight).toList());
    double sharpness = Sharpness.of(session.judging().judge(), blended);
    Map<Integer, Refits.Refit> refitted = refits.of(parts.stream().map(Part::book).toList());
    Tested tested = tested(parts, sharpness, selection, books, refitted);
    return Optional.of(
        write(
            parts, refitted, sharpness, blended.sharpened(sharpness), tested, started, directory));
  }

  /**
   * How good a blend is on rows that it was not chosen by.
   *
   * @param by the blends that were chosen without the rows that they are asked of; none where there
   *     are test rows, which the blend itself is asked of
   */
  private record Tested(Measured measured, List<TrialFacts.Blend> by) {}

  private Tested tested(
      List<Part> parts,
      double sharpness,
      GreedySelection selection,
      List<Library.Book> books,
      Map<Integer, Refits.Refit> refitted) {
    Judging judging = session.judging();
    List<Answers> known = new ArrayList<>();
    for (Part part : parts) {
      Answers test = part.book().test();
      if (test == null) {
        return crossFitted(selection, books, refitted);
      }
      known.add(test);
    }
    Prepared.Part test = session.prepared().test();
    Answers blended = Answers.blend(known, parts.stream().map(Part::weight).toList());
    return new Tested(
        judging.measure(blended.sharpened(sharpness), test.truth(), test.weights()), List.of());
  }

  private Tested crossFitted(
      GreedySelection selection, List<Library.Book> books, Map<Integer, Refits.Refit> refitted) {
    Judging judging = session.judging();
    List<Answers> answers = books.stream().map(Library.Book::answers).toList();
    List<Choice> choices = selection.without(judging.groups(), answers);
    List<TrialFacts.Blend> by = new ArrayList<>();
    for (Choice choice : choices) {
      List<Part> parts = new ArrayList<>();
      for (int i = 0; i < books.size(); i++) {
        if (choice.weights().get(i) > 0) {
          parts.add(new Part(books.get(i), choice.weights().get(i)));
        }
      }
      by.add(new TrialFacts.Blend(choice.sharpness(), learners(parts, refitted)));
    }
    List<Answers> blended = choices.stream().map(choice -> choice.answers(answers)).toList();
    return new Tested(judging.measure(Answers.gathered(blended, judging.groups())), by);
  }

  private List<Library.Book> candidates() {
    Comparator<Library.Book> byLoss =
        Comparator.comparingDouble(
            book ->
                session.judging().judge().loss(session.judging().judge().points(book.answers())));
    return library.books().stream().sorted(byLoss).limit(LIBRARY).toList();
  }

  private Library.Book write(
      List<Part> parts,
      Map<Integer, Refits.Refit> refitted,
      double sharpness,
      Answers blended,
      Tested tested,
      long started,
      Path directory) {
    Path model = directory.resolve("ensemble").resolve(Trial.MODEL_PATH);
    ActiveRun run = session.startRun(RUN_NAME);
    try {
      Map<String, String> params = new LinkedHashMap<>();
      params.put("model_family", ModelFamily.ENSEMBLE.wireName());
      params.put("members", Integer.toString(parts.size()));
      params.put("sharpness", Double.toString(sharpness));
      params.put("refitted", Integer.toString(refitted.size()));
      List<Member> members = new ArrayList<>();
      List<Map<String, Object>> shown = new ArrayList<>();
      for (Part part : parts) {
        Refits.Refit refit = refitted.get(part.book().trial().number());
        List<Member> own =
            refit == null ? ModelPackage.members(part.book().model()) : List.of(refit.member());
        for (Member member : own) {
          members.add(
              new Member(
                  member.preparation(), member.estimator(), part.weight() * member.weight()));
        }
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("run_id", part.book().trial().runId());
        row.put("run_name", part.book().trial().runName());
        row.put("weight", part.weight());
        if (refit != null) {
          row.put("rounds_on_all_rows", refit.learner().rounds());
        }
        shown.add(row);
      }
      Models.write(
          session.prepared(),
          members,
          sharpness,
          run.runId(),
          ids.hex32(),
          session.tracking().now(),
          model);
      Judging judging = session.judging();
      Map<String, Double> metrics = new LinkedHashMap<>();
      FoldModels.put(
          metrics, MetricNames.TRAINING, judging.training(ModelLoader.load(model)::predict));
      Measured validation = judging.measure(blended);
      FoldModels.put(metrics, MetricNames.VALIDATION, validation);
      FoldModels.put(metrics, MetricNames.TEST, tested.measured());
      run.params(params);
      run.json("ensemble.json", shown);
      run.logModel(Trial.MODEL_PATH, model);
      run.log(metrics, 0);
      run.close();
      lineage.tried(session.parentRunId(), run.runId(), session.tracking().now());
      Trial trial =
          new Trial(
              0,
              run.runId(),
              RUN_NAME,
              ModelFamily.ENSEMBLE,
              params,
              metrics,
              judging.score(validation.metrics()),
              judging.standardError(blended),
              Duration.ofNanos(System.nanoTime() - started),
              null,
              false);
      return new Library.Book(
          trial,
          parts.get(0).book().encoding(),
          blended,
          null,
          model,
          new TrialFacts.Blend(sharpness, learners(parts, refitted)),
          tested.by());
    } catch (RuntimeException | Error e) {
      run.end(RunStatus.FAILED);
      throw e;
    }
  }

  private static List<TrialFacts.Part> learners(
      List<Part> parts, Map<Integer, Refits.Refit> refitted) {
    List<TrialFacts.Part> learners = new ArrayList<>();
    for (Part part : parts) {
      for (TrialFacts.Part own : part.book().blend().members()) {
        Refits.Refit refit = refitted.get(part.book().trial().number());
        Learner learner = refit == null ? own.learner() : refit.learner();
        learners.add(new TrialFacts.Part(own.name(), learner, part.weight() * own.weight()));
      }
    }
    return learners;
  }
}
