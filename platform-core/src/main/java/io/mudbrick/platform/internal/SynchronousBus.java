package io.mudbrick.platform.internal;

import io.mudbrick.platform.events.EventBus;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Calls listeners in the order they subscribed, in the publisher's thread. */
final class SynchronousBus implements EventBus {
  private final List<Listener<?>> listeners = new CopyOnWriteArrayList<>();

  private record Listener<E>(Class<E> type, Consumer<? super E> action) {
    void offer(Object event) {
      if (type.isInstance(event)) {
        action.accept(type.cast(event));
      }
    }
  }

  @Override
  public void publish(Object event) {
    for (Listener<?> listener : listeners) {
      listener.offer(event);
    }
  }

  @Override
  public <E> void subscribe(Class<E> type, Consumer<? super E> listener) {
    listeners.add(new Listener<>(type, listener));
  }
}
