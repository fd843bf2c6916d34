/**
 * One small SQL-expression language with Spark SQL's names and ANSI semantics: parsed, checked
 * against a schema, evaluated by row and by column. Begin at {@link
 * io.mudbrick.platform.expr.Expression}.
 */
@NullMarked
package io.mudbrick.platform.expr;

import org.jspecify.annotations.NullMarked;
