/**
 * One way for a database to keep its data: a disk service, attached, mounted, a PostgreSQL on it.
 *
 * All stacks start from copies of one image with a loaded database, so that they differ in
 * nothing but the service's mode.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { AshlarService, type ServiceOptions } from "./ashlar-service.js";
import { type Attachment, attach, makeFileSystem, mount } from "./attach.js";
import type { Cleanup } from "./cleanup.js";
import { run } from "./command.js";
import { loadPgbench, warmPgbench } from "./pgbench.js";
import { Postgres } from "./postgres.js";
import { findTool } from "./tools.js";

const IMAGE_BYTES = 2 * 1024 ** 3;
const PGBENCH_SCALE = 5;

/** Makes an image: ext4, a PostgreSQL data directory, pgbench's tables. */
export async function makeImage(folder: string, cleanup: Cleanup): Promise<string> {
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  const image = join(folder, "image");
  await run("truncate", ["-s", String(IMAGE_BYTES), image]);
  const losetup = findTool("losetup")!;
  const device = (await run(losetup, ["--find", "--show", image])).trim();
  const detach = cleanup.add(`detach ${device}`, async () => {
    await run(losetup, ["-d", device]);
  });
  await makeFileSystem(device);
  const unmount = await mount(device, join(folder, "mount"), cleanup);
  const postgres = new Postgres(join(folder, "mount", "data"), join(folder, "run"));
  const stop = cleanup.add("stop PostgreSQL", () => postgres.stop());
  await postgres.create();
  await postgres.start();
  await loadPgbench(postgres, PGBENCH_SCALE);
  await stop();
  // Somebody's mount namespace may hold a copy of the mount; then unmounting writes nothing yet.
  await run("sync", ["--file-system", join(folder, "mount")]);
  await unmount();
  await detach();
  return image;
}

export class Stack {
  readonly service: AshlarService;
  readonly postgres: Postgres;
  #attachment: Attachment | undefined;
  #undo: (() => Promise<void>)[] = [];

  constructor(
    readonly folder: string,
    options: Omit<ServiceOptions, "disk" | "folder">,
    readonly cleanup: Cleanup,
  ) {
    mkdirSync(folder, { recursive: true, mode: 0o711 });
    this.service = new AshlarService({ ...options, disk: join(folder, "disk.img"), folder });
    this.postgres = new Postgres(join(folder, "mount", "data"), join(folder, "run"));
  }

  /** Copies the image to this stack's disk. */
  async copyFrom(image: string): Promise<void> {
    await run("cp", ["--sparse=always", image, join(this.folder, "disk.img")]);
  }

  /** Starts everything; `socket` is what is attached, the service's own unless told otherwise. */
  async start(socket = this.service.socket): Promise<void> {
    if (!this.service.isRunning) await this.startService();
    await this.attachDatabase(socket);
    await warmPgbench(this.postgres);
  }

  async startService(): Promise<void> {
    this.cleanup.add("stop the service", () => this.service.stop());
    await this.service.start();
  }

  async attachDatabase(socket = this.service.socket): Promise<void> {
    const attachment = await attach(socket, join(this.folder, "attach"), this.cleanup);
    this.#attachment = attachment;
    const unmount = await mount(attachment.device, join(this.folder, "mount"), this.cleanup);
    const stop = this.cleanup.add("stop PostgreSQL", () => this.postgres.stop());
    this.#undo = [stop, unmount, attachment.detach];
    await this.postgres.start();
  }

  /** Everything whose processor time the disk costs: service and attachment. */
  get servicePids(): number[] {
    return [...this.service.pids, ...(this.#attachment?.pids ?? [])];
  }

  modelCpu_s = () => this.service.modelCpu_s;

  get device(): string {
    return this.#attachment!.device;
  }

  /** Stops the database and detaches the disk; the service goes on. */
  async detachDatabase(): Promise<void> {
    for (const undo of this.#undo.splice(0)) await undo();
  }

  /** For what is not needed any more: nothing is written back first. */
  async discard(): Promise<void> {
    await this.postgres.abort();
    await this.detachDatabase();
    await this.service.stop();
  }

  /** Everything of this machine dies at once: the service first, so that nothing more gets in. */
  async cutPower(): Promise<void> {
    await this.service.cutPower();
    await this.#attachment!.cut().catch(() => undefined);
    await this.postgres.kill();

    await this.detachDatabase();
  }
}
