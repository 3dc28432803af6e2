/** What a run needs of a memory beyond what instructions need of it. */
import type { Term } from "@ashlar/logic";
import type { Join } from "../../common/path.js";
import type { Memory } from "../machine.js";

export interface Place extends Memory {
  /** Whether any of these bytes is not there. */
  isOutside(address: Term, bytes: number): Term;
  /** 16 bits of code; undefined where there is none. */
  parcel(address: number): number | undefined;
  fork(): Place;
  /** This where the join's first path was taken, the other where its second was. */
  joined(other: Place, join: Join): Place;
}
