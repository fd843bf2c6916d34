package io.mudbrick.serving.internal;

import io.mudbrick.serving.EndpointConfig.Share;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The loaded models of one configuration. It is closed once it is retired and the last request that
 * uses it is answered.
 */
final class Deployment {
  private final long version;
  private final Map<String, ServedModel> models;
  private final List<Share> traffic;
  private final AtomicInteger users = new AtomicInteger(1);

  /**
   * @param version the configuration's
   * @param models by the names of the served entities
   */
  Deployment(long version, Map<String, ServedModel> models, List<Share> traffic) {
    this.version = version;
    this.models = Map.copyOf(models);
    this.traffic = traffic;
  }

  long version() {
    return version;
  }

  /** Whether the caller may use it; it then has to {@link #release} it. */
  boolean acquire() {
    return users.getAndUpdate(n -> n == 0 ? 0 : n + 1) > 0;
  }

  void release() {
    if (users.decrementAndGet() == 0) {
      models.values().forEach(ServedModel::close);
    }
  }

  /** No further request is to use it. */
  void retire() {
    release();
  }

  /** The name of the entity that answers the next request. */
  String choose() {
    if (traffic.size() == 1) {
      return traffic.get(0).entity();
    }
    // A fair die, not a seeded one: which request comes first is not repeatable anyway.
    int point = ThreadLocalRandom.current().nextInt(100);
    for (Share share : traffic) {
      point -= share.percentage();
      if (point < 0) {
        return share.entity();
      }
    }
    throw new IllegalStateException("the traffic does not sum up to 100");
  }

  Collection<ServedModel> models() {
    return models.values();
  }

  ServedModel model(String entity) {
    ServedModel model = models.get(entity);
    if (model == null) {
      throw new IllegalStateException("no entity " + entity);
    }
    return model;
  }
}
