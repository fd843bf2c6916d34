package io.mudbrick.platform.internal;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.PlatformModule;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds the modules on the class path and puts each behind those it stands on. */
final class ModuleOrder {
  private ModuleOrder() {}

  /**
   * The modules on the class path, in the order in which they start.
   *
   * @param wanted names of those to take, with what they stand on; null for all
   */
  static List<PlatformModule> discover(@Nullable List<String> wanted) {
    List<PlatformModule> found = new ArrayList<>();
    ServiceLoader.load(PlatformModule.class, PlatformModule.class.getClassLoader())
        .forEach(found::add);
    found.sort(Comparator.comparing(PlatformModule::name));
    return order(wanted == null ? found : choose(found, wanted));
  }

  static List<PlatformModule> choose(List<PlatformModule> found, List<String> wanted) {
    Map<String, PlatformModule> byName = new TreeMap<>();
    found.forEach(module -> byName.put(module.name(), module));
    Deque<String> open = new ArrayDeque<>(wanted);
    Set<String> chosen = new HashSet<>();
    while (!open.isEmpty()) {
      String name = open.pop();
      PlatformModule module = byName.get(name);
      if (module == null) {
        throw new PlatformException(
            ErrorCode.INVALID_PARAMETER_VALUE,
            "There is no module '" + name + "'; there are " + byName.keySet());
      }
      if (chosen.add(name)) {
        open.addAll(module.after());
      }
    }
    return found.stream().filter(module -> chosen.contains(module.name())).toList();
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
