/** The theorems that nothing is acknowledged before the vault holds it, and what they rest on. */
import type { StatedTheorem } from "../../prove/statement.js";
import { appendTheorem } from "./append.js";
import { frameTheorems } from "./frames.js";
import { recoverTheorem } from "./recover.js";
import { writeEndTheorem } from "./write-end.js";
import { writeStartTheorem } from "./write-start.js";
import { zeroTheorem } from "./zero.js";

export const ackTheorems = (): StatedTheorem[] => [
  ...frameTheorems(),
  appendTheorem(),
  writeStartTheorem(),
  writeEndTheorem(),
  zeroTheorem(),
  recoverTheorem(),
];
