package io.mudbrick.examples.testdoor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.TableSpec;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.test.ClientSettings;
import io.mudbrick.tracking.Tracking;
import java.lang.management.ManagementFactory;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Engines come and go in one JVM without a trace. */
class StartStopTest {
  /** Until then everything that is loaded once, and kept, has been. */
  private static final int WARM_UP = 8;

  /** The heap also holds what JIT and class loading come to keep; a leak adds up beyond it. */
  private static final long LONGEST_END_MILLIS = 5_000;

  private static final long LARGEST_GROWTH = 4L << 20;

  private record Footprint(Map<String, Integer> threads, long descriptors, long heap) {
    static Footprint now() {
      Map<String, Integer> threads = new TreeMap<>();
      for (Thread thread : Thread.getAllStackTraces().keySet()) {
        threads.merge(thread.getName().replaceAll("[0-9]+", "#"), 1, Integer::sum);
      }
      long descriptors =
          ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
              ? unix.getOpenFileDescriptorCount()
              : 0;
      System.gc();
      System.gc();
      long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
      return new Footprint(threads, descriptors, heap);
    }
  }

  @Test
  void thirty_engines_leave_no_thread_and_no_descriptor() throws Exception {
    cycles(30);
  }

  @Test
  @Tag("nightly")
  void a_thousand_engines_leave_no_thread_no_descriptor_and_no_memory() throws Exception {
    long grown = cycles(1_000);
    assertThat(grown).as("bytes of heap that stay").isLessThan(LARGEST_GROWTH);
  }

  private static long cycles(int count) throws Exception {
    for (int i = 0; i < WARM_UP; i++) {
      live(i);
    }
    Footprint before = Footprint.now();
    Set<Thread> threads = Thread.getAllStackTraces().keySet();
    for (int i = 0; i < count; i++) {
      live(i);
    }
    awaitEnd(threads);
    Footprint after = Footprint.now();
    assertThat(more(before.threads(), after.threads())).as("threads that stay").isEmpty();
    assertThat(after.descriptors())
        .as("open descriptors")
        .isLessThanOrEqualTo(before.descriptors() + 2);
    return after.heap() - before.heap();
  }

  private static Map<String, Integer> more(
      Map<String, Integer> before, Map<String, Integer> after) {
    Map<String, Integer> more = new TreeMap<>();
    after.forEach(
        (name, n) -> {
          if (isOurs(name) && n > before.getOrDefault(name, 0)) {
            more.put(name, n - before.getOrDefault(name, 0));
          }
        });
    return more;
  }

  /** Threads end soon after the engine that stopped them; how soon is the system's business. */
  private static void awaitEnd(Set<Thread> allBut) throws InterruptedException {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (!allBut.contains(thread) && isOurs(thread.getName())) {
        thread.join(LONGEST_END_MILLIS);
      }
    }
  }

  private static boolean isOurs(String thread) {
    return thread.contains("mudbrick") || thread.contains("XNIO");
  }

  /** An engine that is used by HTTP and in Java, tables and all, and stopped. */
  private static void live(int i) throws Exception {
    try (Mudbrick platform = Mudbrick.builder().start()) {
      ClientSettings settings = ClientSettings.of(platform);
      HttpURLConnection call =
          (HttpURLConnection)
              URI.create(settings.uri() + "/api/2.0/mlflow/experiments/get?experiment_id=0")
                  .toURL()
                  .openConnection();
      call.setRequestProperty("Connection", "close"); // kept alive, it would count as left open
      call.setRequestProperty("Authorization", "Bearer " + settings.token());
      assertThat(call.getResponseCode()).isEqualTo(200);
      call.getInputStream().readAllBytes();
      Tracking tracking = platform.module(Tracking.class);
      tracking.startRun(tracking.createExperiment("e").experimentId(), "r").close();
      if (i % 4 == 0) {
        Catalog catalog = platform.module(Catalog.class);
        catalog.schemas().create("workspace.s");
        Schema schema = Schema.builder().column("id", ColumnType.LONG).build();
        catalog.tables().create(TableSpec.builder("workspace.s.t", schema).build());
        catalog.tables().open("workspace.s.t").append(List.of(Row.of(schema, 1L)));
        platform.flush();
      }
    }
  }
}
