/** The servers that the NBD benchmark runs beside ours; they keep their data in memory. */
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Cleanup } from "../system/cleanup.js";
import { run, Service } from "../system/command.js";
import { findTool } from "../system/tools.js";

/** A server that answers on a Unix socket. */
export interface NbdServer {
  name: string;
  socket: string;
  /** Its processes, by role. */
  pids: { server: number[]; keeper: number[] };
}

/** Starts every rival that is installed. */
export async function startRivals(
  folder: string,
  disk_bytes: number,
  cleanup: Cleanup,
): Promise<NbdServer[]> {
  mkdirSync(folder, { recursive: true });
  const servers: NbdServer[] = [];
  const start = async (name: string, tool: string, parameters: (socket: string) => string[]) => {
    const program = findTool(tool);
    if (program === undefined) return;
    const socket = join(folder, `${servers.length}.sock`);
    const log = join(folder, `${servers.length}.log`);
    const service = new Service(name, program, parameters(socket), { log });
    cleanup.add(`stop ${name}`, () => service.stop());
    await service.until(() => existsSync(socket));
    servers.push({ name, socket, pids: { server: [service.pid], keeper: [] } });
  };
  const memory = (socket: string) => ["-f", "-U", socket];
  await start("nbdkit", "nbdkit", (socket) => [...memory(socket), "memory", String(disk_bytes)]);
  await start("nbdkit -t 1", "nbdkit", (socket) => [
    ...memory(socket),
    "-t",
    "1",
    "memory",
    String(disk_bytes),
  ]);
  const image = join(folder, "qemu.img");
  await run("truncate", ["-s", String(disk_bytes), image]);
  await start("qemu-nbd", "qemu-nbd", (socket) => [
    "--format=raw",
    "--cache=unsafe",
    "--persistent",
    "--shared=16",
    `--socket=${socket}`,
    image,
  ]);
  return servers;
}
