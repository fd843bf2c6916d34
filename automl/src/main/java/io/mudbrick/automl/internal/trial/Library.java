package io.mudbrick.automl.internal.trial;

import io.mudbrick.automl.ModelFamily;
import io.mudbrick.automl.Trial;
import io.mudbrick.automl.internal.data.Encoding;
import io.mudbrick.automl.internal.ensemble.Answers;
import io.mudbrick.automl.internal.glassbox.TrialFacts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The models of the trials so far and what they answer: what a blend is made of. Thread-safe. */
public final class Library {
  private final List<Book> books = new ArrayList<>();

  /**
   * A trial that has a model.
   *
   * @param encoding of the features that it was fitted to; of a blend the first member's
   * @param answers for the judged rows
   * @param test for the test rows; null when there are none
   * @param model its model directory
   * @param blend the learners that it was made of; one, or several
   * @param testedBy of a blend without test rows: for each group of rows the blend that was chosen
   *     without them and tested by them; none otherwise
   */
  public record Book(
      Trial trial,
      Encoding encoding,
      Answers answers,
      @Nullable Answers test,
      Path model,
      TrialFacts.Blend blend,
      List<TrialFacts.Blend> testedBy) {
    /** One candidate's. */
    public static Book of(
        Trial trial,
        Encoding encoding,
        Answers answers,
        @Nullable Answers test,
        Path model,
        TrialFacts.Part part) {
      return new Book(
          trial, encoding, answers, test, model, new TrialFacts.Blend(1, List.of(part)), List.of());
    }

    /** The families of its parts. */
    public Set<ModelFamily> families() {
      return blend.members().stream()
          .map(part -> part.learner().family())
          .collect(Collectors.toSet());
    }
  }

  public synchronized void add(Book book) {
    books.add(book);
  }

  /** All of them, in the order of the plan. */
  public synchronized List<Book> books() {
    return books.stream().sorted(Comparator.comparingInt(book -> book.trial().number())).toList();
  }
}
