/** What INFO and GO answer about an export. */
import { type ExportInfo, transmissionFlags } from "./export.js";
import { encodeInfoBlockSize, encodeInfoExport, encodeInfoText } from "./handshake.js";
import { NBD_INFO_DESCRIPTION, NBD_INFO_NAME } from "./protocol.js";

/**
 * The data of the NBD_REP_INFO replies to `requests`.
 *
 * The block sizes are sent even unasked: the document has a server with other sizes than the
 * default ones advertise them, and a client ignores what it does not understand.
 */
export function encodeInfos(
  info: ExportInfo,
  requests: readonly number[],
  structured: boolean,
): Buffer[] {
  const infos = [encodeInfoExport(info.bytes, transmissionFlags(info, structured))];
  if (requests.includes(NBD_INFO_NAME)) infos.push(encodeInfoText(NBD_INFO_NAME, info.name));
  if (requests.includes(NBD_INFO_DESCRIPTION) && info.description !== "") {
    infos.push(encodeInfoText(NBD_INFO_DESCRIPTION, info.description));
  }
  infos.push(
    encodeInfoBlockSize({
      minimum: info.minimumBlock,
      preferred: info.preferredBlock,
      maximumPayload: info.maximumPayload,
    }),
  );
  return infos;
}
