/**
 * A database's machine in QEMU: Debian's kernel, a read-only root with the database's packages,
 * and the disk under test attached by QEMU's own NBD client, which reconnects. No root is needed.
 *
 * The guest has no way out of its network; two of its ports are reached through this machine's
 * loopback: the database's, and that of an agent which runs what it is told.
 */
import type { Random } from "@ashlar/rapilog/random";
import { type Guest, type GuestKernel, nbdDisk, startGuest } from "../interop/guest.js";
import { waitFor } from "../system/command.js";
import { freePort } from "./free-port.js";
import { type Machine, mountScript, type Place, UNMOUNT_SCRIPT } from "./machine.js";
import { connectSession, converse, type Session } from "./session.js";

const RECONNECT_S = 60;
const MEMORY_MIB = 512;
const BOOT_PATIENCE_MS = 180_000;
const RUN_PATIENCE_MS = 180_000;
const AGENT_PORT = 7000;
const DATABASE_PORT = 7001;
const DISK = "/dev/vda";

/** Besides the disk's drivers. */
export const GUEST_DRIVERS = ["virtio_pci", "virtio_blk", "virtio_net"];

/** What the guest does after its drivers are loaded. Each connection to the agent is a shell that
 * runs the script in the first line, encoded, and leaves the rest to it. */
export const GUEST_SCRIPT = `
mkdir -p /debian
mount -t ext4 -o ro /dev/vdb /debian
for name in tmp run; do mount -t tmpfs $name /debian/$name; done
mkdir -p /dev/shm
mount -t tmpfs shm /dev/shm
mount -o bind /dev /debian/dev
mount -o bind /dev/shm /debian/dev/shm
mount -t proc proc /debian/proc
echo 1 > /proc/sys/kernel/sysrq
ip link set lo up
ip addr add 10.0.2.15/24 dev eth0
ip link set eth0 up
ip route add default via 10.0.2.2
cat > /debian/run/agent <<'AGENT'
#!/bin/sh
export PATH=/usr/bin:/bin:/usr/sbin:/sbin HOME=/root
read -r line
exec sh -c "$(echo "$line" | base64 -d)"
AGENT
chmod +x /debian/run/agent
nc -ll -p ${AGENT_PORT} -e chroot /debian /run/agent
`;

/** How a guest crashes. Each takes effect at once: nothing is written back. */
const CRASHES = {
  "QEMU killed": undefined,
  reset: "echo b > /proc/sysrq-trigger",
  "kernel panic": "echo c > /proc/sysrq-trigger",
} as const;

const DISK_ERROR =
  /I\/O error|EXT4-fs (error|warning)|JBD2: |Aborting journal|Remounting filesystem/;

export interface VirtualMachineOptions {
  kernel: GuestKernel;
  accelerator: "kvm" | "tcg";
  initramfs: string;
  /** An image of the root file system, which is not written to. */
  rootImage: string;
  /** Where the disk under test is served. */
  socket: string;
  /** The names of the database's processes. */
  processes: readonly string[];
}

export class VirtualMachine implements Machine {
  readonly words: string;
  place: Place = { listen: "0.0.0.0", listenPort: DATABASE_PORT, port: 0 };
  #guest: Guest | undefined;
  #ended: Promise<unknown> = Promise.resolve();
  #agentPort = 0;
  #errors: string[] = [];
  #console: string[] = [];

  constructor(readonly options: VirtualMachineOptions) {
    this.words =
      options.accelerator === "kvm" ? "in QEMU with KVM" : "in QEMU, emulated (KVM boots no guest)";
  }

  async start(): Promise<void> {
    this.#agentPort = await freePort();
    this.place = { ...this.place, port: await freePort() };
    const { kernel, initramfs, accelerator } = this.options;
    const hardware = { memory_mib: MEMORY_MIB, accelerator, devices: this.#devices() };
    const guest = startGuest(kernel, initramfs, hardware);
    this.#guest = guest;
    this.#console = [];
    this.#ended = new Promise((resolve) => guest.process.once("exit", resolve));
    void this.#watchConsole(guest);
    await waitFor("the guest to boot", BOOT_PATIENCE_MS, () => this.#answers());
    await this.run(mountScript(DISK));
  }

  #devices(): string[] {
    const forward = (outside: number, inside: number) =>
      `hostfwd=tcp:127.0.0.1:${outside}-:${inside}`;
    const network = [
      "user,id=net,restrict=on",
      forward(this.#agentPort, AGENT_PORT),
      forward(this.place.port, DATABASE_PORT),
    ].join(",");
    return [
      ...nbdDisk(this.options.socket, RECONNECT_S),
      ...["-drive", `if=none,id=root,format=raw,readonly=on,file=${this.options.rootImage}`],
      ...["-device", "virtio-blk-pci,drive=root"],
      ...["-netdev", network, "-device", "virtio-net-pci,netdev=net,romfile="],
    ];
  }

  async #watchConsole(guest: Guest): Promise<void> {
    guest.process.stderr?.setEncoding("utf8").on("data", (text) => this.#console.push(text));
    for await (const line of guest.lines) {
      this.#console.push(line);
      if (DISK_ERROR.test(line)) this.#errors.push(line);
    }
  }

  async #answers(): Promise<boolean> {
    if (this.#guest?.process.exitCode !== null)
      throw new Error(`the guest did not boot: ${this.#console.slice(-10).join("\n")}`);
    return this.run("true", 5000).then(
      () => true,
      () => false,
    );
  }

  async run(script: string, patience_ms = RUN_PATIENCE_MS): Promise<string> {
    const session = this.open(`(${script}\n) 2>&1; echo "status $?"`);
    const { lines } = await converse(session, "", patience_ms);
    const status = lines.pop() ?? "no answer";
    if (status !== "status 0")
      throw new Error(`in the guest, ${status}: ${lines.slice(-10).join("; ")}`);
    return lines.join("\n");
  }

  open(command: string): Session {
    const session = connectSession(this.#agentPort);
    session.write(Buffer.from(command).toString("base64"));
    return session;
  }

  async launch(script: string): Promise<void> {
    const encoded = Buffer.from(script).toString("base64");
    const command = `"$(echo ${encoded} | base64 -d)"`;
    await this.run(`setsid sh -c ${command} </dev/null >>/tmp/database.log 2>&1 &`);
  }

  async killDatabase(): Promise<void> {
    const names = this.options.processes.join(" ");
    await this.run(`killall -9 ${names} 2>/dev/null
      for attempt in $(seq 100); do pidof ${names} >/dev/null || exit 0; sleep 0.1; done; exit 1`);
  }

  databaseLog(): Promise<string> {
    return this.run("tail -n 20 /tmp/database.log");
  }

  async remount(): Promise<void> {
    const forget = "echo 3 > /proc/sys/vm/drop_caches";
    await this.run(`${UNMOUNT_SCRIPT} && ${forget} && (${mountScript(DISK)})`);
  }

  async crash(random: Random): Promise<string> {
    const how = random.pick(Object.keys(CRASHES) as (keyof typeof CRASHES)[]);
    const command = CRASHES[how];
    // The guest takes its answer with it.
    if (command !== undefined) void this.run(command, 10_000).catch(() => undefined);
    else this.#guest?.process.kill("SIGKILL");
    await waitFor(`the guest to be gone (${how})`, 30_000, () => !this.#isRunning);
    return how;
  }

  get #isRunning(): boolean {
    const child = this.#guest?.process;
    return child !== undefined && child.exitCode === null && child.signalCode === null;
  }

  async cutPower(): Promise<void> {
    if (this.#isRunning) this.#guest!.process.kill("SIGKILL");
    await this.#ended;
  }

  diskErrors(): string[] {
    return this.#errors.splice(0);
  }

  async stop(): Promise<void> {
    await this.cutPower();
  }
}
