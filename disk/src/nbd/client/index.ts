/** A client of NBD servers, and the parts to misbehave with. */
export { type Address, NBD_PORT, parseAddress } from "./address.js";
export { ByteSource, ConnectionClosed } from "./byte-source.js";
export { Client, type ConnectOptions, connect, NbdError, type Submission } from "./client.js";
export {
  ClientHandshake,
  type ExportDescription,
  isErrorReply,
  OptionRefused,
  type OptionReply,
  ProtocolError,
} from "./handshake.js";
export type { Chunk, Extent, Question, Reply } from "./replies.js";
