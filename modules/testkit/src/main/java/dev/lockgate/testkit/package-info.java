/** What tests stand on: real PostgreSQL servers and a Docker engine where one answers. */
@NullMarked
package dev.lockgate.testkit;

import org.jspecify.annotations.NullMarked;
