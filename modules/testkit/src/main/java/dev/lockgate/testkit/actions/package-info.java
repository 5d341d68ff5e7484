/** A GitHub runner for tests: starts our images as actions/runner does and reads what they say. */
@NullMarked
package dev.lockgate.testkit.actions;

import org.jspecify.annotations.NullMarked;
