/**
 * The server's parts without its process: the real log's disk and real connections over socket
 * pairs, one turn at a time, and somebody who sees what is taken, in which order.
 */
import { linux, nbd, server, type vault } from "@ashlar/disk";
import { Client, ClientBuffers } from "./client.js";
import type { Computer } from "./computer.js";
import { SECTOR_BYTES } from "./content.js";
import type { History } from "./history.js";
import type { Tally } from "./tally.js";
import type { AppendWitness } from "./tear.js";

const MEMORY_BYTES = 64 * 1024 * 1024;
export const CLIENTS = 3;

/** What lives longer than a server: descriptors and memory of the simulator's own. */
export class Workshop {
  readonly buffers = Array.from({ length: CLIENTS }, () => new ClientBuffers());
  readonly wakeFd = new linux.WakeEvent().fd;
  readonly counters = new server.Counters();
}

export interface ServerSurroundings {
  computer: Computer;
  workshop: Workshop;
  history: History;
  tally: Tally;
  witness: AppendWitness;
  /** While the server waits for the keeper at its start. */
  pause(): void;
}

interface Connected {
  connection: server.Connection;
  client: Client;
}

export class SimulatedServer {
  readonly #surroundings: ServerSurroundings;
  readonly #control: vault.Control;
  readonly #disk: ObservedDisk;
  readonly #table = new server.JobTable();
  readonly #inFlight = new server.BytesInFlight(MEMORY_BYTES);
  readonly #connected: Connected[];

  constructor(surroundings: ServerSurroundings) {
    this.#surroundings = surroundings;
    const { computer, workshop } = surroundings;
    const { slot } = computer;
    slot.served = true;
    const control = server.takeUpVault(slot.open(), slot.log, surroundings.pause);
    this.#control = control;
    this.#disk = new ObservedDisk(surroundings, {
      info: exportOf(computer),
      log: slot.log,
      control,
      wakeFd: workshop.wakeFd,
      jobs: new server.JobPool(this.#table.memory, workshop.wakeFd),
      buffers: new server.TransferBuffers(this.#inFlight),
      now_ms: () => computer.clock.now_ns / 1e6,
    });
    this.#connected = workshop.buffers.map((buffers) => this.#connect(buffers));
  }

  #connect(buffers: ClientBuffers): Connected {
    const { history, tally, workshop } = this.#surroundings;
    const [ours, theirs] = linux.socketPair();
    const agreement = { export: this.#disk.info, structured: false, allocationContext: null };
    const shared = { inFlight: this.#inFlight, counters: workshop.counters };
    const connection = new server.Connection(ours, this.#disk, agreement, shared);
    return { connection, client: new Client(theirs, history, buffers, tally) };
  }

  client(index: number): Client {
    return this.#connected[index % CLIENTS]!.client;
  }

  /** One turn of the serving loop, for one of its clients. */
  turn(index: number): void {
    const served = this.#connected[index % CLIENTS]!;
    const { connection, client } = served;
    client.pump();
    this.#disk.tick();
    if (connection.readsOn) connection.read();
    else if (connection.stalled) connection.resume();
    else connection.written();
    // Its replies stand in memory that all connections share: they go out first.
    this.#settle(served);
    for (const one of this.#connected) if (one !== served) this.#settle(one);
    client.pump();
  }

  #settle({ connection, client }: Connected): void {
    this.#disk.publish();
    this.#disk.settle(connection);
    connection.flush();
    // From here on it has to be true, before anything else is done.
    if (client.fetch()) this.#surroundings.computer.hooks.effect("told");
  }

  /** Whether clients wait for answers. */
  get isAsked(): boolean {
    return this.#connected.some(({ client }) => client.waitsFor > 0);
  }

  /** What the threads do that read from home. */
  doJobs(): void {
    if (this.#control.get("power") !== 0n) return;
    const home = this.#surroundings.computer.open("home");
    for (let slot = this.#table.tryTake(); slot !== undefined; slot = this.#table.tryTake()) {
      const { address, length, offset } = this.#table.job(slot);
      home.read(address, length, offset);
      this.#table.finish(slot, 0);
    }
  }

  /** It is gone; what it sent before that arrives. */
  die(): void {
    this.#surroundings.computer.slot.served = false;
    for (const { connection, client } of this.#connected) {
      client.fetch();
      connection.release();
      linux.closeSocket(connection.fd);
      client.close();
    }
  }
}

function exportOf(computer: Computer): nbd.ExportInfo {
  const { diskBytes, sector_bytes, punches } = computer.options;
  return {
    name: "",
    description: "",
    bytes: diskBytes,
    minimumBlock: sector_bytes,
    preferredBlock: 4096,
    maximumPayload: 32 * 1024 * 1024,
    readOnly: false,
    rotational: false,
    canTrim: punches,
    canWriteZeroes: true,
    canFastZero: true,
    canCache: true,
    canMultiConn: true,
  };
}

/** The log's disk; what it takes goes into the history. */
class ObservedDisk extends server.LogDisk {
  readonly #surroundings: ServerSurroundings;

  constructor(
    surroundings: ServerSurroundings,
    options: ConstructorParameters<typeof server.LogDisk>[0],
  ) {
    super(options);
    this.#surroundings = surroundings;
  }

  override write(connection: server.Connection, request: nbd.Request, piece: server.Piece): number {
    this.#surroundings.witness.begins();
    const outcome = super.write(connection, request, piece);
    if (outcome === server.TAKEN) this.#took(request, piece.offset, piece.length, true);
    return outcome;
  }

  override execute(connection: server.Connection, request: nbd.Request): number {
    const { witness } = this.#surroundings;
    const isRange = request.type === nbd.NBD_CMD_TRIM || request.type === nbd.NBD_CMD_WRITE_ZEROES;
    if (isRange) witness.begins();
    const outcome = super.execute(connection, request);
    if (isRange && outcome === server.TAKEN)
      this.#took(request, request.offset, request.length, false);
    return outcome;
  }

  #took(request: nbd.Request, offset: number, length: number, data: boolean): void {
    const { history, computer, witness } = this.#surroundings;
    witness.ended(data ? length : 0);
    const operation = request.cookieLow >>> 0;
    history.take({
      operation,
      version: data ? operation : 0,
      sector: offset / SECTOR_BYTES,
      sectors: length / SECTOR_BYTES,
      end: Number(computer.slot.log.core.head()),
    });
    computer.hooks.effect("append");
  }
}
