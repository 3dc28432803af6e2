/**
 * Random traces. Each draws its own weights, some of them zero (swarm testing, Groce et al.,
 * 2012), so that what is rare in one is all there is in another.
 */
import { linux } from "@ashlar/disk";
import type { Random } from "@ashlar/rapilog/random";
import type { Action, Inside, Setting, Trace } from "./actions.js";
import type { AskKind } from "./client.js";
import { DEVICES } from "./computer.js";

/** How much of a run is spent on what. */
export interface Profile {
  actions: number;
  /** Choices per effect once cutting begins; 0: never. */
  choices: number;
  /** Actions at the end of the trace that are cut at each effect. */
  cutActions: number;
  /** How likely crashes and kills are, per action. */
  violence: number;
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
  weights: Weights;
  lengths: readonly number[];
  kinds: readonly AskKind[];
  budgets: readonly number[];
  /** How likely an action has others inside of it. */
  nesting: number;
}

const KIB = 1024;

export function generate(random: Random, profile: Profile): Trace {
  const setting = drawSetting(random);
  const manner = drawManner(random, setting, profile);
  const budget: Action = { do: "budget", bytes: random.pick(manner.budgets) };
  const actions: Action[] = [budget];
  while (actions.length < profile.actions) actions.push(drawAction(random, setting, manner, 0));
  if (profile.choices > 0)
    actions.splice(Math.max(1, actions.length - profile.cutActions), 0, {
      do: "cuts",
      choices: profile.choices,
    });
  return { seed: random.below(2 ** 32), setting, actions };
}

function drawSetting(random: Random): Setting {
  const sector_bytes = random.pick([512, 512, 4096] as const);
  const ringSectors = random.pick([2048, 2048, 4096] as const);
  // Right before the ring's end, and before the low half of the position overflows.
  const lap = random.pick([0, 1, 2 ** 32 / ringSectors, 2 ** 33 / ringSectors]);
  const back = random.pick([0, 8, 64, 512]);
  return {
    ringSectors,
    sector_bytes,
    diskBytes: random.pick([64, 128, 256, 512]) * KIB,
    runBytesMax: random.pick([4, 16, 64, 1024]) * KIB,
    spare: random.chance(0.25),
    punches: random.chance(0.7),
    start: Math.max(0, lap * ringSectors - back),
  };
}

function drawManner(random: Random, setting: Setting, profile: Profile): Manner {
  const draw = () => (random.chance(0.25) ? 0 : 1 + random.below(10));
  const { violence } = profile;
  const weights: Weights = {
    ask: 20 + random.below(60),
    turn: 10 + random.below(40),
    journal: 2 + draw(),
    home: 1 + draw(),
    jobs: 5 + draw(),
    wait: draw() / 4,
    budget: draw() / 8,
    trouble: random.chance(0.3) ? draw() / 4 : 0,
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
  return {
    weights,
    lengths: random.pick([small, small, mixed, large]),
    kinds: random.chance(0.7) ? [...kinds, ...ranges] : kinds,
    budgets: random.pick([[0], [4 * KIB, 64 * KIB], [64 * KIB, 100 * KIB], [128 * KIB, 512 * KIB]]),
    nesting: random.pick([0, 0.1, 0.3]),
  };
}

const NESTING_MAX = 3;

function drawAction(random: Random, setting: Setting, manner: Manner, depth: number): Action {
  const action = drawPlain(random, setting, manner);
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
  const name = drawName(random, manner.weights);
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
      return { do: name, how: random.pick(["both", "power"]) };
    default:
      return { do: name };
  }
}

function drawName(random: Random, weights: Weights): keyof Weights {
  const entries = Object.entries(weights) as [keyof Weights, number][];
  const total = entries.reduce((sum, [, weight]) => sum + weight, 0);
  let left = (random.below(1_000_000) / 1_000_000) * total;
  for (const [name, weight] of entries) {
    left -= weight;
    if (left < 0) return name;
  }
  return "turn";
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
    device: random.pick(DEVICES),
    on: random.pick(["write", "sync"]),
    errno: random.pick([linux.EIO, linux.ENOSPC]),
    count: random.pick([1, 1, 2, 5, 8]),
  };
}
