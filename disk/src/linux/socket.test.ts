import assert from "node:assert/strict";
import { closeSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { Poller, READABLE, WakeEvent } from "./epoll.js";
import { SystemError } from "./libc.js";
import { pinned } from "./pinned.js";
import {
  AGAIN,
  accept,
  boundPort,
  CLOSED,
  connectUnix,
  inheritedListeners,
  isInternet,
  listenTcp,
  listenUnix,
  receive,
  send,
  sendAtOnce,
  socketPair,
} from "./socket.js";

const folder = mkdtempSync(join(tmpdir(), "ashlar-socket-"));
after(() => rmSync(folder, { recursive: true }));

test("a pair carries bytes by address, then AGAIN, then CLOSED", () => {
  const [left, right] = socketPair();
  const source = pinned(5);
  const target = pinned(100);
  source.bytes.write("stone");
  assert.equal(receive(right, target.address, 100), AGAIN);
  assert.equal(send(left, source.address, 5), 5);
  assert.equal(receive(right, target.address, 100), 5);
  assert.equal(target.bytes.toString("latin1", 0, 5), "stone");
  closeSync(left);
  assert.equal(receive(right, target.address, 100), CLOSED);
  assert.equal(send(right, source.address, 5), CLOSED, "a vanished peer is no signal");
  closeSync(right);
});

test("a full socket takes a part, then AGAIN", () => {
  const [left, right] = socketPair();
  const source = pinned(8 << 20);
  const first = send(left, source.address, source.bytes.length);
  assert.ok(first > 0 && first < source.bytes.length);
  assert.equal(send(left, source.address, source.bytes.length), AGAIN);
  closeSync(left);
  closeSync(right);
});

test("a socket file has its mode from the start; a stale one is replaced, a live one is not", () => {
  const path = join(folder, "listen");
  const first = listenUnix(path, { mode: 0o600 });
  assert.equal(statSync(path).mode & 0o777, 0o600);
  assert.throws(
    () => listenUnix(path, { mode: 0o600 }),
    (error) => error instanceof SystemError && error.code === "EADDRINUSE",
  );
  closeSync(first);
  const second = listenUnix(path, { mode: 0o660, groupId: process.getgid!() });
  assert.equal(statSync(path).mode & 0o777, 0o660);
  assert.equal(accept(second), AGAIN);
  const client = connectUnix(path);
  const served = accept(second);
  assert.ok(served > 0);
  assert.equal(isInternet(served), false);
  for (const fd of [client, served, second]) closeSync(fd);
});

test("an ordinary file in the socket's place is left alone", () => {
  const path = join(folder, "file");
  writeFileSync(path, "precious");
  assert.throws(() => listenUnix(path, { mode: 0o600 }), SystemError);
  assert.equal(statSync(path).size, 8);
});

test("a path that does not fit is refused by name", () => {
  assert.throws(() => listenUnix(`/${"x".repeat(108)}`, { mode: 0o600 }), /longer than 107/);
});

for (const host of ["127.0.0.1", "::1"]) {
  test(`TCP on ${host}: a free port, a connection, a poller that sees it`, async (t) => {
    let listener: number;
    try {
      listener = listenTcp(host, 0);
    } catch (error) {
      if (error instanceof SystemError && error.code !== "EADDRINUSE")
        return t.skip(`${host}: ${error.code}`);
      throw error;
    }
    const poller = new Poller();
    poller.add(listener, READABLE, 77);
    assert.equal(poller.wait(0), 0);
    const client = connect(boundPort(listener), host);
    await new Promise((resolve) => client.once("connect", resolve));
    assert.equal(poller.wait(1000), 1);
    assert.deepEqual([poller.tag(0), poller.ready(0)], [77, READABLE]);
    const served = accept(listener);
    sendAtOnce(served);
    assert.equal(isInternet(served), true);
    client.destroy();
    for (const fd of [served, listener]) closeSync(fd);
    poller.close();
  });
}

test("names are not resolved here", () => {
  assert.throws(() => listenTcp("localhost", 0), /not a numeric/);
});

test("a wake event is readable once signalled, by whoever holds the descriptor", () => {
  const event = new WakeEvent();
  const poller = new Poller();
  poller.add(event.fd, READABLE, 1);
  assert.equal(poller.wait(0), 0);
  new WakeEvent(event.fd).signal();
  assert.equal(poller.wait(0), 1);
  event.clear();
  assert.equal(poller.wait(0), 0);
  closeSync(event.fd);
  poller.close();
});

test("sockets meant for another process are not taken over", () => {
  assert.deepEqual(inheritedListeners({ LISTEN_PID: "1", LISTEN_FDS: "2" }), []);
  assert.deepEqual(inheritedListeners({}), []);
});
