/**
 * The vault: a file in memory that outlives the processes which map it.
 *
 *     vault         control page (4096 bytes), then the ring
 *     wake          named pipe, keeper → server
 *     keeper.lock   held by the keeper while it lives
 *     server.lock   held by the server while it lives
 *     keeper.sock   the keeper's control socket
 *
 * Fault model: any process may die at any instruction; the pages stay. A vault is made under
 * another name and renamed when it is complete, so one that can be opened is whole. The file is
 * allocated in full before it is mapped: a store into it never raises SIGBUS. On tmpfs the vault
 * ends with the boot; on persistent memory it outlives that too, if the server calls
 * `syncMapping` before it acknowledges.
 */
import {
  chmodSync,
  closeSync,
  constants,
  existsSync,
  fstatSync,
  openSync,
  renameSync,
  rmSync,
} from "node:fs";
import { SECTOR_BYTES } from "@ashlar/rapilog/format";
import { AshlarError } from "../errors.js";
import {
  allocate,
  bootIdentity,
  ENOSPC,
  type MapOptions,
  makeFifo,
  makeFolder,
  mapShared,
  SystemError,
} from "../linux/index.js";
import { CONTROL_BYTES, CONTROL_MAGIC, CONTROL_VERSION, Control } from "./control.js";
import { isMemoryBacked } from "./memory-backed.js";
import { vaultPaths } from "./paths/index.js";

const RING_SECTORS_MIN = 2 ** 11;
const RING_SECTORS_MAX = 2 ** 21;
const WASM_PAGE_BYTES = 65_536;

/** What is fixed for the life of a vault. */
export interface VaultGeometry {
  /** Sectors in the ring: a power of two, 2^11 (1 MiB) to 2^21 (1 GiB). */
  ringSectors: number;
  /** Sectors that every record is aligned to. */
  grainSectors: 1 | 8;
  diskBytes: number;
}

export interface VaultOptions extends VaultGeometry {
  /** Random identity that vault, journal and records share; positive. */
  stream: bigint;
  incarnation: bigint;
  /** The directory is persistent memory (or a disk): outlives a reboot. */
  persistent?: boolean;
}

/** Makes the vault's directory (0700) with its named pipe, or leaves it as it is. */
export function prepareVaultDirectory(directory: string): void {
  makeFolder(directory, 0o700);
  chmodSync(directory, 0o700);
  const { wake } = vaultPaths(directory);
  if (!existsSync(wake)) makeFifo(wake, 0o600);
}

/** Removes a vault that holds nothing any more. Its directory, locks and pipe stay. */
export function removeVault(directory: string): void {
  rmSync(vaultPaths(directory).vault, { force: true });
}

/** Makes a new vault, its control page filled in, all positions 0. It has its name, and can be
 * opened by others, only after `publish`. */
export function createVault(directory: string, options: VaultOptions): Vault {
  checkGeometry(options);
  prepareVaultDirectory(directory);
  if (!options.persistent && !isMemoryBacked(directory))
    throw new AshlarError("vault-not-in-memory", directory);
  const path = `${vaultPaths(directory).vault}.new`;
  rmSync(path, { force: true });
  const fd = openSync(path, constants.O_RDWR | constants.O_CREAT | constants.O_EXCL, 0o600);
  try {
    allocateVault(fd, directory, options.ringSectors);
    const vault = new Vault(directory, fd, options, options.stream);
    writeControl(vault.mapControl(), options, bootIdentity());
    return vault;
  } catch (error) {
    closeSync(fd);
    rmSync(path, { force: true });
    throw error;
  }
}

function allocateVault(fd: number, directory: string, ringSectors: number): void {
  const bytes = CONTROL_BYTES + ringSectors * SECTOR_BYTES;
  try {
    allocate(fd, 0, bytes);
  } catch (error) {
    if (!(error instanceof SystemError) || error.errno !== ENOSPC) throw error;
    throw new AshlarError("vault-no-space", `${directory}: ${bytes} bytes`, { cause: error });
  }
}

/** Fills in the control page, all zeros so far, of a new vault that was made in `boot`. */
export function writeControl(control: Control, options: VaultOptions, boot: bigint): void {
  control.set("version", CONTROL_VERSION);
  control.set("stream", options.stream);
  control.set("ringSectors", BigInt(options.ringSectors));
  control.set("grainSectors", BigInt(options.grainSectors));
  control.set("diskBytes", BigInt(options.diskBytes));
  control.set("incarnation", options.incarnation);
  control.set("boot", boot);
  control.set("magic", CONTROL_MAGIC);
}

/** Opens the vault of `directory`; `vault-damaged` where it is not one of this version. */
export function openVault(directory: string): Vault {
  const fd = openSync(vaultPaths(directory).vault, constants.O_RDWR);
  try {
    const bytes = fstatSync(fd).size;
    if (bytes < CONTROL_BYTES) throw new AshlarError("vault-damaged", `${directory}: cut short`);
    const { control } = mapControlPage(fd);
    const geometry = readGeometry(control, directory);
    if (bytes !== CONTROL_BYTES + geometry.ringSectors * SECTOR_BYTES)
      throw new AshlarError("vault-damaged", `${directory}: ${bytes} bytes do not fit its ring`);
    return new Vault(directory, fd, geometry, control.get("stream"));
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}

function readGeometry(control: Control, directory: string): VaultGeometry {
  if (control.get("magic") !== CONTROL_MAGIC)
    throw new AshlarError("vault-damaged", `${directory}: no magic`);
  const version = control.get("version");
  if (version !== CONTROL_VERSION)
    throw new AshlarError("vault-damaged", `${directory}: version ${version}`);
  const geometry = {
    ringSectors: Number(control.get("ringSectors")),
    grainSectors: Number(control.get("grainSectors")) as 1 | 8,
    diskBytes: Number(control.get("diskBytes")),
  };
  if (!isGeometry(geometry)) throw new AshlarError("vault-damaged", `${directory}: bad geometry`);
  return geometry;
}

/** Whether a ring can have so many sectors: a power of two within the limits. */
export function isRingSize(sectors: number): boolean {
  const powerOfTwo = Number.isInteger(Math.log2(sectors));
  return powerOfTwo && sectors >= RING_SECTORS_MIN && sectors <= RING_SECTORS_MAX;
}

function isGeometry(geometry: VaultGeometry): boolean {
  const { ringSectors, grainSectors, diskBytes } = geometry;
  if (!isRingSize(ringSectors)) return false;
  if (grainSectors !== 1 && grainSectors !== 8) return false;
  return Number.isSafeInteger(diskBytes) && diskBytes > 0 && diskBytes % SECTOR_BYTES === 0;
}

function checkGeometry(geometry: VaultGeometry): void {
  const { ringSectors, grainSectors, diskBytes } = geometry;
  if (!isGeometry(geometry))
    throw new RangeError(`vault: bad geometry ${ringSectors}/${grainSectors}/${diskBytes}`);
}

function mapControlPage(fd: number): MappedControl {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1 });
  mapShared(memory, 0, CONTROL_BYTES, fd);
  return { memory, control: new Control(memory.buffer, 0) };
}

/** A control page and the memory that it, at offset 0, or all of the vault, is mapped into. */
export interface MappedControl {
  memory: WebAssembly.Memory;
  control: Control;
}

/** An open vault. Mappings stay valid after `close`. */
export class Vault {
  readonly directory: string;
  readonly geometry: VaultGeometry;
  readonly stream: bigint;
  /** Control page and ring. */
  readonly bytes: number;
  readonly #fd: number;

  constructor(directory: string, fd: number, geometry: VaultGeometry, stream: bigint) {
    const { ringSectors, grainSectors, diskBytes } = geometry;
    this.directory = directory;
    this.geometry = { ringSectors, grainSectors, diskBytes };
    this.stream = stream;
    this.bytes = CONTROL_BYTES + ringSectors * SECTOR_BYTES;
    this.#fd = fd;
  }

  /** Gives a new vault its name. From here on it counts. */
  publish(): void {
    const { vault } = vaultPaths(this.directory);
    renameSync(`${vault}.new`, vault);
  }

  /** Maps control page and ring into `memory` at `offset`. */
  map(memory: WebAssembly.Memory, offset: number, options: MapOptions = {}): Control {
    mapShared(memory, offset, this.bytes, this.#fd, options);
    return new Control(memory.buffer, offset);
  }

  /** Maps all of it into a memory of its own, at offset 0. */
  mapAlone(options: MapOptions = {}): MappedControl {
    const pages = Math.ceil(this.bytes / WASM_PAGE_BYTES);
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    return { memory, control: this.map(memory, 0, options) };
  }

  /** Maps the control page only, for those who watch. */
  mapControl(): Control {
    return mapControlPage(this.#fd).control;
  }

  /** The same, for those who ring its bells too. */
  mapControlPage(): MappedControl {
    return mapControlPage(this.#fd);
  }

  close(): void {
    closeSync(this.#fd);
  }
}
