import assert from "node:assert/strict";
import { test } from "node:test";
import { AshlarError } from "../errors.js";
import { isLoopback, tcpPolicy } from "./access.js";

const tls = { certificate: "c.pem", key: "k.pem" };
const mutual = { ...tls, clientAuthority: "a.pem" };

const ROWS: [string, typeof tls | undefined, boolean, "none" | "required" | "refused"][] = [
  ["127.0.0.1", undefined, false, "none"],
  ["127.3.2.1", undefined, false, "none"],
  ["::1", undefined, false, "none"],
  ["127.0.0.1", tls, false, "required"],
  ["0.0.0.0", undefined, false, "refused"],
  ["::", undefined, false, "refused"],
  ["192.0.2.1", undefined, false, "refused"],
  ["192.0.2.1", tls, false, "refused"],
  ["192.0.2.1", mutual, false, "required"],
  ["192.0.2.1", undefined, true, "none"],
  ["192.0.2.1", tls, true, "required"],
  ["::ffff:192.0.2.1", undefined, false, "refused"],
];

for (const [host, given, insecure, expected] of ROWS) {
  const how =
    given === undefined ? "plain" : given === tls ? "TLS" : "TLS with client certificates";
  test(`TCP on ${host}, ${how}${insecure ? ", insecure" : ""}: ${expected}`, () => {
    const decide = () => tcpPolicy({ host, port: 0, insecure }, given);
    if (expected !== "refused") assert.equal(decide(), expected);
    else assert.throws(decide, (e) => e instanceof AshlarError && e.code === "tcp-unprotected");
  });
}

test("a name is not an address", () => {
  const byName = () => tcpPolicy({ host: "localhost", port: 0 }, undefined);
  assert.throws(byName, (error) => error instanceof AshlarError && error.code === "not-an-address");
  assert.equal(isLoopback("128.0.0.1"), false);
});
