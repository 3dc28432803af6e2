/** The kernel's entry points: each call by the running thread, by number. */
import {
  CNODE_COPY,
  CNODE_DELETE,
  CNODE_MINT,
  CNODE_MOVE,
  INDIRECTION_CREATE,
  INDIRECTION_INVALIDATE,
  NO_SUCH_CALL,
  THREAD_CONFIGURE,
  UNTYPED_RECLAIM,
  UNTYPED_RETYPE,
} from "../src/interface";
import { cnodeCopy, cnodeDelete, cnodeMint, cnodeMove } from "./cnode";
import { indirectionCreate, indirectionInvalidate } from "./indirection";
import { threadConfigure } from "./thread";
import { untypedReclaim, untypedRetype } from "./untyped";

export { boot } from "./boot";

export function systemCall(number: u32, a: u64, b: u64, c: u64, d: u64, e: u64, f: u64): u32 {
  switch (number) {
    case UNTYPED_RETYPE:
      return untypedRetype(a, b, c, d, e, f);
    case UNTYPED_RECLAIM:
      return untypedReclaim(a, b);
    case CNODE_COPY:
      return cnodeCopy(a, b, c, d, e);
    case CNODE_MINT:
      return cnodeMint(a, b, c, d, e, f);
    case CNODE_MOVE:
      return cnodeMove(a, b, c, d);
    case CNODE_DELETE:
      return cnodeDelete(a, b);
    case INDIRECTION_CREATE:
      return indirectionCreate(a, b, c);
    case INDIRECTION_INVALIDATE:
      return indirectionInvalidate(a);
    case THREAD_CONFIGURE:
      return threadConfigure(a, b);
    default:
      return NO_SUCH_CALL;
  }
}
