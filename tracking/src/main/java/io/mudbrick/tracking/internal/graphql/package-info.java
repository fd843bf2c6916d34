/** The part of GraphQL that MLflow's UI speaks: one operation, variables, nested fields. */
@NullMarked
package io.mudbrick.tracking.internal.graphql;

import org.jspecify.annotations.NullMarked;
