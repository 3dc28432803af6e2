/** Reads a stream by counted bytes. One reader at a time. */
import type { Readable } from "node:stream";

/** The stream ended, or broke, before what was asked for was there. */
export class ConnectionClosed extends Error {
  override readonly name = "ConnectionClosed";
}

export class ByteSource {
  readonly #stream: Readable;
  #ended = false;
  #cause: Error | null = null;
  #wake: (() => void) | null = null;
  readonly #onReadable = () => this.#notify();
  readonly #onEnd = () => {
    this.#ended = true;
    this.#notify();
  };
  readonly #onError = (error: Error) => {
    this.#cause = error;
    this.#onEnd();
  };

  constructor(stream: Readable) {
    this.#stream = stream;
    stream.on("readable", this.#onReadable);
    stream.on("end", this.#onEnd);
    stream.on("close", this.#onEnd);
    stream.on("error", this.#onError);
  }

  /** Lets go of the stream, for another owner. Its errors are still caught. */
  release(): void {
    this.#stream.off("readable", this.#onReadable);
    this.#stream.off("end", this.#onEnd);
    this.#stream.off("close", this.#onEnd);
  }

  /** The next `length` bytes, at once if they are there; null: not yet. */
  readNow(length: number): Buffer | null {
    if (length === 0) return Buffer.alloc(0);
    const bytes: Buffer | null = this.#stream.read(length);
    if (bytes === null) return null;
    // At its end a stream gives what is left, even if that is less than was asked for.
    if (bytes.length === length) return bytes;
    throw new ConnectionClosed(`ended ${length - bytes.length} bytes too early`);
  }

  /** The next `length` bytes. */
  async read(length: number): Promise<Buffer> {
    for (;;) {
      const bytes = this.readNow(length);
      if (bytes !== null) return bytes;
      if (this.#ended) throw new ConnectionClosed("connection closed", { cause: this.#cause });
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Waits for the stream's end; false: there was another byte first. */
  async atEnd(): Promise<boolean> {
    try {
      await this.read(1);
      return false;
    } catch (error) {
      if (error instanceof ConnectionClosed) return true;
      throw error;
    }
  }

  #notify(): void {
    const wake = this.#wake;
    this.#wake = null;
    wake?.();
  }
}
