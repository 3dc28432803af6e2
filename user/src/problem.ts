/** Rules for manifests that are broken, by their codes. */
export type ProblemCode =
  | "name-taken"
  | "no-such-object"
  | "number-out-of-range"
  | "slot-taken"
  | "right-unknown"
  | "badge-missing"
  | "badge-taken"
  | "listener-taken"
  | "place-taken"
  | "place-out-of-range"
  | "mapping-refused"
  | "mapped-too-often"
  | "not-trusted"
  | "domains-mixed";

/** A rule that is broken. */
export interface Problem {
  readonly code: ProblemCode;
  /** Of a component, or of the manifest as a whole. */
  readonly component?: string;
  readonly detail: string;
}
