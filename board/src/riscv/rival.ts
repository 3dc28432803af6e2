/**
 * Linux in the same emulator, for comparison: Debian's kernel, and one program of ours as all that
 * runs on it. The kernel's package is downloaded and unpacked, never installed: apt keeps its lists
 * for the other architecture in a folder of their own.
 */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from "node:fs";
import { writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { AshlarError } from "@ashlar/disk/errors";
import { archive } from "./archive.js";
import { runWell } from "./command.js";
import { emulate } from "./qemu.js";
import { BOARD_FOLDER, compile, link, withFolder } from "./toolchain.js";

/** The release whose riscv64 has official packages: earlier ones have none. */
const RELEASE = "trixie";
const KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";
const PACKAGE = "linux-image-riscv64";
const LIMIT_MS = 600_000;
const MEMORY_MIB = 256;

/** Where the unpacked kernel stays for the next time. */
const cacheFolder = (): string =>
  join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "ashlar", "rival");

const kernelIn = (folder: string): string | undefined =>
  existsSync(folder) ? readdirSync(folder).find((name) => name.startsWith("vmlinux-")) : undefined;

/** The path of Debian's kernel, fetched where it is not there yet. */
async function linuxKernel(progress: (step: string) => void): Promise<string> {
  const folder = cacheFolder();
  const kept = kernelIn(folder);
  if (kept !== undefined) return join(folder, kept);
  progress("fetching Debian's kernel");
  mkdirSync(folder, { recursive: true });
  const parts = mkdtempSync(join(folder, "unfinished-"));
  try {
    const name = await fetchKernel(parts);
    renameSync(join(parts, "boot", name), join(folder, name));
    return join(folder, name);
  } finally {
    rmSync(parts, { recursive: true, force: true });
  }
}

async function fetchKernel(folder: string): Promise<string> {
  const quiet = (command: string, parameters: readonly string[]) =>
    runWell(command, parameters, "packages-missing");
  const sites = await quiet("apt-get", ["indextargets", "--format", "$(SITE)"]);
  const site = sites.split("\n").find((line) => line.replace(/\/$/, "").endsWith("/debian"));
  if (site === undefined) throw new AshlarError("packages-missing", "apt has no Debian mirror");
  await writeFile(
    join(folder, "sources.list"),
    `deb [signed-by=${KEYRING}] ${site} ${RELEASE} main\n`,
  );
  mkdirSync(join(folder, "lists", "partial"), { recursive: true });
  const apt = (...parameters: readonly string[]) =>
    quiet("apt-get", [...aptOptions(folder), ...parameters]);
  await apt("update");
  const planned = await apt("--no-install-recommends", "-s", "install", PACKAGE);
  const versioned = /^Inst (linux-image-\d\S*)/m.exec(planned)?.[1];
  if (versioned === undefined) throw new AshlarError("packages-missing", PACKAGE);
  await quiet(
    "sh",
    ["-c", `cd "$1" && shift && exec apt-get "$@"`, "sh", folder].concat([
      ...aptOptions(folder),
      "download",
      versioned,
    ]),
  );
  const debian = readdirSync(folder).find((name) => name.endsWith(".deb"))!;
  await quiet("dpkg-deb", ["-x", join(folder, debian), folder]);
  const kernel = kernelIn(join(folder, "boot"));
  if (kernel === undefined) throw new AshlarError("packages-missing", `${debian} has no kernel`);
  return kernel;
}

/** As if this machine were another, with nothing installed and lists of its own. */
function aptOptions(folder: string): string[] {
  const settings = {
    "Dir::Etc::SourceList": join(folder, "sources.list"),
    "Dir::Etc::SourceParts": "/dev/null",
    "Dir::State::Lists": join(folder, "lists"),
    "Dir::State::status": "/dev/null",
    "Dir::Cache": folder,
    "APT::Architecture": "riscv64",
    "APT::Architectures": "riscv64",
    "APT::Sandbox::User": "",
    "Debug::NoLocking": "1",
  };
  return Object.entries(settings).flatMap(([name, value]) => ["-o", `${name}=${value}`]);
}

/** What Linux takes for a round trip between two processes, in instructions. */
export interface Rival {
  readonly kernel: string;
  readonly pipe: number;
  readonly futex: number;
  readonly getppid: number;
}

/** Boots Linux with our program as its first process. */
export async function measureLinux(progress: (step: string) => void): Promise<Rival> {
  const kernel = await linuxKernel(progress);
  progress("booting Linux in the emulator");
  const { transcript } = await withFolder(async (folder) => {
    const image = join(folder, "first.cpio");
    await writeFile(image, await firstFiles(folder));
    return emulate(linuxCommand(kernel, image), {
      limit_ms: LIMIT_MS,
      line: (line) => line === "rival end",
    });
  });
  const count = (name: string): number => {
    const found = new RegExp(`^rival ${name} (\\d+)`, "m").exec(transcript)?.[1];
    if (found === undefined)
      throw new AshlarError("board-run", `Linux did not say: ${transcript.slice(-400)}`);
    return Number(found);
  };
  return {
    kernel: kernel.replace(/.*\/vmlinux-/, ""),
    pipe: count("pipe"),
    futex: count("futex"),
    getppid: count("getppid"),
  };
}

async function firstFiles(folder: string): Promise<Uint8Array> {
  const source = join(BOARD_FOLDER, "rival", "init.c");
  const object = await compile(source, folder, { optimization: 2 });
  const init = await link([object], undefined, folder);
  return archive([
    { path: "dev", mode: 0o040755 },
    { path: "dev/console", mode: 0o020600, device: [5, 1] },
    { path: "init", mode: 0o100755, content: readFileSync(init) },
  ]);
}

/** The timer by the firmware: QEMU 7.2 counts wrongly where the processor compares by itself. */
function linuxCommand(kernel: string, files: string): string[] {
  return [
    ...["-machine", "virt", "-cpu", "rv64,sstc=off", "-smp", "1", "-m", `${MEMORY_MIB}M`],
    ...["-kernel", kernel, "-initrd", files, "-append", "console=ttyS0 quiet"],
    ...["-display", "none", "-monitor", "none", "-serial", "stdio", "-no-reboot"],
    ...["-icount", "shift=0"],
  ];
}
