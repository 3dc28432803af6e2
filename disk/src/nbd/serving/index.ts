/** What a server needs: `Negotiation`, then `RequestStream` and the reply encoders. */
export * from "../block-status.js";
export { type Agreement, type ExportInfo, transmissionFlags } from "../export.js";
export {
  ALLOCATION_CONTEXT_ID,
  Negotiation,
  OPTION_DATA_BYTES_MAX,
  OPTIONS_MAX,
} from "../negotiation.js";
export type { Outcome, Step } from "../outcome.js";
export type { Policy } from "../policy.js";
export * from "../protocol.js";
export * from "../reply.js";
export { decodeRequest, encodeRequest, REQUEST_BYTES, Request } from "../request.js";
export { Found, RequestStream } from "../request-stream.js";
export { Rules } from "../rules.js";
