/**
 * Builds what the five images share, without Docker and without root, from inputs that are pinned
 * by digest.
 *
 * <p>{@code modules/image/target/rootfs} is the root file system of the images:
 *
 * <pre>
 * usr/lib/postgresql/{15,17,18}/bin/   pg_dump, pg_dumpall, pg_restore, psql
 * usr/lib/x86_64-linux-gnu/            their libraries
 * usr/lib64/ld-linux-x86-64.so.2       their loader: on a build host, programs are started through it
 * usr/bin/setpriv                      drops rights; usr/bin/dash is /bin/sh, and only root may start it
 * etc/ssl/certs/ca-certificates.crt    Mozilla's roots
 * var/lib/dpkg/status.d/               what came from which package, for scanners
 * opt/lockgate/servers/common.tar.zst  files that all PostgreSQL servers have in common
 * opt/lockgate/servers/{14..18}.tar.zst  the rest of each server
 * opt/lockgate/jre/                    the Java runtime
 * opt/lockgate/bin/lockgate-launch     the entry point
 * </pre>
 *
 * <p>A server is {@code common.tar.zst} and {@code <major>.tar.zst} unpacked, in this order, into
 * one folder:
 *
 * <pre>
 * bin/postgres      the server (no initdb, no pg_ctl, no clients, no untrusted languages)
 * lib/, share/      its libraries and extensions, found relative to bin/
 * data/             an initialised data folder, mode 0700: superuser postgres, trust on local sockets, UTF8, C.UTF-8,
 *                   time zone UTC, WAL segments of 1 MiB
 * </pre>
 *
 * Start {@code bin/postgres -D data -c listen_addresses= -k <folder of the socket>} as the owner of
 * that folder (PostgreSQL refuses root); where the root file system is not {@code /}, through its
 * loader with {@code --library-path <server>/lib:<rootfs>/usr/lib/x86_64-linux-gnu}.
 */
@NullMarked
package dev.lockgate.image;

import org.jspecify.annotations.NullMarked;
