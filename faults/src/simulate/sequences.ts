/**
 * Rare states on purpose: actions that lead there, and cuts at once.
 *
 * Each begins wherever a trace happens to be. Where that is not favourable (the ring is full, the
 * power fails) it leads nowhere, and costs little.
 */
import { linux } from "@ashlar/disk";
import type { Random } from "@ashlar/rapilog/random";
import type { Action, Setting } from "./actions.js";

const KIB = 1024;
/** What the power supply covers at least, whatever the budget. */
const BUDGET_BYTES = 64 * KIB;
/** A range longer than 512 sectors is kept as one, and so many of them. */
const LARGE_SECTORS = 520;
const RANGES_MAX = 64;
/** Bytes that a client's socket takes without being read. */
const SOCKET_BYTES = 128 * KIB;

const journal: Action = { do: "journal" };
const home: Action = { do: "home" };
const turn: Action = { do: "turn", client: 0 };
const off: Action = { do: "cuts", choices: 0 };
const powerCut: Action = { do: "crash", how: "power" };

/** One of the sequences. */
export function drawSequence(random: Random, setting: Setting, choices: number): Action[] {
  switch (random.below(setting.spare ? 11 : 10)) {
    case 0:
      return calm(choices);
    case 1:
      return interrupted(random);
    case 2:
      return overcommitted(random, setting);
    case 3:
    case 4:
      return relapse(random, setting, choices);
    case 5:
      return lap(random, setting, choices);
    case 6:
      return unsettled(random, setting, choices);
    case 7:
      return falseAlarm(random, setting);
    case 8:
      return repeated(random, setting, choices);
    case 9:
      return covered(random, setting);
    default:
      return handover(choices);
  }
}

/** All that was appended comes home; what is behind it in the journal is of an earlier lap, or of
 * an earlier life. */
function calm(choices: number): Action[] {
  // Something has to happen for a cut to come after it.
  const cut: Action[] = [
    { do: "cuts", choices },
    { do: "budget", bytes: BUDGET_BYTES },
  ];
  return [...emptied(), ...cut, off];
}

/** The warning comes while home is being written. */
function interrupted(random: Random): Action[] {
  const warn: Action = { do: "warn" };
  const at = random.below(8);
  return [...quiet(), { do: "home", inside: [{ at, actions: [warn] }] }, { do: "dark" }];
}

/** More is appended than the budget covers when the warning comes. What was acknowledged takes all
 * the energy there is: not a record more may count on it, whoever serves and whatever moves. */
function overcommitted(random: Random, setting: Setting): Action[] {
  const sectors = random.pick([1, 1, 2, 8]) * grainOf(setting);
  const budget: Action = { do: "budget", bytes: BUDGET_BYTES };
  const count = Math.ceil((2 * BUDGET_BYTES) / (512 * sectors));
  const kill: Action = { do: "kill", who: "server" };
  const meanwhile = random.pick([[], [journal, turn], [kill, turn]]);
  const writes = served(Array.from({ length: count }, () => write(random, setting, sectors)));
  return [budget, ...emptied(), ...writes, { do: "warn" }, ...meanwhile, { do: "dark" }];
}

/** The power fails in the middle of a journal write, so that whole records may be left beyond the
 * end that recovery finds; then records of the same length come up to them, one by one. */
function relapse(random: Random, setting: Setting, choices: number): Action[] {
  const sectors = random.pick([1, 1, 1, 2]) * grainOf(setting);
  const count = 3 + random.below(6);
  const leftover = served(Array.from({ length: count }, () => write(random, setting, sectors)));
  const crash: Action = { ...journal, inside: [{ at: random.below(3), actions: [powerCut] }] };
  const again = Array.from({ length: count }, () => [
    ...served([write(random, setting, sectors)]),
    ...calm(choices),
  ]);
  return [...leftover, crash, ...again.flat()];
}

/** The ring full of records of one length and all of it home; then one twice as long is written
 * over two of them, of which the first may be there whole when the power fails. */
function lap(random: Random, setting: Setting, choices: number): Action[] {
  const { ringSectors } = setting;
  const grain = grainOf(setting);
  const size = 16;
  // From the ring's end on all of them begin at a multiple of their size.
  const rounds = 1.2 + random.below(10) / 10;
  const part = ringSectors / 8 / size;
  const laps = Array.from({ length: Math.ceil(rounds * 8) }, () => [
    ...served(Array.from({ length: part }, () => write(random, setting, size - grain))),
    ...emptied(),
  ]);
  const over = [...served([write(random, setting, 2 * size - grain)])];
  return [...laps.flat(), ...over, { do: "cuts", choices }, journal, off];
}

/** A keeper is killed when it has written a superblock and not synced it, and the next one finds
 * it. The one before is the only one that knows of this life, and records count on it. */
function unsettled(random: Random, setting: Setting, choices: number): Action[] {
  const some = () => served([write(random, setting, 8), write(random, setting, 16)]);
  const more: Action[] = [...some(), journal];
  const kill: Action = { do: "kill", who: "keeper" };
  return [
    ...[powerCut, ...some(), ...quiet()],
    { ...home, inside: [{ at: 0, actions: more }] },
    { ...journal, inside: [{ at: random.below(4), actions: [kill] }] },
    ...[{ do: "cuts", choices } as Action, journal, off],
  ];
}

/** A keeper is killed when the superblock that releases an epoch is written; the next one must not
 * bring that epoch home again: its trim undoes the write until that is repeated too. */
function repeated(random: Random, setting: Setting, choices: number): Action[] {
  const sectors = setting.diskBytes / 512;
  const trim: Action = { do: "ask", client: 0, kind: "trim", sector: 0, sectors };
  const kill: Action = { do: "kill", who: "keeper" };
  return [
    ...[trim, turn, ...served([write(random, setting, 16)]), ...quiet(), home],
    { ...journal, inside: [{ at: random.below(4), actions: [kill] }] },
    ...[{ do: "cuts", choices } as Action, ...quiet(), home, off],
  ];
}

/** A large range that is home still hides what the ring holds from before it. More of them follow
 * than are remembered, elsewhere; then what it covered is read. */
function covered(random: Random, setting: Setting): Action[] {
  const free = setting.diskBytes / 512 - LARGE_SECTORS;
  if (free <= 0) return [];
  const sectors = Math.min(free, LARGE_SECTORS);
  const first = { ...setting, diskBytes: sectors * 512 };
  const hidden = Array.from({ length: 8 }, () => write(random, first, 8));
  const ask = { do: "ask", client: 0, sectors: LARGE_SECTORS } as const;
  const zero = { ...ask, kind: "zero", sector: 0 } as const;
  const more = Array.from({ length: RANGES_MAX }, () => ({ ...zero, sector: free }));
  const read: Action = { ...ask, kind: "read", sector: 0, sectors };
  const look: Action[] = [read, turn, { do: "jobs" }, turn];
  return [...served(hidden), ...served([zero]), ...emptied(), ...served(more), ...look];
}

/** The power comes back while the keeper flushes. Service goes on. */
function falseAlarm(random: Random, setting: Setting): Action[] {
  const back: Action = { do: "back" };
  const flush: Action = { ...journal, inside: [{ at: random.below(8), actions: [back] }] };
  const one = [...served([write(random, setting, 8)])];
  return [...one, { do: "warn" }, ...one, flush, back, ...one];
}

/** The journal fails until the spare takes over, and that is looked at closely. */
function handover(choices: number): Action[] {
  const device = "journal" as const;
  const failing: Action = { do: "trouble", device, on: "sync", errno: linux.EIO, count: 5 };
  const one: Action = { do: "ask", client: 0, kind: "write", sector: 0, sectors: 8 };
  const steps = Array.from({ length: 4 }, (): Action => journal);
  return [failing, one, turn, ...steps, { do: "cuts", choices }, journal, off];
}

/** Everything is in the journal, and home has seen that nothing new comes. */
function quiet(): Action[] {
  return [journal, journal, home, { do: "wait", ms: 1100 }];
}

/** Everything is home: an epoch is about a quarter of the ring. */
function emptied(): Action[] {
  return [...quiet(), ...Array.from({ length: 5 }, () => [home, journal]).flat()];
}

/** Writes of a client, as many at once as a socket takes, and the server's turns for them. */
function served(writes: readonly Extract<Action, { do: "ask" }>[]): Action[] {
  let waiting_bytes = 0;
  const actions = writes.flatMap((one) => {
    waiting_bytes += one.sectors * 512;
    if (waiting_bytes < SOCKET_BYTES) return [one];
    waiting_bytes = 0;
    return [one, turn];
  });
  return [...actions, turn];
}

function write(random: Random, setting: Setting, sectors: number) {
  const places = (setting.diskBytes / 512 - sectors) / grainOf(setting) + 1;
  const sector = random.below(places) * grainOf(setting);
  return { do: "ask", client: 0, kind: "write", sector, sectors } as const;
}

function grainOf({ sector_bytes }: Setting): number {
  return sector_bytes / 512;
}
