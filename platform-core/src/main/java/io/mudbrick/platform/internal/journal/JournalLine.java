package io.mudbrick.platform.internal.journal;

import java.util.Map;

/** A record as it stands in a segment. */
record JournalLine(long seq, String topic, String scope, long at, Map<String, Object> fields) {}
