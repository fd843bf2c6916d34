package io.mudbrick.platform.identity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A token, without its secret.
 *
 * @param owner who acts by it
 * @param createdBy who made it: the owner, or an admin on behalf of a service principal
 * @param expires null for a token that holds until it is revoked
 */
public record TokenInfo(
    String id,
    Principal owner,
    Principal createdBy,
    String comment,
    Instant created,
    @Nullable Instant expires) {}
