/** Rules of the block sizes that a server advertises. */
import { bytesOf, type Probe } from "./probe.js";
import { expect, offered, type Rule, rulesOf } from "./rule.js";

function isPowerOfTwo(value: number): boolean {
  return value > 0 && Number.isInteger(Math.log2(value));
}

async function blockSizeOf(probe: Probe) {
  const client = await probe.client();
  const { blockSize } = client.description;
  offered(blockSize !== null, "no INFO_BLOCK_SIZE");
  return { client, ...blockSize };
}

const sizes = rulesOf("Size constraints", [
  [
    "size-minimum",
    "MUST",
    "The minimum block is a power of two, at most 65 536.",
    async (probe) => {
      const { minimum } = await blockSizeOf(probe);
      expect(isPowerOfTwo(minimum) && minimum <= 65_536, `minimum ${minimum}`);
    },
  ],
  [
    "size-preferred",
    "MUST",
    "The preferred block is a power of two, at least 512 and the minimum block.",
    async (probe) => {
      const { minimum, preferred } = await blockSizeOf(probe);
      const least = Math.max(512, minimum);
      expect(isPowerOfTwo(preferred) && preferred >= least, `preferred ${preferred}`);
    },
  ],
  [
    "size-maximum",
    "MUST",
    "The maximum payload is at least the preferred block.",
    async (probe) => {
      const { preferred, maximumPayload } = await blockSizeOf(probe);
      expect(maximumPayload >= preferred, `maximum ${maximumPayload}`);
    },
  ],
  [
    "size-maximum-1m",
    "SHOULD",
    "The maximum payload is at least 1 MiB, if the export is that large.",
    async (probe) => {
      const { client, maximumPayload } = await blockSizeOf(probe);
      offered(bytesOf(client) >= 1024 * 1024, "the export is smaller than 1 MiB");
      expect(maximumPayload >= 1024 * 1024, `maximum ${maximumPayload}`);
    },
  ],
  [
    "size-multiple",
    "SHOULD",
    "The export's size is a multiple of the minimum block.",
    async (probe) => {
      const { client, minimum } = await blockSizeOf(probe);
      expect(bytesOf(client) % minimum === 0, `${bytesOf(client)} bytes in blocks of ${minimum}`);
    },
  ],
]);

export const sizeRules: Rule[] = sizes;
