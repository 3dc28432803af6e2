/** A fault to be planted, one at a time, in the core's source or in the service's compiled code. */
export interface Mutant {
  fault: string;
  /** Relative to `rapilog/assembly` or to `disk/dist`. */
  file: string;
  original: string;
  planted: string;
}
