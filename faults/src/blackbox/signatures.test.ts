import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { recognise, recognisedPlaces } from "./signatures.js";
import { MEBI, Place } from "./testing/place.js";

/** What is recognised in a whole image, looking only at the places that are read. */
function recognised(image: Buffer): string | undefined {
  const pieces = recognisedPlaces(image.length).map(({ offset, length }) => ({
    offset,
    bytes: image.subarray(offset, offset + length),
  }));
  return recognise(pieces, image.length);
}

function imageWith(at: number, magic: string | number[]): Buffer {
  const image = Buffer.alloc(4 * MEBI);
  Buffer.from(magic as string, "latin1").copy(image, at < 0 ? image.length + at : at);
  return image;
}

test("nothing in blank storage, data in any other", () => {
  assert.equal(recognised(Buffer.alloc(4 * MEBI)), undefined);
  assert.equal(recognised(imageWith(70_000, "x")), "data at byte 70000");
  assert.equal(recognised(imageWith(-1, "x")), `data at byte ${4 * MEBI - 1}`);
});

const ROWS: [RegExp, number, string | number[]][] = [
  [/^an ext2/, 1080, [0x53, 0xef]],
  [/^an XFS/, 0, "XFSB"],
  [/^a Btrfs/, 65_600, "_BHRfS_M"],
  [/^an NTFS/, 3, "NTFS    "],
  [/^a FAT/, 82, "FAT32   "],
  [/^an LVM/, 512, "LABELONE"],
  [/^a LUKS/, 0, "LUKS\xba\xbe"],
  [/^a GUID partition table/, 512, "EFI PART"],
  [/^a GUID partition table/, -512, "EFI PART"],
  [/^a partition table/, 510, "\x55\xaa"],
  [/^swap space/, 4086, "SWAPSPACE2"],
  [/^a ZFS/, 131_072, [0x0c, 0xb1, 0xba, 0, 0, 0, 0, 0]],
  [/^a Linux RAID/, -65_536, [0xfc, 0x4e, 0x2b, 0xa9]],
  [/^an Ashlar journal/, 0, "ASHJRNL\0"],
  [/^records of a former run/, 0, "ASHLREC1"],
];

for (const [what, at, magic] of ROWS)
  test(`at byte ${at}: ${what.source.slice(1)}`, () => {
    assert.match(recognised(imageWith(at, magic)) ?? "", what);
  });

const MAKERS: [RegExp, string, string[]][] = [
  [/^an ext2/, "mkfs.ext4", ["-q", "-F"]],
  [/^swap space/, "mkswap", []],
];

for (const [what, program, parameters] of MAKERS)
  test(`what ${program} makes`, (t) => {
    const place = new Place(16 * MEBI);
    try {
      const env = { ...process.env, PATH: `${process.env["PATH"]}:/usr/sbin:/sbin` };
      execFileSync(program, [...parameters, place.disk], { stdio: "ignore", env });
    } catch (error) {
      return t.skip(`${program}: ${error instanceof Error ? error.message : error}`);
    }
    assert.match(recognised(readFileSync(place.disk)) ?? "", what);
  });
