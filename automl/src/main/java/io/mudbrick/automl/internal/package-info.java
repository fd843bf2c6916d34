/** The services behind the module's doors. The rooms below know nothing of them. */
@NullMarked
package io.mudbrick.automl.internal;

import org.jspecify.annotations.NullMarked;
