package io.mudbrick.test;

import io.mudbrick.platform.Mudbrick;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Where tests take place: a workspace, and what goes with it. JUnit closes it with the store that
 * it lies in; by an interface of its own, too, as releases before 5.13 know no other.
 *
 * @param engine to be stopped with the room; null when others use it, too
 */
@SuppressWarnings("deprecation")
record Room(Mudbrick platform, @Nullable Clock clock, @Nullable Mudbrick engine)
    implements ExtensionContext.Store.CloseableResource, AutoCloseable {

  @Override
  public void close() {
    if (engine != null) {
      engine.close();
    }
  }
}
