package io.mudbrick.registry;

/**
 * A file of a model version, as its manifest has it.
 *
 * @param path below the version's root
 * @param size bytes
 * @param sha256 64 lower-case hexadecimal digits
 */
public record ModelFile(String path, long size, String sha256) {}
