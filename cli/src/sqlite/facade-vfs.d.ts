/** What of wa-sqlite's FacadeVFS is used here; the package describes only its base class. */
declare module "@journeyapps/wa-sqlite/src/FacadeVFS.js" {
  import { Base } from "@journeyapps/wa-sqlite/src/VFS.js";

  type Result = number | Promise<number>;

  export class FacadeVFS extends Base {
    constructor(name: string, module: object);
    jOpen(name: string | null, id: number, flags: number, outFlags: DataView): Result;
    jClose(id: number): Result;
    jDelete(name: string, syncDirectory: number): Result;
    jAccess(name: string, flags: number, result: DataView): Result;
    jRead(id: number, into: Uint8Array, offset: number): Result;
    jWrite(id: number, from: Uint8Array, offset: number): Result;
    jTruncate(id: number, length: number): Result;
    jSync(id: number, flags: number): Result;
    jFileSize(id: number, result: DataView): Result;
  }
}
