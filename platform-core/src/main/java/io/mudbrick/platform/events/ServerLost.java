package io.mudbrick.platform.events;

/**
 * A server stopped, gently or not: what it had under way is nobody's now. Published by another
 * server of a shared store when it finds out, and where one server has the store to itself, by its
 * next start; never within a transaction.
 *
 * @param server the id that {@link io.mudbrick.platform.ModuleContext#server} had there
 */
public record ServerLost(String server) {}
