package io.mudbrick.test;

import io.mudbrick.platform.Mudbrick;
import io.mudbrick.test.internal.jdbc.TestPostgres;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a test class asked for.
 *
 * @param sharedAs the name under which tests of one JVM share an engine; null when each workspace
 *     has an engine of its own
 * @param clock makes the clock of an engine; null for the system's
 * @param settings further settings of an engine
 */
record Plan(
    Workspaces workspaces,
    @Nullable String sharedAs,
    @Nullable Supplier<Clock> clock,
    Consumer<Mudbrick.Builder> settings) {

  static Plan of(MudbrickTest asked) {
    Supplier<Clock> clock = null;
    if (!asked.clock().isEmpty()) {
      Instant start = Instant.parse(asked.clock());
      clock = () -> MutableClock.at(start);
    }
    boolean open = asked.open();
    String sharedAs = clock != null ? null : open ? "open engine" : "engine";
    return new Plan(asked.workspace(), sharedAs, clock, builder -> builder.open(open));
  }

  /** On the store that the system property {@code mudbrick.test.store} names. */
  private static Mudbrick.Builder onStore(Mudbrick.Builder builder) {
    String store = System.getProperty("mudbrick.test.store", "sqlite");
    return switch (store) {
      case "sqlite" -> builder;
      case "postgresql" -> builder.postgres(TestPostgres.newDatabase());
      default ->
          throw new IllegalArgumentException(
              "mudbrick.test.store is sqlite or postgresql, not " + store);
    };
  }

  /** A new engine, as planned. */
  Room start() {
    Mudbrick.Builder builder = onStore(Mudbrick.builder());
    settings.accept(builder);
    Clock made = clock == null ? null : clock.get();
    if (made != null) {
      builder.clock(made);
    }
    Mudbrick platform = builder.start();
    return new Room(platform, made, platform);
  }
}
