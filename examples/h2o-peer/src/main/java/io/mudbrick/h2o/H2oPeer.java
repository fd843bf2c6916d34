package io.mudbrick.h2o;

import ai.h2o.automl.AutoML;
import ai.h2o.automl.AutoMLBuildSpec;
import hex.Model;
import hex.ScoreKeeper;
import hex.leaderboard.Leaderboard;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import water.H2O;
import water.H2OStarter;
import water.Key;
import water.fvec.Frame;
import water.fvec.NFSFileVec;
import water.fvec.Vec;
import water.parser.ParseDataset;
import water.parser.ParseSetup;
import water.util.VecUtils;

/**
 * One run of H2O AutoML: {@code H2oPeer TASK OUT}. The task is a folder with {@code
 * task.properties}, {@code train.csv} and {@code test.csv}; {@code predictions.csv} and {@code
 * result.properties} go to OUT, as the benchmark's own child writes them.
 */
public final class H2oPeer {
  private static final int MOST_LISTED = 12;

  private H2oPeer() {}

  public static void main(String[] args) {
    int code = 1;
    try {
      run(Path.of(args[0]), Path.of(args[1]));
      code = 0;
    } catch (Throwable e) {
      e.printStackTrace();
    }
    // H2O's threads are no daemons.
    Runtime.getRuntime().halt(code);
  }

  private static void run(Path task, Path out) throws Exception {
    Properties asked = new Properties();
    try (Reader in = Files.newBufferedReader(task.resolve("task.properties"))) {
      asked.load(in);
    }
    H2OStarter.start(
        new String[] {
          "-disable_web",
          "-disable_net",
          "-ip",
          "127.0.0.1",
          "-nthreads",
          "2",
          "-log_level",
          "WARN",
          "-name",
          "bench-" + ProcessHandle.current().pid(),
          "-ice_root",
          out.resolve("ice").toString()
        },
        false);
    String target = asked.getProperty("target");
    boolean labels = !asked.getProperty("problem").equals("regression");
    Frame train = parse(task.resolve("train.csv"), "train", null);
    Frame test = parse(task.resolve("test.csv"), "test", train);
    if (labels && !train.vec(target).isCategorical()) {
      Vec numbers = train.replace(train.find(target), VecUtils.toCategoricalVec(train.vec(target)));
      numbers.remove();
      water.DKV.put(train);
    }

    AutoMLBuildSpec spec = new AutoMLBuildSpec();
    spec.build_control.project_name = "bench";
    spec.build_control.stopping_criteria.set_seed(Long.parseLong(asked.getProperty("seed")));
    spec.build_control.stopping_criteria.set_max_runtime_secs(
        Double.parseDouble(System.getProperty("h2o.wall.seconds")));
    spec.build_control.stopping_criteria.set_stopping_metric(
        labels ? ScoreKeeper.StoppingMetric.logloss : ScoreKeeper.StoppingMetric.RMSE);
    spec.input_spec.training_frame = train._key;
    spec.input_spec.response_column = target;
    spec.input_spec.sort_metric = labels ? "logloss" : "RMSE";

    double cpuBefore = cpuSeconds();
    long begun = System.currentTimeMillis();
    AutoML automl = AutoML.startAutoML(spec);
    automl.get();
    long ended = System.currentTimeMillis();
    double cpuAfter = cpuSeconds();

    Leaderboard board = automl.leaderboard();
    Model<?, ?, ?> leader = automl.leader();
    if (leader == null) {
      throw new IllegalStateException("H2O made no model in its time");
    }
    predict(leader, test, labels, out.resolve("predictions.csv"));
    write(board, begun, ended, cpuAfter - cpuBefore, out.resolve("result.properties"));
  }

  /**
   * Reads a file with a header, which H2O would not see above columns of text alone.
   *
   * @param like what has the same columns, which are to be of the same types; null for a guess
   */
  private static Frame parse(Path file, String name, Frame like) {
    Key<?>[] source = {NFSFileVec.make(new File(file.toString()))._key};
    ParseSetup setup = ParseSetup.guessSetup(source, false, ParseSetup.HAS_HEADER);
    if (like != null) {
      byte[] types = setup.getColumnTypes();
      for (int i = 0; i < types.length; i++) {
        types[i] = like.vec(setup.getColumnNames()[i]).get_type();
      }
      setup.setColumnTypes(types);
    }
    return ParseDataset.parse(Key.make(name), source, true, setup);
  }

  private static void predict(Model<?, ?, ?> leader, Frame test, boolean labels, Path file)
      throws IOException {
    Frame answers = leader.score(test);
    int first = labels ? 1 : 0; // the predicted label stands before the probabilities
    String[] classes = leader._output.classNames();
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write(labels ? quoted(classes) : "prediction");
      out.write('\n');
      Vec.Reader[] columns = new Vec.Reader[answers.numCols() - first];
      for (int i = 0; i < columns.length; i++) {
        columns[i] = answers.vec(first + i).new Reader();
      }
      int width = labels ? classes.length : 1; // calibrated probabilities may stand behind
      for (long row = 0; row < answers.numRows(); row++) {
        for (int i = 0; i < width; i++) {
          out.write(i == 0 ? "" : ",");
          out.write(Double.toString(columns[i].at(row)));
        }
        out.write('\n');
      }
    }
  }

  private static String quoted(String[] names) {
    StringBuilder line = new StringBuilder();
    for (String name : names) {
      line.append(line.length() == 0 ? "" : ",").append('"').append(name.replace("\"", "\"\""));
      line.append('"');
    }
    return line.toString();
  }

  private static void write(Leaderboard board, long begun, long ended, double cpu, Path file)
      throws IOException {
    Properties result = new Properties();
    long first = Long.MAX_VALUE;
    StringBuilder best = new StringBuilder();
    Model<?, ?, ?>[] models = board.getModels();
    double[] scores = board.getSortMetricValues();
    for (int i = 0; i < models.length; i++) {
      first = Math.min(first, models[i]._output._end_time);
      if (i < MOST_LISTED) {
        best.append(i == 0 ? "" : "; ").append(models[i]._key).append(' ').append(scores[i]);
      }
    }
    result.setProperty("system", "H2O AutoML " + H2O.ABV.projectVersion());
    result.setProperty("fit.cpu.seconds", Double.toString(cpu));
    result.setProperty("fit.wall.seconds", Double.toString((ended - begun) / 1e3));
    result.setProperty("first.model.seconds", Double.toString((first - begun) / 1e3));
    result.setProperty("models", Integer.toString(models.length));
    result.setProperty("leaderboard", best.toString());
    result.setProperty("process.cpu.seconds", Double.toString(cpuSeconds()));
    try (Writer out = Files.newBufferedWriter(file)) {
      result.store(out, null);
    }
  }

  /** Of this process and of the children that it has waited for. */
  private static double cpuSeconds() throws IOException {
    String stat = Files.readString(Path.of("/proc/self/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    long ticks = 0;
    for (int i = 11; i <= 14; i++) {
      ticks += Long.parseLong(fields[i]);
    }
    return ticks / 100.0;
  }
}
