/**
 * Calls the tenant's endpoint, where nobody ever answers, and sees a frame of the tenant's. When
 * both are gone it must be told so.
 */
import { PARLOUR, TENANCY } from "../../src/reclaim";
import { resultOf } from "../library/answer";
import { load32, store32 } from "../library/device";
import { begin, end, field, say } from "../library/line";
import { call } from "../library/message";

export function main(): void {
  store32(PARLOUR, 1);
  const first = resultOf(call(TENANCY, 1));
  const second = resultOf(call(TENANCY, 1));
  begin("left");
  field("waiting", first);
  field("calling", second);
  end();
  load32(PARLOUR);
  say("still-there");
}
