package io.mudbrick.platform.internal;

import io.mudbrick.platform.Caller;
import io.mudbrick.platform.Comeback;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.files.StorageErrors;
import io.mudbrick.platform.internal.snapshot.Calls;
import io.mudbrick.platform.journal.Journal;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Puts every call of a service on record, allowed or denied, before the caller hears the answer; a
 * call that answers later, when it has.
 *
 * <p>A method without arguments that returns another interface of ours is a room of the service
 * ({@code catalog.tables()}): what is called in it is recorded, entering it is not.
 *
 * <p>A default method that the service leaves as it is runs on this side of the record: it is a
 * shorthand, and the calls that it makes, or that an object makes which it hands out ({@code
 * tracking.startRun(...)}), are recorded each.
 */
final class Audit {
  /** What a caller sends may be of any size; a line of the audit may not. */
  private static final int LONGEST_TEXT = 500;

  private final AuditLines lines;
  private final Calls calls;
  private final Runnable beforeJavaCalls;

  /**
   * @param beforeJavaCalls runs before each call that did not come through the HTTP door, which
   *     runs it itself
   */
  Audit(Journal journal, Calls calls, Runnable beforeJavaCalls) {
    this.lines = new AuditLines(journal);
    this.calls = calls;
    this.beforeJavaCalls = beforeJavaCalls;
  }

  <T> T watch(Class<T> type, T service, Caller caller, CallOrigin origin) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          if (method.getDeclaringClass() == Object.class) {
            return invoke(service, method, arguments);
          }
          if (isRoom(method)) {
            return room(method, invoke(service, method, arguments), caller, origin);
          }
          if (isShorthand(service, method)) {
            return InvocationHandler.invokeDefault(proxy, method, arguments);
          }
          Calls.Inside inside = calls.enter(caller.metastoreId());
          try {
            return recorded(type, service, method, arguments, caller, origin);
          } finally {
            inside.close();
          }
        };
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static boolean isRoom(Method method) {
    Class<?> returned = method.getReturnType();
    return method.getParameterCount() == 0
        && returned.isInterface()
        && returned.getName().startsWith("io.mudbrick.");
  }

  private static boolean isShorthand(Object service, Method method) throws NoSuchMethodException {
    return method.isDefault()
        && service.getClass().getMethod(method.getName(), method.getParameterTypes()).isDefault();
  }

  private <R> @Nullable Object room(
      Method method, @Nullable Object room, Caller caller, CallOrigin origin) {
    @SuppressWarnings("unchecked")
    Class<R> type = (Class<R>) method.getReturnType();
    return room == null ? null : watch(type, type.cast(room), caller, origin);
  }

  private @Nullable Object recorded(
      Class<?> type,
      Object service,
      Method method,
      @Nullable Object @Nullable [] arguments,
      Caller caller,
      CallOrigin origin)
      throws Throwable {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("service", type.getSimpleName());
    fields.put("action", method.getName());
    fields.put("principal", caller.principal().name());
    fields.put("workspace_id", caller.workspaceId());
    fields.put("request_params", parameters(method, arguments));
    fields.put("source", origin.source());
    fields.put("request_id", origin.requestId());
    if (origin.address() != null) {
      fields.put("source_ip", origin.address());
    }
    if (origin.userAgent() != null) {
      fields.put("user_agent", cut(origin.userAgent()));
    }
    Object result;
    try {
      if (origin.source().equals(CallOrigin.JAVA)) {
        beforeJavaCalls.run();
      }
      result = invoke(service, method, arguments);
    } catch (Throwable e) {
      throw failed(fields, caller, e);
    }
    if (result instanceof CompletionStage<?> later) {
      return later.handle((answer, thrown) -> ended(fields, caller, answer, thrown));
    }
    return ended(fields, caller, result, null);
  }

  private @Nullable Object ended(
      Map<String, Object> fields,
      Caller caller,
      @Nullable Object result,
      @Nullable Throwable thrown) {
    if (thrown != null) {
      throw new CompletionException(failed(fields, caller, Comeback.cause(thrown)));
    }
    fields.put("status", 200);
    lines.add(caller.metastoreId(), fields);
    return result;
  }

  /** Puts a call that failed on record; returns what its caller is told. */
  private Throwable failed(Map<String, Object> fields, Caller caller, Throwable thrown) {
    PlatformException disk = thrown instanceof RuntimeException ? StorageErrors.of(thrown) : null;
    Throwable told = disk != null ? disk : thrown;
    if (told instanceof PlatformException refusal) {
      fields.put("status", refusal.code().httpStatus());
      fields.put("error_code", refusal.code().name());
      fields.put("error_message", cut(refusal.message()));
    } else {
      fields.put("status", 500);
      fields.put("error_message", cut(String.valueOf(told.getMessage())));
    }
    lines.add(caller.metastoreId(), fields);
    return told;
  }

  private static @Nullable Object invoke(
      Object service, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(service, arguments);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }

  /** The arguments that a line can hold; rows, files and the like are left out. */
  private static Map<String, Object> parameters(
      Method method, @Nullable Object @Nullable [] arguments) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    Parameter[] declared = method.getParameters();
    for (int i = 0; arguments != null && i < arguments.length; i++) {
      Object value = arguments[i];
      if (value instanceof Number || value instanceof Boolean) {
        parameters.put(declared[i].getName(), value);
      } else if (value instanceof Enum<?> constant) {
        parameters.put(declared[i].getName(), constant.name());
      } else if (value instanceof String || value instanceof Record) {
        parameters.put(declared[i].getName(), cut(value.toString()));
      }
    }
    return parameters;
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
  }
}
