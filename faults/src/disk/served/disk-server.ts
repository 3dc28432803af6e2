/**
 * A simulated disk as an NBD server, in real time, with a switch for its power.
 *
 * Fault model: cutting the power drops every connection and all that was not answered; of what
 * was not durable a seeded legal subset survives, torn at sectors, and the faults that strike at
 * power cuts do so. Then the disk is there again, with the durable bytes. The bytes live in this
 * process and end with it.
 *
 * The control socket (0600) takes `cut`, `power-off`, `power-on` and `status`.
 */
import { rmSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { backing, linux, type nbd, server } from "@ashlar/disk";
import { Random } from "@ashlar/rapilog/random";
import { mix } from "../../mix.js";
import { sample } from "../choices.js";
import type { Disk } from "../disk.js";
import type { FaultEvent, FaultPlan } from "../fault-plan.js";
import { FaultyDisk } from "../faulty-disk.js";
import { SimulatedDisk } from "../simulated-disk.js";
import { Deadlines, RealClock } from "./real-time.js";
import { Session } from "./session.js";

export interface DiskServerOptions {
  bytes: number;
  socketPath: string;
  controlPath: string;
  plan: FaultPlan;
  /** Default: requests take no time of their own, and the cache is volatile. */
  model?: backing.ModelName;
  sector_bytes?: number;
  onFault?: (event: FaultEvent) => void;
}

/** What became of the writes that were not durable when the power went. */
export interface CutReport {
  cuts: number;
  pending: number;
  survived: number;
  torn: number;
  lost: number;
}

export class DiskServer {
  readonly #options: DiskServerOptions;
  readonly #clock = new RealClock();
  readonly #disk: Disk;
  readonly #deadlines = new Deadlines();
  readonly #policy: nbd.Policy;
  readonly #listener: Server;
  readonly #clients = new Set<Socket>();
  #control: server.ControlSocket | undefined;
  #isOn = true;
  #cuts = 0;

  constructor(options: DiskServerOptions) {
    this.#options = options;
    const { model: name, ...rest } = options;
    const all = { ...rest, ...(name && { model: backing.MODELS[name] }), clock: this.#clock };
    const isHonest = Object.keys(options.plan.faults).length === 0;
    this.#disk = isHonest ? new SimulatedDisk(all) : new FaultyDisk(all);
    this.#policy = policyOf(options);
    this.#listener = createServer((socket) => this.#accept(socket));
  }

  /** Begins to serve. */
  start(): void {
    const { socketPath, controlPath } = this.#options;
    // First what may fail: a socket that somebody else serves is left alone.
    const fd = linux.listenUnix(socketPath, { mode: 0o600 });
    try {
      this.#control = new server.ControlSocket(controlPath, this.#controlHandlers());
    } catch (error) {
      linux.closeSocket(fd);
      rmSync(socketPath);
      throw error;
    }
    this.#listener.listen({ fd });
  }

  #controlHandlers(): server.ControlHandlers {
    return {
      cut: () => {
        const report = this.powerOff();
        this.powerOn();
        return report;
      },
      "power-off": () => this.powerOff(),
      "power-on": () => this.powerOn(),
      status: () => ({ power: this.#isOn ? "on" : "off", cuts: this.#cuts }),
    };
  }

  /** Cuts the power; nothing is served until it is back. */
  powerOff(): CutReport {
    const report = { cuts: this.#cuts, pending: 0, survived: 0, torn: 0, lost: 0 };
    if (!this.#isOn) return report;
    this.#isOn = false;
    this.#deadlines.clear();
    for (const client of this.#clients) client.destroy();
    const random = new Random(mix(this.#options.plan.seed, this.#cuts++));
    // One instant for both: on this clock effects become durable by themselves meanwhile.
    const at_ns = this.#clock.now_ns;
    const pending = this.#disk.pending(at_ns);
    const choice = sample(pending, random, this.#disk.sector_bytes);
    this.#disk.cut(choice, at_ns);
    const count = (survival: string) => choice.filter((one) => one === survival).length;
    const [survived, lost] = [count("all"), count("none")];
    const torn = pending.length - survived - lost;
    return { cuts: this.#cuts, pending: pending.length, survived, torn, lost };
  }

  powerOn(): object {
    this.#isOn = true;
    return { power: "on" };
  }

  /** Ends; the bytes are gone. */
  stop(): void {
    this.#deadlines.clear();
    this.#control?.close();
    this.#listener.close();
    for (const client of this.#clients) client.destroy();
    for (const path of [this.#options.socketPath, this.#options.controlPath])
      rmSync(path, { force: true });
  }

  #accept(socket: Socket): void {
    if (!this.#isOn) {
      socket.destroy();
      return;
    }
    this.#clients.add(socket);
    socket.on("close", () => this.#clients.delete(socket));
    new Session(socket, this.#policy, this.#disk, this.#deadlines);
  }
}

function policyOf({ bytes, model, sector_bytes = 512 }: DiskServerOptions): nbd.Policy {
  const only: nbd.ExportInfo = {
    name: "",
    description: `a simulated disk (${model ?? "no model"})`,
    bytes,
    minimumBlock: sector_bytes,
    preferredBlock: 4096,
    maximumPayload: 32 * 1024 * 1024,
    readOnly: false,
    rotational: model === "hdd-7200",
    canTrim: true,
    canWriteZeroes: true,
    canFastZero: false,
    canCache: false,
    canMultiConn: true,
  };
  return { exports: [only], defaultExport: "", tls: "none" };
}
