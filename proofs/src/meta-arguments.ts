/**
 * What is argued in words, not proved by the machine: printed beside the results, because they rest
 * on it.
 */

/**
 * The induction over the rounds of a checksum, and what it gives.
 *
 * Let `bytes` be a multiple of 32 and [address, address + bytes) within memory and below 2^32; for
 * the loop that copies, let source and target be such ranges and disjoint.
 *
 * 1. `checksum-start` and `copy-start`: the loop begins with the lanes P1, P2, 0, P3 and all of the
 *    range left, which is whole rounds within memory.
 * 2. `checksum-step` and `copy-step`: whenever whole rounds within memory are left and at least one
 *    is, a round does not trap, takes word 4r + k into lane k, and leaves whole rounds within memory,
 *    one less. So the loop ends, and by induction each lane has taken in its words in their order.
 *    Since memory stays but for the copy, and the copy does not touch the source, the words are
 *    those that the range had at the start; and at the end the target holds them, and no byte
 *    elsewhere has changed.
 * 3. `checksum-finish` and `copy-finish`: then the finish of the four lanes is returned, or handed on.
 *
 * Let two ranges of equal length differ in one aligned word only, word 4r + k. Before round r all
 * lanes are equal. In round r lane k takes in different words from equal states and differs after
 * it (`step-injective-in-word`); in later rounds it takes in equal words and stays different
 * (`step-injective-in-state`); the other lanes are equal throughout. The finish differs
 * (`finish-injective-in-lanes`, of which the mixing is the composition of the parts undone there).
 * So the checksums differ, always.
 */
const CHECKSUM_INDUCTION =
  "induction over the rounds of a checksum (proofs/src/meta-arguments.ts): for lengths that are a multiple of 32, ranges within memory and below 2^32, source and target disjoint, the theorems of rapilog/encode give: any change confined to one aligned 8-byte word changes the checksum";

/**
 * The induction over a log's life, and what it gives.
 *
 * A log's watermarks move by the exports budget, journaled, released, power and fault, by attach,
 * and by the records that write, zero and recover append. `rapilog/budget/attach` says that the
 * specification's invariants hold after attach; `rapilog/budget/<event>`, `rapilog/ack/zero`,
 * `rapilog/ack/recover` and the two parts of write, that an event keeps them and its promises. (A
 * write or a range may be two steps, a pad and the record.) So after every history of these events
 * since the last attach both hold of every step, as long as positions stay below 2^62, the caller
 * gives ring and tables places of their own, and a write's source lies within memory.
 *
 * The parts of write: what `rapilog/ack/write-start` finds at the head of the loop that copies depends
 * on the parameters, two other locals and the globals; `rapilog/encode/copy-step` says that a round
 * leaves these alone, so it is there at the end of the loop, with which `rapilog/ack/write-end`
 * begins. So when `append` is called the payload is what was copied, the head is where the record is,
 * and `rapilog/ack/append` moves it when all is stored. Nothing is acknowledged beyond the head.
 *
 * The functions that keep the overlay stand in these theorems for `rapilog/frame/<function>`: what
 * they may change. An arbitrary address stands for every address. Where they trap the callers do;
 * that they do not is CONTENTS, 6.
 */
const LIFE_INDUCTION =
  "induction over the events since a log was attached, and write in two parts (proofs/src/meta-arguments.ts): what rapilog/budget and rapilog/ack say of each event holds of every history of them; positions stay below 2^62 (700 years at 100 GB/s)";

/**
 * The overlay's table as a map, and what makes it one.
 *
 * What is proved of one arbitrary address, page, bucket or sector holds of each of them. A page's
 * two buckets depend on its number and on two globals that only `configure` sets, so they stay.
 *
 * 1. `overlay-buckets`: any two buckets are the same or have no byte in common.
 * 2. `overlay-put-claims` and `overlay-put-writes` are one call of `put`, cut at the head of its last
 *    loop: what the first says of the locals there is what the second begins with. The slot is the
 *    page's, or free. By `overlay-put-slot` what it then says of the page is the specification's
 *    `put`; all other slots are as before, because no other byte changes. `overlay-put-page` is about
 *    such a change of one slot, whatever the slots hold.
 * 3. `overlay-forget` says what becomes of the tags of a bucket, `overlay-forget-page` what such a
 *    change of a bucket's tags is to a page, whichever sectors are the younger ones.
 * 4. That a page has one slot at most is true of an empty table, and 2 and 3 keep it.
 * 5. `overlay-stretch-start` and `-step`: by induction over the pages of a stretch, each gets its
 *    part by one `put`.
 * 6. Every append calls `sweep` once, which by `overlay-sweep` and 3 forgets what is dead in the next
 *    of at most 2^16 buckets. One append moves the stream by less than 2^11 sectors. So an entry is
 *    gone less than 2^27 sectors after it died, long before `overlay-age` would mistake it.
 * 7. `put` finds a slot for each page of a record. `overlay-fits-start` and `-step`: fitsOverlay says
 *    yes after a pass over the pages in which no slot was freed, so that at its end, too, each page has
 *    a slot or a bucket with four free ones (one, if it is the only page). The pages, 65 at most, are
 *    of two groups at most, so by `overlay-buckets` a bucket is that of two of them by the first choice
 *    and of two by the second: at most three others take one of its four before the page does.
 */
const OVERLAY_MAP =
  "the overlay is a map (proofs/src/meta-arguments.ts): what rapilog/refines/overlay-* say of one slot, bucket and page, put together";

/**
 * The inductions over the life of a disk and over a recovery, and what they give.
 *
 * `rapilog/crash` is about the specification (spec/src/durable-disk/). A disk is sound if its
 * invariants hold: of itself, of any two prefixes of its history, at any place in the journal.
 *
 * 1. `start` says that a new disk is sound; `step-<step>` that a sound one is sound after the step,
 *    for any of its prefixes and places, if it was so before for the same ones and for those that the
 *    step speaks of. A server or keeper that was killed, and a recovery, leave a sound disk too
 *    (`server-killed`, `keeper-killed`, `recovered`). So every disk that any number
 *    of steps and crashes, in any order, lead to is sound; and since there is a step for each effect
 *    on memory and disks, it is so between any two effects, those of an emergency flush and of what
 *    follows a recovery among them. The other theorems begin with any sound disk.
 * 2. A recovery begins after what the superblock names as home. Whenever it has taken up a prefix of
 *    history, what it takes up next is history's next record (`power-fails-without-warning`). So, by
 *    induction, it always has a prefix of history; as history has an end, it ends, and at a prefix
 *    that contains all that is journaled.
 * 3. The disk of the specification has one sector, of which nothing is assumed. At which prefix a
 *    recovery ends depends on headers, ends and lives only: `nextInChain` does not mention the
 *    sector. So all sectors hold what they held after the same prefix.
 * 4. A recovery changes nothing on any disk but by its fence, where nothing stood that it could take
 *    up, and by staging a superblock. So it is cut short before that and begun again on the same; or
 *    after it, like every sound disk (`recovery-crashes`).
 */
const DISK_INDUCTION =
  "inductions over the life of a disk and over the records of a recovery, and one arbitrary sector for all (proofs/src/meta-arguments.ts): what rapilog/crash says of each step and crash of the specification holds after any number of them, with a crash between any two effects, in a recovery too";

/**
 * Reading, put together. `read-start` and `read-step`: by induction over the sectors of a stretch,
 * `emitSector` is called for each in order, with the slot of its page (the table stays, because
 * by `read-sector` only the list changes, which lies elsewhere). `read-range-start` and
 * `read-range-step`: by induction over the rows, what is known at the loop's end is the newest of all
 * ranges over the sector. `read-sector` says what follows. At most one segment is added a sector, and
 * `configure` demands room for 65 536.
 */
const READING =
  "inductions over the sectors of a read and over the rows of ranges (proofs/src/meta-arguments.ts): a read shows of every sector the newest of overlay, ranges and home; that overlay, ranges, list and ring lie apart is for who calls configure to see to";

/**
 * The plan, put together: which records a batch takes up, and that what goes home of it is the newest
 * version of each sector, once. Each walk of `rapilog/refines/plan-*` begins where another one has
 * come to, with what that one says holds there; where one may come back to the same place, less is
 * left to do.
 *
 * 1. `plan-begin-*`: by induction over records and pages, the fragments of a batch are those of its
 *    writes, in the stream's order. Of each write a sector is in one fragment at most, at its
 *    position; so the last fragment that has a sector says what the specification's `withWrite` says
 *    after all of them, and none has it that no write has. By `plan-home` that is what history says.
 * 2. `plan-sort-*`: whatever the passes do, they write keys and counts, and fragments stay. It says
 *    yes only if each key is larger than those before it, and has the number and the page of a
 *    fragment. Two keys of one number have one page, so they are equal, and then neither is larger:
 *    so all numbers are different. There are as many keys as fragments: each is named once. They are
 *    ordered by page, and of one page by number, which is the stream's order. If it says no the batch
 *    is damaged, and nothing of it goes home.
 * 3. `plan-next-scan` begins a page with no sources, `plan-next-page` takes up its fragments; as keys
 *    are ordered by page, it does so with all fragments of that page and with no others. So a
 *    sector's source is the address of what 1 says of it, or there is none.
 * 4. Pages come in ascending order, and of each page the sectors. One without a source is left out,
 *    one with a source goes into the run or stays the next one. So runs ascend, each sector of the
 *    batch is in one of them, and when there is no piece all have been. By induction over a run, its
 *    pieces one after the other are its sectors' addresses, from the first one's place on the disk on,
 *    no more than a run may have.
 */
const PLAN =
  "inductions over the records, fragments, keys, pages and sectors of a batch (proofs/src/meta-arguments.ts): what rapilog/refines/plan-* say of each step, put together; as many different numbers as there are fragments name each of them";

/**
 * What events make of contents, put together: of one arbitrary sector, so of all.
 *
 * `spec/src/durable-disk/contents.ts` says when tables agree with history about a sector.
 *
 * 1. What the tables know of it is the entry that the page's slot has, and the newest row over it. By
 *    `contents-known` and OVERLAY_MAP that depends on bytes of the tables and on the globals that say
 *    where these are; in the runs of `write-*`, `zero` and `recover` only functions with a contract
 *    change those bytes, which is among the obligations.
 * 2. The contracts. Of `put` and `forgetInBucket`: OVERLAY_MAP, 1 to 4. `contents-stretch`, `-room`,
 *    `-fits`, `-sweep`, `-enter`: by induction over rounds, each from its code. Ranges: by
 *    `contents-rows` and induction over the rows all over the sector stay that are not home; if the
 *    newest is home, all over it are, all go, and nothing up to the newest is read any more. By
 *    `ranges-enter` a large range becomes a row.
 * 3. Where something is forgotten, or a record is appended, the premises of `contents-forgetting` and
 *    `contents-appending` are obligations of the event; so the tables agree after it if they did
 *    before. budget, journaled, released, power and fault leave tables and head alone, and `released`
 *    only grows: `contents-forgetting` with nothing forgotten. After attach the tables are empty, and
 *    history begins anew: there is no newest version. So they agree after any number of events.
 * 4. `write` in two parts, as in LIFE_INDUCTION: a round of its loop changes bytes of the copy only
 *    (`rapilog/encode/copy-step`), which is behind the head's header: no part of the tables, nor of
 *    what may be read. What is copied is what was given, to where the newest version then stands.
 * 5. That an entry is swept in time is OVERLAY_MAP, 6; the events assume it of the state before them.
 * 6. So no event traps where these functions are called: what they need is among the obligations, and
 *    `overlayStretch` is called only for a stretch for which `fitsOverlay` or `fitsRange` has just
 *    said that there is room (OVERLAY_MAP, 7, says why `put` then finds a slot).
 * 7. READING says that a reader is shown the choice between entry, range and home. By
 *    `contents-shown` it is the newest version, or home; by `read` that is what the specification's
 *    disk reads, if what stands at home is as its invariants (`rapilog/crash`) say.
 */
const CONTENTS =
  "induction over events, and over the rounds of the functions that keep the tables (proofs/src/meta-arguments.ts): what rapilog/refines/write-*, zero, recover, read and contents-* say, put together, is that a reader is shown of every sector what history says";

export const META_ARGUMENTS: readonly string[] = [
  CHECKSUM_INDUCTION,
  LIFE_INDUCTION,
  OVERLAY_MAP,
  DISK_INDUCTION,
  READING,
  CONTENTS,
  PLAN,
  "the meaning of WebAssembly: semantics/ (compared with V8 on random programs and on the core's own functions, and with the official test suite)",
  "sums and products of 64 bits are those of numbers modulo 2^64: the simplifier's rules for products with two literals are proved for all factors up to 5 bits only",
];

/** What `ashlar prove rapilog` does not show. */
export const NOT_COVERED: readonly string[] = [
  "rapilog/encode: how far changes of more than one word are noticed (2^-64 is no theorem)",
  "rapilog/encode: that write's source and target are within memory and disjoint is its caller's and the ring's to see to, and not proved",
  "rapilog/refines/write-*, zero, recover, read: that the keeper brings home what the specification's steps say, and that a reader who is sent home reads there what stands at home (TypeScript) is tested, not proved",
  "rapilog/refines/plan-*: that the passes of the sort do sort (if not, the batch is damaged, and nothing of it goes home); that ring, tables and list of pieces are apart is for who calls planConfigure to see to; that the keeper writes home what the plan says, in this order, is tested",
  "rapilog/crash is about the specification: that server and keeper (TypeScript) take its steps and no other, each when it may, is tested, not proved (random histories of the core beside the specification, `ashlar faults simulate`)",
  "rapilog/crash: a record is told from all else by its header (stream, position, life) and its checksums; that nothing else passes for one, such as a client's data that imitate one without knowing the stream's number, is assumed (the specification leaves sequence numbers out)",
  "rapilog/crash: that the supply's energy suffices for what was promised, and that the keeper uses it, is the arithmetic of the budget, which is measured; what stands on a spare journal beyond the head is assumed to be of lives that are over",
  "rapilog/crash: a vault in persistent memory, discarding, replaying onto another disk, and whether the journal is this disk's",
  "rapilog/ack, rapilog/refines/write-*: that ring, tables and a write's source are apart is their caller's to see to",
];
