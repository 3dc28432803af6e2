/**
 * A database's machine on this one, for root: the database in a chroot, its disk attached by
 * nbdfuse and a loop device, behind QEMU's NBD client, which reconnects.
 *
 * Whatever runs in the chroot has a process and a mount namespace of its own, so that killing its
 * first process kills all, and its mounts go with it. This machine cannot crash for a test: a
 * guest crash is played by taking the disk away and killing everything above it, so that what the
 * page cache holds is lost as it would be.
 */
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { Relay } from "../demo/relay.js";
import { type Attachment, attach, checkFileSystem } from "../system/attach.js";
import type { Cleanup } from "../system/cleanup.js";
import { run, Service, waitFor } from "../system/command.js";
import { freePort } from "./free-port.js";
import type { Machine, Place } from "./machine.js";
import { type Session, spawnSession } from "./session.js";

const RUN_PATIENCE_MS = 120_000;
const RELEASE_PATIENCE_MS = 20_000;
/** A mount namespace, in which what this machine unmounts is unmounted, too: a copy that stayed
 * would keep every file system busy that was mounted when it was made. */
const OWN_MOUNTS = ["--mount", "--propagation", "slave"];

export class HostMachine implements Machine {
  readonly words = "on this machine";
  place: Place = { listen: "127.0.0.1", listenPort: 0, port: 0 };
  #relay: Relay | undefined;
  #attachment: Attachment | undefined;
  /** A process whose mount namespace has the file system. No other has, or whoever on this
   * machine makes a namespace at the wrong moment would keep it mounted. */
  #holder: Service | undefined;
  #database: Service | undefined;
  readonly #sessions = new Set<Session>();

  constructor(
    readonly root: string,
    readonly socket: string,
    readonly folder: string,
    readonly cleanup: Cleanup,
  ) {
    mkdirSync(join(folder, "mount"), { recursive: true, mode: 0o711 });
  }

  async start(): Promise<void> {
    const port = await freePort();
    this.place = { ...this.place, port, listenPort: port };
    this.#relay = new Relay(this.socket, this.folder);
    await this.#relay.start(this.cleanup);
    await this.#attach();
  }

  async #attach(): Promise<void> {
    const folder = join(this.folder, "attach");
    this.#attachment = await attach(this.#relay!.socket, folder, this.cleanup);
    const { device } = this.#attachment;
    const mount = `mount -t ext4 ${device} "${this.#mountPoint}"`;
    // Mounting replays the file system's journal, so only then can the rest be checked.
    await run("unshare", [...OWN_MOUNTS, "sh", "-c", mount]);
    await this.#released();
    await checkFileSystem(device);
    const hold = [...OWN_MOUNTS, "sh", "-c", `${mount} && exec sleep infinity`];
    this.#holder = new Service("mount", "unshare", hold, { log: join(this.folder, "mount.log") });
    const mounts = `/proc/${this.#holder.pid}/mounts`;
    const isMounted = () => readFileSync(mounts, "utf8").includes(` ${this.#mountPoint} ext4`);
    await this.#holder.until(isMounted);
  }

  get #mountPoint(): string {
    return join(this.folder, "mount");
  }

  /** Command and parameters that run a script in the root. */
  #inRoot(script: string): string[] {
    const furnish = [
      `mount --bind "${this.#mountPoint}" "${this.root}/data"`,
      `mount --rbind /dev "${this.root}/dev"`,
      // Shared memory that a killed database leaves behind goes with the namespaces.
      `mount -t tmpfs shm "${this.root}/dev/shm"`,
      `mount -t tmpfs tmp "${this.root}/tmp"`,
      `mount -t proc proc "${this.root}/proc"`,
      "export PATH=/usr/bin:/bin:/usr/sbin:/sbin",
      `exec chroot "${this.root}" /bin/sh -c "$1"`,
    ].join(" && ");
    const enter = ["nsenter", `--mount=/proc/${this.#holder?.pid}/ns/mnt`];
    const namespaces = [...OWN_MOUNTS, "--pid", "--ipc", "--fork", "--kill-child=SIGKILL"];
    return [...enter, "unshare", ...namespaces, "sh", "-c", furnish, "sh", script];
  }

  async run(script: string, patience_ms = RUN_PATIENCE_MS): Promise<string> {
    const [command, ...parameters] = this.#inRoot(script);
    return run(command!, parameters, { timeout_ms: patience_ms });
  }

  open(command: string): Session {
    const session = spawnSession(this.#inRoot(command));
    this.#sessions.add(session);
    void session.ended.then(() => this.#sessions.delete(session));
    return session;
  }

  async launch(script: string): Promise<void> {
    const [command, ...parameters] = this.#inRoot(script);
    this.#database = new Service("the database", command!, parameters, { log: this.#log });
  }

  get #log(): string {
    return join(this.folder, "database.log");
  }

  async killDatabase(): Promise<void> {
    for (const session of this.#sessions) session.kill();
    await Promise.all([...this.#sessions].map((session) => session.ended));
    await this.#database?.kill();
  }

  async databaseLog(): Promise<string> {
    return existsSync(this.#log) ? readFileSync(this.#log, "utf8").slice(-2000) : "";
  }

  /** A new attachment has no block of the old one cached. */
  async remount(): Promise<void> {
    await this.#unmount();
    await this.#attachment!.detach();
    await this.#attach();
  }

  /** The last namespace that knows the file system goes, and with it the mount. */
  async #unmount(): Promise<void> {
    await this.#holder?.kill();
    await this.#released();
  }

  /** A process that was killed holds its files for another moment; only when the kernel has let
   * go of the file system is everything written back. */
  async #released(): Promise<void> {
    const name = basename(this.#attachment?.device ?? "none");
    const isReleased = () => !existsSync(`/sys/fs/ext4/${name}`);
    await waitFor("the kernel to let go of the file system", RELEASE_PATIENCE_MS, isReleased);
  }

  async crash(): Promise<string> {
    await this.cutPower();
    return "disk taken away, everything killed";
  }

  async cutPower(): Promise<void> {
    await this.#relay?.kill();
    const cut = this.#attachment?.cut().catch(() => undefined);
    await Promise.all([cut, this.killDatabase()]);
    await this.#unmount();
    await this.#attachment?.detach();
  }

  /** What the clients do not see here is in this machine's own log, among everybody's. */
  diskErrors(): string[] {
    return [];
  }

  async stop(): Promise<void> {
    await this.killDatabase();
    await this.#unmount();
    await this.#attachment?.detach();
    await this.#relay?.kill();
  }
}
