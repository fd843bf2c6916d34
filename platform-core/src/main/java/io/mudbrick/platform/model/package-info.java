/**
 * The model room: what a model is on disk, what it takes, and how it scores.
 *
 * <p>AutoML packs models with {@link io.mudbrick.platform.model.ModelPackage}, the registry reads
 * {@link io.mudbrick.platform.model.MlModel}, serving and batch scoring load with {@link
 * io.mudbrick.platform.model.ModelLoader} and score a {@link io.mudbrick.platform.model.Frame}. One
 * code path serves one row and a million, so online and batch answers agree bit for bit.
 */
@NullMarked
package io.mudbrick.platform.model;

import org.jspecify.annotations.NullMarked;
