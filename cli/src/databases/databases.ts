/**
 * The three databases, as Debian ships them: how each is created, served, asked and checked.
 * Nothing that decides what a commit means is configured, except where SQLite leaves it to the
 * user (`synchronous`).
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { outside } from "./debian-root.js";
import type { Machine, Place } from "./machine.js";
import type { DatabaseName } from "./names.js";
import { type Session, spawnSession } from "./session.js";

export interface Database {
  readonly name: DatabaseName;
  readonly title: string;
  readonly packages: readonly string[];
  readonly disk_bytes: number;
  /** Sessions that commit at once. */
  readonly clients: number;
  /** Makes an empty database; shell, in the machine's root. */
  create(place: Place): string;
  /** Runs the server in the foreground; undefined where the database is a library. */
  serve(place: Place, isNew: boolean): string | undefined;
  /** What its processes are called. */
  readonly processes: readonly string[];
  /** Its own command-line client, which ends at its first error. */
  connect(machine: Machine, root: string): Session;
  readonly begin: string;
  /** Said once after each start of the database; `turn` counts them. */
  prologue(turn: number): string;
  /** What each session says first. */
  readonly greeting: string;
  /** SQL that complains about corruption: each line that is not among `sound` is a complaint. */
  readonly integrity: string;
  readonly sound: RegExp;
  /** A checker of its own besides; its output is complaints. */
  verify?(place: Place, root: string): string[];
}

const MIB = 1024 ** 2;
const POSTGRES_BIN = "/usr/lib/postgresql/*/bin";

/** The folder of PostgreSQL's own programs in a root, which is named after the version. */
function postgresFolder(root: string): string {
  const [version] = readdirSync(join(root, "usr/lib/postgresql"));
  return `usr/lib/postgresql/${version}/bin`;
}

function psql({ port }: Place, root: string): string[] {
  return [
    ...outside(root, `${postgresFolder(root)}/psql`),
    ...["-qAtX", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p", String(port)],
    ...["-U", "postgres", "postgres"],
  ];
}

const asUser = (user: string, script: string) => `su -s /bin/sh ${user} -c '${script}'`;

const postgres: Database = {
  name: "postgres",
  title: "PostgreSQL",
  packages: ["postgresql"],
  disk_bytes: 384 * MIB,
  clients: 4,
  create: () =>
    [
      "mkdir -p /data/postgres && chown 26:26 /data/postgres",
      asUser(
        "postgres",
        `${POSTGRES_BIN}/initdb -D /data/postgres -U postgres -A trust -E UTF8 --locale=C -k`,
      ),
      // Clients come from outside of a virtual machine by QEMU's own gateway.
      'echo "host all all 10.0.2.2/32 trust" >> /data/postgres/pg_hba.conf',
    ].join(" && "),
  serve: ({ listen, listenPort }) =>
    asUser(
      "postgres",
      `exec ${POSTGRES_BIN}/postgres -D /data/postgres -k /tmp -c listen_addresses=${listen} -c port=${listenPort} -c shared_buffers=32MB`,
    ),
  processes: ["postgres"],
  connect: ({ place }, root) => spawnSession(psql(place, root)),
  begin: "begin;",
  prologue: () => "",
  greeting: "",
  integrity: "",
  sound: /^$/,
  verify: ({ port }, root) => [
    ...outside(root, `${postgresFolder(root)}/pg_amcheck`),
    ...["--heapallindexed", "--install-missing", "-h", "127.0.0.1", "-p", String(port)],
    ...["-U", "postgres", "postgres"],
  ],
};

const mariadb: Database = {
  name: "mariadb",
  title: "MariaDB",
  packages: ["mariadb-server-core", "mariadb-client-core"],
  disk_bytes: 512 * MIB,
  clients: 4,
  create: () =>
    [
      "mkdir -p /data/mariadb && chown 27:27 /data/mariadb",
      "mariadb-install-db --no-defaults --user=mysql --datadir=/data/mariadb --skip-test-db --auth-root-authentication-method=normal --innodb-log-file-size=32M",
      `cat > /data/users.sql <<'SQL'
create user ledger@'%';
grant all on *.* to ledger@'%';
create database ledger;
SQL`,
    ].join(" && "),
  serve: ({ listen, listenPort }, isNew) =>
    [
      "exec mariadbd --no-defaults --user=mysql --datadir=/data/mariadb --socket=/tmp/mariadb.sock",
      `--pid-file=/tmp/mariadb.pid --bind-address=${listen} --port=${listenPort} --skip-name-resolve`,
      "--innodb-buffer-pool-size=32M --innodb-log-file-size=32M",
      ...(isNew ? ["--init-file=/data/users.sql"] : []),
    ].join(" "),
  processes: ["mariadbd"],
  connect: ({ place }, root) =>
    spawnSession([
      ...outside(root, "usr/bin/mariadb"),
      ...["--no-defaults", "--protocol=tcp", "-h", "127.0.0.1", "-P", String(place.port)],
      ...["-u", "ledger", "--batch", "--unbuffered", "--skip-column-names", "ledger"],
    ]),
  begin: "begin;",
  prologue: () => "",
  greeting: "",
  integrity: "check table accounts, ledger extended;",
  sound: /\tcheck\tstatus\tOK$/,
};

/** Both ways in which SQLite keeps a commit, in turn. */
const SQLITE_JOURNALS = ["wal", "delete"];

const sqlite: Database = {
  name: "sqlite",
  title: "SQLite",
  packages: ["sqlite3"],
  disk_bytes: 128 * MIB,
  clients: 2,
  create: () => "mkdir -p /data/sqlite",
  serve: () => undefined,
  processes: ["sqlite3"],
  connect: (machine) =>
    machine.open("exec sqlite3 -batch -bail -cmd '.timeout 60000' /data/sqlite/ledger.db"),
  begin: "begin immediate;",
  prologue: (turn) => `pragma journal_mode = ${SQLITE_JOURNALS[turn % 2]};`,
  // FULL and EXTRA are the same with a write-ahead log. With a rollback journal a commit is the
  // journal's removal, and only EXTRA syncs the folder that it is removed from.
  greeting: "pragma synchronous = extra;",
  integrity: "pragma integrity_check;",
  sound: /^ok$/,
};

export const DATABASES: Record<DatabaseName, Database> = { postgres, mariadb, sqlite };
