/** Terms that all theorems about the core are written with. */
import { bitVector, constant, variable } from "@ashlar/logic";

export { number64 } from "@ashlar/spec";

export const number32 = (value: number) => constant(32, value);

/** An arbitrary address: what is proved of its byte is proved of every byte. */
export const anyAddress = () => variable("any address", bitVector(32));
