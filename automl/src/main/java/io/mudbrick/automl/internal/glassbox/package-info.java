/** What shows how a trial came about: its data, a program and a notebook that make it again. */
@NullMarked
package io.mudbrick.automl.internal.glassbox;

import org.jspecify.annotations.NullMarked;
