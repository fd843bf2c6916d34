/**
 * Registered models, their versions and aliases: {@code platform.module(Registry.class)}.
 *
 * <p>A model is a securable of the catalog (its name, owner, comment, tags and grants live there);
 * versions, aliases and stages live here and change in the same transactions. The MLflow registry,
 * the Unity Catalog REST face and Java callers meet one {@link io.mudbrick.registry.Registry}.
 */
@NullMarked
package io.mudbrick.registry;

import org.jspecify.annotations.NullMarked;
