package io.mudbrick.automl.internal.train.glm;

import java.util.Arrays;

/** Rows with all their numbers. The loops are shaped so that the compiler makes vectors of them. */
final class DenseDesign implements Design {
  private final float[] values;
  private final int rows;
  private final int width;

  DenseDesign(float[] values, int rows, int width) {
    this.values = values;
    this.rows = rows;
    this.width = width;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public void margins(double[] coefficients, double[] out) {
    double constant = coefficients[width];
    for (int row = 0, at = 0; row < rows; row++, at += width) {
      // Four sums, or each addition would wait for the one before.
      double a = constant;
      double b = 0;
      double c = 0;
      double d = 0;
      int i = 0;
      for (; i + 3 < width; i += 4) {
        a += coefficients[i] * values[at + i];
        b += coefficients[i + 1] * values[at + i + 1];
        c += coefficients[i + 2] * values[at + i + 2];
        d += coefficients[i + 3] * values[at + i + 3];
      }
      for (; i < width; i++) {
        a += coefficients[i] * values[at + i];
      }
      out[row] = (a + b) + (c + d);
    }
  }

  @Override
  public void moments(double[] perRow, double[] out) {
    Arrays.fill(out, 0);
    double[] own = new double[width + 1];
    for (int row = 0; row < rows; row++) {
      double number = perRow[row];
      if (number != 0) {
        read(row, own);
        for (int i = 0; i < own.length; i++) {
          out[i] += number * own[i];
        }
      }
    }
  }

  private void read(int row, double[] out) {
    int at = row * width;
    for (int i = 0; i < width; i++) {
      out[i] = values[at + i];
    }
    out[width] = 1;
  }

  /** Four rows at a time: the matrix is loaded and stored a quarter as often. */
  @Override
  public void gram(double[] weights, double[][] out) {
    for (double[] line : out) {
      Arrays.fill(line, 0);
    }
    double[][] block = new double[4][width + 1];
    double[] own = new double[4];
    for (int row = 0; row < rows; row += 4) {
      for (int i = 0; i < 4; i++) {
        own[i] = row + i < rows ? weights[row + i] : 0;
        if (row + i < rows) {
          read(row + i, block[i]);
        }
      }
      for (int i = 0; i <= width; i++) {
        add(
            out[i],
            i + 1,
            own[0] * block[0][i],
            block[0],
            own[1] * block[1][i],
            block[1],
            own[2] * block[2][i],
            block[2],
            own[3] * block[3][i],
            block[3]);
      }
    }
    Design.mirror(out);
  }

  private static void add(
      double[] line,
      int count,
      double a,
      double[] rowA,
      double b,
      double[] rowB,
      double c,
      double[] rowC,
      double d,
      double[] rowD) {
    for (int k = 0; k < count; k++) {
      line[k] += a * rowA[k] + b * rowB[k] + c * rowC[k] + d * rowD[k];
    }
  }

  @Override
  public Columns columns() {
    int[] starts = new int[width + 1];
    int[] where = new int[rows * width];
    float[] turned = new float[rows * width];
    for (int i = 0; i < width; i++) {
      starts[i] = i * rows;
      for (int row = 0; row < rows; row++) {
        where[i * rows + row] = row;
        turned[i * rows + row] = values[row * width + i];
      }
    }
    starts[width] = rows * width;
    return new Columns(starts, where, turned);
  }
}
