/** A theorem of this family. */
import type { Theorem } from "@ashlar/logic/prove";
import { type Stated, stated } from "../../prove/stated.js";

export const crashTheorem = ({ id, ...rest }: Stated): Theorem =>
  stated({ id: `rapilog/crash/${id}`, ...rest });
