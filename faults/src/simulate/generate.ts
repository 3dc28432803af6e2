/**
 * Random traces. Each draws its own weights, some of them zero (swarm testing, Groce et al.,
 * 2012), so that what is rare in one is all there is in another.
 */
import { linux } from "@ashlar/disk";
import type { Random } from "@ashlar/rapilog/random";
import type { Action, Inside, Setting, Trace } from "./actions.js";
import type { AskKind } from "./client.js";
import { DEVICES } from "./computer.js";
import { drawSequence } from "./sequences.js";

/** How much of a run is spent on what. */
export interface Profile {
  actions: number;
  /** How often a few actions, the last ones among them, are cut at each effect. */
  windows: number;
  windowActions: number;
  /** Choices of what survives, per effect. */
  choices: number;
  /** How likely crashes and kills are, per action. */
  violence: number;
  /** How likely it is that there is a spare journal, and that requests fail. */
  trouble: number;
  /** How likely a sequence that leads to a rare state is, per action. */
  led: number;
  /** How eagerly clients ask, other things being equal. */
  load: number;
}

interface Weights {
  ask: number;
  turn: number;
  journal: number;
  home: number;
  jobs: number;
  wait: number;
  budget: number;
  trouble: number;
  kill: number;
  crash: number;
  warn: number;
  back: number;
  dark: number;
  stop: number;
}

interface Manner {
  wheel: readonly [keyof Weights, number][];
  /** Of all weights. */
  sum: number;
  lengths: readonly number[];
  kinds: readonly AskKind[];
  budgets: readonly number[];
  /** How likely an action has others inside of it. */
  nesting: number;
  /** How likely the power fails in the middle of a journal step. */
  torn: number;
}

const KIB = 1024;
/** All of a disk is read after each cut. */
const SMALL_KIB = [64, 64, 128, 128, 256, 512];

export function generate(random: Random, profile: Profile): Trace {
  const setting = drawSetting(random, profile);
  const manner = drawManner(random, setting, profile);
  const actions: Action[] = [{ do: "budget", bytes: random.pick(manner.budgets) }];
  while (actions.length < profile.actions) {
    actions.push(drawAction(random, setting, manner, 0));
    if (random.chance(profile.led)) actions.push(...drawSequence(random, setting, profile.choices));
  }
  return { seed: random.below(2 ** 32), setting, actions: withWindows(actions, profile) };
}

/** Cuts begin and end, at even distances. */
function withWindows(actions: readonly Action[], profile: Profile): Action[] {
  const { windows, windowActions, choices } = profile;
  if (windows === 0) return [...actions];
  const distance = Math.floor(actions.length / windows);
  const marked: Action[] = [];
  for (const [index, action] of actions.entries()) {
    const left = distance - (index % distance);
    if (left === Math.min(windowActions, distance)) marked.push({ do: "cuts", choices });
    marked.push(action);
    if (left === 1) marked.push({ do: "cuts", choices: 0 });
  }
  return marked;
}

function drawSetting(random: Random, profile: Profile): Setting {
  const sector_bytes = random.pick([512, 512, 4096] as const);
  const ringSectors = random.pick([2048, 2048, 4096] as const);
  // Right before the ring's end, and before the low half of the position overflows.
  const lap = random.pick([0, 1, 2 ** 32 / ringSectors, 2 ** 33 / ringSectors]);
  const back = random.pick([0, 8, 64, 512]);
  return {
    ringSectors,
    sector_bytes,
    diskBytes: random.pick(profile.choices > 1 ? SMALL_KIB : [...SMALL_KIB, 2048]) * KIB,
    runBytesMax: random.pick([4, 16, 64, 1024]) * KIB,
    spare: random.chance(profile.trouble),
    punches: random.chance(0.7),
    start: Math.max(0, lap * ringSectors - back),
  };
}

function drawManner(random: Random, setting: Setting, profile: Profile): Manner {
  const draw = () => (random.chance(0.25) ? 0 : 1 + random.below(10));
  const { violence, load } = profile;
  const weights: Weights = {
    ask: load * (20 + random.below(60)),
    turn: 10 + random.below(40),
    journal: 2 + draw(),
    home: 1 + draw(),
    jobs: 5 + draw(),
    wait: draw() / 4,
    budget: draw() / 8,
    trouble: random.chance(profile.trouble) ? (profile.trouble * draw()) / 2 : 0,
    kill: violence * draw(),
    crash: violence * draw(),
    warn: violence * draw(),
    back: violence * draw(),
    dark: violence * draw(),
    stop: (violence * draw()) / 4,
  };
  const small = [1, 1, 2, 8, 8, 8, 16];
  const mixed = [...small, 32, 64, 128];
  const large = [128, 256, 512, 513, 700, 1000];
  const kinds: AskKind[] = ["write", "write", "write", "write", "fua", "read", "flush"];
  const ranges: AskKind[] = ["zero", "keep", ...(setting.punches ? (["trim"] as const) : [])];
  const same = random.pick([1, 8, 16]);
  return {
    ...wheelOf(weights),
    lengths: random.pick([small, [same], mixed, large]),
    kinds: random.chance(0.7) ? [...kinds, ...ranges] : kinds,
    budgets: random.pick([[0], [4 * KIB, 64 * KIB], [64 * KIB, 100 * KIB], [128 * KIB, 512 * KIB]]),
    nesting: random.pick([0, 0.1, 0.3]),
    torn: profile.violence / 4,
  };
}

const NESTING_MAX = 3;

function drawAction(random: Random, setting: Setting, manner: Manner, depth: number): Action {
  const action = drawPlain(random, setting, manner);
  if (action.do === "journal" && random.chance(manner.torn)) {
    const crash: Action = { do: "crash", how: "power" };
    return { ...action, inside: [{ at: random.below(3), actions: [crash] }] };
  }
  const nests = ["turn", "journal", "home"].includes(action.do);
  if (!nests || depth >= NESTING_MAX || !random.chance(manner.nesting)) return action;
  const inside: Inside = {
    at: random.below(random.pick([2, 4, 16])),
    actions: Array.from({ length: 1 + random.below(4) }, () =>
      drawAction(random, setting, manner, depth + 1),
    ),
  };
  return { ...action, inside: [inside] };
}

function drawPlain(random: Random, setting: Setting, manner: Manner): Action {
  const name = drawName(random, manner);
  switch (name) {
    case "ask":
      return drawAsk(random, setting, manner);
    case "turn":
      return { do: name, client: random.below(3) };
    case "wait":
      return { do: name, ms: random.pick([1, 10, 300, 1100, 6000, 11_000]) };
    case "budget":
      return { do: name, bytes: random.pick(manner.budgets) };
    case "trouble":
      return drawTrouble(random);
    case "kill":
      return { do: name, who: random.pick(["server", "keeper"]) };
    case "crash":
      return { do: name, how: random.pick(["both", "power", "power"]) };
    default:
      return { do: name };
  }
}

function drawName(random: Random, { wheel, sum }: Manner): keyof Weights {
  let left = (random.below(1_000_000) / 1_000_000) * sum;
  for (const [name, weight] of wheel) {
    left -= weight;
    if (left < 0) return name;
  }
  return "turn";
}

/** Weights as something to draw from. */
function wheelOf(weights: Weights): Pick<Manner, "wheel" | "sum"> {
  const wheel = Object.entries(weights) as [keyof Weights, number][];
  return { wheel, sum: wheel.reduce((sum, [, weight]) => sum + weight, 0) };
}

function drawAsk(random: Random, setting: Setting, manner: Manner): Action {
  const grain = setting.sector_bytes / 512;
  const sectors = setting.diskBytes / 512;
  const kind = random.pick(manner.kinds);
  const ranged = kind === "zero" || kind === "keep" || kind === "trim";
  const wanted = ranged && random.chance(0.3) ? 600 : random.pick(manner.lengths);
  const length = Math.min(sectors, Math.ceil(wanted / grain) * grain);
  const aligned = random.chance(0.5) ? Math.max(8, grain) : grain;
  const places = Math.floor((sectors - length) / aligned) + 1;
  const hot = random.chance(0.3) ? Math.min(4, places) : places;
  const client = random.below(3);
  return { do: "ask", client, kind, sector: random.below(hot) * aligned, sectors: length };
}

function drawTrouble(random: Random): Action {
  return {
    do: "trouble",
    device: random.pick([...DEVICES, "journal"]),
    on: random.pick(["write", "sync"]),
    errno: random.pick([linux.EIO, linux.ENOSPC]),
    count: random.pick([1, 1, 2, 5, 6]),
  };
}
