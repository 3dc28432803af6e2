/** What a server offers to one client of the handshake. */
import type { ExportInfo } from "./export.js";

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
