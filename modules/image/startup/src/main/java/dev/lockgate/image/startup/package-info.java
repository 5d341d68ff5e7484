/** What makes a step start quickly: its command line and an archive of loaded classes. */
@NullMarked
package dev.lockgate.image.startup;

import org.jspecify.annotations.NullMarked;
