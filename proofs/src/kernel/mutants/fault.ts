import type { Mutant } from "@ashlar/rapilog/mutants";

/** A fault to plant in a file of the kernel's source: `planted` instead of `original`. */
export const fault = (fault: string, file: string, original: string, planted: string): Mutant => ({
  ...{ fault, file, original, planted },
});
