package io.mudbrick.catalog.internal.delta;

import java.time.Instant;

/** The clock by which files and commits are dated. */
public final class MachineTime {
  private MachineTime() {}

  public static Instant now() {
    return Instant.now();
  }
}
