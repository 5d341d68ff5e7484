package dev.lockgate.core.step;

/**
 * The pull request that a run is about.
 *
 * @param number as people name it
 * @param baseRef the branch it would change, such as {@code main}
 * @param baseCommit the full hash of that branch's commit
 * @param fork whether its head is, or may be, in a repository that others can write to
 */
public record PullRequest(int number, String baseRef, String baseCommit, boolean fork) {}
