package io.mudbrick.catalog;

import io.mudbrick.platform.Caller;

/**
 * Published in the transaction that sets a column mask or a row filter, before it holds. A listener
 * that keeps copies of the table's rows elsewhere vetoes it by throwing.
 */
public record TableGovernanceChanging(Securable table, Caller caller) {}
