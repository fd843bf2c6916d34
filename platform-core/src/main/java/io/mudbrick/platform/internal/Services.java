package io.mudbrick.platform.internal;

import io.mudbrick.platform.Caller;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** What modules offer, bound to a caller on demand. */
final class Services {
  private final Map<Class<?>, Function<Caller, ?>> offers = new ConcurrentHashMap<>();
  private final Audit audit;

  Services(Audit audit) {
    this.audit = audit;
  }

  <T> void offer(Class<T> type, Function<Caller, ? extends T> service) {
    if (!type.isInterface()) {
      throw new IllegalArgumentException(type + " must be an interface");
    }
    if (offers.putIfAbsent(type, service) != null) {
      throw new IllegalArgumentException(type + " is offered twice");
    }
  }

  <T> T bound(Class<T> type, Caller caller) {
    Function<Caller, ?> offer = offers.get(type);
    if (offer == null) {
      throw new IllegalStateException("No module on the class path offers " + type.getName());
    }
    return type.cast(offer.apply(caller));
  }

  <T> T audited(Class<T> type, Caller caller, CallOrigin origin) {
    return audit.watch(type, bound(type, caller), caller, origin);
  }
}
