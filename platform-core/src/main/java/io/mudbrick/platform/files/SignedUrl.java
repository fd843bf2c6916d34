package io.mudbrick.platform.files;

/**
 * What lets whoever holds it do one thing with one file for a while, as the principal that made it,
 * without a token.
 *
 * @param path to be appended to the platform's address, {@code Mudbrick.uri()}
 * @param part the number of the part that may be put there; 0 when it is no part
 */
public record SignedUrl(String path, int part) {}
