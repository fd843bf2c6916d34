package io.mudbrick.platform.cli;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Passes on to a child what would end us: the child decides, and we end when it does. What comes
 * before there is a child is kept for it.
 *
 * <p>{@code sun.misc.Signal} is the only way to know which signal came. It is part of every JDK,
 * but javac warns of its name, hence the reflection.
 */
final class Signals implements AutoCloseable {
  private static final List<String> CAUGHT = List.of("INT", "TERM", "HUP");

  private final List<AutoCloseable> restorers = new ArrayList<>();
  private final Set<String> waiting = new LinkedHashSet<>();
  private @Nullable Process child;

  private Signals() {}

  /** From now on signals are kept or passed on, until this is closed. */
  static Signals caught() {
    Signals signals = new Signals();
    for (String name : CAUGHT) {
      try {
        signals.handle(name);
      } catch (ReflectiveOperationException | IllegalArgumentException notHere) {
        // A signal that this system does not have, or that the JVM keeps to itself (-Xrs).
      }
    }
    return signals;
  }

  private void handle(String name) throws ReflectiveOperationException {
    Class<?> type = Class.forName("sun.misc.Signal");
    Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
    Object signal = type.getConstructor(String.class).newInstance(name);
    Method handle = type.getMethod("handle", type, handlerType);
    Object handler =
        Proxy.newProxyInstance(
            Signals.class.getClassLoader(),
            new Class<?>[] {handlerType},
            (proxy, method, arguments) -> {
              if (method.getName().equals("handle")) {
                received(name);
                return null;
              }
              return method.getName().equals("hashCode")
                  ? (Object) System.identityHashCode(proxy)
                  : (Object) (arguments != null && proxy == arguments[0]);
            });
    Object before = handle.invoke(null, signal, handler);
    restorers.add(() -> handle.invoke(null, signal, before));
  }

  private synchronized void received(String name) {
    if (child == null) {
      waiting.add(name);
    } else {
      pass(child, name);
    }
  }

  /** The child that gets them, those that came before included. */
  synchronized void passTo(Process process) {
    child = process;
    waiting.forEach(name -> pass(process, name));
    waiting.clear();
  }

  private static void pass(Process process, String name) {
    if (name.equals("INT") && terminalSentIt()) {
      return; // the terminal sent it to the whole group, the child in it
    }
    try {
      new ProcessBuilder("kill", "-s", name, Long.toString(process.pid()))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException noSuchCommand) {
      process.destroy();
    }
  }

  /** Whether we are what Ctrl-C on a terminal interrupts: its process group in the foreground. */
  private static boolean terminalSentIt() {
    try {
      String stat = Files.readString(Path.of("/proc/self/stat"), StandardCharsets.ISO_8859_1);
      // After the name in parentheses: state, parent, group, session, terminal, its foreground
      // group.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return fields[2].equals(fields[5]);
    } catch (IOException notLinux) {
      return Boolean.getBoolean("mudbrick.terminal"); // what ./mudbrick found out
    }
  }

  @Override
  public void close() {
    for (AutoCloseable restorer : restorers) {
      try {
        restorer.close();
      } catch (Exception e) {
        throw new IllegalStateException("A signal handler cannot be put back", e);
      }
    }
  }
}
