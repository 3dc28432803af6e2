import assert from "node:assert/strict";
import { closeSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { AF_UNIX } from "./address.js";
import { bind, checked, SystemError } from "./libc.js";
import { notify, notifyAddress, SOCK_DGRAM_CLOEXEC } from "./notify.js";

const socketCall = bind("socket", "int", ["int", "int", "int"]);
const bindCall = bind("bind", "int", ["int", "void *", "uint32_t"]);
const recvCall = bind("recv", "int64_t", ["int", "void *", "size_t", "int"]);
const MSG_DONTWAIT = 0x40;

/** A service manager's end: a datagram socket at `path`. */
function listen(path: string): number {
  const fd = checked("socket", socketCall(AF_UNIX, SOCK_DGRAM_CLOEXEC, 0));
  const address = notifyAddress(path);
  checked("bind", bindCall(fd, address, address.length));
  return fd;
}

function received(fd: number): string {
  const buffer = Buffer.alloc(1024);
  const length = Number(recvCall(fd, buffer, buffer.length, MSG_DONTWAIT));
  return buffer.toString("utf8", 0, checked("recv", length));
}

const directory = mkdtempSync(join(tmpdir(), "ashlar-notify-"));
test.after(() => rmSync(directory, { recursive: true }));

const addresses = { path: join(directory, "notify"), abstract: `@ashlar-notify-${process.pid}` };
for (const [kind, address] of Object.entries(addresses))
  test(`a state reaches the service manager at its ${kind} address, whole and in order`, () => {
    const manager = listen(address);
    const environment = { NOTIFY_SOCKET: address };
    assert.equal(notify("READY=1\nSTATUS=serving", environment), true);
    assert.equal(notify("STOPPING=1", environment), true);
    assert.equal(received(manager), "READY=1\nSTATUS=serving");
    assert.equal(received(manager), "STOPPING=1");
    closeSync(manager);
  });

test("without a service manager nothing is sent", () => {
  assert.equal(notify("READY=1", {}), false);
});

test("a service manager that is gone is an error with its errno", () => {
  const environment = { NOTIFY_SOCKET: join(directory, "gone") };
  assert.throws(
    () => notify("READY=1", environment),
    (error) => error instanceof SystemError && error.code === "ENOENT",
  );
});

test("an address that does not fit is refused", () => {
  assert.throws(() => notify("READY=1", { NOTIFY_SOCKET: `/${"x".repeat(108)}` }), RangeError);
});
