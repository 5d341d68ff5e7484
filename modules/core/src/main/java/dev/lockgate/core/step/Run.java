package dev.lockgate.core.step;

/**
 * Who and what started a step; every text may be empty outside GitHub.
 *
 * @param step the name of the step, such as {@code backup}
 * @param actor the login that started the run, or the user of the shell
 * @param repository {@code owner/name}
 * @param commit the full commit hash
 * @param ref the git ref, such as {@code refs/heads/main}
 * @param event the name of the event, such as {@code workflow_dispatch}
 * @param runUrl the page of the run
 * @param runId GitHub's id of the run
 * @param attempt from 1
 */
public record Run(
    String step,
    String actor,
    String repository,
    String commit,
    String ref,
    String event,
    String runUrl,
    String runId,
    int attempt) {}
