/** Makes the machine that a database is to run on, and says what is missing for it. */
import { existsSync, mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { AshlarError } from "@ashlar/disk";
import { fetchGuestKernel, type GuestKernel, packInitramfs, startGuest } from "../interop/guest.js";
import type { Cleanup } from "../system/cleanup.js";
import { run } from "../system/command.js";
import { findTool, hasKernelNbd } from "../system/tools.js";
import type { Database } from "./databases.js";
import { HostMachine } from "./host-machine.js";
import type { Machine } from "./machine.js";
import { GUEST_DRIVERS, GUEST_SCRIPT, VirtualMachine } from "./virtual-machine.js";

/** The same that the test with a guest unpacks. */
const KERNEL_CACHE = fileURLToPath(new URL("../../../.cache/guest", import.meta.url));

export type Where = "vm" | "host";

/** Tools and the Debian packages that have them. */
const TOOLS: Record<Where, Record<string, string>> = {
  vm: {
    "qemu-system-x86_64": "qemu-system-x86",
    "mkfs.ext4": "e2fsprogs",
    "apt-get": "apt",
    "dpkg-deb": "dpkg",
  },
  host: {
    "qemu-nbd": "qemu-utils",
    nbdfuse: "libnbd-bin",
    losetup: "mount",
    "mkfs.ext4": "e2fsprogs",
    unshare: "util-linux",
    nsenter: "util-linux",
    "apt-get": "apt",
    "dpkg-deb": "dpkg",
  },
};

/** What stands in the way of a machine, in words; empty: nothing. */
export function missingFor(where: Where): string[] {
  const missing = Object.entries(TOOLS[where])
    .filter(([tool]) => findTool(tool) === undefined)
    .map(([tool, name]) => `${tool} (apt-get install ${name})`);
  if (process.arch !== "x64") missing.push("a machine with x86-64 (packages and guests are)");
  if (where === "vm") return missing;
  if (process.getuid?.() !== 0) missing.push("root, to mount a file system (or --vm)");
  if (!hasKernelNbd() && !existsSync("/dev/fuse")) missing.push("/dev/nbd0 or /dev/fuse (or --vm)");
  return missing;
}

/** Refuses what cannot be done here, before anything is. */
export function requireTools(where: Where): void {
  const missing = missingFor(where);
  if (missing.length > 0) throw new AshlarError("tools-missing", missing.join(", "));
}

export interface Surroundings {
  /** For what is kept from run to run. */
  cache: string;
  /** For what is gone with the run. */
  scratch: string;
  root: string;
  database: Database;
  cleanup: Cleanup;
}

/** Prepares what all machines of this run share; the result makes one on the disk that is served
 * at `socket`, with its own files in `folder`. */
export async function machineMaker(
  where: Where,
  surroundings: Surroundings,
): Promise<(socket: string, folder: string) => Machine> {
  const { cache, scratch, root, database, cleanup } = surroundings;
  if (where === "host") return (socket, folder) => new HostMachine(root, socket, folder, cleanup);
  const kernel = guestKernel(KERNEL_CACHE);
  const boot = join(scratch, "boot");
  mkdirSync(boot);
  const options = {
    kernel,
    accelerator: await accelerator(kernel, join(scratch, "probe")),
    initramfs: packInitramfs(kernel, boot, GUEST_SCRIPT),
    rootImage: await rootImage(cache, root),
    processes: database.processes,
  };
  return (socket) => new VirtualMachine({ ...options, socket });
}

function guestKernel(folder: string): GuestKernel {
  try {
    return fetchGuestKernel(folder, GUEST_DRIVERS);
  } catch (error) {
    throw new AshlarError("packages-missing", `the guest's kernel: ${(error as Error).message}`);
  }
}

/** The root folder as a file system; read-only, so that one image serves every boot. */
async function rootImage(cache: string, root: string): Promise<string> {
  const image = join(cache, "root.ext4");
  if (existsSync(image)) return image;
  const used_kib = Number((await run("du", ["-sk", root])).split("\t")[0]);
  const unfinished = `${image}.${process.pid}`;
  const options = ["-q", "-F", "-O", "^has_journal", "-E", "root_owner=0:0", "-d", root];
  const size = `${Math.ceil(used_kib * 1.3) + 32 * 1024}k`;
  await run(findTool("mkfs.ext4")!, [...options, unfinished, size]);
  renameSync(unfinished, image);
  return image;
}

const PROBE_MS = 10_000;
const BOOTED = "this guest has booted";

/** KVM where it boots a guest. That /dev/kvm is there says little: in a virtual machine it may
 * start a guest which then never gets anywhere. */
async function accelerator(kernel: GuestKernel, folder: string): Promise<"kvm" | "tcg"> {
  if (!existsSync("/dev/kvm")) return "tcg";
  mkdirSync(folder);
  const initramfs = packInitramfs(kernel, folder, `echo ${BOOTED}`);
  const hardware = { memory_mib: 256, accelerator: "kvm" as const, devices: [] };
  const guest = startGuest(kernel, initramfs, hardware);
  const timer = setTimeout(() => guest.process.kill("SIGKILL"), PROBE_MS);
  let booted = false;
  for await (const line of guest.lines) booted ||= line.includes(BOOTED);
  clearTimeout(timer);
  guest.process.kill("SIGKILL");
  return booted ? "kvm" : "tcg";
}
