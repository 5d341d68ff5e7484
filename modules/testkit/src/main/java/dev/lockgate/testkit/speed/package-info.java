/** What benchmarks share: rows to work on, and what a command costs. */
@NullMarked
package dev.lockgate.testkit.speed;

import org.jspecify.annotations.NullMarked;
