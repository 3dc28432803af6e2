/**
 * qemu-nbd between the service and whoever attaches it, for the minutes in which the service is
 * killed: its NBD client waits for a server that went away and repeats what was not answered
 * (`reconnect-delay`), which nbdfuse cannot. So the database is served by QEMU's own client.
 */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { answers } from "../system/ashlar-service.js";
import type { Cleanup } from "../system/cleanup.js";
import { Service } from "../system/command.js";
import { findTool } from "../system/tools.js";

const RECONNECT_S = 60;

export class Relay {
  readonly socket: string;
  readonly #service: Service;

  constructor(upstream: string, folder: string) {
    this.socket = join(folder, "relay.sock");
    rmSync(this.socket, { force: true }); // One that was killed leaves it behind.
    const image = `driver=nbd,server.type=unix,server.path=${upstream},reconnect-delay=${RECONNECT_S}`;
    this.#service = new Service(
      "qemu-nbd",
      findTool("qemu-nbd")!,
      ["--persistent", "--shared=8", `--socket=${this.socket}`, "--image-opts", image],
      { log: join(folder, "relay.log") },
    );
  }

  async start(cleanup: Cleanup): Promise<void> {
    cleanup.add("stop the relay", () => this.#service.kill());
    await this.#service.until(() => answers(this.socket));
  }

  get pid(): number {
    return this.#service.pid;
  }

  async kill(): Promise<void> {
    await this.#service.kill();
  }
}
