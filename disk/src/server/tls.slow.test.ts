import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { findTool } from "../linux/index.js";
import { connect, runConformance } from "../nbd/index.js";
import { MEBI, Place, run } from "./testing/place.js";

const openssl = findTool("openssl");

/** An authority in `folder`, and a certificate that it signed for each of `names`. */
async function certify(folder: string, ...names: string[]): Promise<void> {
  const at = (name: string) => join(folder, name);
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  const request = (name: string, ...rest: string[]) =>
    run(openssl!, "req", ...key, "-keyout", at(`${name}-key.pem`), "-subj", `/CN=${name}`, ...rest);
  await request("ca", "-x509", "-days", "2", "-out", at("ca-cert.pem"));
  for (const name of names) {
    await request(name, "-out", at(`${name}.csr`), "-addext", "subjectAltName=IP:127.0.0.1");
    const signing = ["-CA", at("ca-cert.pem"), "-CAkey", at("ca-key.pem"), "-CAcreateserial"];
    const files = ["-in", at(`${name}.csr`), "-out", at(`${name}-cert.pem`)];
    await run(
      openssl!,
      "x509",
      "-req",
      "-days",
      "2",
      "-copy_extensions",
      "copy",
      ...signing,
      ...files,
    );
  }
}

describe("TLS", { skip: openssl === undefined && "openssl is not installed" }, () => {
  const place = new Place();
  const stranger = new Place();
  const pem = (where: Place, name: string) => readFileSync(join(where.directory, `${name}.pem`));
  let port = 0;

  before(async () => {
    await certify(place.directory, "server", "client");
    await certify(stranger.directory, "client");
    const at = (name: string) => join(place.directory, `${name}.pem`);
    const tls = {
      certificate: at("server-cert"),
      key: at("server-key"),
      clientAuthority: at("ca-cert"),
    };
    const tcp = { host: "127.0.0.1", port: 0 };
    const limits = { handshakeTimeout_ms: 1000 };
    const service = await place.start(place.options({}, { tcp, tls, limits }));
    port = service.port!;
  });

  function secure(client: Place) {
    const ca = pem(place, "ca-cert");
    return { ca, cert: pem(client, "client-cert"), key: pem(client, "client-key") };
  }

  test("carries requests of any length for a client with a certificate", async () => {
    const options = { tls: { ...secure(place), host: "127.0.0.1" }, structured: true };
    const client = await connect(`nbd://127.0.0.1:${port}`, options);
    const data = Buffer.alloc(5 * MEBI, "ashlar");
    await client.write(4096, data);
    assert.ok(data.equals(await client.read(4096, data.length)));
    await client.disconnect();
  });

  test("is demanded over TCP: nothing is told in plain text", async () => {
    await assert.rejects(connect(`nbd://127.0.0.1:${port}`), /TLS/);
  });

  test("is not for clients without a certificate, nor with a stranger's", async () => {
    const ca = pem(place, "ca-cert");
    for (const tls of [{ ca }, secure(stranger)]) {
      const attempt = connect(`nbd://127.0.0.1:${port}`, { tls });
      // With TLS 1.3 a client learns of it with the first bytes that it wants to read.
      await assert.rejects(attempt);
    }
  });

  test("is optional on the Unix socket, and ends with its client", async () => {
    const plain = await place.connect();
    const secured = await place.connect({ tls: { ...secure(place), host: "127.0.0.1" } });
    await secured.write(0, Buffer.alloc(512, 7));
    assert.deepEqual(await plain.read(0, 512), Buffer.alloc(512, 7));
    secured.destroy();
    await plain.disconnect();
  });

  test("keeps the rules of the NBD document that it could break", async () => {
    const tls = { ...secure(place), host: "127.0.0.1" };
    const filter = /^(tls|option|request|disc|write)-/;
    for (const address of [`nbd://127.0.0.1:${port}`, place.uri]) {
      const results = await runConformance(address, { tls, filter });
      assert.deepEqual(
        results.filter(({ verdict }) => verdict === "fail"),
        [],
      );
      assert.ok(results.some(({ id, verdict }) => id === "tls-injection" && verdict === "pass"));
    }
  });

  test("is spoken as libnbd speaks it", async (t) => {
    const nbdinfo = findTool("nbdinfo");
    if (nbdinfo === undefined) return t.skip("nbdinfo is not installed");
    const folder = place.directory;
    const uri = `nbds://127.0.0.1:${port}/?tls-certificates=${folder}&tls-verify-peer=false`;
    assert.match(await run(nbdinfo, "--size", uri), new RegExp(`${16 * MEBI}`));
  });
});
