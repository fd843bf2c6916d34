package io.mudbrick.platform.files;

/**
 * A part of a large upload.
 *
 * @param partNumber from 1
 * @param etag what the reply to its upload said
 */
public record FilePart(int partNumber, String etag) {}
