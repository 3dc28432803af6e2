/** What can be measured by itself; apart, because the command line needs no more than the names. */
export const PARTS = [
  "nbd",
  "sustained",
  "database",
  "flush",
  "recovery",
  "start",
  "memory",
] as const;
export type Part = (typeof PARTS)[number];
