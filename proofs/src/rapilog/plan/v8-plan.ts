/**
 * Counterexamples to what is said of the plan, shown in V8: no loop can be entered in its middle
 * from outside, so these are whole batches, of streams in which there is something of everything.
 */
import { Random } from "@ashlar/rapilog/random";
import type { Replayed } from "../../prove/statement.js";
import type { Core } from "../core.js";
import { NO_DIFFERENCE } from "../encode/replay.js";
import { traceOf } from "../trace/trace.js";
import { attempt, type Running, STREAM, type Wrong } from "../v8.js";
import { COUNTS, PIECE_BYTES, SOURCES } from "./layout.js";
import {
  type Asked,
  type Expected,
  expectedBatch,
  expectedRuns,
  Kind,
  PAGES_MAX,
  type Placed,
  placed,
  RING_SECTORS,
  randomRecords,
  SECTOR_BYTES,
} from "./v8-stream.js";

const PLACES = { fragments: 1 << 16, pieces: 1 << 17, ring: 1 << 20 };
const ROW_BYTES = 32;
/** What stands where nothing was written. */
const BACKGROUND = 0xa5;

interface Scene {
  readonly records: readonly Asked[];
  readonly from: bigint;
  /** How far before the end of the last record the limit is, in sectors. */
  readonly short?: bigint;
  readonly grain: number;
  readonly fragmentsMax: number;
  readonly piecesMax: number;
  readonly runBytesMax: number;
}

const USUAL = { grain: 1, fragmentsMax: 80, piecesMax: 3, runBytesMax: 6 * SECTOR_BYTES };
const write = (first: number, sectors: number): Asked => ({
  ...{ kind: Kind.write, first: BigInt(first), sectors },
});
const trim: Asked = { kind: Kind.trim, first: 5n, sectors: 9 };
const damaged = (record: Asked): Asked => ({ ...record, isDamaged: true });
/** In a page that has no key. */
const BEYOND = PAGES_MAX * 8n + 3n;
const NEAR_END = 3n * BigInt(RING_SECTORS) - 3n;

const FIXED: readonly Scene[] = [
  { ...USUAL, from: 16n, records: [write(3, 9), write(4, 2), write(16, 1)] },
  { ...USUAL, from: 16n, records: [trim, write(3, 3), trim, write(0, 8)] },
  { ...USUAL, from: NEAR_END, records: [write(0, 1), write(1, 5), trim] },
  { ...USUAL, from: NEAR_END + 1n, records: [write(9, 3), write(8, 1)], short: 1n },
  { ...USUAL, from: NEAR_END, records: [write(0, 5)], short: 6n },
  { ...USUAL, from: 24n, records: [write(2, 2), { ...write(0, 1), first: BEYOND }] },
  { ...USUAL, from: 8n, records: [damaged(write(1, 1)), write(2, 2)] },
  { ...USUAL, from: 8n, records: [write(1, 1), damaged(write(2, 2)), write(2, 3)] },
  { ...USUAL, from: 0n, grain: 8, records: [write(7, 2), write(15, 9), trim, write(3, 1)] },
  { ...USUAL, from: 64n, fragmentsMax: 66, records: [write(7, 2), write(1, 1), write(30, 7)] },
  { ...USUAL, from: 64n, runBytesMax: SECTOR_BYTES, records: [write(0, 3), write(9, 2)] },
  { ...USUAL, from: 64n, piecesMax: 1, records: [write(0, 3), write(1, 1), write(9, 2)] },
  { ...USUAL, from: 40n, runBytesMax: 1 << 17, records: [write(7, 512), write(520, 3)] },
  { ...USUAL, from: 0n, records: [] },
];
const RANDOM_SCENES = 60;

function randomScene(seed: number): Scene {
  const random = new Random(seed);
  const grain = random.pick([1, 1, 8]);
  const records = randomRecords(random, 1 + random.below(9), random.pick([2, 9, 16]));
  return {
    ...{ records, grain, from: BigInt(random.below(8192)) * 8n },
    short: BigInt(random.chance(0.2) ? random.below(4) : 0),
    fragmentsMax: random.pick([65, 70, 200]),
    piecesMax: random.pick([1, 2, 7, 1024]),
    runBytesMax: SECTOR_BYTES * random.pick([1, 8, 11, 2048]),
  };
}

/** What V8 makes of the plan's batches. */
export function replayedPlan({ bytes }: Core): Replayed {
  const wrong = wrongPlan(bytes);
  return wrong === undefined
    ? NO_DIFFERENCE
    : { says: `V8: ${wrong.says}`, trace: () => traceOf(bytes, wrong.run) };
}

/** The first thing that the core's plan does wrong; undefined if it does nothing wrong. */
export function wrongPlan(core: Uint8Array): Wrong | undefined {
  const random = Array.from({ length: RANDOM_SCENES }, (_, seed) => randomScene(seed + 1));
  for (const scene of [...FIXED, ...random])
    if (attempt(core, (running) => wrongScene(running, scene), false))
      return attempt(core, (running) => wrongScene(running, scene));
  return wrongLimit(core);
}

/** What is wrong with the batches of a scene, one after the other. */
function wrongScene(running: Running, scene: Scene): string | undefined {
  const records = placed(scene.records, scene.from, scene.grain);
  place(running, scene, records);
  const end = records.reduce((at, { size }) => at + BigInt(size), scene.from);
  const to = end - (scene.short ?? 0n) < scene.from ? scene.from : end - (scene.short ?? 0n);
  const before = running.memory.slice();
  for (let from = scene.from; ; ) {
    const expected = expectedBatch(records, [from, to], scene);
    const wrong = wrongBatch(running, scene, from, to, expected);
    if (wrong !== undefined) return wrong;
    if (expected.position === from) break;
    from = expected.position;
  }
  return wrongByte(running.memory, before, scene);
}

/** More of the stream than the ring holds is refused. */
function wrongLimit(core: Uint8Array): Wrong | undefined {
  const [from, to] = [16n, 17n + BigInt(RING_SECTORS)];
  let isRefused = false;
  const tried = attempt(core, (running) => {
    place(running, FIXED[0]!, []);
    running.exports["planBegin"]!(from, to - 1n);
    isRefused = true;
    running.exports["planBegin"]!(from, to);
    isRefused = false;
    return "planBegin takes up more than the ring holds";
  });
  return isRefused ? undefined : tried;
}

function place({ exports, memory }: Running, scene: Scene, records: readonly Placed[]): void {
  const { grain, fragmentsMax, piecesMax, runBytesMax } = scene;
  const { fragments, pieces, ring } = PLACES;
  memory.fill(BACKGROUND, COUNTS.from);
  exports["planConfigure"]!(
    ...[ring, RING_SECTORS, grain, fragments, fragmentsMax, pieces, piecesMax, runBytesMax],
  );
  exports["planAttach"]!(STREAM);
  for (const { position, bytes } of records) memory.set(bytes, addressOf(position));
}

const addressOf = (position: bigint) =>
  PLACES.ring + Number(position % BigInt(RING_SECTORS)) * SECTOR_BYTES;

function wrongBatch(
  { exports, memory }: Running,
  scene: Scene,
  from: bigint,
  to: bigint,
  expected: Expected,
): string | undefined {
  const says = (what: string, found: unknown, right: unknown) =>
    found === right ? undefined : `${what} ${found} instead of ${right}, from ${from} to ${to}`;
  const kind = exports["planBegin"]!(from, to);
  const { range } = expected;
  const wrong =
    says("planBegin says", kind, expected.kind) ??
    says("the batch ends at", exports["planPosition"]!(), expected.position) ??
    (expected.life === undefined
      ? undefined
      : says("its last life is", exports["planIncarnation"]!(), expected.life)) ??
    says("its fragments are", exports["planFragments"]!(), expected.fragments);
  if (wrong !== undefined) return wrong;
  if (range !== undefined)
    return (
      says("the range begins at", exports["planOffset"]!(), range.first * 512n) ??
      says("its length is", exports["planLength"]!(), BigInt(range.sectors) * 512n)
    );
  const runs = expectedRuns(expected.newest, addressOf, scene);
  for (const run of [...runs, undefined]) {
    const count = exports["planNext"]!();
    const right = run === undefined ? 0 : run.pieces.length;
    const differs =
      says("planNext says", count, right) ??
      (run && says("the run begins at", exports["planOffset"]!(), run.offset)) ??
      says("the pieces are", listed(memory, right), JSON.stringify(run?.pieces ?? []));
    if (differs !== undefined) return differs;
  }
  return says("fragments taken up", exports["planTaken"]!(), expected.fragments);
}

function listed(memory: Uint8Array, count: number): string {
  const words = new Uint32Array(memory.buffer, PLACES.pieces, 2 * count);
  const pieces = Array.from({ length: count }, (_, at) => ({
    ...{ address: words[2 * at], bytes: words[2 * at + 1] },
  }));
  return JSON.stringify(pieces);
}

/** Nothing changes but the plan's own tables. */
function wrongByte(memory: Uint8Array, before: Uint8Array, scene: Scene): string | undefined {
  const own: [from: number, bytes: number][] = [
    [COUNTS.from, COUNTS.bytes + SOURCES.bytes],
    [PLACES.fragments, scene.fragmentsMax * ROW_BYTES],
    [PLACES.pieces, scene.piecesMax * PIECE_BYTES],
  ];
  for (const [from, bytes] of own) before.set(memory.subarray(from, from + bytes), from);
  if (Buffer.compare(memory, before) === 0) return undefined;
  const at = memory.findIndex((byte, place) => byte !== before[place]);
  return `the plan leaves ${memory[at]} instead of ${before[at]} at ${at}`;
}
