/** Which programs this machine has, and what it lets us do. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { linux } from "@ashlar/disk";

export const { findTool } = linux;

/** The folder of PostgreSQL's own programs, newest version first; Debian keeps them off the path. */
export function postgresFolder(): string | undefined {
  const versions = existsSync("/usr/lib/postgresql") ? readdirSync("/usr/lib/postgresql") : [];
  return versions
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join("/usr/lib/postgresql", version, "bin"))
    .find((folder) =>
      ["initdb", "postgres", "pgbench", "psql"].every((name) =>
        linux.isExecutable(join(folder, name)),
      ),
    );
}

/** An unprivileged user for PostgreSQL, which refuses to run as root. */
export function unprivilegedUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  const found =
    users.find(([name]) => name === "postgres") ?? users.find(([name]) => name === "nobody");
  return { uid: Number(found?.[2] ?? 65534), gid: Number(found?.[3] ?? 65534) };
}

/** What stands in the way of a real file system on the disk, in words; empty: nothing. */
export function missingForFileSystem(): string[] {
  const missing: string[] = [];
  if (process.getuid?.() !== 0) missing.push("root, to mount a file system");
  if (!hasKernelNbd() && !existsSync("/dev/fuse")) missing.push("/dev/nbd0 or /dev/fuse");
  const tools = [
    "losetup",
    "mkfs.ext4",
    "mount",
    ...(hasKernelNbd() ? ["nbd-client"] : ["nbdfuse"]),
  ];
  for (const tool of tools) if (findTool(tool) === undefined) missing.push(tool);
  if (postgresFolder() === undefined) missing.push("PostgreSQL (Debian package postgresql)");
  return missing;
}

export function hasKernelNbd(): boolean {
  return existsSync("/sys/block/nbd0") && existsSync("/dev/nbd0");
}
