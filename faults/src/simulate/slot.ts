/**
 * A vault for the simulator: memory that server and keeper share, as they share the real one's
 * pages, and that lives as long as the simulated machine has power.
 *
 * The pages are one anonymous file, mapped once into the memories of a log, of the log that
 * recovery uses and of a plan; making those anew for each of a hundred thousand lives would take
 * longer than the lives. What they keep is set anew by `attach`, which is part of what is tried.
 */
import { randomUUID } from "node:crypto";
import { closeSync, ftruncateSync, openSync, rmSync } from "node:fs";
import { linux, server, vault } from "@ashlar/disk";
import { Log, type LogOptions, Plan } from "@ashlar/rapilog";
import { SECTOR_BYTES } from "@ashlar/rapilog/format";

const { CONTROL_BYTES, Control } = vault;

export interface SlotGeometry {
  ringSectors: number;
  grainSectors: 1 | 8;
  diskBytes: number;
  runBytesMax: number;
}

export class VaultSlot implements vault.VaultStore {
  readonly directory = "/simulated/vault";
  /** The server's log. */
  readonly log: Log;
  readonly plan: Plan;
  /** Control page and ring, as everybody sees them. */
  readonly bytes: Uint8Array;
  /** Machine address of the ring. */
  readonly ring: number;
  /** Machine address of the plan's memory. */
  readonly planBase: number;
  /** Of which boot a vault made now is. */
  boot = 1n;
  /** Whether a server lives. */
  served = false;
  /** Called when a word of the control page was set by one of the simulated processes. */
  onSet: (word: string) => void = () => {};
  #published = false;
  readonly #recovering: Log;
  readonly #scanning: Log;
  /** Where the vaults of those two lie in the machine. */
  readonly #places: readonly Place[];

  constructor(readonly geometry: SlotGeometry) {
    const { ringSectors, grainSectors, diskBytes, runBytesMax } = geometry;
    const options = { ringSectors, grainSectors, diskBytes };
    this.log = new Log({ ...options, stagingBytes: server.STAGING_BYTES });
    this.#recovering = new Log({ ...options, stagingBytes: 0 });
    this.#scanning = new Log({ ...options, stagingBytes: 0 });
    this.plan = new Plan({ ringSectors, grainSectors, runBytesMax, stream: 0n });
    mapTogether([this.log, this.#recovering, this.plan]);
    const { memory, vaultOffset, vaultBytes } = this.log;
    this.bytes = new Uint8Array(memory.buffer, vaultOffset, vaultBytes);
    this.ring = linux.addressOf(this.bytes) + CONTROL_BYTES;
    this.#places = [this.#recovering, this.#scanning].map(placeOf);
    this.planBase = linux.addressOf(new Uint8Array(this.plan.memory.buffer));
  }

  /** A view of the control page; `watched`: the simulator hears of what is set through it. */
  control(watched = true): vault.Control {
    const { memory, vaultOffset } = this.log;
    if (!watched) return new Control(memory.buffer, vaultOffset);
    return new WatchedControl(memory.buffer, vaultOffset, (word) => this.onSet(word));
  }

  newLog = (wanted: LogOptions): Log => {
    const { ringSectors, grainSectors, diskBytes } = this.geometry;
    const fits =
      wanted.ringSectors === ringSectors &&
      wanted.grainSectors === grainSectors &&
      wanted.diskBytes === diskBytes;
    if (!fits) return new Log(wanted);
    // What is loaded goes into the vault; what is only looked at goes elsewhere.
    return this.#published ? this.#scanning : this.#recovering;
  };

  /** There is no vault and nobody who uses it; from now on `onSet` is told of words. */
  clear(onSet: (word: string) => void): void {
    this.#published = false;
    this.served = false;
    this.onSet = onSet;
  }

  /** There is a vault, as it is in another slot of the same geometry. */
  copyFrom(other: VaultSlot): void {
    this.#published = true;
    this.bytes.set(other.bytes);
  }

  /** What lies at a machine address, if that is in a vault that recovery fills. */
  viewAt(address: number, length: number): Uint8Array | undefined {
    for (const { base, bytes } of this.#places)
      if (address >= base && address + length <= base + bytes.length)
        return bytes.subarray(address - base, address - base + length);
    return undefined;
  }

  prepare(): void {}

  exists(): boolean {
    return this.#published;
  }

  open(): vault.VaultHandle {
    return new SlotVault(this, () => {});
  }

  create(options: vault.VaultOptions): vault.VaultHandle {
    this.bytes.fill(0);
    vault.writeControl(this.control(false), options, this.boot);
    return new SlotVault(this, () => {
      this.#published = true;
    });
  }

  remove(): void {
    this.#published = false;
  }

  isServed(): boolean {
    return this.served;
  }

  swapRisk(): undefined {
    return undefined;
  }
}

class SlotVault implements vault.VaultHandle {
  readonly directory: string;
  readonly geometry: vault.VaultGeometry;
  readonly stream: bigint;

  constructor(
    readonly slot: VaultSlot,
    readonly publish: () => void,
  ) {
    const { ringSectors, grainSectors, diskBytes } = slot.geometry;
    this.directory = slot.directory;
    this.geometry = { ringSectors, grainSectors, diskBytes };
    this.stream = slot.control(false).get("stream");
  }

  map(): vault.Control {
    return this.slot.control();
  }

  mapControl(): vault.Control {
    return this.slot.control();
  }

  mapControlPage(): vault.MappedControl {
    return { memory: this.slot.log.memory, control: this.slot.control() };
  }

  close(): void {}
}

class WatchedControl extends Control {
  readonly #heard: (word: string) => void;

  constructor(buffer: ArrayBufferLike, offset: number, heard: (word: string) => void) {
    super(buffer, offset);
    this.#heard = heard;
  }

  override set(word: vault.WordName, value: bigint): void {
    super.set(word, value);
    this.#heard(word);
  }

  override exchange(word: vault.WordName, expected: bigint, value: bigint): void {
    super.exchange(word, expected, value);
    this.#heard(word);
  }
}

interface Place {
  base: number;
  bytes: Uint8Array;
}

function placeOf({ memory, vaultOffset, vaultBytes }: Log): Place {
  const bytes = new Uint8Array(memory.buffer, vaultOffset, vaultBytes);
  return { base: linux.addressOf(bytes), bytes };
}

interface Mapped {
  memory: WebAssembly.Memory;
  vaultOffset: number;
  vaultBytes: number;
}

/** Maps the same pages into the memory of each. */
function mapTogether(users: readonly Mapped[]): void {
  const bytes = CONTROL_BYTES + Math.ceil(users[0]!.vaultBytes / SECTOR_BYTES) * SECTOR_BYTES;
  // Threads share the process number and the clock: only chance tells their files apart.
  const path = `/dev/shm/ashlar-simulated-${randomUUID()}`;
  const fd = openSync(path, "wx+", 0o600);
  try {
    rmSync(path);
    ftruncateSync(fd, bytes);
    for (const { memory, vaultOffset, vaultBytes } of users)
      linux.mapShared(memory, vaultOffset, vaultBytes, fd);
  } finally {
    closeSync(fd);
  }
}
