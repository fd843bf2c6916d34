package io.mudbrick.registry;

import io.mudbrick.platform.Caller;

/**
 * Published on the event bus in the transaction that moves an alias, so that whoever follows it
 * (endpoints) can follow.
 *
 * @param modelId the id of the model's securable
 * @param model the model's full name
 */
public record AliasMoved(String modelId, String model, AliasMove move, Caller caller) {}
