import assert from "node:assert/strict";
import { test } from "node:test";
import { SECTOR_BYTES } from "@ashlar/rapilog/format";
import { pinned } from "../linux/index.js";
import { Asleep, CONTROL_BYTES, Control } from "../vault/index.js";
import { KeeperBell } from "./keeper-bell.js";

const JOURNALED = 1000;
const BUDGET_SECTORS = 64;

/** A control page, and how often the bell on it has been rung. */
function bell() {
  const page = pinned(CONTROL_BYTES, CONTROL_BYTES);
  page.bytes.fill(0);
  const control = new Control(page.bytes.buffer, page.bytes.byteOffset);
  control.set("journaled", BigInt(JOURNALED));
  control.set("budgetBytes", BigInt(BUDGET_SECTORS * SECTOR_BYTES));
  const keeper = new KeeperBell(control, page.address);
  keeper.learn();
  return { control, keeper, rung: () => control.bell("doorbell") };
}

test("a keeper that is at work is never rung for", () => {
  const { keeper, rung } = bell();
  keeper.headMoved(BigInt(JOURNALED + BUDGET_SECTORS));
  keeper.clientsWait();
  assert.equal(rung(), 0);
});

test("an idle keeper is rung for at once", () => {
  const { control, keeper, rung } = bell();
  control.setBell("asleep", Asleep.idle);
  keeper.headMoved(BigInt(JOURNALED + 1));
  assert.equal(rung(), 1);
});

test("a keeper that gathers is rung for when half of the budget is used up", () => {
  const { control, keeper, rung } = bell();
  control.setBell("asleep", Asleep.gathering);
  keeper.headMoved(BigInt(JOURNALED + BUDGET_SECTORS / 2 - 1));
  assert.equal(rung(), 0);
  keeper.headMoved(BigInt(JOURNALED + BUDGET_SECTORS / 2));
  assert.equal(rung(), 1);
});

test("half of the budget counts from what is journaled by now", () => {
  const { control, keeper, rung } = bell();
  control.setBell("asleep", Asleep.gathering);
  control.set("journaled", BigInt(JOURNALED + BUDGET_SECTORS));
  keeper.learn();
  keeper.headMoved(BigInt(JOURNALED + BUDGET_SECTORS + 1));
  assert.equal(rung(), 0);
});

test("a keeper that gathers is rung for when clients wait", () => {
  const { control, keeper, rung } = bell();
  control.setBell("asleep", Asleep.gathering);
  keeper.clientsWait();
  assert.equal(rung(), 1);
});
