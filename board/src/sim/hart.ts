/**
 * One hart in user mode: its registers, and its accesses to memory by the tables that the kernel
 * wrote. Until the kernel has set an address space there is none, and addresses are physical.
 */
import { PAGE_BYTES, type PhysicalMemory, RAM_BASE_PAGE, type Width } from "./physical.js";
import { type Access, Exception, mayUse, type Translation, type Walked, walk } from "./sv39.js";
import { Tlb } from "./tlb.js";

/** What an access comes to: a value, or an exception. */
export type Accessed = { readonly value: bigint } | { readonly exception: number };

const PAGE_BITS = 12n;
const OFFSET = 0xfffn;
const STORED = { value: 0n };

export class Hart {
  /** Number 0 is where it goes on, in place of the register that is always zero. */
  readonly registers = new BigUint64Array(32);
  readonly tlb = new Tlb();
  #rootPage: number | undefined;

  constructor(readonly memory: PhysicalMemory) {}

  /** The page of linear memory with the root table; undefined: none was set yet. */
  get rootTablePage(): number | undefined {
    return this.#rootPage;
  }

  setAddressSpace(rootTablePage: number): void {
    this.#rootPage = rootTablePage;
    this.tlb.forget();
  }

  load(virtual: bigint, width: Width): Accessed {
    return this.#access(virtual, width, "load", (physical) => this.memory.read(physical, width));
  }

  /** Its value says nothing. */
  store(virtual: bigint, width: Width, value: bigint): Accessed {
    return this.#access(virtual, width, "store", (physical) =>
      this.memory.write(physical, width, value) ? STORED.value : undefined,
    );
  }

  /** The instruction at an address. */
  fetch(virtual: bigint): Accessed {
    return this.#access(virtual, 4, "fetch", (physical) => this.memory.read(physical, 4));
  }

  #access(
    virtual: bigint,
    width: Width,
    access: Access,
    perform: (physical: number) => bigint | undefined,
  ): Accessed {
    if ((virtual & BigInt(width - 1)) !== 0n) return { exception: Exception.misaligned[access] };
    const found = this.translate(virtual, access);
    if ("exception" in found) return found;
    const value = perform(found.physicalPage * PAGE_BYTES + Number(virtual & OFFSET));
    return value === undefined ? { exception: Exception.accessFault[access] } : { value };
  }

  /** Where an access goes: by what is remembered, otherwise by the tables. */
  translate(virtual: bigint, access: Access): Walked {
    if (this.#rootPage === undefined) return bare(virtual, access);
    const page = virtual >> PAGE_BITS;
    const known = this.tlb.get(page);
    if (known !== undefined)
      return mayUse(known.flags, access) ? known : { exception: Exception.pageFault[access] };
    const found = this.walk(virtual, access);
    if (!("exception" in found)) this.tlb.put(page, found);
    return found;
  }

  /** What the tables say now, whatever is remembered. */
  walk(virtual: bigint, access: Access): Walked {
    const root = RAM_BASE_PAGE + (this.#rootPage ?? 0);
    return walk((address) => this.memory.read(address, 8), root, virtual, access);
  }

  /** What is remembered though the tables say something else by now: pages of addresses. */
  stale(): bigint[] {
    return [...this.tlb.entries()]
      .filter(([page, known]) => !this.#isStill(page << PAGE_BITS, known))
      .map(([page]) => page);
  }

  #isStill(virtual: bigint, known: Translation): boolean {
    const access = (["load", "fetch"] as const).find((one) => mayUse(known.flags, one));
    const now = this.walk(virtual, access ?? "load");
    if ("exception" in now) return false;
    return now.physicalPage === known.physicalPage && now.flags === known.flags;
  }
}

function bare(virtual: bigint, access: Access): Walked {
  if (virtual >= 1n << 56n) return { exception: Exception.accessFault[access] };
  return { physicalPage: Number(virtual >> PAGE_BITS), flags: 0n };
}
