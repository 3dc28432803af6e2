/** The NBD protocol, without IO: the server's side, a client, and the conformance suite. */
export * from "./client/index.js";
export * from "./conformance/index.js";
export * from "./serving/index.js";
export { besiege, type Siege } from "./siege.js";
