package io.mudbrick.platform.model;

import io.mudbrick.platform.internal.model.ScoringBodyReader;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request of MLflow's scoring protocol, read straight into columns: what takes most of the time
 * of a request otherwise. Get one by {@link #read}, which knows the plain forms only. Immutable,
 * thread-safe.
 *
 * @param form {@code dataframe_split}, {@code dataframe_records}, {@code instances} or {@code
 *     inputs}
 * @param names of the columns; null when the rows came without
 * @param columns one for each name, or for each cell of a row
 * @param rows how many
 * @param clientRequestId what the caller calls the request, if anything
 */
public record ScoringBody(
    String form,
    @Nullable List<String> names,
    List<Column> columns,
    int rows,
    @Nullable String clientRequestId) {
  public ScoringBody {
    names = names == null ? null : List.copyOf(names);
    columns = List.copyOf(columns);
  }

  /**
   * Reads a body whose cells are numbers, texts, booleans and nulls, each column of one kind.
   *
   * @return null when the body is anything else, be it valid or not: a reader that knows all of the
   *     protocol has to look, and says what is wrong with it
   */
  public static @Nullable ScoringBody read(byte[] json) {
    return ScoringBodyReader.read(json);
  }

  /**
   * The rows as a frame.
   *
   * @param given the names of columns that came without
   * @return null when there are not as many names as columns
   */
  public @Nullable Frame frame(List<String> given) {
    List<String> all = names == null ? given : names;
    if (all.size() != columns.size()) {
      return null;
    }
    LinkedHashMap<String, Column> frame = new LinkedHashMap<>();
    for (int i = 0; i < all.size(); i++) {
      if (frame.put(all.get(i), columns.get(i)) != null) {
        return null;
      }
    }
    return Frame.taking(frame);
  }
}
