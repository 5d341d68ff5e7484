/** Slack, through an incoming webhook. */
@NullMarked
package dev.lockgate.clients.slack;

import org.jspecify.annotations.NullMarked;
