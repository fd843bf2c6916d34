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
   * @param parts the learners that it was made of; one, or several of a blend
   * @param sharpness of the blend; 1 for one learner
   */
  public record Book(
      Trial trial,
      Encoding encoding,
      Answers answers,
      @Nullable Answers test,
      Path model,
      List<TrialFacts.Part> parts,
      double sharpness) {

    /** The families of its parts. */
    public Set<ModelFamily> families() {
      return parts.stream().map(part -> part.learner().family()).collect(Collectors.toSet());
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
