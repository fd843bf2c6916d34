package io.mudbrick.platform;

import java.util.Set;

/**
 * A part of the platform (tracking, catalog, ...), found on the class path by {@link
 * java.util.ServiceLoader}. It keeps no state of its own: {@link #start} may be called for several
 * engines in one JVM.
 */
public interface PlatformModule {

  /**
   * The module's name: the prefix of its SQL tables, and the folder of its migrations, {@code
   * io/mudbrick/<name without hyphens>/db/{common,sqlite,postgresql}}.
   */
  String name();

  /** Names of the modules that must have started before this one. */
  default Set<String> after() {
    return Set.of();
  }

  /** Builds stores and services, offers them and mounts their routes. */
  void start(ModuleContext context);
}
