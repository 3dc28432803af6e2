/** The home thread: a synchronous loop around `HomeWriter`, at nobody's expense but the disk's. */
import { parentPort } from "node:worker_threads";
import { Plan } from "@ashlar/rapilog";
import { openBacking } from "../backing/index.js";
import {
  addressOf,
  lowerPriority,
  monotonic_ns,
  openFifo,
  threadClock,
  wakeFifo,
} from "../linux/index.js";
import { openVault, vaultPaths } from "../vault/index.js";
import { Bells } from "./bells.js";
import { HomePolicy } from "./home-policy.js";
import { HomeTurns } from "./home-turns.js";
import { HomeWriter } from "./home-writer.js";
import { Pace } from "./pace.js";
import { Shared } from "./shared.js";
import { threadData } from "./threads.js";

const SLEEP_MS = 250;
const BACK_OFF_MS = 200;

const data = await threadData();
const shared = new Shared(data.shared);
const vault = openVault(data.options.vaultDirectory);
const { ringSectors, grainSectors } = vault.geometry;
const plan = new Plan({
  ringSectors,
  grainSectors,
  runBytesMax: data.runBytesMax,
  stream: vault.stream,
});
// It reads what others have written, in long runs, and never in a hurry.
const control = vault.map(plan.memory, plan.vaultOffset, { populate: false });
const bells = new Bells(plan.memory, plan.vaultOffset, control);
const backing = openBacking(data.options.disk);
const wake = openFifo(vaultPaths(data.options.vaultDirectory).wake);
const clock = threadClock();
const policy = new HomePolicy(control, shared, BigInt(ringSectors));
const writer = new HomeWriter({
  plan,
  base: addressOf(new Uint8Array(plan.memory.buffer)),
  backing,
  control,
  shared,
  clock,
  pace: new Pace(control, BigInt(ringSectors), clock, () => wakeFifo(wake)),
});

const turns = new HomeTurns({
  plan,
  control,
  shared,
  policy,
  writer,
  wakeJournal: () => bells.wakeJournal(),
});

function stopping(): boolean {
  return shared.get("stop") === 1n;
}

function run(): void {
  lowerPriority();
  while (!stopping()) {
    shared.set("homeBeat_ns", monotonic_ns());
    const turn = turns.turn(Date.now());
    if (turn === "waiting") bells.sleepHome(SLEEP_MS, () => !turns.isWaiting || stopping());
    else if (turn === "idle") bells.sleepHome(SLEEP_MS, stopping);
    else if (turn === "failed") bells.sleepHome(BACK_OFF_MS, stopping);
  }
  backing.close();
}

parentPort?.postMessage("ready");
run();
