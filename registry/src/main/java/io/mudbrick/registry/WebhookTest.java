package io.mudbrick.registry;

import org.jspecify.annotations.Nullable;

/**
 * What came of testing a webhook.
 *
 * @param responseStatus of the receiver's answer
 * @param responseBody its first 64 KiB
 * @param error why there was no answer
 */
public record WebhookTest(
    boolean success,
    @Nullable Integer responseStatus,
    @Nullable String responseBody,
    @Nullable String error) {}
