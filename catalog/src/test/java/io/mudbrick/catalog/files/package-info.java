@NullMarked
package io.mudbrick.catalog.files;

import org.jspecify.annotations.NullMarked;
