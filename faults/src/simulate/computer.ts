/**
 * The simulated computer: disks, a clock, a power supply, a vault. What a keeper needs of a
 * machine (`Host`), it has.
 *
 * Fault model. Each request to a disk is an effect; `hooks.effect` hears of it while it may still
 * be taken back by a power cut. A request may fail: a write leaves a part, a sync loses what it
 * should have made durable. After the warning that the power fails, as many bytes can be written
 * as the budget said; then the power is gone, in the middle of the request.
 */
import { type backing, type journal as journals, type keeper, linux } from "@ashlar/disk";
import type { Random } from "@ashlar/rapilog/random";
import { type DiskState, SimulatedDisk, VirtualClock } from "../disk/index.js";
import type { VaultSlot } from "./slot.js";
import { Violation } from "./violation.js";
import { WatchedBacking } from "./watched-backing.js";

export const DEVICES = ["home", "journal", "spare"] as const;
export type DeviceName = (typeof DEVICES)[number];

/** Where the journals of a computer are. */
export const JOURNAL_PATH = "/simulated/journal";
export const SPARE_PATH = "/simulated/spare";
const HOME_PATH = "/simulated/home";

export interface ComputerOptions {
  diskBytes: number;
  journalBytes: number;
  sector_bytes: 512 | 4096;
  spare: boolean;
  punches: boolean;
  /** Syncs report success and do nothing. */
  lyingSync: boolean;
  /** The time that one request takes. */
  request_ns: number;
}

export interface Hooks {
  /** Something happened that a crash may come right after, or take back. */
  effect(what: string): void;
}

/** The power is gone: nothing that runs on this computer goes on. */
export class PowerGone extends Error {
  constructor() {
    super("the power is gone");
  }
}

/** Requests to a device that are going to fail. */
export interface Trouble {
  on: "write" | "sync";
  errno: number;
  count: number;
}

export interface Device {
  name: DeviceName;
  disk: SimulatedDisk;
  troubles: Trouble[];
}

export class Computer {
  readonly clock = new VirtualClock();
  hooks: Hooks = { effect: () => {} };
  /** Bytes that can still be written; undefined while nothing is wrong with the power. */
  energy_bytes: number | undefined;
  /** Written to the journals since their last sync. */
  underWay_bytes = 0;
  readonly #devices: Device[];

  constructor(
    readonly options: ComputerOptions,
    readonly slot: VaultSlot,
    /** Decides what failing requests leave behind. */
    readonly random: Random,
  ) {
    const { diskBytes, journalBytes, sector_bytes, spare } = options;
    const names = DEVICES.filter((name) => name !== "spare" || spare);
    this.#devices = names.map((name) => ({
      name,
      disk: new SimulatedDisk({
        bytes: name === "home" ? diskBytes : journalBytes,
        sector_bytes,
        clock: this.clock,
      }),
      troubles: [],
    }));
  }

  get devices(): readonly { name: DeviceName; disk: SimulatedDisk }[] {
    return this.#devices;
  }

  /** What the disks hold and may lose. */
  snapshot(): DiskState[] {
    return this.#devices.map(({ disk }) => disk.snapshot());
  }

  restore(states: readonly DiskState[]): void {
    for (const [index, { disk }] of this.#devices.entries()) disk.restore(states[index]!);
  }

  /** The next requests of a kind to a device fail. */
  trouble(name: DeviceName, trouble: Trouble): void {
    this.#devices.find((device) => device.name === name)?.troubles.push({ ...trouble });
  }

  /** The devices work again, and nothing of the last life is left but what is on them. */
  reset(): void {
    for (const device of this.#devices) device.troubles = [];
    this.energy_bytes = undefined;
    this.underWay_bytes = 0;
  }

  /** Opens a device for one of the service's processes. */
  open(name: DeviceName): backing.Backing {
    const device = this.#devices.find((one) => one.name === name);
    if (device === undefined) throw new linux.SystemError("open", linux.EIO);
    return new WatchedBacking(this, device);
  }

  get host(): keeper.Host {
    const { slot } = this;
    const nameOf = (path: string) => (path === SPARE_PATH ? "spare" : "journal");
    return {
      clock: {
        monotonic_ns: () => BigInt(this.clock.now_ns),
        wall_ms: () => WALL_MS + Math.floor(this.clock.now_ns / 1e6),
        bootIdentity: () => slot.boot,
        bootTime_ms: () => WALL_MS,
      },
      vaults: slot,
      journals: {
        exists: (path) => path === JOURNAL_PATH || path === SPARE_PATH,
        isDevice: () => true,
        open: ({ path }) => this.open(nameOf(path)),
      },
      lockDisk: () => this.open("home"),
      identifyDisk: (bytes): journals.DiskState => ({
        disk: { kind: "device", id: "simulated", bytes },
        stamp: { mtime_ns: 0n, ctime_ns: 0n },
      }),
      stampDisk: () => ({ mtime_ns: 0n, ctime_ns: 0n }),
      newStream: () => 1n + BigInt(this.random.below(2 ** 32)),
      newLog: slot.newLog,
    };
  }

  /** A thread's clock; `pause` is what others do meanwhile. */
  threadClock(pause: () => void): linux.ThreadClock {
    const { monotonic_ns, wall_ms } = this.host.clock;
    return { monotonic_ns, wall_ms, runDelay_ns: () => 0, pause };
  }

  get keeperOptions(): keeper.KeeperOptions {
    return {
      vaultDirectory: this.slot.directory,
      disk: { path: HOME_PATH },
      journal: { path: JOURNAL_PATH },
      ...(this.options.spare ? { spare: { path: SPARE_PATH } } : {}),
      ringBytes: this.slot.geometry.ringSectors * 512,
    };
  }

  /** A request begins: may it, and does it fail? */
  begin(device: Device, on: Trouble["on"], bytes: number): Trouble | undefined {
    this.clock.advanceTo(this.clock.now_ns + this.options.request_ns);
    if (this.energy_bytes !== undefined && this.energy_bytes < 0) throw new PowerGone();
    if (this.energy_bytes !== undefined) this.#spend(this.energy_bytes, device, on, bytes);
    if (device.name !== "home") this.underWay_bytes += bytes;
    const trouble = device.troubles.find((one) => one.on === on);
    if (trouble === undefined) return undefined;
    if (--trouble.count <= 0) device.troubles.splice(device.troubles.indexOf(trouble), 1);
    return trouble;
  }

  /** The budget allows for the home write that is under way when the warning comes, not for more. */
  #spend(energy_bytes: number, { name }: Device, on: Trouble["on"], bytes: number): void {
    if (name === "home" && on === "write")
      throw new Violation("a home write begins while the power fails");
    this.energy_bytes = energy_bytes - bytes;
  }

  /** A request has been carried out, or is just being. */
  end(device: Device, what: string): void {
    if (this.energy_bytes !== undefined && this.energy_bytes < 0) throw new PowerGone();
    if (what === "sync" && device.name !== "home") this.underWay_bytes = 0;
    this.hooks.effect(`${device.name} ${what}`);
  }
}

/** When simulated time begins. */
const WALL_MS = 1_700_000_000_000;
