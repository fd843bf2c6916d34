package io.mudbrick.platform.faults;

import io.mudbrick.platform.ErrorCode;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Something that goes wrong with REST calls, on purpose. Made by one of the static methods,
 * narrowed by {@link #on} and {@link #first} or {@link #every}, put in force by {@link Faults#add}:
 *
 * <pre>{@code
 * platform.faults().add(Fault.latency(Duration.ofMillis(300)));
 * platform.faults().add(Fault.failFirst(2, TEMPORARILY_UNAVAILABLE).on("/api/2.0/mlflow/runs/*"));
 * }</pre>
 *
 * Immutable. Calls in Java ({@code platform.module(...)}) meet no faults: there is no wire.
 */
public final class Fault {

  /** What happens to a call. */
  public enum Effect {
    /** It waits, then goes on. */
    DELAY,
    /** It is refused, with the error as the route's clients know it, and nothing is done. */
    FAIL,
    /** The connection is closed without an answer, and nothing is done. */
    DROP_CONNECTION,
    /** The work is done, and the connection closed without an answer. */
    LOSE_REPLY
  }

  private final Effect effect;
  private final Duration duration;
  private final ErrorCode code;
  private final @Nullable String method;
  private final @Nullable Pattern path;
  private final long first;
  private final long every;

  private Fault(
      Effect effect,
      Duration duration,
      ErrorCode code,
      @Nullable String method,
      @Nullable Pattern path,
      long first,
      long every) {
    this.effect = effect;
    this.duration = duration;
    this.code = code;
    this.method = method;
    this.path = path;
    this.first = first;
    this.every = every;
  }

  private static Fault of(Effect effect, Duration duration, ErrorCode code) {
    return new Fault(effect, duration, code, null, null, Long.MAX_VALUE, 1);
  }

  /** Every call waits this long before it is looked at; no thread of the server waits with it. */
  public static Fault latency(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("A latency is not negative: " + time);
    }
    return of(Effect.DELAY, time, ErrorCode.INTERNAL_ERROR);
  }

  /**
   * Every call is refused. With 429 and 503 goes a {@code Retry-After} of one second, as from the
   * real service; {@link #retryAfter} changes it.
   */
  public static Fault fail(ErrorCode code) {
    return of(Effect.FAIL, Duration.ofSeconds(1), code);
  }

  /** The first {@code count} calls are refused: what a client that retries gets over. */
  public static Fault failFirst(long count, ErrorCode code) {
    return fail(code).first(count);
  }

  /** Each {@code nth} call is refused: of ten calls and {@code nth} = 3 the 3rd, 6th and 9th. */
  public static Fault failEvery(long nth, ErrorCode code) {
    return fail(code).every(nth);
  }

  /** The connection is closed before the call is looked at. */
  public static Fault dropConnection() {
    return of(Effect.DROP_CONNECTION, Duration.ZERO, ErrorCode.INTERNAL_ERROR);
  }

  /** The call is carried out, but the client never hears: whoever retries now does it twice. */
  public static Fault loseReply() {
    return of(Effect.LOSE_REPLY, Duration.ZERO, ErrorCode.INTERNAL_ERROR);
  }

  /**
   * Only calls of these paths, of any method.
   *
   * @param paths as clients send them, without {@code /w/<id>}; {@code *} stands for anything
   */
  public Fault on(String paths) {
    return new Fault(effect, duration, code, method, glob(paths), first, every);
  }

  /** Only calls of this method and these paths. */
  public Fault on(String httpMethod, String paths) {
    String upper = httpMethod.toUpperCase(Locale.ROOT);
    return new Fault(effect, duration, code, upper, glob(paths), first, every);
  }

  /** Only the first so many of the calls that it is about. */
  public Fault first(long count) {
    return new Fault(effect, duration, code, method, path, count, every);
  }

  /** Only each {@code nth} of the calls that it is about. */
  public Fault every(long nth) {
    if (nth < 1) {
      throw new IllegalArgumentException("Every " + nth + "th call is none");
    }
    return new Fault(effect, duration, code, method, path, first, nth);
  }

  /** The {@code Retry-After} of a refusal, in whole seconds, zero allowed. */
  public Fault retryAfter(Duration time) {
    if (effect != Effect.FAIL) {
      throw new IllegalStateException("Only a refusal tells when to try again");
    }
    return new Fault(effect, time, code, method, path, first, every);
  }

  private static Pattern glob(String paths) {
    StringBuilder regex = new StringBuilder();
    for (String literal : paths.split("\\*", -1)) {
      regex.append(regex.length() == 0 ? "" : ".*").append(Pattern.quote(literal));
    }
    return Pattern.compile(regex.toString());
  }

  public Effect effect() {
    return effect;
  }

  /** How long a delay is, or when to come again after a refusal. */
  public Duration duration() {
    return duration;
  }

  /** What a refusal says. */
  public ErrorCode code() {
    return code;
  }

  /** Whether it is about such calls at all. */
  public boolean concerns(String httpMethod, String callPath) {
    return (method == null || method.equals(httpMethod))
        && (path == null || path.matcher(callPath).matches());
  }

  /**
   * Whether it befalls a call that it is about.
   *
   * @param number of the call among those, from 1
   */
  public boolean befalls(long number) {
    return number % every == 0 && number / every <= first;
  }

  @Override
  public String toString() {
    String what =
        switch (effect) {
          case DELAY -> "latency of " + duration.toMillis() + " ms";
          case FAIL -> "failure " + code;
          case DROP_CONNECTION -> "dropped connection";
          case LOSE_REPLY -> "lost reply";
        };
    return what + (path == null ? "" : " on " + (method == null ? "" : method + " ") + glob());
  }

  private String glob() {
    return String.valueOf(path).replace("\\Q", "").replace("\\E", "").replace(".*", "*");
  }
}
