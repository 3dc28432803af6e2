/** A copy of the compiled rooms in which a fault is planted, and the simulator that judges it. */
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { type Mutant, plantInCore, plantInFile } from "@ashlar/rapilog/mutants";

const ROOT = fileURLToPath(new URL("../../../..", import.meta.url));
const ROOMS = ["rapilog", "disk", "faults"];

/** Of the limit, which is of CPU time. */
const HANG_PART = 10;

export interface Outcome {
  fault: string;
  caught: boolean;
  /** Of CPU time. */
  seconds: number;
  /** What the simulator says. */
  message: string;
}

export interface Judging {
  seed: number;
  limit_s: number;
}

/** Plants a fault and simulates until it is noticed or the time is up; `core`: it is to be
 * compiled. */
export async function judgeMutant(
  mutant: Mutant,
  core: boolean,
  judging: Judging,
): Promise<Outcome> {
  const directory = mkdtempSync(join(tmpdir(), "ashlar-mutant-"));
  try {
    copyRooms(directory);
    if (core) await plantInCore(mutant, join(directory, "rapilog"));
    else plantInFile(mutant, join(directory, "disk/dist", mutant.file));
    return await judge(mutant, directory, judging);
  } catch (error) {
    return { fault: mutant.fault, caught: false, seconds: 0, message: (error as Error).message };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The rooms are copied; every other package is taken from where it is. */
function copyRooms(directory: string): void {
  mkdirSync(join(directory, "node_modules/@ashlar"), { recursive: true });
  for (const name of readdirSync(join(ROOT, "node_modules")))
    if (name !== "@ashlar" && !name.startsWith("."))
      symlinkSync(join(ROOT, "node_modules", name), join(directory, "node_modules", name));
  for (const room of ROOMS) {
    cpSync(join(ROOT, room, "dist"), join(directory, room, "dist"), { recursive: true });
    cpSync(join(ROOT, room, "package.json"), join(directory, room, "package.json"));
    symlinkSync(join(directory, room), join(directory, "node_modules/@ashlar", room));
  }
}

function judge(mutant: Mutant, directory: string, judging: Judging): Promise<Outcome> {
  const judgeHere = fileURLToPath(new URL("./judge.js", import.meta.url));
  const script = join(directory, relative(ROOT, judgeHere));
  const parameters = [script, String(judging.seed), String(judging.limit_s)];
  const child = spawn(process.execPath, parameters, { stdio: ["ignore", "pipe", "pipe"] });
  // A fault may make it hang: that is noticed too, though only after a long time.
  const timer = setTimeout(() => child.kill("SIGKILL"), HANG_PART * judging.limit_s * 1000);
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text) => {
      output = `${output}${text}`.slice(-10_000);
    });
  return new Promise((resolve) =>
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      const last = output.trim().split("\n").at(-1) ?? "";
      const told = last.startsWith("{") ? JSON.parse(last) : { message: last, cpu_s: 0 };
      const message = signal ? "it hangs" : told.message;
      const caught = code !== 0 || signal !== null;
      resolve({ fault: mutant.fault, caught, seconds: told.cpu_s, message });
    }),
  );
}
