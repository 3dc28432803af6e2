import { describe, test } from "node:test";
import { fuzz } from "./testing/fuzz.js";

describe("bad input neither throws, nor is buffered without bound, nor loses the sync", () => {
  test("in handshakes", () => fuzz("handshakes", 5000));
  test("in request streams", () => fuzz("requests", 5000));
});
