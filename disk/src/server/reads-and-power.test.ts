/** Reads from the disk must not be in the keeper's way when the power fails. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { askKeeper } from "../keeper/index.js";
import { openVault, READ_SLICE_BYTES, vaultPaths } from "../vault/index.js";
import { MEBI, Place } from "./testing/place.js";

describe("reads from the disk", () => {
  test("are counted, slice by slice, and announced to the budget", async () => {
    const place = new Place();
    await place.start(place.options({ readers: 3 }));
    const vault = openVault(place.vaultDirectory);
    const control = vault.mapControl();
    vault.close();
    const client = await place.connect();
    await client.read(0, MEBI);
    assert.equal(control.get("homeReaders"), 3n);
    assert.equal(control.get("readsStarted"), BigInt(MEBI / READ_SLICE_BYTES));
    assert.equal(control.get("readsEnded"), control.get("readsStarted"));
    client.destroy();
  });

  test("wait while the power fails, and are answered when it is back", async () => {
    const place = new Place();
    await place.start();
    const keeper = vaultPaths(place.vaultDirectory).keeperSocket;
    const client = await place.connect();
    await askKeeper(keeper, "power-fail");
    let answered = false;
    const read = client.read(8 * MEBI, 4096).then((data) => {
      answered = true;
      return data;
    });
    await sleep(100);
    assert.equal(answered, false);
    await askKeeper(keeper, "power-back");
    assert.equal((await read).length, 4096);
    client.destroy();
  });

  test("that wait do not keep the service from stopping", async () => {
    const place = new Place();
    const service = await place.start();
    const client = await place.connect();
    await askKeeper(vaultPaths(place.vaultDirectory).keeperSocket, "power-fail");
    const read = client.read(8 * MEBI, 4096);
    read.catch(() => undefined);
    await sleep(20);
    await service.stop();
    client.destroy();
  });
});
