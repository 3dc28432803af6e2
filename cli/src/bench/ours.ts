/** Our service in a folder of its own, as the benchmark's other servers are. */
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { AshlarService, type ServiceOptions } from "../system/ashlar-service.js";
import type { Cleanup } from "../system/cleanup.js";
import { run } from "../system/command.js";
import type { NbdServer } from "./rivals.js";

export const OURS = "ashlar";

export interface OursOptions extends Partial<Omit<ServiceOptions, "disk" | "folder">> {
  disk_bytes: number;
}

/** A service on a new sparse disk; not started yet. `discard` stops it and removes everything. */
export async function newService(
  folder: string,
  options: OursOptions,
  cleanup: Cleanup,
): Promise<{ service: AshlarService; discard: () => Promise<void> }> {
  mkdirSync(folder, { recursive: true });
  const disk = join(folder, "disk.img");
  const { disk_bytes, ...rest } = options;
  await run("truncate", ["-s", String(disk_bytes), disk]);
  const service = new AshlarService({ disk, folder, mode: "ashlar", ...rest });
  const discard = cleanup.add(`stop the service in ${folder}`, async () => {
    await service.cutPower();
    rmSync(folder, { recursive: true, force: true });
  });
  return { service, discard };
}

/** A running service in the eyes of the load generator. */
export function asServer(service: AshlarService): NbdServer {
  return {
    name: OURS,
    socket: service.socket,
    pids: { server: [service.serverPid], keeper: [service.keeperPid] },
  };
}
