/** A GitHub for tests, which answers as GitHub documents its REST interface. */
@NullMarked
package dev.lockgate.testkit.github;

import org.jspecify.annotations.NullMarked;
