/**
 * Bad clients, many of them: handshakes and requests that are damaged, cut short, or left lying.
 * **They write to the export.** A server has survived when it still serves a good client.
 */
import { Random, seedFromEnvironment } from "@ashlar/rapilog/random";
import { type Address, ClientHandshake, connect, parseAddress } from "./client/index.js";
import { NBD_OPT_GO } from "./protocol.js";
import { chunksOf } from "./testing/chunks.js";
import { damaged, randomHandshake } from "./testing/fuzz-handshake.js";
import { randomFields, streamOf } from "./testing/fuzz-requests.js";

export interface Siege {
  clients: number;
  /** Without one, that of ASHLAR_SEED, or a fresh one. */
  seed?: number;
  /** How many of them there are at any time. */
  parallel?: number;
}

/** What a bad client sends after a good handshake. */
function badRequests(random: Random, bytes: number): Buffer {
  const requests = Array.from({ length: 1 + random.below(20) }, () => randomFields(random, bytes));
  const stream = streamOf(requests, random.below(256));
  return random.chance(0.5) ? damaged(random, stream) : stream;
}

/** Sends in chunks, and goes: abruptly, half-closing, or after it has read a little. */
async function sendAndGo(random: Random, handshake: ClientHandshake, bytes: Buffer): Promise<void> {
  const end = random.chance(0.5) ? bytes.length : random.below(bytes.length);
  for (const chunk of chunksOf(random, bytes.subarray(0, end))) {
    handshake.send(chunk);
    if (random.chance(0.01)) await new Promise(setImmediate);
  }
  if (random.chance(0.3)) handshake.stream.end();
  if (random.chance(0.5)) await new Promise((resolve) => setTimeout(resolve, random.below(5)));
  if (random.chance(0.5)) handshake.source.readNow(1 + random.below(16));
}

async function misbehave(random: Random, address: Address): Promise<void> {
  const handshake = await ClientHandshake.connect(address);
  try {
    if (random.chance(0.5)) {
      await handshake.greeting();
      const stream = randomHandshake(random);
      await sendAndGo(random, handshake, random.chance(0.5) ? damaged(random, stream) : stream);
      return;
    }
    await handshake.greet();
    if (random.chance(0.5)) await handshake.structuredReply();
    const { bytes } = await handshake.describe(NBD_OPT_GO, address.exportName);
    await sendAndGo(random, handshake, badRequests(random, Number(bytes)));
  } catch {
    // A server may hang up on such a client at any time.
  } finally {
    handshake.destroy();
  }
}

/** Lets `clients` bad clients loose; rejects, naming the seed, if a good one is not served
 * afterwards, or if the server refuses connections. */
export async function besiege(where: string, siege: Siege): Promise<void> {
  const address = parseAddress(where);
  const seed = siege.seed ?? seedFromEnvironment();
  let next = 0;
  const worker = async () => {
    while (next < siege.clients) await misbehave(new Random(seed + next++), address);
  };
  try {
    await Promise.all(Array.from({ length: siege.parallel ?? 16 }, worker));
    await isServed(address);
  } catch (error) {
    throw new Error(`not survived; replay with ASHLAR_SEED=${seed}`, { cause: error });
  }
}

async function isServed(address: Address): Promise<void> {
  const client = await connect(address);
  const block = client.description.blockSize?.preferred ?? 4096;
  const data = Buffer.alloc(block, 7);
  await client.write(0, data);
  if (!data.equals(await client.read(0, block))) throw new Error("a good client is served badly");
  await client.disconnect();
}
