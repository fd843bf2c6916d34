package io.mudbrick.registry.promotion;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What became of a gate.
 *
 * @param measured numbers by name: {@code challenger}, {@code champion}, {@code better_by}, {@code
 *     limit}, {@code rows}, {@code p99_micros}, ...; those that there were
 * @param message for people
 * @param millis how long it took
 */
public record GateResult(
    String name, boolean passed, Map<String, Double> measured, String message, long millis) {
  public GateResult {
    measured = Collections.unmodifiableMap(new LinkedHashMap<>(measured));
  }
}
