package io.mudbrick.test;

import io.mudbrick.platform.Mudbrick;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** What stands behind {@link MudbrickTest}: starts the engine, hands out workspaces. */
public final class MudbrickExtension implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(MudbrickExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Mudbrick.class
        || (type.isInterface() && type.getName().startsWith("io.mudbrick."));
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Mudbrick platform = workspaceOf(context);
    Class<?> type = parameter.getParameter().getType();
    return type == Mudbrick.class ? platform : platform.module(type);
  }

  /** The workspace of this test, or, in a {@code @BeforeAll}, of this class. */
  private static Mudbrick workspaceOf(ExtensionContext context) {
    return context
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(
            context.getUniqueId(),
            id -> engine(context).newWorkspace(context.getDisplayName()),
            Mudbrick.class);
  }

  /** The JVM's engine; JUnit closes what lies in the root store when all tests are done. */
  private static Mudbrick engine(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(
            "engine", key -> new Running(Mudbrick.builder().start()), Running.class)
        .platform();
  }

  /** Closes by JUnit's own interface, too, as releases before 5.13 know no other. */
  @SuppressWarnings("deprecation")
  private record Running(Mudbrick platform)
      implements ExtensionContext.Store.CloseableResource, AutoCloseable {
    @Override
    public void close() {
      platform.close();
    }
  }
}
