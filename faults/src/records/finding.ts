/** What the judge says. */
import type { Failure } from "../taxonomy.js";
import type { OperationName } from "./operation.js";

export interface Finding {
  kind: Failure;
  cycle: number;
  /** First sector (of 512 bytes) that shows it. */
  lba: number;
  /** How many show it. */
  sectors: number;
  detail: string;
  /** The write that it befell, where it is one. */
  operation?: OperationName;
}

/** What became of the writes of a cycle. */
export interface Tally {
  /** Writes that were acknowledged. */
  acknowledged: number;
  /** Of these: had to survive by the promise. */
  required: number;
  /** Of the required: are missing, in part or whole, or damaged. */
  lost: number;
  /** Writes never acknowledged. */
  pending: number;
  /** Of these: are there, at least in part. */
  pendingThere: number;
}

export interface Verdict {
  findings: Finding[];
  tally: Tally;
}
