/** Floods the key/value server with requests that it cannot have, as fast as it can, for ever. */

import { STORE } from "../../src/slots";
import { STORE_PUT } from "../../src/store";
import { begin, end, field } from "../library/line";
import { call, nonblockingSend, send } from "../library/message";

const TELL_EVERY: u64 = 16;

export function main(): void {
  for (let round: u64 = 1; ; round++) {
    nonblockingSend(STORE, round);
    send(STORE, round);
    call(STORE, STORE_PUT);
    if (round % TELL_EVERY != 0) continue;
    begin("flooding");
    field("requests", round * 3);
    end();
  }
}
