package io.mudbrick.featurestore.view;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A feature in a table that holds it computed. Get one from {@link FeatureViews#materialize}.
 *
 * @param featureName the feature's full name
 * @param tableName the table: a feature table, or an online table
 * @param online which of the two
 * @param target what was asked for: the schema and the prefix of the table's name
 * @param onlineStore the online table's store; null for an offline one
 * @param cron as it was given
 * @param lastMaterialized when it was computed last
 */
public record MaterializedFeature(
    String id,
    String featureName,
    String tableName,
    boolean online,
    MaterializeSpec.Target target,
    @Nullable String onlineStore,
    @Nullable String cron,
    Instant lastMaterialized) {}
