/** What the tests of this room share: an export like ours, and handshakes in one line. */
import type { ExportInfo } from "../export.js";
import { encodeClientFlags, encodeOption } from "../handshake.js";
import { Negotiation } from "../negotiation.js";
import type { Policy } from "../policy.js";
import { NBD_FLAG_C_FIXED_NEWSTYLE, NBD_FLAG_C_NO_ZEROES } from "../protocol.js";

/** An export of 1 MiB in blocks of 512 bytes that can do everything. */
export function exportOf(changes: Partial<ExportInfo> = {}): ExportInfo {
  return {
    name: "disk",
    description: "",
    bytes: 1024 * 1024,
    minimumBlock: 512,
    preferredBlock: 4096,
    maximumPayload: 32 * 1024 * 1024,
    readOnly: false,
    rotational: false,
    canTrim: true,
    canWriteZeroes: true,
    canFastZero: true,
    canCache: true,
    canMultiConn: true,
    ...changes,
  };
}

export function policyOf(changes: Partial<Policy> = {}): Policy {
  return { exports: [exportOf()], defaultExport: "disk", tls: "none", ...changes };
}

export const BOTH_FLAGS = encodeClientFlags(NBD_FLAG_C_FIXED_NEWSTYLE | NBD_FLAG_C_NO_ZEROES);

/** A negotiation whose client flags are through. */
export function negotiationOf(changes: Partial<Policy> = {}): Negotiation {
  const negotiation = new Negotiation(policyOf(changes));
  negotiation.receive(BOTH_FLAGS);
  return negotiation;
}

/** Options, each `[option, data]`, as one stream. */
export function options(...list: [number, Uint8Array?][]): Buffer {
  return Buffer.concat(list.map(([option, data]) => encodeOption(option, data)));
}
