/**
 * SQLite's own interface to files (its VFS), on files of an NBD export.
 *
 * wa-sqlite hands out proxies of its memory; `subarray()` makes a real view of one, good until
 * the call returns.
 */
import { FacadeVFS } from "@journeyapps/wa-sqlite/src/FacadeVFS.js";
import * as VFS from "@journeyapps/wa-sqlite/src/VFS.js";
import type { NbdFiles } from "./nbd-files.js";

export class NbdVfs extends FacadeVFS {
  readonly #files: NbdFiles;
  readonly #open = new Map<number, { name: string; deleteOnClose: boolean }>();

  constructor(name: string, module: object, files: NbdFiles) {
    super(name, module);
    this.#files = files;
  }

  override jOpen(name: string | null, id: number, flags: number, outFlags: DataView): number {
    const path = name ?? `temporary-${id}`;
    if (!this.#files.has(path)) {
      if ((flags & VFS.SQLITE_OPEN_CREATE) === 0) return VFS.SQLITE_CANTOPEN;
      this.#files.create(path);
    }
    this.#open.set(id, {
      name: path,
      deleteOnClose: (flags & VFS.SQLITE_OPEN_DELETEONCLOSE) !== 0,
    });
    outFlags.setInt32(0, flags, true);
    return VFS.SQLITE_OK;
  }

  override jClose(id: number): number {
    const file = this.#open.get(id);
    this.#open.delete(id);
    if (file?.deleteOnClose) this.#files.delete(file.name);
    return VFS.SQLITE_OK;
  }

  override async jDelete(name: string, syncDirectory: number): Promise<number> {
    this.#files.delete(name);
    if (syncDirectory !== 0) await this.#files.syncTable();
    return VFS.SQLITE_OK;
  }

  override jAccess(name: string, _flags: number, result: DataView): number {
    result.setInt32(0, this.#files.has(name) ? 1 : 0, true);
    return VFS.SQLITE_OK;
  }

  override jRead(id: number, into: Uint8Array, offset: number): number {
    const whole = this.#files.read(this.#name(id), into.subarray(), offset);
    return whole ? VFS.SQLITE_OK : VFS.SQLITE_IOERR_SHORT_READ;
  }

  override jWrite(id: number, from: Uint8Array, offset: number): number {
    this.#files.write(this.#name(id), from.subarray(), offset);
    return VFS.SQLITE_OK;
  }

  override jTruncate(id: number, length: number): number {
    this.#files.truncate(this.#name(id), length);
    return VFS.SQLITE_OK;
  }

  override async jSync(id: number): Promise<number> {
    await this.#files.sync(this.#name(id));
    return VFS.SQLITE_OK;
  }

  override jFileSize(id: number, result: DataView): number {
    result.setBigInt64(0, BigInt(this.#files.length(this.#name(id))), true);
    return VFS.SQLITE_OK;
  }

  #name(id: number): string {
    return this.#open.get(id)!.name;
  }
}
