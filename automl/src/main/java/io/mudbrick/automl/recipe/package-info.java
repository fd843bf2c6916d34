/** How a trial is made again, step by step: what the programs and notebooks of trials speak. */
@NullMarked
package io.mudbrick.automl.recipe;

import org.jspecify.annotations.NullMarked;
