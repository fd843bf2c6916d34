/** Stores that earlier versions wrote, which every later one must open. */
@NullMarked
package io.mudbrick.examples.stores;

import org.jspecify.annotations.NullMarked;
