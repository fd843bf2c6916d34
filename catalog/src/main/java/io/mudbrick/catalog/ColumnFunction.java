package io.mudbrick.catalog;

import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import java.util.List;

/**
 * A function made ready to run on columns, again and again: feature functions are. Get one from
 * {@link Functions#open}; it stays what it was then, though somebody drops or replaces the
 * function. Thread-safe.
 */
public interface ColumnFunction {
  FunctionInfo info();

  /** The types of the parameters, as columns of tables have them. */
  List<ColumnType> parameters();

  ColumnType returns();

  /**
   * The answer for each row.
   *
   * @param rows how many there are, for a function without parameters
   * @param arguments a column for each parameter, of its type or of a narrower number
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE where the data lead to
   *     an error, or a Java function throws: then with the row, counted from 0, and the reason
   *     FUNCTION_FAILED
   */
  ColumnVector call(int rows, List<ColumnVector> arguments);
}
