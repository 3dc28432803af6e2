import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as nbd from "../protocol.js";
import { encodeRequest } from "../request.js";
import { selfSigned } from "../testing/certificate.js";
import { exportOf, policyOf } from "../testing/fixtures.js";
import { ReferenceServer } from "../testing/reference-server.js";
import { parseAddress } from "./address.js";
import { ConnectionClosed } from "./byte-source.js";
import { type ConnectOptions, connect } from "./client.js";
import { ClientHandshake, OptionRefused } from "./handshake.js";

async function served(
  run: (address: string) => Promise<void>,
  server = new ReferenceServer(policyOf()),
): Promise<void> {
  const address = await server.listen();
  try {
    await run(address);
  } finally {
    await server.close();
  }
}

test("addresses", () => {
  const path = { path: "/run/d.sock" };
  const rows: [string, ReturnType<typeof parseAddress>][] = [
    ["/run/d.sock", { socket: path, exportName: "", tls: false }],
    ["host", { socket: { host: "host", port: 10_809 }, exportName: "", tls: false }],
    ["[::1]:5", { socket: { host: "::1", port: 5 }, exportName: "", tls: false }],
    ["nbd://h:7/a%20b", { socket: { host: "h", port: 7 }, exportName: "a b", tls: false }],
    ["nbds://[::1]/", { socket: { host: "::1", port: 10_809 }, exportName: "", tls: true }],
    ["nbd+unix:///d?socket=/run/d.sock", { socket: path, exportName: "d", tls: false }],
    ["nbds+unix:///?socket=/run/d.sock", { socket: path, exportName: "", tls: true }],
  ];
  for (const [text, expected] of rows) assert.deepEqual(parseAddress(text), expected, text);
  for (const text of ["http://x/", "nbd+unix:///x", "a:b:c"]) {
    assert.throws(() => parseAddress(text), TypeError);
  }
});

describe("a client", () => {
  for (const structured of [false, true]) {
    const options: ConnectOptions = structured
      ? { structured, contexts: ["base:allocation"] }
      : { structured };
    test(`with ${structured ? "structured" : "simple"} replies does every command`, () =>
      served(async (address) => {
        const client = await connect(address, options);
        assert.equal(client.description.bytes, 1024n * 1024n);
        const data = Buffer.from("ashlar! ".repeat(512));
        await client.write(4096, data, nbd.NBD_CMD_FLAG_FUA);
        await client.flush();
        assert.deepEqual(await client.read(4096, 4096), data);
        await client.cache(0, 4096);
        await client.writeZeroes(4096, 512, nbd.NBD_CMD_FLAG_NO_HOLE);
        await client.trim(8192 - 512, 512);
        const expected = Buffer.from(data).fill(0, 0, 512).fill(0, 3584);
        assert.deepEqual(await client.read(4096, 4096), expected);
        if (structured) {
          const extents = [...(await client.blockStatus(4096, 4096)).values()];
          assert.deepEqual(extents, [
            [
              { length: 3584, flags: 0 },
              { length: 512, flags: 3 },
            ],
          ]);
        }
        await client.disconnect();
      }));
  }

  test("reports an error of the server, and goes on", () =>
    served(async (address) => {
      const client = await connect(address);
      await assert.rejects(client.write(1024 * 1024, Buffer.alloc(512)), {
        name: "NbdError",
        error: nbd.NBD_ENOSPC,
      });
      const replies = await Promise.all(
        Array.from({ length: 64 }, (_, index) => client.read(512 * index, 512)),
      );
      assert.equal(replies.length, 64);
      await client.disconnect();
    }));

  test("rejects what is pending when the server goes away", () =>
    served(async (address) => {
      const client = await connect(address);
      const pending = client.submit({ type: nbd.NBD_CMD_READ, length: 512, magic: 1 });
      await assert.rejects(pending, ConnectionClosed);
      await assert.rejects(client.read(0, 512), ConnectionClosed);
    }));

  test("takes bytes that others would not send", () =>
    served(async (address) => {
      const client = await connect(address);
      const answer = client.expect(7n, { type: 77, offset: 0n, length: 0 });
      client.stream.write(encodeRequest({ type: 77, cookie: 7n }));
      assert.equal((await answer).error, nbd.NBD_EINVAL);
      client.destroy();
    }));
});

describe("a handshake", () => {
  test("lists, describes, falls back to EXPORT_NAME", () =>
    served(async (address) => {
      const handshake = await ClientHandshake.connect(parseAddress(address));
      await handshake.greet();
      assert.deepEqual(await handshake.list(), [{ name: "disk", description: "" }]);
      const asked = [nbd.NBD_INFO_NAME, nbd.NBD_INFO_BLOCK_SIZE];
      const info = await handshake.describe(nbd.NBD_OPT_INFO, "", asked);
      assert.equal(info.name, "disk");
      assert.equal(info.blockSize?.minimum, 512);
      await assert.rejects(handshake.describe(nbd.NBD_OPT_INFO, "no"), OptionRefused);
      assert.equal((await handshake.exportName("disk")).flags, info.flags);
      handshake.destroy();
    }));
});

test("TLS by STARTTLS", async () => {
  const identity = selfSigned();
  const policy = policyOf({ tls: "required", exports: [exportOf()] });
  await served(
    async (address) => {
      await assert.rejects(connect(address), { error: nbd.NBD_REP_ERR_TLS_REQD });
      const options = { ca: identity.cert, servername: "localhost" };
      const client = await connect(address, { tls: options });
      await client.write(0, Buffer.alloc(512, 1));
      assert.equal((await client.read(0, 512))[0], 1);
      await client.disconnect();
    },
    new ReferenceServer(policy, {}, identity),
  );
});
