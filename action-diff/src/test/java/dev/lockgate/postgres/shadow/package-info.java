/** What a pull request might try on a shadow, tried from inside the image. */
@NullMarked
package dev.lockgate.postgres.shadow;

import org.jspecify.annotations.NullMarked;
