/**
 * A real guest: Debian's kernel in QEMU, under emulation, with a disk over NBD.
 *
 * The kernel, its virtio drivers and busybox come from Debian's packages, downloaded and unpacked
 * into a folder, never installed. The guest runs one shell script as its init and talks through
 * its serial port.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { createInterface } from "node:readline";

/** What a guest boots from. */
export interface GuestKernel {
  kernel: string;
  /** In the order in which they need each other. */
  modules: string[];
  busybox: string;
}

/** Drivers for a disk on the PCI bus; what they need comes with them. */
const DISK_DRIVERS = ["virtio_pci", "virtio_blk"];

function run(command: string, args: string[], cwd: string): string {
  const result = spawnSync(command, args, { cwd, encoding: "utf8" });
  if (result.status !== 0) throw new Error(`${command} ${args.join(" ")}: ${result.stderr}`);
  return result.stdout;
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

/** The drivers with everything that they need, first what is needed first. */
function modulesFor(drivers: readonly string[], unpacked: string, busybox: string): string[] {
  const parent = join(unpacked, "lib/modules");
  const [version] = readdirSync(parent);
  const folder = join(parent, version!);
  run(busybox, ["depmod", "-b", unpacked, version!], unpacked);
  const lines = readFileSync(join(folder, "modules.dep"), "utf8").split("\n");
  const needs = new Map(lines.map((line) => line.split(/:\s*/) as [string, string]));
  const paths = drivers.flatMap((driver) => {
    const path = [...needs.keys()].find((name) => name.endsWith(`/${driver}.ko`));
    if (path === undefined) throw new Error(`Debian's kernel has no module ${driver}`);
    // Nearest need first, so the list is turned round.
    const needed = needs.get(path)?.split(" ").filter(Boolean) ?? [];
    return [...needed.reverse(), path];
  });
  return [...new Set(paths)].map((path) => join(folder, path));
}

/** Downloads and unpacks what a guest needs into `folder`, once; throws where apt cannot. */
export function fetchGuestKernel(
  folder: string,
  drivers: readonly string[] = DISK_DRIVERS,
): GuestKernel {
  const unpacked = join(folder, "unpacked");
  if (!existsSync(unpacked)) {
    mkdirSync(folder, { recursive: true });
    const depends = run("apt-cache", ["depends", "linux-image-cloud-amd64"], folder);
    const image = /Depends: (linux-image-\S+)/.exec(depends)?.[1];
    if (image === undefined) throw new Error("apt knows no linux-image-cloud-amd64");
    run("apt-get", ["download", image, "busybox-static"], folder);
    for (const name of readdirSync(folder).filter((file) => file.endsWith(".deb")))
      run("dpkg", ["-x", name, `${unpacked}.part`], folder);
    run("mv", [`${unpacked}.part`, unpacked], folder);
  }
  const files = filesBelow(unpacked);
  const find = (name: RegExp) => {
    const found = files.find((file) => name.test(basename(file)));
    if (found === undefined) throw new Error(`no file like ${name} in Debian's packages`);
    return found;
  };
  const busybox = find(/^busybox$/);
  return { kernel: find(/^vmlinuz-/), busybox, modules: modulesFor(drivers, unpacked, busybox) };
}

/** Copies one of this machine's programs, with the libraries that it is linked with. */
function copyProgram(path: string, root: string): void {
  const linked = run("ldd", [path], root).matchAll(/(?:=> )?(\/\S+) \(0x/g);
  for (const file of [path, ...[...linked].map((match) => match[1]!)]) {
    mkdirSync(join(root, dirname(file)), { recursive: true });
    copyFileSync(file, join(root, file));
  }
}

/** Packs an initramfs whose init loads the drivers and runs `script` in busybox's shell. It may
 * use these `programs` of this machine, by their paths. */
export function packInitramfs(
  guest: GuestKernel,
  folder: string,
  script: string,
  programs: readonly string[] = [],
): string {
  const root = join(folder, "root");
  for (const part of ["bin", "dev", "proc", "modules"])
    mkdirSync(join(root, part), { recursive: true });
  copyFileSync(guest.busybox, join(root, "bin/busybox"));
  for (const path of guest.modules) copyFileSync(path, join(root, "modules", basename(path)));
  for (const path of programs) copyProgram(path, root);
  const load = guest.modules
    .map((path) => `/bin/busybox insmod /modules/${basename(path)}`)
    .join("\n");
  const init = `#!/bin/busybox sh
/bin/busybox --install -s /bin
export PATH=/bin
mount -t devtmpfs dev /dev
mount -t proc proc /proc
${load}
${script}
poweroff -f
`;
  writeFileSync(join(root, "init"), init);
  chmodSync(join(root, "init"), 0o755);
  chmodSync(join(root, "bin/busybox"), 0o755);
  const archive = join(folder, "initramfs.gz");
  run("sh", ["-c", `find . | ./bin/busybox cpio -o -H newc | gzip -1 > '${archive}'`], root);
  return archive;
}

/** A running guest: its serial lines as they come, and its end. */
export interface Guest {
  process: ChildProcess;
  lines: AsyncIterable<string>;
}

/** How the guest is run, beyond its disk. */
export interface Hardware {
  memory_mib: number;
  /** `kvm`, or emulation. */
  accelerator: "kvm" | "tcg";
  /** More of QEMU's parameters: devices, networks. */
  devices: readonly string[];
}

const PLAIN: Hardware = { memory_mib: 256, accelerator: "tcg", devices: [] };

/** QEMU's parameters for a first disk that is the NBD export at a Unix socket. QEMU reconnects for
 * as long as `reconnect_s` when the server goes away, and holds the guest's requests meanwhile. */
export function nbdDisk(socket: string, reconnect_s: number): string[] {
  const drive = [
    "if=none,id=disk,driver=nbd,cache.direct=on",
    `server.type=unix,server.path=${socket},reconnect-delay=${reconnect_s}`,
  ].join(",");
  return ["-drive", drive, "-device", "virtio-blk-pci,drive=disk"];
}

/** Boots a guest whose `/dev/vda` is the NBD export at a Unix socket. */
export function bootGuest(
  guest: GuestKernel,
  initramfs: string,
  socket: string,
  reconnect_s: number,
): Guest {
  return startGuest(guest, initramfs, { ...PLAIN, devices: nbdDisk(socket, reconnect_s) });
}

/** Boots a guest with this hardware; a reset ends it. */
export function startGuest(guest: GuestKernel, initramfs: string, hardware: Hardware): Guest {
  const { memory_mib, accelerator, devices } = hardware;
  const process = spawn(
    "qemu-system-x86_64",
    [
      ...["-accel", accelerator, ...(accelerator === "kvm" ? ["-cpu", "host"] : [])],
      ...["-m", String(memory_mib), "-nodefaults", "-display", "none", "-no-reboot"],
      ...["-serial", "stdio", "-kernel", guest.kernel, "-initrd", initramfs],
      ...["-append", "console=ttyS0 panic=-1 quiet"],
      ...devices,
    ],
    { stdio: ["ignore", "pipe", "pipe"], detached: true },
  );
  return { process, lines: createInterface({ input: process.stdout }) };
}
