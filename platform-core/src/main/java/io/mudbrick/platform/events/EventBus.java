package io.mudbrick.platform.events;

import java.util.function.Consumer;

/**
 * Typed events, delivered in the publisher's thread and transaction: a listener that throws vetoes
 * what is happening ({@link BeforeDelete}). Thread-safe.
 */
public interface EventBus {
  void publish(Object event);

  <E> void subscribe(Class<E> type, Consumer<? super E> listener);
}
