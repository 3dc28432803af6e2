import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  closeSync,
  constants,
  fstatSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import * as file from "./file.js";
import { errnoName, SystemError } from "./libc.js";
import { pinned } from "./pinned.js";

const BLOCK = 4096;
const LINUX = JSON.stringify(new URL("./index.js", import.meta.url).href);
const directory = mkdtempSync(join(tmpdir(), "ashlar-file-"));
test.after(() => rmSync(directory, { recursive: true }));

let files = 0;
function newFile(): { path: string; fd: number } {
  const path = join(directory, `file${files++}`);
  return { path, fd: openSync(path, "w+") };
}

const withErrno = (code: string) => (error: unknown) =>
  error instanceof SystemError && error.code === code && error.message.endsWith(code);

function filled(length: number, value: number) {
  const buffer = pinned(length, BLOCK);
  buffer.bytes.fill(value);
  return buffer;
}

test("what is written at an offset is read there", () => {
  const { fd } = newFile();
  file.writeAt(fd, filled(BLOCK, 3).address, BLOCK, 7 * BLOCK);
  file.syncData(fd);
  const result = filled(BLOCK, 0);
  file.readAt(fd, result.address, BLOCK, 7 * BLOCK);
  assert.ok(result.bytes.every((byte) => byte === 3));
  closeSync(fd);
});

test("offsets beyond 4 GiB arrive whole", () => {
  const { path, fd } = newFile();
  const offset = 5 * 2 ** 32 + BLOCK;
  file.writeAt(fd, filled(BLOCK, 9).address, BLOCK, offset);
  assert.equal(statSync(path).size, offset + BLOCK);
  assert.equal(file.seekData(fd, 0), offset);
  closeSync(fd);
});

test("a gathered write lays its pieces side by side, up to the most that one takes", () => {
  const { path, fd } = newFile();
  const buffer = pinned(file.PIECES_MAX * 512, BLOCK);
  const pieces = Array.from({ length: file.PIECES_MAX }, (_, index) => {
    buffer.bytes.fill(index % 255, 512 * index, 512 * (index + 1));
    return { address: buffer.address + 512 * index, length: 512 };
  });
  file.writeGathered(fd, pieces.toReversed(), 512);
  const expected = Buffer.concat(
    pieces.map((_, index) => Buffer.alloc(512, (file.PIECES_MAX - 1 - index) % 255)),
  );
  assert.deepEqual(readFileSync(path).subarray(512), expected);
  const tooMany = [...pieces, pieces[0]!];
  for (const wrong of [tooMany, []])
    assert.throws(() => file.writeGathered(fd, wrong, 0), RangeError);
  closeSync(fd);
});

test("a gathered write that comes short is finished piece by piece, or its error is told", () => {
  // A limit on the file's size cuts the first write short and refuses the rest.
  const path = join(directory, "limited");
  const code = `
    import { openSync } from "node:fs";
    import { pinned, writeGathered } from ${LINUX};
    process.on("SIGXFSZ", () => {});
    const buffer = pinned(8192, 4096);
    buffer.bytes.fill(1);
    const pieces = [0, 4096].map((at) => ({ address: buffer.address + at, length: 4096 }));
    try { writeGathered(openSync(${JSON.stringify(path)}, "w+"), pieces, 0); }
    catch (error) { console.log(error.code); }
  `;
  const shell = `ulimit -f 6; exec "$0" --input-type=module -e "$1"`;
  const result = spawnSync("bash", ["-c", shell, process.execPath, code], { encoding: "utf8" });
  assert.equal(result.stdout.trim(), "EFBIG", result.stderr);
  assert.equal(statSync(path).size, 6 * 1024);
});

test("allocated space is there, a punched hole gives it back, a zeroed range keeps it", () => {
  const { path, fd } = newFile();
  file.allocate(fd, 0, 16 * BLOCK);
  assert.equal(fstatSync(fd).size, 16 * BLOCK);
  assert.ok(fstatSync(fd).blocks * 512 >= 16 * BLOCK);
  file.writeAt(fd, filled(16 * BLOCK, 1).address, 16 * BLOCK, 0);
  file.syncData(fd);
  const full = fstatSync(fd).blocks;
  file.zeroRange(fd, 0, 4 * BLOCK);
  assert.equal(fstatSync(fd).blocks, full);
  file.punchHole(fd, 4 * BLOCK, 4 * BLOCK);
  assert.equal(fstatSync(fd).blocks, full - 4 * (BLOCK / 512));
  const content = readFileSync(path);
  assert.ok(content.subarray(0, 8 * BLOCK).every((byte) => byte === 0));
  assert.ok(content.subarray(8 * BLOCK).every((byte) => byte === 1));
  closeSync(fd);
});

test("data and holes are found; after the last data there is only a hole", () => {
  const { fd } = newFile();
  file.writeAt(fd, filled(BLOCK, 1).address, BLOCK, 4 * BLOCK);
  file.punchHole(fd, 8 * BLOCK, BLOCK);
  assert.equal(file.seekData(fd, 0), 4 * BLOCK);
  assert.equal(file.seekHole(fd, 4 * BLOCK), 5 * BLOCK);
  assert.equal(file.seekData(fd, 5 * BLOCK), undefined);
  closeSync(fd);
});

test("a lock keeps another process out until its holder closes the file or dies", () => {
  const { path, fd } = newFile();
  const code = `
    import { openSync } from "node:fs";
    import { tryLock } from ${LINUX};
    console.log(tryLock(openSync(${JSON.stringify(path)}, "r+")));
    process.kill(process.pid, "SIGKILL");
  `;
  const other = () =>
    spawnSync(process.execPath, ["--input-type=module", "-e", code], {
      encoding: "utf8",
    }).stdout.trim();
  assert.equal(file.tryLock(fd), true);
  assert.equal(other(), "false");
  closeSync(fd);
  assert.equal(other(), "true");
  const again = openSync(path, "r+");
  assert.equal(file.tryLock(again), true);
  closeSync(again);
});

test("direct transfers: the kernel states their alignment, or nothing", () => {
  const { path, fd } = newFile();
  const stated = file.directAlignment(fd);
  if (stated) for (const value of Object.values(stated)) assert.ok([4, 512, 4096].includes(value));
  closeSync(fd);
  const direct = openSync(path, constants.O_RDWR | constants.O_DIRECT);
  file.writeAt(direct, filled(BLOCK, 1).address, BLOCK, 0);
  closeSync(direct);
});

test("what the kernel refuses is an error with the call and the errno's name", () => {
  const { path, fd } = newFile();
  const { address } = filled(BLOCK, 0);
  closeSync(fd);
  const readOnly = openSync(path, "r");
  const refusals: [() => void, string][] = [
    [() => file.writeAt(readOnly, address, BLOCK, 0), "EBADF"],
    [() => file.writeGathered(readOnly, [{ address, length: BLOCK }], 0), "EBADF"],
    [() => file.readAt(readOnly, address, BLOCK, 0), "EIO"],
    [() => file.readAt(readOnly, address, BLOCK, -1), "EINVAL"],
    [() => file.punchHole(readOnly, 0, BLOCK), "EBADF"],
    [() => file.zeroRange(readOnly, 0, BLOCK), "EBADF"],
    [() => file.allocate(readOnly, 0, BLOCK), "EBADF"],
    [() => file.seekHole(readOnly, 1), "ENXIO"],
    [() => file.deviceBytes(readOnly), "ENOTTY"],
    [() => file.deviceLogicalBlock(readOnly), "ENOTTY"],
    [() => file.syncData(1_000_000), "EBADF"],
    [() => file.tryLock(1_000_000), "EBADF"],
  ];
  for (const [call, code] of refusals) assert.throws(call, withErrno(code), code);
  closeSync(readOnly);
  assert.equal(errnoName(28), "ENOSPC");
  assert.equal(errnoName(9999), "errno 9999");
});

test("no address can make the process crash: EFAULT is an error like others", () => {
  const { fd } = newFile();
  assert.throws(() => file.writeAt(fd, 16, BLOCK, 0), withErrno("EFAULT"));
  closeSync(fd);
});
