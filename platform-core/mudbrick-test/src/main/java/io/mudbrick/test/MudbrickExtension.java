package io.mudbrick.test;

import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.RecentRequest;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.platform.identity.Principal;
import java.lang.reflect.Constructor;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * What stands behind {@link MudbrickTest}: starts engines, hands out workspaces. Registered by hand
 * where the annotation says too little:
 *
 * <pre>{@code
 * @RegisterExtension
 * static MudbrickExtension mudbrick =
 *     MudbrickExtension.builder().clock(clock).engine(engine -> engine.seed(7)).build();
 * }</pre>
 */
public final class MudbrickExtension
    implements ParameterResolver,
        AfterEachCallback,
        TestExecutionExceptionHandler,
        LifecycleMethodExecutionExceptionHandler {
  private static final Namespace NAMESPACE = Namespace.create(MudbrickExtension.class);

  private final @Nullable Plan plan;

  /** For {@link MudbrickTest}, whose settings are then found on the test class. */
  public MudbrickExtension() {
    this(null);
  }

  private MudbrickExtension(@Nullable Plan plan) {
    this.plan = plan;
  }

  /** Settings for an extension that is registered by hand. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Mudbrick.class
        || type == ClientSettings.class
        || type == MutableClock.class
        || (type.isInterface() && type.getName().startsWith("io.mudbrick."));
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Plan mine = planOf(context);
    if (parameter.getDeclaringExecutable() instanceof Constructor
        && mine.workspaces() == Workspaces.PER_TEST) {
      throw new ParameterResolutionException(
          "A constructor runs before its test has a workspace: take "
              + parameter.getParameter().getType().getSimpleName()
              + " as a parameter of the test or of @BeforeEach, or let the tests of the class share"
              + " one with @MudbrickTest(workspace = PER_CLASS)");
    }
    Room room = room(mine, context);
    Class<?> type = parameter.getParameter().getType();
    if (type == MutableClock.class) {
      return clock(room);
    }
    Mudbrick platform =
        parameter
            .findAnnotation(As.class)
            .map(as -> as(room.platform(), as.value()))
            .orElse(room.platform());
    if (type == Mudbrick.class) {
      return platform;
    }
    return type == ClientSettings.class ? ClientSettings.of(platform) : platform.module(type);
  }

  private static MutableClock clock(Room room) {
    if (room.clock() instanceof MutableClock clock) {
      return clock;
    }
    throw new ParameterResolutionException(
        "This test goes by the system's clock: say @MudbrickTest(clock ="
            + " \"2026-03-01T09:00:00Z\"), or clock(MutableClock.at(...)) to the builder");
  }

  private static Mudbrick as(Mudbrick admin, String user) {
    Identity identity = admin.module(Identity.class);
    synchronized (admin) {
      boolean known =
          identity.list(Principal.Kind.USER).stream().anyMatch(p -> p.name().equals(user))
              || identity.list(Principal.Kind.SERVICE_PRINCIPAL).stream()
                  .anyMatch(p -> p.name().equals(user));
      if (!known) {
        identity.createUser(user);
      }
    }
    return admin.as(user);
  }

  private Plan planOf(ExtensionContext context) {
    return plan != null ? plan : annotated(context).map(Plan::of).orElse(Builder.DEFAULT);
  }

  /** The annotation of the test's class, or of the nearest class around it. */
  private static Optional<MudbrickTest> annotated(ExtensionContext context) {
    Class<?> type = context.getTestClass().orElse(null);
    while (type != null) {
      Optional<MudbrickTest> found = AnnotationSupport.findAnnotation(type, MudbrickTest.class);
      if (found.isPresent()) {
        return found;
      }
      type = type.getEnclosingClass();
    }
    return Optional.empty();
  }

  /** The room of this test, or, in a {@code @BeforeAll}, of this class. */
  private Room room(Plan mine, ExtensionContext context) {
    ExtensionContext home = home(mine, context);
    return home.getStore(NAMESPACE)
        .getOrComputeIfAbsent(key(home), id -> newRoom(mine, context), Room.class);
  }

  private static ExtensionContext home(Plan mine, ExtensionContext context) {
    ExtensionContext home = context;
    if (mine.workspaces() == Workspaces.PER_CLASS) {
      ExtensionContext around = context.getParent().orElse(null);
      while (around != null && around.getTestClass().isPresent()) {
        home = around;
        around = around.getParent().orElse(null);
      }
    }
    return home;
  }

  /** A store also shows what lies in the stores around it, so the key names the place. */
  private String key(ExtensionContext home) {
    return home.getUniqueId() + (plan == null ? "" : "@" + System.identityHashCode(plan));
  }

  private static Room newRoom(Plan mine, ExtensionContext context) {
    String sharedAs = mine.sharedAs();
    if (sharedAs == null) {
      return mine.start();
    }
    // In the root store: JUnit closes it when all tests are done.
    Room engine =
        context
            .getRoot()
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent(sharedAs, key -> mine.start(), Room.class);
    return new Room(engine.platform().newWorkspace(context.getDisplayName()), null, null);
  }

  /** The room may outlive the test; its faults do not. */
  @Override
  public void afterEach(ExtensionContext context) {
    Room room = roomSoFar(context);
    if (room != null) {
      room.platform().faults().clear();
    }
  }

  private @Nullable Room roomSoFar(ExtensionContext context) {
    ExtensionContext home = home(planOf(context), context);
    return home.getStore(NAMESPACE).get(key(home), Room.class);
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    throw withRequests(context, failure);
  }

  @Override
  public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    throw withRequests(context, failure);
  }

  private Throwable withRequests(ExtensionContext context, Throwable failure) {
    Room room = roomSoFar(context);
    if (room != null) {
      List<RecentRequest> requests = room.platform().recentRequests();
      if (!requests.isEmpty()) {
        failure.addSuppressed(new RequestsBefore(room.platform().workspace().id(), requests));
      }
    }
    return failure;
  }

  /** Settings of an extension; every one has the default of {@link MudbrickTest}. */
  public static final class Builder {
    static final Plan DEFAULT = new Plan(Workspaces.PER_TEST, "engine", null, engine -> {});

    private Workspaces workspaces = Workspaces.PER_TEST;
    private boolean open;
    private @Nullable Clock clock;
    private @Nullable Consumer<Mudbrick.Builder> settings;

    private Builder() {}

    /** Who shares a workspace. */
    public Builder workspace(Workspaces newWorkspaces) {
      this.workspaces = newWorkspaces;
      return this;
    }

    /** No tokens asked for: a call without one is the admin's. */
    public Builder open(boolean withoutTokens) {
      this.open = withoutTokens;
      return this;
    }

    /** The clock of the tests' engines; each workspace then has an engine of its own. */
    public Builder clock(Clock newClock) {
      this.clock = newClock;
      return this;
    }

    /** Any settings of the tests' engines; each workspace then has an engine of its own. */
    public Builder engine(Consumer<Mudbrick.Builder> newSettings) {
      this.settings = newSettings;
      return this;
    }

    public MudbrickExtension build() {
      boolean withoutTokens = open;
      Clock given = clock;
      Consumer<Mudbrick.Builder> more = settings;
      String sharedAs =
          given != null || more != null ? null : withoutTokens ? "open engine" : "engine";
      return new MudbrickExtension(
          new Plan(
              workspaces,
              sharedAs,
              given == null ? null : () -> given,
              engine -> {
                engine.open(withoutTokens);
                if (more != null) {
                  more.accept(engine);
                }
              }));
    }
  }
}
