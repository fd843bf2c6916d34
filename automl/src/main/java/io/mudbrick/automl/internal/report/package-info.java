/** What a trial leaves behind besides its model: curves, tables and pictures. */
@NullMarked
package io.mudbrick.automl.internal.report;

import org.jspecify.annotations.NullMarked;
