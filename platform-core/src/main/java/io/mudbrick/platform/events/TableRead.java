package io.mudbrick.platform.events;

import io.mudbrick.platform.Caller;
import java.time.Instant;

/**
 * Published in a transaction when a client says that it read a table, as with the datasets of a
 * run; whoever keeps tables adds it to the lineage if there is such a table and the caller may read
 * it.
 *
 * @param table its full name as the client gives it
 * @param by what read it
 */
public record TableRead(String table, EntityRef by, Caller caller, Instant at) {}
