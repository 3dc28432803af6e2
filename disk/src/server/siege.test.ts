import assert from "node:assert/strict";
import { test } from "node:test";
import { besiege } from "../nbd/index.js";
import { MEBI, Place } from "./testing/place.js";

test("six hundred bad clients neither stop the service nor fill its memory", async () => {
  const place = new Place(64 * MEBI);
  const service = await place.start();
  await besiege(place.uri, { clients: 300 });
  const before = process.memoryUsage.rss();
  await besiege(place.uri, { clients: 300 });
  const growth = process.memoryUsage.rss() - before;
  assert.ok(growth < 64 * MEBI, `grew by ${growth} bytes`);
  await service.stop();
});
