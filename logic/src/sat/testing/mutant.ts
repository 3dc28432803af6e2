/** A fault: the first place of `original` in a file becomes `planted`. */
export interface Mutant {
  fault: string;
  file: string;
  original: string;
  planted: string;
}
