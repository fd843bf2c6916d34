package io.mudbrick.featurestore;

import java.time.Instant;

/**
 * A place that online tables are published to. Stands for {@code
 * /api/2.0/feature-store/online-stores}; capacity and replicas are recorded and mean nothing to a
 * local store.
 *
 * @param capacity {@code CU_1}, {@code CU_2}, {@code CU_4} or {@code CU_8}
 */
public record OnlineStore(
    String name, String capacity, int readReplicaCount, String creator, Instant createdAt) {}
