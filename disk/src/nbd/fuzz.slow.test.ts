import { describe, test } from "node:test";
import { fuzz } from "./testing/fuzz.js";

describe("bad input neither throws, nor is buffered without bound, nor loses the sync", () => {
  test("in 60 000 handshakes", () => fuzz("handshakes", 60_000));
  test("in 60 000 request streams", () => fuzz("requests", 60_000));
});
