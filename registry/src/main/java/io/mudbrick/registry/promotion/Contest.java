package io.mudbrick.registry.promotion;

import io.mudbrick.registry.ModelVersion;
import org.jspecify.annotations.Nullable;

/**
 * The versions that meet in a promotion.
 *
 * @param champion the version that holds the alias; null when none does yet
 */
public record Contest(ModelVersion challenger, @Nullable ModelVersion champion) {}
