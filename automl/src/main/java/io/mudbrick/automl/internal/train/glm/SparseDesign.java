package io.mudbrick.automl.internal.train.glm;

import java.util.Arrays;

/** Rows of mostly zeros, as one-hot categories and words are: only what is not 0 is kept. */
final class SparseDesign implements Design {
  private final int rows;
  private final int width;
  private final int[] starts;
  private final int[] features;
  private final float[] values;

  SparseDesign(float[] dense, int rows, int width, int filled) {
    this.rows = rows;
    this.width = width;
    this.starts = new int[rows + 1];
    this.features = new int[filled];
    this.values = new float[filled];
    int next = 0;
    for (int row = 0, at = 0; row < rows; row++) {
      for (int i = 0; i < width; i++, at++) {
        if (dense[at] != 0) {
          features[next] = i;
          values[next++] = dense[at];
        }
      }
      starts[row + 1] = next;
    }
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
    for (int row = 0; row < rows; row++) {
      double sum = coefficients[width];
      for (int k = starts[row]; k < starts[row + 1]; k++) {
        sum += coefficients[features[k]] * values[k];
      }
      out[row] = sum;
    }
  }

  @Override
  public void moments(double[] perRow, double[] out) {
    Arrays.fill(out, 0);
    for (int row = 0; row < rows; row++) {
      double number = perRow[row];
      for (int k = starts[row]; k < starts[row + 1]; k++) {
        out[features[k]] += number * values[k];
      }
      out[width] += number;
    }
  }

  @Override
  public void gram(double[] weights, double[][] out) {
    for (double[] line : out) {
      Arrays.fill(line, 0);
    }
    double[] constants = out[width];
    for (int row = 0; row < rows; row++) {
      int from = starts[row];
      for (int k = from; k < starts[row + 1]; k++) {
        double own = weights[row] * values[k];
        double[] line = out[features[k]];
        for (int m = from; m <= k; m++) {
          line[features[m]] += own * values[m];
        }
        constants[features[k]] += own;
      }
      constants[width] += weights[row];
    }
    Design.mirror(out);
  }

  @Override
  public Columns columns() {
    int[] begins = new int[width + 1];
    for (int feature : features) {
      begins[feature + 1]++;
    }
    for (int i = 0; i < width; i++) {
      begins[i + 1] += begins[i];
    }
    int[] next = Arrays.copyOf(begins, width);
    int[] where = new int[features.length];
    float[] turned = new float[features.length];
    for (int row = 0; row < rows; row++) {
      for (int k = starts[row]; k < starts[row + 1]; k++) {
        int to = next[features[k]]++;
        where[to] = row;
        turned[to] = values[k];
      }
    }
    return new Columns(begins, where, turned);
  }
}
