package io.mudbrick.catalog;

import io.mudbrick.platform.expr.SqlFunction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Functions: {@code /api/2.1/unity-catalog/functions}. They mask columns, filter rows, and may be
 * called by their full name in expressions. Get one from {@link Catalog#functions()}.
 *
 * <p>A function runs with its own rights: whoever reads a masked column needs no EXECUTE on the
 * mask. {@code current_user()} and {@code is_account_group_member()} speak of the reader.
 */
public interface Functions {
  /**
   * Makes a function, owned by the caller, who needs CREATE FUNCTION, the USE privileges, and
   * EXECUTE on the functions that the body names.
   *
   * @throws io.mudbrick.platform.PlatformException {@code INVALID_PARAMETER_VALUE} when the body is
   *     no expression over the parameters or does not return what it says
   */
  FunctionInfo create(FunctionSpec spec);

  /** One that the caller may see. */
  FunctionInfo get(String fullName);

  /** The functions of a schema that the caller may see, by name; models are no functions here. */
  List<FunctionInfo> list(String schema);

  FunctionInfo update(String fullName, SecurableUpdate update);

  /**
   * Deletes a function.
   *
   * @throws io.mudbrick.platform.PlatformException {@code FAILED_PRECONDITION} while it masks a
   *     column or filters rows
   */
  void delete(String fullName);

  /**
   * As the other. By force also while it masks or filters: those tables then answer {@code
   * FAILED_PRECONDITION} with reason {@code FUNCTION_DROPPED}, never raw rows, until the mask is
   * unset or set anew; a new function of that name takes nothing over.
   */
  void delete(String fullName, boolean force);

  /**
   * Supplies the implementation of a Java function, for as long as the platform runs, and makes the
   * function if there is none of that name. After a start it must be supplied again, here or as a
   * {@link JavaFunction}: until then, what needs it fails, and shows no data. A function that is
   * there already needs ownership or MANAGE.
   *
   * @throws io.mudbrick.platform.PlatformException {@code INVALID_PARAMETER_VALUE} when the
   *     function of that name is not one of Java, or has other parameters or another result
   */
  FunctionInfo register(String fullName, SqlFunction implementation);

  /**
   * Makes a function ready to run on columns, for the caller, who needs EXECUTE now.
   *
   * @throws io.mudbrick.platform.PlatformException {@code FAILED_PRECONDITION} with reason {@code
   *     FUNCTION_NOT_SUPPLIED} when it is one of Java that nobody supplied, or of a language that
   *     does not run here
   */
  ColumnFunction open(String fullName);

  /**
   * Runs a function for the caller, who needs EXECUTE.
   *
   * @param arguments one for each parameter, boxed as {@link io.mudbrick.platform.expr.SqlRow} has
   *     it
   */
  @Nullable Object call(String fullName, @Nullable Object... arguments);
}
