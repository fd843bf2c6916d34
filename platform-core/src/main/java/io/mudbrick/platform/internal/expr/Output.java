package io.mudbrick.platform.internal.expr;

import io.mudbrick.platform.expr.SqlType;
import io.mudbrick.platform.expr.SqlVector;
import java.lang.reflect.Array;
import org.jspecify.annotations.Nullable;

/** Evaluates an expression over all rows of a batch into a vector. */
public final class Output {
  private final Node root;
  private final int size;
  private final Eval eval;
  private boolean @Nullable [] nulls;

  private Output(Node root, int size, Eval eval) {
    this.root = root;
    this.size = size;
    this.eval = eval;
  }

  public static SqlVector vector(Node root, int size, Eval eval) {
    Output output = new Output(root, size, eval);
    Object array =
        switch (root.type().storage()) {
          case BOOLEANS -> output.booleans();
          case INTS -> output.ints();
          case LONGS -> output.longs();
          case FLOATS -> output.floats();
          case DOUBLES -> output.doubles();
          case OBJECTS -> output.objects();
        };
    return SqlVector.of(root.type(), array, output.nulls);
  }

  private void noteNull(int row) {
    if (eval.isNull()) {
      if (nulls == null) {
        nulls = new boolean[size];
      }
      nulls[row] = true;
    }
  }

  private boolean[] booleans() {
    boolean[] values = new boolean[size];
    for (int i = 0; i < size; i++) {
      eval.row(i);
      values[i] = root.bool(eval);
      noteNull(i);
    }
    return values;
  }

  private int[] ints() {
    int[] values = new int[size];
    for (int i = 0; i < size; i++) {
      eval.row(i);
      values[i] = (int) root.integer(eval);
      noteNull(i);
    }
    return values;
  }

  private long[] longs() {
    long[] values = new long[size];
    for (int i = 0; i < size; i++) {
      eval.row(i);
      values[i] = root.integer(eval);
      noteNull(i);
    }
    return values;
  }

  private float[] floats() {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      eval.row(i);
      values[i] = (float) root.real(eval);
      noteNull(i);
    }
    return values;
  }

  private double[] doubles() {
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      eval.row(i);
      values[i] = root.real(eval);
      noteNull(i);
    }
    return values;
  }

  private Object objects() {
    SqlType type = root.type();
    @Nullable Object[] values =
        (@Nullable Object[]) Array.newInstance(Values.arrayClass(type).getComponentType(), size);
    for (int i = 0; i < size; i++) {
      eval.row(i);
      Object value = root.object(eval);
      values[i] = eval.isNull() ? null : value;
      noteNull(i);
    }
    return values;
  }
}
