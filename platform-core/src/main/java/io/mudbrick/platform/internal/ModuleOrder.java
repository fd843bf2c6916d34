package io.mudbrick.platform.internal;

import io.mudbrick.platform.PlatformModule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;

/** Finds the modules on the class path and puts each behind those it stands on. */
final class ModuleOrder {
  private ModuleOrder() {}

  static List<PlatformModule> discover() {
    List<PlatformModule> found = new ArrayList<>();
    ServiceLoader.load(PlatformModule.class, PlatformModule.class.getClassLoader())
        .forEach(found::add);
    found.sort(Comparator.comparing(PlatformModule::name));
    return order(found);
  }

  static List<PlatformModule> order(List<PlatformModule> modules) {
    List<PlatformModule> ordered = new ArrayList<>();
    List<PlatformModule> waiting = new ArrayList<>(modules);
    Set<String> started = new HashSet<>();
    while (!waiting.isEmpty()) {
      PlatformModule next =
          waiting.stream()
              .filter(module -> started.containsAll(module.after()))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException(missing(waiting, started)));
      waiting.remove(next);
      started.add(next.name());
      ordered.add(next);
    }
    return ordered;
  }

  private static String missing(List<PlatformModule> waiting, Set<String> started) {
    PlatformModule module = waiting.get(0);
    Set<String> missing = new HashSet<>(module.after());
    missing.removeAll(started);
    return "Module '" + module.name() + "' needs " + missing + " on the class path";
  }
}
