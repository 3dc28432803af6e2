/** What a server offers to one client of the handshake. */
import type { ExportInfo } from "./export.js";
import * as nbd from "./protocol.js";

export interface Policy {
  exports: readonly ExportInfo[];
  /** The export that the empty name stands for; null: none. */
  defaultExport: string | null;
  /** The document's NOTLS, SELECTIVETLS (on no export in particular) and FORCEDTLS. */
  tls: "none" | "optional" | "required";
}

/** The export that a client means by a name; null: none. */
export function findExport(policy: Policy, name: string | null): ExportInfo | null {
  const wanted = name === "" ? (policy.defaultExport ?? "") : name;
  return policy.exports.find((candidate) => candidate.name === wanted) ?? null;
}

export interface Refusal {
  error: number;
  message: string;
}

/** Why no option but STARTTLS and ABORT is obeyed at present; null: they are. */
export function refusalOfAll(
  policy: Policy,
  secure: boolean,
  shuttingDown: boolean,
): Refusal | null {
  if (policy.tls === "required" && !secure)
    return { error: nbd.NBD_REP_ERR_TLS_REQD, message: "this server requires TLS" };
  if (shuttingDown)
    return { error: nbd.NBD_REP_ERR_SHUTDOWN, message: "the server is shutting down" };
  return null;
}

/** Why STARTTLS is refused to a client that is `fixed` newstyle, or not; null: it is not. */
export function refusalOfTls(
  policy: Policy,
  fixed: boolean,
  secure: boolean,
  length: number,
): Refusal | null {
  if (policy.tls === "none" || !fixed)
    return { error: nbd.NBD_REP_ERR_POLICY, message: "TLS is not configured" };
  if (secure) return { error: nbd.NBD_REP_ERR_INVALID, message: "TLS is already up" };
  if (length > 0) return { error: nbd.NBD_REP_ERR_INVALID, message: "STARTTLS takes no data" };
  return null;
}
