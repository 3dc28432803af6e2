/**
 * What is done to a database's machine, and what the disk promises of each: the rows of the
 * README's failure table.
 */

export const FAILURES = {
  "server-kill": { what: "SIGKILL for the server", promise: "all" },
  "keeper-kill": { what: "SIGKILL for the keeper", promise: "all" },
  "database-kill": { what: "SIGKILL for the database", promise: "all" },
  "guest-crash": { what: "the guest crashes", promise: "all" },
  "power-warning": { what: "power fails, with warning", promise: "all" },
  "power-sudden": { what: "power fails, without warning", promise: "prefix" },
} as const satisfies Record<string, { what: string; promise: Promised }>;

/** All acknowledged commits, or a prefix of them. */
type Promised = "all" | "prefix";

export type FailureName = keyof typeof FAILURES;
export const FAILURE_NAMES = Object.keys(FAILURES) as FailureName[];

/** The service alone is hit: whoever uses the disk must see nothing but a pause. */
export function isInvisible(failure: FailureName): boolean {
  return failure === "server-kill" || failure === "keeper-kill";
}
