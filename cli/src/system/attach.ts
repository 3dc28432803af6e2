/**
 * An NBD export as a mounted ext4 file system, the way an operator would have it: by the kernel's
 * own NBD client where there is one, else by nbdfuse and a loop device. The loop device transfers
 * directly (`--direct-io=on`): a buffered one serialises flushes and flatters slow disks' rivals.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Cleanup } from "./cleanup.js";
import { run, Service } from "./command.js";
import { findTool, hasKernelNbd } from "./tools.js";

export interface Attachment {
  /** The block device. */
  device: string;
  /** Processes whose CPU time is the attachment's. */
  pids: number[];
  detach: () => Promise<void>;
  /** Takes it away as a power cut would: nothing is flushed. */
  cut: () => Promise<void>;
}

/** Attaches the export behind the Unix socket as a block device. `folder` is for its files. */
export function attach(socket: string, folder: string, cleanup: Cleanup): Promise<Attachment> {
  mkdirSync(folder, { recursive: true });
  return hasKernelNbd() ? attachByKernel(socket, cleanup) : attachByFuse(socket, folder, cleanup);
}

async function attachByKernel(socket: string, cleanup: Cleanup): Promise<Attachment> {
  const free = readdirSync("/sys/block").find(
    (name) =>
      name.startsWith("nbd") && readFileSync(`/sys/block/${name}/size`, "utf8").trim() === "0",
  );
  if (free === undefined) throw new Error("every /dev/nbd device is in use");
  const device = `/dev/${free}`;
  const client = findTool("nbd-client")!;
  await run(client, ["-unix", socket, device, "-persist"]);
  const detach = cleanup.add(`detach ${device}`, async () => {
    await run(client, ["-d", device]);
  });
  return { device, pids: [], detach, cut: detach };
}

async function attachByFuse(socket: string, folder: string, cleanup: Cleanup): Promise<Attachment> {
  const file = join(folder, "disk");
  writeFileSync(file, "", { flag: "a" });
  const uri = `nbd+unix:///?socket=${socket}`;
  const fuse = new Service("nbdfuse", findTool("nbdfuse")!, [file, uri], {
    log: join(folder, "nbdfuse.log"),
  });
  const unmount = async () => {
    await run("umount", ["-l", file]).catch(() => undefined);
    await fuse.stop("SIGTERM", 5000);
  };
  const detachFuse = cleanup.add("nbdfuse", unmount);
  await fuse.until(() => readFileSync("/proc/self/mounts", "utf8").includes(` ${file} fuse`));
  const losetup = findTool("losetup")!;
  const device = (await run(losetup, ["--find", "--show", "--direct-io=on", file])).trim();
  const detachLoop = cleanup.add(`detach ${device}`, async () => {
    await run(losetup, ["-d", device]);
  });
  const detach = async () => {
    await detachLoop();
    await detachFuse();
  };
  const cut = async () => {
    await fuse.kill();
    await detach();
  };
  return { device, pids: [fuse.pid], detach, cut };
}

/** Makes an ext4 file system; without discarding first, which a new disk does not need. */
export async function makeFileSystem(device: string): Promise<void> {
  await run(findTool("mkfs.ext4")!, ["-q", "-F", "-E", "nodiscard", device]);
}

/** Checks an unmounted file system without changing it; throws what fsck found. */
export async function checkFileSystem(device: string): Promise<void> {
  await run(findTool("e2fsck")!, ["-f", "-n", device]);
}

/** Mounts the device at `folder`; the result unmounts it again. */
export async function mount(
  device: string,
  folder: string,
  cleanup: Cleanup,
): Promise<() => Promise<void>> {
  mkdirSync(folder, { recursive: true });
  await run("mount", ["-t", "ext4", device, folder]);
  return cleanup.add(`unmount ${folder}`, async () => {
    await run("umount", [folder]).catch(() => run("umount", ["-l", folder]));
  });
}
