package io.mudbrick.automl.internal.trial;

import io.mudbrick.automl.AutoMlErrors;
import io.mudbrick.automl.internal.data.Prepared;
import io.mudbrick.automl.internal.judging.WholeFit;
import io.mudbrick.automl.internal.search.Candidate;
import io.mudbrick.automl.internal.train.Trainer;
import io.mudbrick.automl.internal.train.TrainingData;
import io.mudbrick.automl.recipe.Learner;
import io.mudbrick.platform.model.Member;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/** Fits members of a blend once more, to all rows, as far as there is time for it. */
public final class Refits {
  private static final System.Logger LOG = System.getLogger(Refits.class.getName());

  private final Session session;
  private final BiFunction<Candidate, TrainingData, Trainer> trainers;
  private final int parallelism;

  /**
   * @param parallelism how many fits run at the same time
   */
  public Refits(
      Session session, BiFunction<Candidate, TrainingData, Trainer> trainers, int parallelism) {
    this.session = session;
    this.trainers = trainers;
    this.parallelism = parallelism;
  }

  /**
   * A fit to all rows.
   *
   * @param learner that makes it again
   * @param member of weight 1
   */
  record Refit(Learner learner, Member member) {}

  /**
   * Fits those that suit, in this order; what time does not suffice for is left out.
   *
   * @param books of single learners, by falling weight
   * @return by the trial's number
   */
  Map<Integer, Refit> of(List<Library.Book> books) {
    Map<Integer, Refit> done = new ConcurrentHashMap<>();
    List<Runnable> fits = new ArrayList<>();
    double left = session.budget().leftForRefits(parallelism);
    for (Library.Book book : books) {
      Learner learner = learner(book);
      double takes = takes(book);
      if (learner.rounds() > 0 && takes <= left) {
        left -= takes;
        fits.add(() -> fit(book, learner, done));
      }
    }
    try (FitThreads threads = new FitThreads(parallelism)) {
      threads.run(fits);
    } catch (InterruptedException e) {
      session.budget().cancel();
      Thread.currentThread().interrupt();
      throw AutoMlErrors.interrupted();
    }
    return new HashMap<>(done);
  }

  /** For as many rounds as its folds took on average; 0 where one such fit would be no gain. */
  private Learner learner(Library.Book book) {
    Learner learner = book.blend().members().get(0).learner();
    String rounds = book.trial().params().get(Candidate.ROUNDS);
    return rounds == null || !WholeFit.suits(session.prepared(), learner)
        ? learner
        : learner.onAllRows((int) Math.max(1, Math.round(Double.parseDouble(rounds))));
  }

  /** Seconds of a thread, more or less: as a fold, with the rows that it was judged on. */
  private double takes(Library.Book book) {
    Prepared prepared = session.prepared();
    double fold = book.trial().duration().toNanos() / 1e9 / prepared.folds().size();
    return fold
        * prepared.truth().values().length
        / prepared.folds().get(0).train().length
        / parallelism;
  }

  /** What cannot be fitted so is asked as its folds. */
  private void fit(Library.Book book, Learner learner, Map<Integer, Refit> done) {
    Budget budget = session.budget();
    if (budget.over()) {
      return;
    }
    try {
      Member member = WholeFit.fit(session.prepared(), learner, 1, trainers, budget::over);
      if (!budget.over()) {
        done.put(book.trial().number(), new Refit(learner, member));
      }
    } catch (RuntimeException | LinkageError | OutOfMemoryError | StackOverflowError e) {
      LOG.log(System.Logger.Level.WARNING, book.trial().runName() + " was not fitted once more", e);
    }
  }
}
