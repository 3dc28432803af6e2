/** Rare states on purpose: actions that lead there, and cuts at once. */
import { linux } from "@ashlar/disk";
import type { Action } from "./actions.js";

/** All that was appended comes home; what is behind it in the journal is of an earlier lap. */
export function calm(choices: number): Action[] {
  // Something has to happen for a cut to come after it.
  const cut: Action[] = [
    { do: "cuts", choices },
    { do: "budget", bytes: 65_536 },
  ];
  // An epoch is a quarter of the ring.
  const releases = [release, release, release, release].flat();
  return [...quiet(), ...releases, ...cut, { do: "cuts", choices: 0 }];
}

/** The warning comes while home is being written. */
export function interrupted(at: number): Action[] {
  const warn: Action = { do: "warn" };
  return [...quiet(), { do: "home", inside: [{ at, actions: [warn] }] }, { do: "dark" }];
}

/** Everything is in the journal, and home has seen that nothing new comes. */
function quiet(): Action[] {
  const journal: Action = { do: "journal" };
  return [journal, journal, { do: "home" }, { do: "wait", ms: 1100 }];
}

const release: Action[] = [{ do: "home" }, { do: "journal" }];

/** The journal fails until the spare takes over, and that is looked at closely. */
export function handover(choices: number): Action[] {
  const device = "journal" as const;
  const failing: Action = { do: "trouble", device, on: "sync", errno: linux.EIO, count: 5 };
  const write: Action = { do: "ask", client: 0, kind: "write", sector: 0, sectors: 8 };
  const steps = Array.from({ length: 4 }, (): Action => ({ do: "journal" }));
  const close: Action[] = [{ do: "cuts", choices }, { do: "journal" }, { do: "cuts", choices: 0 }];
  return [failing, write, { do: "turn", client: 0 }, ...steps, ...close];
}
