package io.mudbrick.featurestore.internal.online;

/**
 * A row as it is kept.
 *
 * @param eventTime in microseconds, 0 where there is none
 */
record Row(long eventTime, byte[] payload) {}
