package io.mudbrick.automl.internal.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mudbrick.automl.internal.search.Candidate;
import io.mudbrick.automl.internal.train.Allowance;
import io.mudbrick.automl.internal.train.Fitted;
import io.mudbrick.automl.internal.train.Trainer;
import io.mudbrick.automl.internal.train.TrainingData;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;

/**
 * The process that fits: orders come through its standard input, what it fitted leaves through its
 * standard output. It ends when its input does, so it never outlives the process that asks.
 */
public final class WorkerMain {
  private WorkerMain() {}

  public static void main(String[] args) {
    serve(Trainer::of);
  }

  /** Answers until there are no more orders, then ends the process. */
  static void serve(BiFunction<Candidate, TrainingData, Trainer> trainers) {
    int code = 0;
    try {
      DataOutputStream out =
          new DataOutputStream(
              new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16));
      // What libraries print must not come between the answers.
      System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.err), true, UTF_8));
      serve(
          trainers,
          new DataInputStream(
              new BufferedInputStream(new FileInputStream(FileDescriptor.in), 1 << 16)),
          out);
    } catch (IOException e) {
      code = 1;
    }
    // A fit that nobody waits for any more must not keep the process.
    Runtime.getRuntime().halt(code);
  }

  private static void serve(
      BiFunction<Candidate, TrainingData, Trainer> trainers,
      DataInputStream in,
      DataOutputStream out)
      throws IOException {
    AtomicBoolean over = new AtomicBoolean();
    for (int kind = in.read(); kind >= 0; kind = in.read()) {
      if (kind == Wire.STOP) {
        over.set(true);
      } else {
        Wire.Order order = Wire.order(in);
        over.set(false);
        Thread fit = new Thread(() -> answer(trainers, order, over, out), "fit");
        fit.setDaemon(true);
        fit.start();
      }
    }
  }

  private static void answer(
      BiFunction<Candidate, TrainingData, Trainer> trainers,
      Wire.Order order,
      AtomicBoolean over,
      DataOutputStream out) {
    try {
      try {
        Fitted fitted =
            trainers
                .apply(order.candidate(), order.data())
                .fit(order.candidate(), order.data(), new Allowance(order.seed(), over::get));
        out.write(Wire.FITTED);
        Wire.write(fitted, out);
      } catch (RuntimeException | Error e) {
        out.write(Wire.FAILED);
        Wire.text(e.getMessage() == null ? e.toString() : e.getMessage(), out);
      }
      out.flush();
    } catch (IOException e) {
      // Nobody is there to be told.
      Runtime.getRuntime().halt(1);
    }
  }
}
