/** `ashlar faults cut`: the power of a served disk. Loads little, for who cuts it at an instant. */
import { askControl } from "@ashlar/disk/keeper-protocol";

/** Asks a served disk's control socket. */
export function cutPower(
  controlPath: string,
  request: "cut" | "power-off" | "power-on",
): Promise<Record<string, unknown>> {
  return askControl(controlPath, request).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT" && error.code !== "ECONNREFUSED") throw error;
    throw new Error(`no \`ashlar faults serve\` answers at ${controlPath}`, { cause: error });
  });
}

export function cutText(reply: Record<string, unknown>): string {
  if (reply["ok"] !== true) return `refused: ${reply["error"]}`;
  if (reply["pending"] === undefined) return `power ${reply["power"]}`;
  const { cuts, pending, survived, torn, lost } = reply;
  return `cut ${cuts}: of ${pending} writes in the cache ${survived} survived, ${torn} torn, ${lost} lost`;
}
