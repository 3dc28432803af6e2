/**
 * A trace: what happens in a simulated run, as data. Whatever is left out of one, the rest still
 * means something, so a failing trace can be made smaller.
 */
import type { AskKind } from "./client.js";
import type { DeviceName } from "./computer.js";

/** What happens inside of another action, at its so-many-th effect. */
export interface Inside {
  at: number;
  actions: Action[];
}

export type Action = (
  | { do: "ask"; client: number; kind: AskKind; sector: number; sectors: number }
  /** A turn of the server, for one client. */
  | { do: "turn"; client: number }
  /** A step of the journal thread, a turn of the home thread, all reads that wait. */
  | { do: "journal" }
  | { do: "home" }
  | { do: "jobs" }
  | { do: "wait"; ms: number }
  | { do: "budget"; bytes: number }
  | { do: "trouble"; device: DeviceName; on: "write" | "sync"; errno: number; count: number }
  /** One of the two dies and is started anew when it is next needed. */
  | { do: "kill"; who: "server" | "keeper" }
  /** Both die, or the power fails at once. */
  | { do: "crash"; how: "both" | "power" }
  /** The warning that the power fails; that it was false; that the time is up. */
  | { do: "warn" }
  | { do: "back" }
  | { do: "dark" }
  /** A clean stop of everything, and a start. */
  | { do: "stop" }
  /** From here on every effect is cut after, with so many choices of what survives. */
  | { do: "cuts"; choices: number }
) & { inside?: Inside[] };

export interface Setting {
  ringSectors: 2048 | 4096;
  sector_bytes: 512 | 4096;
  diskBytes: number;
  runBytesMax: number;
  spare: boolean;
  punches: boolean;
  /** Where the stream begins, in sectors. */
  start: number;
}

export interface Trace {
  /** Of everything that is not said: what cuts leave, what failing requests leave. */
  seed: number;
  setting: Setting;
  actions: Action[];
}
