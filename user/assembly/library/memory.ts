/** Untypeds and capability spaces: what objects are made of, and where capabilities to them are. */
import {
  CNODE_DELETE,
  INDIRECTION_CREATE,
  INDIRECTION_INVALIDATE,
  UNTYPED_RECLAIM,
  UNTYPED_RETYPE,
} from "../../../kernel/src/interface";
import { resultOf } from "./answer";
import { invoke } from "./kernel";

/** Makes a page an object of a type, and puts the capability to it into a slot; how it went. */
export function retype(untyped: u32, page: u64, type: u32, slot: u32): u32 {
  return resultOf(invoke(UNTYPED_RETYPE, untyped, page, type, 0, 0, slot, 0, 0));
}

/** One step of taking a page back. */
export function reclaim(untyped: u32, page: u64): u32 {
  return resultOf(invoke(UNTYPED_RECLAIM, untyped, page, 0, 0, 0, 0, 0, 0));
}

export function remove(cnode: u32, slot: u32): u32 {
  return resultOf(invoke(CNODE_DELETE, cnode, slot, 0, 0, 0, 0, 0, 0));
}

/** An Indirection comes to stand for what is in a slot. */
export function indirect(indirection: u32, target: u32, rights: u32): u32 {
  return resultOf(invoke(INDIRECTION_CREATE, indirection, target, rights, 0, 0, 0, 0, 0));
}

/** All capabilities through the Indirection are void. */
export function invalidate(indirection: u32): u32 {
  return resultOf(invoke(INDIRECTION_INVALIDATE, indirection, 0, 0, 0, 0, 0, 0, 0));
}
