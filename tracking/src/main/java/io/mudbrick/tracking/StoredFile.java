package io.mudbrick.tracking;

import java.io.InputStream;

/**
 * A file that is being read.
 *
 * @param name the last segment of its path
 * @param size bytes
 * @param content to be closed by the reader
 */
public record StoredFile(String name, long size, InputStream content) {}
