package io.mudbrick.platform.internal.http;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.faults.Fault;
import io.mudbrick.platform.faults.Fault.Effect;
import io.mudbrick.platform.faults.Faults;
import io.mudbrick.platform.http.HttpReply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The faults in force, by workspace. */
public final class FaultTable {
  private final Map<String, List<Active>> byWorkspace = new ConcurrentHashMap<>();

  /** What befalls one call: first it waits, then the fault, if there is one, has its way. */
  record Verdict(Duration delay, @Nullable Fault fault) {
    static final Verdict NONE = new Verdict(Duration.ZERO, null);

    boolean is(Effect effect) {
      return fault != null && fault.effect() == effect;
    }

    /** The same call, having waited. */
    Verdict afterDelay() {
      return new Verdict(Duration.ZERO, fault);
    }

    void refuse() {
      if (fault != null && fault.effect() == Effect.FAIL) {
        throw new PlatformException(fault.code(), "This call was made to fail by a test: " + fault);
      }
    }

    HttpReply decorate(HttpReply reply) {
      if (fault == null || fault.effect() != Effect.FAIL || !asksToComeAgain(reply.status())) {
        return reply;
      }
      return reply.withHeader("Retry-After", Long.toString(fault.duration().toSeconds()));
    }

    private static boolean asksToComeAgain(int status) {
      return status == ErrorCode.REQUEST_LIMIT_EXCEEDED.httpStatus()
          || status == ErrorCode.TEMPORARILY_UNAVAILABLE.httpStatus();
    }
  }

  private static final class Active implements Faults.Injected {
    private final Fault fault;
    private final List<Active> among;
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong hits = new AtomicLong();

    Active(Fault fault, List<Active> among) {
      this.fault = fault;
      this.among = among;
    }

    @Override
    public Fault fault() {
      return fault;
    }

    boolean befalls() {
      boolean befalls = fault.befalls(calls.incrementAndGet());
      if (befalls) {
        hits.incrementAndGet();
      }
      return befalls;
    }

    @Override
    public long seen() {
      return calls.get();
    }

    @Override
    public long befallen() {
      return hits.get();
    }

    @Override
    public void close() {
      among.remove(this);
    }
  }

  Verdict verdict(@Nullable String workspaceId, String method, String path) {
    List<Active> faults = workspaceId == null ? null : byWorkspace.get(workspaceId);
    if (faults == null || faults.isEmpty()) {
      return Verdict.NONE;
    }
    Duration delay = Duration.ZERO;
    Fault decides = null;
    for (Active active : faults) {
      Fault fault = active.fault();
      if (fault.concerns(method, path) && active.befalls()) {
        if (fault.effect() == Effect.DELAY) {
          delay = delay.plus(fault.duration());
        } else if (decides == null) {
          decides = fault;
        }
      }
    }
    return new Verdict(delay, decides);
  }

  /** The faults of one workspace, as its tests see them. */
  public Faults of(String workspaceId) {
    List<Active> mine =
        byWorkspace.computeIfAbsent(workspaceId, id -> new CopyOnWriteArrayList<>());
    return new Faults() {
      @Override
      public Injected add(Fault fault) {
        Active active = new Active(fault, mine);
        mine.add(active);
        return active;
      }

      @Override
      public List<Injected> inForce() {
        return List.copyOf(mine);
      }

      @Override
      public void clear() {
        mine.clear();
      }
    };
  }
}
