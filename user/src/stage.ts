/** Plays a scene on the board: builds the machine with the scene's components, and listens. */
import assert from "node:assert/strict";
import { truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  buildKernel,
  COMPILER,
  EMULATOR,
  type FirstProgram,
  requirePrograms,
  runImage,
  withFolder,
} from "@ashlar/board/riscv";
import { makeBundle } from "./bundle.js";
import { namesOf } from "./cast.js";
import { type Event, parseEvent, ROOT_TASK, transcriptLine } from "./events.js";
import { DMA_FRAMES } from "./machine.js";
import type { Manifest } from "./manifest.js";
import { BUNDLE, DATA, PAGE, PROGRAM } from "./places.js";
import { programsOf } from "./programs.js";
import type { Claim, Scene, Variant } from "./scene.js";

export interface Played {
  readonly name: string;
  readonly title: string;
  readonly claims: readonly Claim[];
  readonly holds: boolean;
  /** What the components said. */
  readonly said: readonly string[];
  /** What else was said: nothing, unless the kernel gave up. */
  readonly strange: readonly string[];
  readonly steps: number;
  readonly seconds: number;
}

export type Progress = (text: string) => void;

/** Says what this machine lacks, before anything is begun. */
export const requireTools = (): void => requirePrograms(COMPILER, EMULATOR);

const DISK_BYTES = 1024 * 1024;

/** The root task's program with what lies behind it. */
export function firstProgram(root: Uint8Array, bundle: Uint8Array): FirstProgram {
  assert.ok(root.length <= DATA - PROGRAM, "the root task's text has room");
  const bytes = new Uint8Array(Math.ceil((BUNDLE - PROGRAM + bundle.length) / PAGE) * PAGE);
  bytes.set(root);
  bytes.set(bundle, BUNDLE - PROGRAM);
  return { bytes, textPages: (DATA - PROGRAM) / PAGE };
}

/** A disk of zeros, on the first of the board's virtio places. */
function diskOptions(folder: string): string[] {
  const image = join(folder, "disk.img");
  writeFileSync(image, "");
  truncateSync(image, DISK_BYTES);
  return [
    ...["-global", "virtio-mmio.force-legacy=false"],
    ...["-drive", `file=${image},format=raw,if=none,id=disk`],
    ...["-device", "virtio-blk-device,drive=disk,bus=virtio-mmio-bus.0"],
  ];
}

/** What one run of a scene's components said. */
export interface Heard {
  readonly events: readonly Event[];
  readonly said: readonly string[];
  readonly strange: readonly string[];
  readonly steps: number;
}

/**
 * Runs the components of a scene, or of its variant, on some machine until it is over. Undefined if
 * the machine is not one on which the variant is another.
 */
export type Runner = (
  scene: Scene,
  variant: Variant,
  progress: Progress,
) => Promise<Heard | undefined>;

/** Plays a scene, then its variants, and judges it. */
export async function play(
  scene: Scene,
  progress: Progress = () => undefined,
  run: Runner = onBoard,
): Promise<Played> {
  const started = performance.now();
  const heard: Heard[] = [];
  for (const variant of [scene, ...(scene.variants ?? [])]) {
    const one = await run(scene, variant, progress);
    if (one !== undefined) heard.push(one);
  }
  const [events = [], ...variants] = heard.map((one) => one.events);
  const claims = scene.judge(events, variants);
  const strange = heard.flatMap((one) => one.strange);
  return {
    ...{ name: scene.name, title: scene.title, claims, strange },
    ...{ said: heard.flatMap(({ said }) => said), steps: heard[0]?.steps ?? 0 },
    holds: strange.length === 0 && claims.every(({ holds }) => holds),
    seconds: (performance.now() - started) / 1000,
  };
}

/** Hears lines, and says when it is over. */
export function listener(scene: Scene, manifest: Manifest, progress: Progress) {
  const names = namesOf(manifest);
  const events: Event[] = [];
  const said: string[] = [];
  const strange: string[] = [];
  const line = (text: string): boolean => {
    const event = parseEvent(text, names);
    if (event === undefined) strange.push(text);
    else {
      events.push(event);
      said.push(transcriptLine(event, names));
      progress(`${scene.name}: ${event.who} ${event.what}`);
    }
    return event?.who === ROOT_TASK || scene.isOver(events);
  };
  return { events, said, strange, line };
}

async function onBoard(scene: Scene, variant: Variant, progress: Progress): Promise<Heard> {
  const { manifest, isUnaligned = false } = variant;
  progress(`${scene.name}: compiling`);
  const programs = await programsOf(manifest);
  const { bytes, steps } = makeBundle(manifest, programs);
  const kernel = await buildKernel(firstProgram(programs.get("root")!, bytes), {
    domains: manifest.domains,
    dmaPages: DMA_FRAMES,
    alignsSlices: !isUnaligned,
  });
  const { line, ...heard } = listener(scene, manifest, progress);
  progress(`${scene.name}: booting`);
  await withFolder((folder) =>
    runImage(kernel.elf, {
      memory_MiB: kernel.memory_MiB,
      limit_ms: scene.limit_s * 1000,
      countsInstructions: scene.countsInstructions ?? false,
      options: scene.needsDisk ? diskOptions(folder) : [],
      line,
    }),
  );
  return { ...heard, steps };
}
