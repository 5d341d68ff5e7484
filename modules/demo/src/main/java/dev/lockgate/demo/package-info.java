/** The main job told to a newcomer, on a real, embedded PostgreSQL. */
@NullMarked
package dev.lockgate.demo;

import org.jspecify.annotations.NullMarked;
