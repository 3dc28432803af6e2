import { Random } from "@ashlar/rapilog/random";
import { generate } from "./generate.js";
import { Workshop } from "./server.js";
import { shrink } from "./shrink.js";
import { VaultSlot } from "./slot.js";
import { type Counts, World } from "./world.js";

const seed = Number(process.argv[2] ?? 1);
const n = Number(process.argv[3] ?? 20);
const choices = Number(process.argv[4] ?? 0);
const actions = Number(process.argv[5] ?? 400);
const workshop = new Workshop();
const counts: Counts = { operations: 0, errors: 0, effects: 0, crashes: {} };
const cache = new Map<string, VaultSlot[]>();
const t = performance.now();
for (let i = 0; i < n; i++) {
  const random = new Random(seed + i);
  const trace = generate(random, { actions, choices, cutActions: 100, violence: 0.3 });
  const { ringSectors, sector_bytes, diskBytes, runBytesMax } = trace.setting;
  const grainSectors = sector_bytes === 512 ? 1 : 8;
  const key = JSON.stringify([ringSectors, sector_bytes, diskBytes, runBytesMax]);
  let slots = cache.get(key);
  if (!slots) {
    slots = [0, 1, 2].map(() => new VaultSlot({ ringSectors, grainSectors, diskBytes, runBytesMax }));
    cache.clear();
    cache.set(key, slots);
  }
  try {
    new World(trace, { workshop, slots, counts }).run();
  } catch (error) {
    const fails = (t: typeof trace) => {
      try {
        new World(t, { workshop, slots: slots!, counts }).run();
        return false;
      } catch {
        return true;
      }
    };
    if (process.env["SHRINK"]) {
      const small = shrink(trace, fails);
      console.log(JSON.stringify(small.setting), small.seed);
      for (const a of small.actions) console.log("  ", JSON.stringify(a));
      try {
        new World(small, { workshop, slots: slots!, counts }).run();
      } catch (e) {
        console.log(String(e));
      }
    }
    console.log("seed", seed + i, (error as Error).stack?.split("\n").slice(0, 5).join("\n"));
  }
}
const s = (performance.now() - t) / 1000;
console.log(s, counts, "ops/min", (counts.operations / s) * 60);
