/**
 * What a run has left that was killed before it could clean up: folders in memory, and processes,
 * mounts and loop devices that live on them. The next run takes them down.
 *
 * A folder names its owner, by process number and starting time, in a file; it is left over when no
 * such process lives. Only what has the folder's name, which chance made, in its command line, its
 * mount point or its backing file belongs to it.
 */
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { CommandFailed, run } from "./command.js";
import { findTool } from "./tools.js";

const OWNER = "owner";
const PREFIX = "ashlar-";

/** Makes a folder that says whose it is. */
export function ownedFolder(parent: string, name: string): string {
  const folder = mkdtempSync(join(parent, `${PREFIX}${name}-`));
  writeFileSync(join(folder, OWNER), identityOf(process.pid)!);
  return folder;
}

/** Takes down what dead runs of this user have left in `parent`. */
export async function removeLeftovers(parent: string): Promise<void> {
  for (const name of readdirSync(parent))
    if (name.startsWith(PREFIX) && isLeft(join(parent, name))) await takeDown(join(parent, name));
}

function isLeft(folder: string): boolean {
  if (statSync(folder, { throwIfNoEntry: false })?.uid !== process.getuid?.()) return false;
  const owner = textOf(join(folder, OWNER));
  return owner !== undefined && identityOf(Number(owner.split(" ")[0])) !== owner;
}

/** Number and starting time of a process: no later one has both. */
function identityOf(pid: number): string | undefined {
  // proc(5): the command, in brackets, may hold spaces; of what follows the 20th is field 22.
  const fields = textOf(`/proc/${pid}/stat`)
    ?.replace(/^.*\) /s, "")
    .split(" ");
  return fields && `${pid} ${fields[19]}`;
}

async function takeDown(folder: string): Promise<void> {
  for (const pid of processesOf(folder))
    try {
      process.kill(pid, "SIGKILL");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
  for (const device of loopDevicesOn(folder)) await attempt("losetup", ["-d", device]);
  for (const point of mountsBelow(folder)) await attempt("umount", ["-l", point]);
  rmSync(folder, { recursive: true, force: true });
}

/** What is gone already needs nothing. */
async function attempt(tool: string, parameters: string[]): Promise<void> {
  await run(findTool(tool)!, parameters).catch((error) => {
    if (!(error instanceof CommandFailed)) throw error;
  });
}

function processesOf(folder: string): number[] {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return pids.filter((pid) => textOf(`/proc/${pid}/cmdline`)?.includes(`${folder}/`)).map(Number);
}

function loopDevicesOn(folder: string): string[] {
  const devices = existsSync("/sys/block") ? readdirSync("/sys/block") : [];
  const fileOf = (name: string) => textOf(`/sys/block/${name}/loop/backing_file`);
  return devices
    .filter((name) => fileOf(name)?.startsWith(`${folder}/`))
    .map((name) => `/dev/${name}`);
}

/** The innermost first. */
function mountsBelow(folder: string): string[] {
  const lines = (textOf("/proc/self/mounts") ?? "").split("\n");
  const points = lines.map((line) => line.split(" ")[1] ?? "");
  return points.filter((point) => point.startsWith(`${folder}/`)).reverse();
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
