# What a component begins with, and the functions that its WebAssembly imports.
#
# A system call keeps pc and sp only, so everything that C wants kept goes onto the stack. gp and
# tp are not used. The words at the beginning are the component's arguments (src/places.ts).

        .section .text.start, "ax"
        .globl  _start
_start: j       begin
        .balign 8
        .rept   6                       # ARGUMENTS
        .dword  0
        .endr
        .dword  code_end                # CODE_END

# All data are made anew: a component that is started again finds what it found the first time.
begin:  li      sp, STACK_TOP
        la      t0, data_begin
        la      t1, data_end
        la      t2, data_image
1:      ld      t3, 0(t2)
        sd      t3, 0(t0)
        addi    t0, t0, 8
        addi    t2, t2, 8
        bltu    t0, t1, 1b
        li      t1, DATA_END
2:      bgeu    t0, t1, 3f
        sd      zero, 0(t0)
        addi    t0, t0, 8
        j       2b
3:      li      t0, MESSAGE + 8
        sd      a0, 0(t0)
        sd      a1, 8(t0)
        sd      a2, 16(t0)
        sd      a3, 24(t0)
        sd      a4, 32(t0)
        sd      a5, 40(t0)
        call    component_main
        .globl  wasm_trap
wasm_trap:                              # main has ended, or cannot go on: who supervises is told
        ebreak
        j       wasm_trap

        .text
# u64 invoke(u32 number, u64 a, u64 b, ..., u64 g, u64 h): nine arguments, the last on the stack
        .globl  kernel_invoke
kernel_invoke:
        ld      t1, 0(sp)
        addi    sp, sp, -112
        sd      ra, 0(sp)
        sd      s0, 8(sp)
        sd      s1, 16(sp)
        sd      s2, 24(sp)
        sd      s3, 32(sp)
        sd      s4, 40(sp)
        sd      s5, 48(sp)
        sd      s6, 56(sp)
        sd      s7, 64(sp)
        sd      s8, 72(sp)
        sd      s9, 80(sp)
        sd      s10, 88(sp)
        sd      s11, 96(sp)
        mv      t0, a0
        mv      a0, a1
        mv      a1, a2
        mv      a2, a3
        mv      a3, a4
        mv      a4, a5
        mv      a5, a6
        mv      a6, a7
        mv      a7, t1
        ecall
        li      t0, MESSAGE
        sd      a1, 0(t0)
        sd      a2, 8(t0)
        sd      a3, 16(t0)
        sd      a4, 24(t0)
        sd      a5, 32(t0)
        sd      a6, 40(t0)
        sd      a7, 48(t0)
        ld      ra, 0(sp)
        ld      s0, 8(sp)
        ld      s1, 16(sp)
        ld      s2, 24(sp)
        ld      s3, 32(sp)
        ld      s4, 40(sp)
        ld      s5, 48(sp)
        ld      s6, 56(sp)
        ld      s7, 64(sp)
        ld      s8, 72(sp)
        ld      s9, 80(sp)
        ld      s10, 88(sp)
        ld      s11, 96(sp)
        addi    sp, sp, 112
        ret

# C extends the sign of what is 32 bits; an address has none.
        .globl  device_load8, device_store8, device_load32, device_store32
        .globl  device_fence, device_fenceText, device_jump, device_privileged
device_load8:
        zext.w  a0, a0
        lbu     a0, 0(a0)
        ret
device_store8:
        zext.w  a0, a0
        sb      a1, 0(a0)
        ret
device_load32:
        zext.w  a0, a0
        lw      a0, 0(a0)
        ret
device_store32:
        zext.w  a0, a0
        sw      a1, 0(a0)
        ret
device_fence:
        fence   iorw, iorw
        ret
device_jump:
        zext.w  a0, a0
        jr      a0
device_privileged:
        .option arch, +zicsr
        csrw    mscratch, zero
        ret
device_fenceText:
        .option arch, +zifencei
        fence.i
        ret
