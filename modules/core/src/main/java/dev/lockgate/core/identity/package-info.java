/**
 * Which database a database says it is: a stamp that a workflow of another environment respects.
 */
@NullMarked
package dev.lockgate.core.identity;

import org.jspecify.annotations.NullMarked;
