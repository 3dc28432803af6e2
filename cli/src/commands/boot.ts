/** `ashlar boot`: the microkernel on RISC-V under QEMU, and components that show what it keeps. */
import { writeFileSync } from "node:fs";
import type { Played, Scene } from "@ashlar/user";
import type { Command } from "commander";
import { Exit } from "../exit.js";
import { print } from "../print.js";
import { startProgress } from "../progress.js";
import { requirePlace } from "../report-file.js";
import { parseCount } from "../units.js";

const HELP = `  ashlar boot store --transcript
  ashlar boot kills --kills 1000 --seed 7
  ashlar boot store --simulated
  ashlar boot store --graph who-holds-what.svg

Scenes: store (client, key/value server and disk driver), hostile (components do what they may not),
kills (the driver dies at any of its instructions), reclaim (memory is taken back), domains (one acts
by a secret, the other watches), bad-calls (every system call with every argument). Without a name
all are played. Status 1: something that a scene claims does not hold.`;

interface Options {
  readonly kills: number;
  readonly badCalls: number;
  readonly seed: number;
  readonly graph?: string;
  readonly transcript?: boolean;
  readonly simulated?: boolean;
  readonly json?: boolean;
}

type MakeCommand = (nameAndArguments: string, description: string, example: string) => Command;

/** Adds the command. */
export function addBootCommand(makeCommand: MakeCommand): void {
  const command = makeCommand(
    "boot [scenes...]",
    "boot the microkernel on RISC-V under QEMU, and play scenes on it",
    "ashlar boot",
  );
  command
    .option("--kills <count>", "how often the driver is killed", parseCount(1), 1000)
    .option("--bad-calls <count>", "how many bad calls are made", parseCount(1), 1_000_000)
    .option("--seed <number>", "of everything that is drawn at random", parseCount(0), 1)
    .option("--graph <file>", "draw who holds what (SVG), of the first scene, and do not boot")
    .option("--simulated", "on the simulated machine in Node instead")
    .option("--transcript", "print all that the components said")
    .option("--json", "print one JSON object")
    .addHelpText("after", HELP)
    .action(async (names: string[], options: Options) => {
      const { pictureOf, scenesOf } = await import("@ashlar/user");
      const all = scenesOf(options);
      const stranger = names.find((name) => !all.some((scene) => scene.name === name));
      if (stranger !== undefined) command.error(`error: there is no scene ${stranger}`);
      const scenes = all.filter(({ name }) => names.length === 0 || names.includes(name));
      requirePlace(options.graph);
      if (options.graph !== undefined) {
        writeFileSync(options.graph, await pictureOf(scenes[0]!.manifest));
        return;
      }
      const played = await playAll(scenes, options);
      print({ scenes: played, seed: options.seed }, options.json, () =>
        played.map((one) => sceneText(one, options.transcript === true)).join("\n\n"),
      );
      if (!played.every(({ holds }) => holds)) process.exitCode = Exit.failed;
    });
}

async function playAll(scenes: readonly Scene[], options: Options): Promise<Played[]> {
  const { onSimulatedMachine, play, requireTools } = await import("@ashlar/user");
  if (!options.simulated) requireTools();
  const runner = options.simulated ? onSimulatedMachine(options.seed) : undefined;
  const progress = startProgress();
  const played: Played[] = [];
  try {
    for (const scene of scenes) played.push(await play(scene, progress.step, runner));
  } finally {
    progress.done();
  }
  return played;
}

/** A scene as people read it. */
function sceneText(played: Played, isTold: boolean): string {
  const { name, title, claims, strange, said, seconds } = played;
  const marks = claims.map(
    ({ claim, holds, seen }) => `  ${holds ? "holds" : "FAILS"}  ${claim}\n         ${seen}`,
  );
  return [
    `${name}: ${title} (${seconds.toFixed(1)} s)`,
    ...(isTold ? said.map((line) => `  | ${line}`) : []),
    ...strange.map((line) => `  ? ${line}`),
    ...marks,
  ].join("\n");
}
