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
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import { createInterface } from "node:readline";

/** What a guest boots from. */
export interface GuestKernel {
  kernel: string;
  modules: string[];
  busybox: string;
}

/** In the order in which they need each other. */
const MODULES = [
  "virtio_ring",
  "virtio",
  "virtio_pci_modern_dev",
  "virtio_pci_legacy_dev",
  "virtio_pci",
  "virtio_blk",
];

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

/** Downloads and unpacks what a guest needs into `folder`, once; throws where apt cannot. */
export function fetchGuestKernel(folder: string): GuestKernel {
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
  return {
    kernel: find(/^vmlinuz-/),
    busybox: find(/^busybox$/),
    modules: MODULES.map((name) => find(new RegExp(`^${name}\\.ko$`))),
  };
}

/** Packs an initramfs whose init loads the drivers and runs `script` in busybox's shell. */
export function packInitramfs(guest: GuestKernel, folder: string, script: string): string {
  const root = join(folder, "root");
  for (const part of ["bin", "dev", "proc", "modules"])
    mkdirSync(join(root, part), { recursive: true });
  copyFileSync(guest.busybox, join(root, "bin/busybox"));
  for (const path of guest.modules) copyFileSync(path, join(root, "modules", basename(path)));
  const load = MODULES.map((name) => `/bin/busybox insmod /modules/${name}.ko`).join("\n");
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

/** Boots a guest whose `/dev/vda` is the NBD export at a Unix socket. QEMU reconnects for as long
 * as `reconnect_s` when the server goes away, and holds the guest's requests meanwhile. */
export function bootGuest(
  guest: GuestKernel,
  initramfs: string,
  socket: string,
  reconnect_s: number,
): Guest {
  const drive = [
    "if=none,id=disk,driver=nbd,cache.direct=on",
    `server.type=unix,server.path=${socket},reconnect-delay=${reconnect_s}`,
  ].join(",");
  const process = spawn(
    "qemu-system-x86_64",
    [
      ...["-m", "256", "-nodefaults", "-display", "none", "-no-reboot", "-serial", "stdio"],
      ...["-kernel", guest.kernel, "-initrd", initramfs],
      ...["-append", "console=ttyS0 panic=-1 quiet"],
      ...["-drive", drive, "-device", "virtio-blk-pci,drive=disk"],
    ],
    { stdio: ["ignore", "pipe", "pipe"] },
  );
  return { process, lines: createInterface({ input: process.stdout }) };
}
