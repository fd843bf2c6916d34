package io.mudbrick.serving.internal;

import io.mudbrick.serving.EndpointConfig.Share;
import io.mudbrick.serving.internal.traffic.Replica;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The served entities of one configuration at work. It is closed once it is retired and the last
 * request that uses it is answered.
 */
final class Deployment {
  private static final int PERCENT = 100;

  private final long version;
  private final Map<String, Replica> replicas;
  private final List<Replica> shadows;
  private final List<Share> traffic;
  private final AtomicInteger users = new AtomicInteger(1);

  /**
   * @param version the configuration's
   * @param replicas by the names of the served entities, in their order
   */
  Deployment(long version, Map<String, Replica> replicas, List<Share> traffic) {
    this.version = version;
    this.replicas = replicas;
    this.shadows = replicas.values().stream().filter(replica -> replica.entity().shadow()).toList();
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
      replicas.values().forEach(Replica::close);
    }
  }

  /** No further request is to use it. */
  void retire() {
    release();
  }

  /**
   * The entity that answers the next request.
   *
   * @param key what decides; null for a fair draw
   */
  Replica choose(@Nullable String key) {
    if (traffic.size() == 1) {
      return replica(traffic.get(0).entity());
    }
    // A fair die, not a seeded one: which request comes first is not repeatable anyway.
    int point =
        key == null
            ? ThreadLocalRandom.current().nextInt(PERCENT)
            : Math.floorMod(spread(key.hashCode()), PERCENT);
    for (Share share : traffic) {
      point -= share.percentage();
      if (point < 0) {
        return replica(share.entity());
      }
    }
    throw new IllegalStateException("the traffic does not sum up to 100");
  }

  /** Keys that differ in their last letter only are not to fall side by side (MurmurHash3). */
  private static int spread(int hash) {
    int mixed = hash;
    mixed = (mixed ^ (mixed >>> 16)) * 0x85ebca6b;
    mixed = (mixed ^ (mixed >>> 13)) * 0xc2b2ae35;
    return mixed ^ (mixed >>> 16);
  }

  Collection<Replica> replicas() {
    return replicas.values();
  }

  /** Puts those to sleep that nobody has asked for long. */
  void rest() {
    replicas.values().forEach(Replica::sleepIfIdle);
  }

  /** Those that score what others answer. */
  List<Replica> shadows() {
    return shadows;
  }

  @Nullable Replica find(String entity) {
    return replicas.get(entity);
  }

  private Replica replica(String entity) {
    Replica replica = replicas.get(entity);
    if (replica == null) {
      throw new IllegalStateException("no entity " + entity);
    }
    return replica;
  }
}
