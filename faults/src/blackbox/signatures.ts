/**
 * What else storage may hold, recognised by the bytes that its format promises at fixed places
 * (the same places where `blkid` of util-linux looks).
 */

/** A range of the storage that was read. */
export interface Piece {
  offset: number;
  bytes: Buffer;
}

interface Signature {
  what: string;
  /** From the start; negative: from the end. */
  at: number;
  magic: string | readonly number[];
}

const KIBI = 1024;
const MEBI = KIBI * KIBI;
const row = (what: string, at: number, magic: Signature["magic"]): Signature => ({
  what,
  at,
  magic,
});

const SIGNATURES: readonly Signature[] = [
  row("an ext2, ext3 or ext4 file system", KIBI + 0x38, [0x53, 0xef]),
  row("an XFS file system", 0, "XFSB"),
  row("a Btrfs file system", 64 * KIBI + 0x40, "_BHRfS_M"),
  row("an NTFS file system", 3, "NTFS    "),
  row("an exFAT file system", 3, "EXFAT   "),
  row("a FAT file system", 54, "FAT1"),
  row("a FAT file system", 82, "FAT32   "),
  row("an F2FS file system", KIBI, [0x10, 0x20, 0xf5, 0xf2]),
  row("a SquashFS image", 0, "hsqs"),
  row("an ISO 9660 file system", 32 * KIBI + 1, "CD001"),
  row("an LVM physical volume", 0, "LABELONE"),
  row("an LVM physical volume", 512, "LABELONE"),
  row("an LVM physical volume", 1024, "LABELONE"),
  row("an LVM physical volume", 1536, "LABELONE"),
  row("a LUKS volume", 0, [...Buffer.from("LUKS"), 0xba, 0xbe]),
  row("a LUKS volume", 16 * KIBI, [...Buffer.from("SKUL"), 0xba, 0xbe]),
  row("a GUID partition table", 512, "EFI PART"),
  row("a GUID partition table", 4096, "EFI PART"),
  row("a GUID partition table", -512, "EFI PART"),
  row("a GUID partition table", -4096, "EFI PART"),
  row("swap space", 4 * KIBI - 10, "SWAPSPACE2"),
  row("swap space", 16 * KIBI - 10, "SWAPSPACE2"),
  row("swap space", 64 * KIBI - 10, "SWAPSPACE2"),
  row("a Linux RAID member", 0, [0xfc, 0x4e, 0x2b, 0xa9]),
  row("a Linux RAID member", 4 * KIBI, [0xfc, 0x4e, 0x2b, 0xa9]),
  row("a Linux RAID member", -64 * KIBI, [0xfc, 0x4e, 0x2b, 0xa9]),
  row("a Linux RAID member", -8 * KIBI, [0xfc, 0x4e, 0x2b, 0xa9]),
  row("a bcache device", 4 * KIBI + 24, [0xc6, 0x85, 0x73, 0xf6, 0x4e, 0x1a, 0x45, 0xca]),
  row("a QCOW2 image", 0, [0x51, 0x46, 0x49, 0xfb]),
  row("a VMDK image", 0, "KDMV"),
  row("a VHDX image", 0, "vhdxfile"),
  row("an SQLite database", 0, "SQLite format 3\0"),
  row("an Ashlar journal", 0, "ASHJRNL\0"),
  row("an Ashlar journal", 4 * KIBI, "ASHJRNL\0"),
  row("records of a former run of this laboratory", 0, "ASHLREC1"),
  // The least telling comes last: a boot sector of any kind ends so.
  row("a partition table", 510, [0x55, 0xaa]),
];

/** ZFS: four labels, in each an array of uberblocks of 1 KiB or more from 128 KiB on. */
const ZFS_UBERBLOCK = Buffer.from([0x0c, 0xb1, 0xba, 0x00, 0, 0, 0, 0]);
const ZFS_ARRAYS = [128 * KIBI, 384 * KIBI];
const ZFS_ARRAY_BYTES = 128 * KIBI;

/** The places to look at, within storage of so many bytes. */
export function recognisedPlaces(bytes: number): { offset: number; length: number }[] {
  const head = Math.min(MEBI, bytes);
  const tail = Math.min(128 * KIBI, bytes - head);
  const places = [{ offset: 0, length: head }];
  return tail > 0 ? [...places, { offset: bytes - tail, length: tail }] : places;
}

/** The name of what is there, of data that nothing here knows, or undefined where all is zero. */
export function recognise(pieces: readonly Piece[], bytes: number): string | undefined {
  const found = SIGNATURES.find((signature) => isThere(signature, pieces, bytes));
  if (found !== undefined) return found.what;
  if (pieces.some(holdsZfs)) return "a ZFS pool member";
  for (const { offset, bytes } of pieces) {
    const at = firstData(bytes);
    if (at !== undefined) return `data at byte ${offset + at}`;
  }
  return undefined;
}

/** Where the first byte other than zero is. */
export function firstData(bytes: Buffer): number | undefined {
  if (bytes.equals(Buffer.alloc(bytes.length))) return undefined;
  return bytes.findIndex((byte) => byte !== 0);
}

function isThere({ at, magic }: Signature, pieces: readonly Piece[], bytes: number): boolean {
  const wanted = Buffer.from(magic as string);
  const place = at < 0 ? bytes + at : at;
  return pieces.some(({ offset, bytes: piece }) => {
    const from = place - offset;
    if (from < 0 || from + wanted.length > piece.length) return false;
    return wanted.equals(piece.subarray(from, from + wanted.length));
  });
}

function holdsZfs({ offset, bytes }: Piece): boolean {
  return ZFS_ARRAYS.some((array) => {
    for (let at = array - offset; at < array - offset + ZFS_ARRAY_BYTES; at += KIBI)
      if (at >= 0 && ZFS_UBERBLOCK.equals(bytes.subarray(at, at + ZFS_UBERBLOCK.length)))
        return true;
    return false;
  });
}
