(module
 (type $0 (func (param i64)))
 (type $1 (func (param i64 i64)))
 (type $2 (func (param i32)))
 (type $3 (func (param i64 i64 i64 i64 i64 i64 i64 i64)))
 (type $4 (func))
 (type $5 (func (param i32 i32)))
 (type $6 (func (param i64 i64 i64)))
 (type $7 (func (param i64 i32 i32) (result i64)))
 (type $8 (func (param i32 i32 i32)))
 (type $9 (func (param i64 i64 i64 i64 i64 i64)))
 (type $10 (func (param i64 i64 i64 i64)))
 (type $11 (func (param i64 i32 i64) (result i32)))
 (type $12 (func (param i32 i32 i32 i32 i32)))
 (type $13 (func (param i32 i64 i64)))
 (type $14 (func (param i64 i64 i64 i64 i32) (result i64)))
 (type $15 (func (result i32)))
 (type $16 (func (param i32) (result i32)))
 (type $17 (func (param i32 i64 i64 i64 i64 i64 i64 i64 i64)))
 (type $18 (func (param i32 i64)))
 (type $19 (func (param i32 i32 i64 i32)))
 (type $20 (func (param i64 i64 i64 i64 i64)))
 (type $21 (func (param i32 i32 i32 i32 i32 i32 i32)))
 (type $22 (func (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32)))
 (import "env" "memory" (memory $0 1))
 (import "machine" "setAddressSpace" (func $assembly/machine/setAddressSpace (param i32)))
 (import "machine" "setInterrupts" (func $assembly/machine/setInterrupts (param i64)))
 (import "machine" "fence" (func $assembly/machine/fence))
 (import "machine" "armTimer" (func $assembly/machine/armTimer))
 (global $assembly/first-objects/slot (mut i32) (i32.const 0))
 (global $assembly/cnode/from (mut i32) (i32.const 0))
 (global $assembly/cnode/into (mut i32) (i32.const 0))
 (export "noSuchCall" (func $assembly/index/noSuchCall))
 (export "untypedRetype" (func $assembly/index/untypedRetype))
 (export "untypedReclaim" (func $assembly/index/untypedReclaim))
 (export "cnodeCopy" (func $assembly/index/cnodeCopy))
 (export "cnodeMint" (func $assembly/index/cnodeMint))
 (export "cnodeMove" (func $assembly/index/cnodeMove))
 (export "cnodeDelete" (func $assembly/index/cnodeDelete))
 (export "indirectionCreate" (func $assembly/index/indirectionCreate))
 (export "indirectionInvalidate" (func $assembly/index/indirectionInvalidate))
 (export "threadConfigure" (func $assembly/index/threadConfigure))
 (export "threadResume" (func $assembly/index/threadResume))
 (export "threadSuspend" (func $assembly/index/threadSuspend))
 (export "threadSetPriority" (func $assembly/index/threadSetPriority))
 (export "threadSetDomain" (func $assembly/index/threadSetDomain))
 (export "threadSetHandler" (func $assembly/index/threadSetHandler))
 (export "threadSetAddressSpace" (func $assembly/index/threadSetAddressSpace))
 (export "tableMap" (func $assembly/index/tableMap))
 (export "tableUnmap" (func $assembly/index/tableUnmap))
 (export "frameMap" (func $assembly/index/frameMap))
 (export "frameUnmap" (func $assembly/index/frameUnmap))
 (export "threadReadRegisters" (func $assembly/index/threadReadRegisters))
 (export "threadWriteRegisters" (func $assembly/index/threadWriteRegisters))
 (export "threadBindNotification" (func $assembly/index/threadBindNotification))
 (export "irqBind" (func $assembly/index/irqBind))
 (export "irqAcknowledge" (func $assembly/index/irqAcknowledge))
 (export "signal" (func $assembly/index/signal))
 (export "poll" (func $assembly/index/poll))
 (export "yield" (func $assembly/index/yielding))
 (export "boot" (func $assembly/boot/boot))
 (export "call" (func $assembly/endpoint/call))
 (export "nonblockingReceive" (func $assembly/endpoint/nonblockingReceive))
 (export "nonblockingSend" (func $assembly/endpoint/nonblockingSend))
 (export "receive" (func $assembly/endpoint/receive))
 (export "send" (func $assembly/endpoint/send))
 (export "fault" (func $assembly/fault/fault))
 (export "interrupt" (func $assembly/interrupt/interrupt))
 (export "wait" (func $assembly/notification/wait))
 (export "reply" (func $assembly/reply/reply))
 (export "replyReceive" (func $assembly/reply/replyReceive))
 (export "timer" (func $assembly/schedule/timer))
 (export "memory" (memory $0))
 (func $assembly/system-call/find (param $0 i64) (param $1 i32) (param $2 i32) (result i64)
  (local $3 i32)
  (local $4 i32)
  (local $5 i32)
  (local $6 i32)
  i32.const 4100
  i32.load
  i32.const 12
  i32.shl
  local.tee $5
  i32.load offset=8
  local.tee $6
  i32.const 12
  i32.shl
  local.get $0
  i32.wrap_i64
  i32.const 255
  i32.and
  i32.const 4
  i32.shl
  i32.add
  local.set $3
  local.get $0
  i64.const 256
  i64.lt_u
  if
   block $assembly/system-call/isPlain|inlined.0
    local.get $6
    i32.const 5
    i32.shl
    i64.load offset=4232
    local.get $5
    i64.load
    i64.ne
    br_if $assembly/system-call/isPlain|inlined.0
    local.get $3
    i32.load offset=8
    local.tee $5
    i32.const 5
    i32.shl
    local.tee $6
    i64.load offset=4232
    local.get $3
    i64.load
    i64.eq
    if (result i32)
     local.get $1
     local.get $6
     i32.load8_u offset=4224
     i32.ne
    else
     i32.const 1
    end
    br_if $assembly/system-call/isPlain|inlined.0
    local.get $2
    i32.const 24
    i32.shl
    local.tee $4
    local.get $4
    local.get $5
    i32.and
    i32.eq
    local.set $4
   end
  end
  local.get $4
  if
   local.get $3
   i64.load offset=8
   return
  end
  local.get $0
  local.get $1
  local.get $2
  call $assembly/system-call/findAnyhow
 )
 (func $assembly/system-call/findDirectAmong (param $0 i64) (param $1 i32) (param $2 i64) (result i32)
  (local $3 i32)
  (local $4 i32)
  i32.const 4100
  i32.load
  i32.const 12
  i32.shl
  local.tee $4
  i32.load offset=8
  local.set $3
  local.get $0
  i64.const 256
  i64.lt_u
  if (result i32)
   local.get $3
   i32.const 5
   i32.shl
   i64.load offset=4232
   local.get $4
   i64.load
   i64.eq
  else
   i32.const 0
  end
  if (result i32)
   local.get $3
   i32.const 12
   i32.shl
   local.get $0
   i32.wrap_i64
   i32.const 4
   i32.shl
   i32.add
  else
   i32.const 0
  end
  local.tee $3
  if (result i32)
   local.get $3
   i32.load offset=8
   i32.const 16777215
   i32.and
   i32.const 5
   i32.shl
   i64.load offset=4232
   local.get $3
   i64.load
   i64.eq
  else
   i32.const 0
  end
  i32.eqz
  if
   i32.const 3
   return
  end
  local.get $1
  local.get $3
  i32.load offset=8
  i32.const 16777215
  i32.and
  i32.const 5
  i32.shl
  i32.load8_u offset=4224
  i32.shr_u
  i32.const 1
  i32.and
  i32.eqz
  if
   i32.const 4
   return
  end
  i32.const 5
  local.get $3
  local.get $3
  i64.load8_u offset=11
  local.get $2
  i64.and
  local.get $2
  i64.ne
  select
 )
 (func $assembly/schedule/wake (param $0 i32)
  (local $1 i32)
  (local $2 i64)
  (local $3 i32)
  (local $4 i32)
  (local $5 i32)
  (local $6 i32)
  (local $7 i32)
  (local $8 i32)
  (local $9 i32)
  i32.const 4100
  i32.load
  local.tee $4
  if (result i32)
   local.get $0
   i32.const 12
   i32.shl
   i32.load offset=108
   local.get $4
   i32.const 12
   i32.shl
   i32.load offset=108
   i32.eq
  else
   i32.const 0
  end
  if (result i32)
   local.get $0
   i32.const 12
   i32.shl
   i32.load8_u offset=12
   local.get $4
   i32.const 12
   i32.shl
   i32.load8_u offset=12
   i32.gt_u
  else
   i32.const 0
  end
  if
   local.get $4
   i32.const 12
   i32.shl
   local.tee $1
   block $__inlined_func$assembly/queue/append$4
    local.get $1
    i32.load offset=108
    local.tee $6
    i32.const 12
    i32.shl
    local.tee $7
    local.get $1
    i32.load8_u offset=12
    local.tee $8
    i32.const 4
    i32.shl
    i32.add
    local.tee $9
    i32.load offset=4
    local.tee $3
    i32.eqz
    if
     local.get $9
     local.get $4
     i32.store
     br $__inlined_func$assembly/queue/append$4
    end
    local.get $4
    i32.const 12
    i32.shl
    local.tee $1
    local.get $3
    i32.store offset=40
    local.get $3
    i32.const 12
    i32.shl
    local.get $4
    i32.store offset=20
   end
   local.get $1
   local.get $6
   i32.store offset=24
   local.get $1
   local.get $9
   i64.load offset=8
   local.tee $2
   i64.store offset=32
   local.get $9
   local.get $4
   i32.store offset=4
   local.get $9
   local.get $2
   i64.const 1
   i64.add
   i64.store offset=8
   i32.const 1
   i32.store8 offset=16
   local.get $7
   local.get $7
   i64.load offset=1024
   i64.const 1
   local.get $8
   i64.extend_i32_u
   i64.shl
   i64.or
   i64.store offset=1024
   local.get $0
   i32.const 12
   i32.shl
   local.tee $1
   i32.const 1
   i32.store8 offset=16
   i32.const 4100
   local.get $0
   i32.store
   local.get $1
   i32.load offset=104
   local.tee $0
   i32.const 5
   i32.shl
   i64.load offset=4232
   local.get $1
   i64.load offset=96
   i64.eq
   if
    local.get $0
    i32.const 4116
    i32.load
    i32.ne
    if
     i32.const 4116
     local.get $0
     i32.store
     local.get $0
     call $assembly/machine/setAddressSpace
    end
   else
    i32.const 4116
    i32.load
    if
     i32.const 4116
     i32.const 0
     i32.store
     i32.const 0
     call $assembly/machine/setAddressSpace
    end
   end
  else
   local.get $0
   i32.const 12
   i32.shl
   local.tee $1
   block $__inlined_func$assembly/queue/append$40
    local.get $1
    i32.load offset=108
    local.tee $4
    i32.const 12
    i32.shl
    local.tee $5
    local.get $1
    i32.load8_u offset=12
    local.tee $6
    i32.const 4
    i32.shl
    i32.add
    local.tee $7
    i32.load offset=4
    local.tee $8
    i32.eqz
    if
     local.get $7
     local.get $0
     i32.store
     br $__inlined_func$assembly/queue/append$40
    end
    local.get $0
    i32.const 12
    i32.shl
    local.tee $1
    local.get $8
    i32.store offset=40
    local.get $8
    i32.const 12
    i32.shl
    local.get $0
    i32.store offset=20
   end
   local.get $1
   local.get $4
   i32.store offset=24
   local.get $1
   local.get $7
   i64.load offset=8
   local.tee $2
   i64.store offset=32
   local.get $7
   local.get $0
   i32.store offset=4
   local.get $7
   local.get $2
   i64.const 1
   i64.add
   i64.store offset=8
   i32.const 1
   i32.store8 offset=16
   local.get $5
   local.get $5
   i64.load offset=1024
   i64.const 1
   local.get $6
   i64.extend_i32_u
   i64.shl
   i64.or
   i64.store offset=1024
  end
 )
 (func $assembly/schedule/schedule
  (local $0 i32)
  (local $1 i64)
  (local $2 i32)
  (local $3 i32)
  (local $4 i32)
  (local $5 i32)
  (local $6 i32)
  (local $7 i32)
  i32.const 4104
  i32.load
  local.tee $0
  i32.const 12
  i32.shl
  i64.load offset=1024
  local.tee $1
  i64.eqz
  if
   i32.const 4100
   i32.const 0
   i32.store
   return
  end
  local.get $0
  i32.const 12
  i32.shl
  i32.const 63
  local.get $1
  i64.clz
  i32.wrap_i64
  i32.sub
  i32.const 4
  i32.shl
  i32.add
  i32.load
  local.tee $0
  i32.const 12
  i32.shl
  local.tee $4
  i32.load offset=108
  local.tee $2
  i32.const 12
  i32.shl
  local.get $4
  i32.load8_u offset=12
  local.tee $3
  i32.const 4
  i32.shl
  i32.add
  local.set $6
  local.get $4
  i32.load offset=20
  local.set $5
  local.get $4
  i32.load offset=40
  local.tee $7
  if
   local.get $7
   i32.const 12
   i32.shl
   local.get $5
   i32.store offset=20
  else
   local.get $6
   local.get $5
   i32.store
  end
  local.get $5
  if
   local.get $5
   i32.const 12
   i32.shl
   local.get $7
   i32.store offset=40
  else
   local.get $6
   local.get $7
   i32.store offset=4
  end
  local.get $4
  i32.const 0
  i32.store offset=24
  local.get $4
  i32.const 0
  i32.store offset=20
  local.get $4
  i32.const 0
  i32.store offset=40
  local.get $6
  i32.load
  i32.eqz
  if
   local.get $2
   i32.const 12
   i32.shl
   local.tee $2
   local.get $2
   i64.load offset=1024
   i64.const -2
   local.get $3
   i64.extend_i32_u
   i64.rotl
   i64.and
   i64.store offset=1024
  end
  i32.const 4100
  local.get $0
  i32.store
  local.get $0
  i32.const 12
  i32.shl
  local.tee $0
  i32.load offset=104
  local.tee $2
  i32.const 5
  i32.shl
  i64.load offset=4232
  local.get $0
  i64.load offset=96
  i64.eq
  if
   local.get $2
   i32.const 4116
   i32.load
   i32.ne
   if
    i32.const 4116
    local.get $2
    i32.store
    local.get $2
    call $assembly/machine/setAddressSpace
   end
  else
   i32.const 4116
   i32.load
   if
    i32.const 4116
    i32.const 0
    i32.store
    i32.const 0
    call $assembly/machine/setAddressSpace
   end
  end
 )
 (func $assembly/schedule/queueUp (param $0 i32)
  (local $1 i32)
  (local $2 i32)
  (local $3 i32)
  (local $4 i32)
  (local $5 i32)
  (local $6 i32)
  (local $7 i32)
  (local $8 i64)
  local.get $0
  local.tee $1
  i32.const 12
  i32.shl
  local.tee $0
  block $__inlined_func$assembly/queue/append$4
   local.get $0
   i32.load offset=108
   local.tee $7
   i32.const 12
   i32.shl
   local.tee $3
   local.get $0
   i32.load8_u offset=12
   local.tee $6
   i32.const 4
   i32.shl
   i32.add
   local.tee $2
   i32.load offset=4
   local.tee $4
   i32.eqz
   if
    local.get $2
    local.get $1
    i32.store
    br $__inlined_func$assembly/queue/append$4
   end
   local.get $1
   i32.const 12
   i32.shl
   local.tee $0
   local.get $4
   i32.store offset=40
   local.get $4
   i32.const 12
   i32.shl
   local.get $1
   i32.store offset=20
  end
  local.get $0
  local.get $7
  i32.store offset=24
  local.get $0
  local.get $2
  i64.load offset=8
  local.tee $8
  i64.store offset=32
  local.get $2
  local.get $1
  i32.store offset=4
  local.get $2
  local.get $8
  i64.const 1
  i64.add
  i64.store offset=8
  i32.const 1
  i32.store8 offset=16
  local.get $3
  local.get $3
  i64.load offset=1024
  i64.const 1
  local.get $6
  i64.extend_i32_u
  i64.shl
  i64.or
  i64.store offset=1024
  call $assembly/schedule/schedule
 )
 (func $assembly/mapping/map (param $0 i32) (param $1 i32) (param $2 i32) (param $3 i32) (param $4 i32)
  (local $5 i32)
  block $__inlined_func$assembly/mapping/physicalOf$756 (result i32)
   local.get $0
   i32.const 4120
   i32.load
   i32.lt_u
   if
    i32.const 4124
    i32.load
    local.get $0
    i32.add
    br $__inlined_func$assembly/mapping/physicalOf$756
   end
   i32.const 4128
   i32.load
   local.get $0
   i32.add
   i32.const 4120
   i32.load
   i32.sub
  end
  local.set $5
  local.get $0
  i32.const 5
  i32.shl
  local.get $1
  i32.const 2
  i32.shl
  i32.add
  local.get $2
  i32.const 9
  i32.shl
  local.get $3
  i32.or
  i32.store offset=4240
  local.get $2
  i32.const 12
  i32.shl
  local.get $3
  i32.const 3
  i32.shl
  i32.add
  local.get $4
  i64.extend_i32_u
  local.get $1
  i32.const 8
  i32.shl
  i64.extend_i32_u
  local.get $5
  i64.extend_i32_u
  i64.const 10
  i64.shl
  i64.or
  i64.or
  i64.store
  call $assembly/machine/fence
 )
 (func $assembly/mapping/unmap (param $0 i32) (param $1 i32)
  local.get $0
  i32.const 5
  i32.shl
  local.get $1
  i32.const 2
  i32.shl
  i32.add
  local.tee $0
  i32.load offset=4240
  local.set $1
  local.get $0
  i32.const 0
  i32.store offset=4240
  local.get $1
  i32.const 9
  i32.shr_u
  i32.const 12
  i32.shl
  local.get $1
  i32.const 511
  i32.and
  i32.const 3
  i32.shl
  i32.add
  i64.const 0
  i64.store
  call $assembly/machine/fence
 )
 (func $assembly/thread/stop (param $0 i32)
  (local $1 i32)
  (local $2 i32)
  (local $3 i32)
  (local $4 i32)
  (local $5 i32)
  (local $6 i32)
  (local $7 i32)
  local.get $0
  i32.const 12
  i32.shl
  local.tee $2
  i32.load8_u offset=16
  local.tee $1
  i32.const 5
  i32.eq
  local.get $1
  i32.const 2
  i32.eq
  i32.or
  local.get $1
  i32.const 3
  i32.eq
  i32.or
  if
   local.get $2
   i32.load offset=24
   i32.const 12
   i32.shl
   local.set $3
   local.get $2
   i32.load offset=20
   local.set $4
   local.get $2
   i32.load offset=40
   local.tee $5
   if
    local.get $5
    i32.const 12
    i32.shl
    local.get $4
    i32.store offset=20
   else
    local.get $3
    local.get $4
    i32.store
   end
   local.get $4
   if
    local.get $4
    i32.const 12
    i32.shl
    local.get $5
    i32.store offset=40
   else
    local.get $3
    local.get $5
    i32.store offset=4
   end
   local.get $2
   i32.const 0
   i32.store offset=24
   local.get $2
   i32.const 0
   i32.store offset=20
   local.get $2
   i32.const 0
   i32.store offset=40
  end
  local.get $1
  i32.const 1
  i32.eq
  if (result i32)
   local.get $0
   i32.const 4100
   i32.load
   i32.ne
  else
   i32.const 0
  end
  if
   local.get $0
   i32.const 12
   i32.shl
   local.tee $4
   i32.load offset=108
   local.tee $5
   i32.const 12
   i32.shl
   local.get $4
   i32.load8_u offset=12
   local.tee $6
   i32.const 4
   i32.shl
   i32.add
   local.set $7
   local.get $4
   i32.load offset=20
   local.set $2
   local.get $4
   i32.load offset=40
   local.tee $3
   if
    local.get $3
    i32.const 12
    i32.shl
    local.get $2
    i32.store offset=20
   else
    local.get $7
    local.get $2
    i32.store
   end
   local.get $2
   if
    local.get $2
    i32.const 12
    i32.shl
    local.get $3
    i32.store offset=40
   else
    local.get $7
    local.get $3
    i32.store offset=4
   end
   local.get $4
   i32.const 0
   i32.store offset=24
   local.get $4
   i32.const 0
   i32.store offset=20
   local.get $4
   i32.const 0
   i32.store offset=40
   local.get $7
   i32.load
   i32.eqz
   if
    local.get $5
    i32.const 12
    i32.shl
    local.tee $2
    local.get $2
    i64.load offset=1024
    i64.const -2
    local.get $6
    i64.extend_i32_u
    i64.rotl
    i64.and
    i64.store offset=1024
   end
  end
  local.get $1
  i32.const 0
  i32.ne
  local.get $1
  i32.const 1
  i32.ne
  i32.and
  if
   local.get $0
   i32.const 12
   i32.shl
   local.tee $2
   i32.load8_u offset=76
   if
    local.get $2
    i32.const 0
    i32.store8 offset=76
   else
    local.get $0
    i32.const 12
    i32.shl
    i64.const 9
    i64.store offset=336
   end
  end
  local.get $1
  i32.const 4
  i32.eq
  if
   local.get $0
   i32.const 12
   i32.shl
   local.tee $1
   i32.load offset=44
   local.get $1
   i32.const 0
   i32.store offset=44
   i32.const 12
   i32.shl
   i32.const 0
   i32.store offset=28
  end
  local.get $0
  i32.const 12
  i32.shl
  i32.const 0
  i32.store8 offset=16
  local.get $0
  i32.const 4100
  i32.load
  i32.eq
  if
   call $assembly/schedule/schedule
  end
 )
 (func $assembly/schedule/setSource (param $0 i32) (param $1 i32) (param $2 i32)
  (local $3 i32)
  (local $4 i64)
  (local $5 i64)
  local.get $0
  i32.const 12
  i32.shl
  i32.const 1032
  i32.add
  local.tee $3
  i64.load
  local.set $4
  local.get $3
  i64.const 1
  local.get $1
  i64.extend_i32_u
  i64.shl
  local.tee $5
  local.get $4
  i64.or
  local.get $4
  local.get $5
  i64.const -1
  i64.xor
  i64.and
  local.get $2
  select
  i64.store
  local.get $0
  i32.const 4104
  i32.load
  i32.eq
  if
   local.get $3
   i64.load
   call $assembly/machine/setInterrupts
  end
 )
 (func $assembly/message/give (param $0 i32) (param $1 i32) (param $2 i32)
  (local $3 i32)
  (local $4 i32)
  (local $5 i64)
  (local $6 i32)
  local.get $1
  i32.eqz
  local.get $2
  i32.const 12
  i32.shl
  i64.load offset=56
  i64.const 32
  i64.shr_u
  i64.const 65535
  i64.and
  local.tee $5
  i64.eqz
  i32.or
  if
   return
  end
  local.get $2
  i32.const 12
  i32.shl
  local.tee $6
  i32.load offset=8
  local.set $4
  local.get $0
  i32.const 12
  i32.shl
  local.tee $3
  i32.load offset=8
  local.set $0
  local.get $5
  i64.const 1
  i64.sub
  local.tee $5
  i64.const 256
  i64.lt_u
  if (result i32)
   local.get $4
   i32.const 5
   i32.shl
   i64.load offset=4232
   local.get $6
   i64.load
   i64.eq
  else
   i32.const 0
  end
  if (result i32)
   local.get $4
   i32.const 12
   i32.shl
   local.get $5
   i32.wrap_i64
   i32.const 4
   i32.shl
   i32.add
  else
   i32.const 0
  end
  local.tee $6
  i32.eqz
  local.get $1
  i32.const 1
  i32.sub
  i64.extend_i32_u
  local.tee $5
  i64.const 256
  i64.lt_u
  if (result i32)
   local.get $0
   i32.const 5
   i32.shl
   i64.load offset=4232
   local.get $3
   i64.load
   i64.eq
  else
   i32.const 0
  end
  if (result i32)
   local.get $0
   i32.const 12
   i32.shl
   local.get $5
   i32.wrap_i64
   i32.const 4
   i32.shl
   i32.add
  else
   i32.const 0
  end
  local.tee $4
  if (result i32)
   local.get $4
   i32.load offset=8
   i32.const 16777215
   i32.and
   i32.const 5
   i32.shl
   i64.load offset=4232
   local.get $4
   i64.load
   i64.eq
  else
   i32.const 0
  end
  i32.eqz
  i32.or
  if (result i64)
   i64.const 1
  else
   local.get $6
   i64.load
  end
  i64.const 0
  i64.ne
  if
   return
  end
  local.get $4
  i32.load offset=8
  i32.const 16777215
  i32.and
  local.set $3
  local.get $4
  i32.load8_u offset=11
  local.set $1
  local.get $4
  i32.load offset=12
  local.set $0
  local.get $6
  local.get $4
  i64.load
  i64.store
  local.get $6
  local.get $3
  local.get $1
  i32.const 24
  i32.shl
  i32.or
  i32.store offset=8
  local.get $6
  local.get $0
  i32.store offset=12
  local.get $2
  i32.const 12
  i32.shl
  local.tee $0
  local.get $0
  i64.load offset=336
  i64.const 256
  i64.or
  i64.store offset=336
 )
 (func $assembly/endpoint/take (param $0 i32) (param $1 i32)
  (local $2 i64)
  (local $3 i64)
  (local $4 i64)
  (local $5 i64)
  (local $6 i64)
  (local $7 i32)
  (local $8 i32)
  (local $9 i32)
  (local $10 i64)
  local.get $1
  i32.const 12
  i32.shl
  local.set $7
  local.get $0
  i32.const 12
  i32.shl
  local.tee $8
  i32.load offset=20
  local.set $9
  local.get $8
  i32.load offset=40
  local.tee $1
  if
   local.get $1
   i32.const 12
   i32.shl
   local.get $9
   i32.store offset=20
  else
   local.get $7
   local.get $9
   i32.store
  end
  local.get $9
  if
   local.get $9
   i32.const 12
   i32.shl
   local.get $1
   i32.store offset=40
  else
   local.get $7
   local.get $1
   i32.store offset=4
  end
  local.get $8
  i32.const 0
  i32.store offset=24
  local.get $8
  i32.const 0
  i32.store offset=20
  local.get $8
  i32.const 0
  i32.store offset=40
  i32.const 4100
  i32.load
  local.set $1
  block $__inlined_func$assembly/message/deliverHeld$977
   local.get $0
   i32.const 12
   i32.shl
   local.tee $7
   i32.load8_u offset=76
   if
    local.get $7
    i64.load offset=88
    local.set $2
    local.get $1
    i32.const 12
    i32.shl
    local.tee $1
    local.get $7
    i64.load offset=80
    i64.store offset=344
    local.get $1
    local.get $2
    i64.store offset=352
    local.get $1
    i64.const 0
    i64.store offset=360
    local.get $1
    i64.const 0
    i64.store offset=368
    local.get $1
    i64.const 0
    i64.store offset=376
    local.get $1
    i64.const 0
    i64.store offset=384
    local.get $1
    i64.const 0
    i64.store offset=392
    local.get $1
    local.get $7
    i64.load32_u offset=48
    i64.const 32
    i64.shl
    i64.const 512
    i64.or
    i64.store offset=336
    br $__inlined_func$assembly/message/deliverHeld$977
   end
   local.get $0
   i32.const 12
   i32.shl
   local.tee $7
   i64.load offset=352
   local.set $6
   local.get $7
   i64.load offset=360
   local.set $10
   local.get $7
   i64.load offset=368
   local.set $2
   local.get $7
   i64.load offset=376
   local.set $3
   local.get $7
   i64.load offset=384
   local.set $4
   local.get $7
   i64.load offset=392
   local.set $5
   local.get $1
   i32.const 12
   i32.shl
   local.tee $8
   local.get $7
   i64.load offset=344
   i64.store offset=344
   local.get $8
   local.get $6
   i64.store offset=352
   local.get $8
   local.get $10
   i64.store offset=360
   local.get $8
   local.get $2
   i64.store offset=368
   local.get $8
   local.get $3
   i64.store offset=376
   local.get $8
   local.get $4
   i64.store offset=384
   local.get $8
   local.get $5
   i64.store offset=392
   local.get $8
   local.get $7
   i64.load32_u offset=48
   i64.const 32
   i64.shl
   i64.store offset=336
   local.get $0
   local.get $7
   i32.load offset=52
   local.get $1
   call $assembly/message/give
  end
  local.get $0
  i32.const 12
  i32.shl
  local.tee $1
  i32.load8_u offset=13
  i32.const 1
  i32.eq
  if
   i32.const 4100
   i32.load
   local.set $7
   local.get $1
   i32.const 4
   i32.store8 offset=16
   local.get $1
   local.get $7
   i32.store offset=44
   local.get $7
   i32.const 12
   i32.shl
   local.get $0
   i32.store offset=28
  else
   local.get $0
   i32.const 12
   i32.shl
   i64.const 0
   i64.store offset=336
   local.get $0
   call $assembly/schedule/wake
  end
 )
 (func $assembly/endpoint/deliver (param $0 i32) (param $1 i64) (param $2 i64)
  (local $3 i32)
  (local $4 i32)
  (local $5 i32)
  (local $6 i32)
  local.get $1
  i32.wrap_i64
  i32.const 16777215
  i32.and
  i32.const 12
  i32.shl
  local.set $6
  local.get $0
  i32.const 12
  i32.shl
  local.tee $3
  i32.load offset=20
  local.set $4
  local.get $3
  i32.load offset=40
  local.tee $5
  if
   local.get $5
   i32.const 12
   i32.shl
   local.get $4
   i32.store offset=20
  else
   local.get $6
   local.get $4
   i32.store
  end
  local.get $4
  if
   local.get $4
   i32.const 12
   i32.shl
   local.get $5
   i32.store offset=40
  else
   local.get $6
   local.get $5
   i32.store offset=4
  end
  local.get $3
  i32.const 0
  i32.store offset=24
  local.get $3
  i32.const 0
  i32.store offset=20
  local.get $3
  i32.const 0
  i32.store offset=40
  local.get $0
  i32.const 12
  i32.shl
  local.get $1
  i64.const -4294967296
  i64.and
  i64.store offset=336
  i32.const 4100
  i32.load
  local.get $1
  i32.wrap_i64
  i32.const 536870912
  i32.and
  i32.const 536870912
  i32.eq
  if (result i32)
   local.get $2
   i64.const 16
   i64.shr_u
   i64.const 65535
   i64.and
   i32.wrap_i64
  else
   i32.const 0
  end
  local.get $0
  call $assembly/message/give
 )
 (func $assembly/endpoint/blockAt (param $0 i32) (param $1 i32)
  (local $2 i32)
  (local $3 i32)
  (local $4 i64)
  (local $5 i32)
  (local $6 i32)
  i32.const 4100
  i32.load
  local.set $2
  block $__inlined_func$assembly/queue/append$27
   local.get $0
   i32.const 12
   i32.shl
   local.tee $3
   i32.load offset=4
   local.tee $5
   i32.eqz
   if
    local.get $3
    local.get $2
    i32.store
    local.get $2
    i32.const 12
    i32.shl
    local.tee $5
    local.get $0
    i32.store offset=24
    local.get $5
    local.get $3
    i64.load offset=8
    local.tee $4
    i64.store offset=32
    br $__inlined_func$assembly/queue/append$27
   end
   local.get $2
   i32.const 12
   i32.shl
   local.tee $6
   local.get $5
   i32.store offset=40
   local.get $5
   i32.const 12
   i32.shl
   local.get $2
   i32.store offset=20
   local.get $6
   local.get $0
   i32.store offset=24
   local.get $6
   local.get $3
   i64.load offset=8
   local.tee $4
   i64.store offset=32
  end
  local.get $3
  local.get $2
  i32.store offset=4
  local.get $3
  local.get $4
  i64.const 1
  i64.add
  i64.store offset=8
  i32.const 4100
  i32.load
  i32.const 12
  i32.shl
  local.get $1
  i32.store8 offset=16
  call $assembly/schedule/schedule
 )
 (func $assembly/cnode/transfer (param $0 i64) (param $1 i64) (param $2 i64) (param $3 i64) (param $4 i32) (result i64)
  local.get $0
  i32.const 2
  i32.const 128
  call $assembly/system-call/find
  local.tee $0
  i32.wrap_i64
  i32.eqz
  if
   local.get $0
   i64.const 32
   i64.shr_u
   return
  end
  local.get $2
  i32.const 2
  local.get $4
  call $assembly/system-call/find
  local.tee $2
  i32.wrap_i64
  i32.eqz
  if
   local.get $2
   i64.const 32
   i64.shr_u
   i64.const 4096
   i64.add
   return
  end
  local.get $1
  i64.const 256
  i64.ge_u
  if
   i64.const 4102
   return
  end
  local.get $3
  i64.const 256
  i64.ge_u
  if
   i64.const 8198
   return
  end
  local.get $2
  i32.wrap_i64
  i32.const 16777215
  i32.and
  i32.const 12
  i32.shl
  local.get $3
  i32.wrap_i64
  i32.const 4
  i32.shl
  i32.add
  global.set $assembly/cnode/from
  local.get $0
  i32.wrap_i64
  i32.const 16777215
  i32.and
  i32.const 12
  i32.shl
  local.get $1
  i32.wrap_i64
  i32.const 4
  i32.shl
  i32.add
  global.set $assembly/cnode/into
  global.get $assembly/cnode/from
  local.tee $4
  i32.load offset=8
  i32.const 16777215
  i32.and
  i32.const 5
  i32.shl
  i64.load offset=4232
  local.get $4
  i64.load
  i64.ne
  if
   i64.const 8195
   return
  end
  i64.const 0
  i64.const 4103
  global.get $assembly/cnode/into
  i64.load
  i64.eqz
  select
 )
 (func $assembly/binding/takeSignalled (result i32)
  (local $0 i32)
  (local $1 i32)
  (local $2 i32)
  i32.const 4100
  i32.load
  local.tee $0
  i32.const 12
  i32.shl
  i32.load offset=120
  i32.eqz
  if
   i32.const 0
   return
  end
  local.get $0
  i32.const 12
  i32.shl
  local.tee $1
  i32.load offset=120
  local.tee $2
  i32.const 0
  local.get $2
  i32.const 5
  i32.shl
  i64.load offset=4232
  local.get $1
  i64.load offset=112
  i64.eq
  select
  local.tee $1
  if (result i32)
   local.get $1
   i32.const 12
   i32.shl
   local.tee $2
   i32.load offset=20
   local.get $0
   i32.ne
   if (result i32)
    i32.const 0
   else
    local.get $0
    i32.const 5
    i32.shl
    i64.load offset=4232
    local.get $2
    i64.load offset=24
    i64.eq
   end
  else
   i32.const 0
  end
  i32.eqz
  if
   i32.const 0
   return
  end
  local.get $1
  i32.const 12
  i32.shl
  i32.load offset=16
  i32.eqz
  if
   i32.const 0
   return
  end
  local.get $1
  i32.const 12
  i32.shl
  local.tee $1
  i32.load offset=16
  local.set $2
  local.get $1
  i32.const 0
  i32.store offset=16
  local.get $0
  i32.const 12
  i32.shl
  local.get $2
  i64.extend_i32_u
  i64.const 32
  i64.shl
  i64.const 1024
  i64.or
  i64.store offset=336
  i32.const 1
 )
 (func $assembly/thread/withdraw (param $0 i32) (result i32)
  (local $1 i32)
  (local $2 i32)
  (local $3 i32)
  (local $4 i32)
  (local $5 i32)
  (local $6 i32)
  local.get $0
  i32.const 12
  i32.shl
  i32.load8_u offset=16
  i32.const 1
  i32.eq
  local.tee $1
  if
   local.get $0
   i32.const 4100
   i32.load
   i32.ne
   local.set $1
  end
  local.get $1
  if
   local.get $0
   i32.const 12
   i32.shl
   local.tee $5
   i32.load offset=108
   local.tee $3
   i32.const 12
   i32.shl
   local.get $5
   i32.load8_u offset=12
   local.tee $4
   i32.const 4
   i32.shl
   i32.add
   local.set $0
   local.get $5
   i32.load offset=20
   local.set $6
   local.get $5
   i32.load offset=40
   local.tee $2
   if
    local.get $2
    i32.const 12
    i32.shl
    local.get $6
    i32.store offset=20
   else
    local.get $0
    local.get $6
    i32.store
   end
   local.get $6
   if
    local.get $6
    i32.const 12
    i32.shl
    local.get $2
    i32.store offset=40
   else
    local.get $0
    local.get $2
    i32.store offset=4
   end
   local.get $5
   i32.const 0
   i32.store offset=24
   local.get $5
   i32.const 0
   i32.store offset=20
   local.get $5
   i32.const 0
   i32.store offset=40
   local.get $0
   i32.load
   i32.eqz
   if
    local.get $3
    i32.const 12
    i32.shl
    local.tee $0
    local.get $0
    i64.load offset=1024
    i64.const -2
    local.get $4
    i64.extend_i32_u
    i64.rotl
    i64.and
    i64.store offset=1024
   end
  end
  local.get $1
 )
 (func $assembly/thread/putBack (param $0 i32) (param $1 i32)
  (local $2 i64)
  (local $3 i32)
  (local $4 i32)
  (local $5 i32)
  (local $6 i32)
  (local $7 i32)
  (local $8 i32)
  local.get $1
  if
   local.get $0
   i32.const 12
   i32.shl
   local.tee $1
   block $__inlined_func$assembly/queue/append$4
    local.get $1
    i32.load offset=108
    local.tee $4
    i32.const 12
    i32.shl
    local.tee $5
    local.get $1
    i32.load8_u offset=12
    local.tee $6
    i32.const 4
    i32.shl
    i32.add
    local.tee $7
    i32.load offset=4
    local.tee $8
    i32.eqz
    if
     local.get $7
     local.get $0
     i32.store
     br $__inlined_func$assembly/queue/append$4
    end
    local.get $0
    i32.const 12
    i32.shl
    local.tee $1
    local.get $8
    i32.store offset=40
    local.get $8
    i32.const 12
    i32.shl
    local.get $0
    i32.store offset=20
   end
   local.get $1
   local.get $4
   i32.store offset=24
   local.get $1
   local.get $7
   i64.load offset=8
   local.tee $2
   i64.store offset=32
   local.get $7
   local.get $0
   i32.store offset=4
   local.get $7
   local.get $2
   i64.const 1
   i64.add
   i64.store offset=8
   i32.const 1
   i32.store8 offset=16
   local.get $5
   local.get $5
   i64.load offset=1024
   i64.const 1
   local.get $6
   i64.extend_i32_u
   i64.shl
   i64.or
   i64.store offset=1024
  end
  local.get $0
  i32.const 4100
  i32.load
  i32.ne
  if
   return
  end
  local.get $0
  i32.const 12
  i32.shl
  local.tee $1
  block $__inlined_func$assembly/queue/append$40
   local.get $1
   i32.load offset=108
   local.tee $4
   i32.const 12
   i32.shl
   local.tee $5
   local.get $1
   i32.load8_u offset=12
   local.tee $6
   i32.const 4
   i32.shl
   i32.add
   local.tee $7
   i32.load offset=4
   local.tee $8
   i32.eqz
   if
    local.get $7
    local.get $0
    i32.store
    br $__inlined_func$assembly/queue/append$40
   end
   local.get $0
   i32.const 12
   i32.shl
   local.tee $1
   local.get $8
   i32.store offset=40
   local.get $8
   i32.const 12
   i32.shl
   local.get $0
   i32.store offset=20
  end
  local.get $1
  local.get $4
  i32.store offset=24
  local.get $1
  local.get $7
  i64.load offset=8
  local.tee $2
  i64.store offset=32
  local.get $7
  local.get $0
  i32.store offset=4
  local.get $7
  local.get $2
  i64.const 1
  i64.add
  i64.store offset=8
  i32.const 1
  i32.store8 offset=16
  local.get $5
  local.get $5
  i64.load offset=1024
  i64.const 1
  local.get $6
  i64.extend_i32_u
  i64.shl
  i64.or
  i64.store offset=1024
  call $assembly/schedule/schedule
 )
 (func $assembly/reply/giveReply (param $0 i32) (param $1 i64) (param $2 i64) (param $3 i64) (param $4 i64) (param $5 i64) (param $6 i64) (param $7 i64) (param $8 i64)
  (local $9 i32)
  (local $10 i32)
  i32.const 4100
  i32.load
  local.get $0
  i32.const 12
  i32.shl
  local.tee $9
  i32.const 0
  i32.store offset=44
  i32.const 12
  i32.shl
  i32.const 0
  i32.store offset=28
  local.get $9
  i32.load8_u offset=76
  if
   local.get $9
   i32.const 0
   i32.store8 offset=76
   return
  end
  local.get $0
  i32.const 12
  i32.shl
  local.tee $9
  local.get $2
  i64.store offset=344
  local.get $9
  local.get $3
  i64.store offset=352
  local.get $9
  local.get $4
  i64.store offset=360
  local.get $9
  local.get $5
  i64.store offset=368
  local.get $9
  local.get $6
  i64.store offset=376
  local.get $9
  local.get $7
  i64.store offset=384
  local.get $9
  local.get $8
  i64.store offset=392
  local.get $9
  i64.const 0
  i64.store offset=336
  i32.const 4100
  i32.load
  local.get $1
  i64.const 16
  i64.shr_u
  i64.const 65535
  i64.and
  i32.wrap_i64
  local.get $0
  call $assembly/message/give
 )
 (func $assembly/notification/raise (param $0 i32) (param $1 i32)
  (local $2 i32)
  (local $3 i32)
  local.get $0
  i32.const 12
  i32.shl
  i32.load
  local.tee $2
  if
   local.get $2
   local.get $1
   i64.extend_i32_u
   i64.const 32
   i64.shl
   call $assembly/notification/awaken
   return
  end
  local.get $0
  i32.const 12
  i32.shl
  local.tee $2
  i32.load offset=20
  local.tee $3
  i32.const 5
  i32.shl
  i64.load offset=4232
  local.get $2
  i64.load offset=24
  i64.ne
  if (result i32)
   i32.const 0
  else
   local.get $3
   i32.const 0
   local.get $0
   local.get $3
   i32.const 12
   i32.shl
   local.tee $2
   i32.load offset=120
   local.tee $3
   i32.const 0
   local.get $3
   i32.const 5
   i32.shl
   i64.load offset=4232
   local.get $2
   i64.load offset=112
   i64.eq
   select
   i32.eq
   select
  end
  local.tee $2
  if (result i32)
   local.get $2
   i32.const 12
   i32.shl
   i32.load8_u offset=16
   i32.const 5
   i32.eq
  else
   i32.const 0
  end
  if
   local.get $2
   local.get $1
   i64.extend_i32_u
   i64.const 32
   i64.shl
   i64.const 1024
   i64.or
   call $assembly/notification/awaken
  else
   local.get $0
   i32.const 12
   i32.shl
   local.tee $0
   local.get $1
   local.get $0
   i32.load offset=16
   i32.or
   i32.store offset=16
  end
 )
 (func $assembly/notification/awaken (param $0 i32) (param $1 i64)
  (local $2 i32)
  (local $3 i32)
  (local $4 i32)
  (local $5 i32)
  local.get $0
  i32.const 12
  i32.shl
  local.tee $2
  i32.load offset=24
  i32.const 12
  i32.shl
  local.set $5
  local.get $2
  i32.load offset=20
  local.set $3
  local.get $2
  i32.load offset=40
  local.tee $4
  if
   local.get $4
   i32.const 12
   i32.shl
   local.get $3
   i32.store offset=20
  else
   local.get $5
   local.get $3
   i32.store
  end
  local.get $3
  if
   local.get $3
   i32.const 12
   i32.shl
   local.get $4
   i32.store offset=40
  else
   local.get $5
   local.get $4
   i32.store offset=4
  end
  local.get $2
  i32.const 0
  i32.store offset=24
  local.get $2
  i32.const 0
  i32.store offset=20
  local.get $2
  i32.const 0
  i32.store offset=40
  local.get $0
  i32.const 12
  i32.shl
  local.get $1
  i64.store offset=336
  local.get $0
  call $assembly/schedule/wake
 )
 (func $assembly/endpoint/waitToSend (param $0 i32) (param $1 i32) (param $2 i64) (param $3 i32)
  (local $4 i32)
  i32.const 4100
  i32.load
  i32.const 12
  i32.shl
  local.tee $4
  local.get $1
  i32.store offset=48
  local.get $4
  local.get $0
  i32.const 536870912
  i32.and
  i32.const 536870912
  i32.eq
  if (result i32)
   local.get $2
   i64.const 16
   i64.shr_u
   i64.const 65535
   i64.and
   i32.wrap_i64
  else
   i32.const 0
  end
  i32.store offset=52
  i32.const 4100
  i32.load
  i32.const 12
  i32.shl
  local.get $3
  i32.const 0
  i32.ne
  i32.store8 offset=13
  local.get $0
  i32.const 1048575
  i32.and
  i32.const 2
  call $assembly/endpoint/blockAt
 )
 (func $assembly/endpoint/receiveAt (param $0 i32)
  (local $1 i32)
  call $assembly/binding/takeSignalled
  if
   return
  end
  local.get $0
  i32.const 12
  i32.shl
  i32.load
  local.tee $1
  i32.const 0
  local.get $1
  if (result i32)
   local.get $1
   i32.const 12
   i32.shl
   i32.load8_u offset=16
   i32.const 2
   i32.eq
  else
   i32.const 0
  end
  select
  local.tee $1
  i32.eqz
  if
   local.get $0
   i32.const 5
   call $assembly/endpoint/blockAt
   return
  end
  local.get $1
  local.get $0
  call $assembly/endpoint/take
 )
 (func $assembly/untyped/drain (param $0 i32)
  (local $1 i32)
  (local $2 i32)
  (local $3 i32)
  (local $4 i32)
  local.get $0
  i32.const 12
  i32.shl
  local.tee $2
  i32.load
  local.tee $0
  i32.const 12
  i32.shl
  local.tee $3
  i32.load offset=20
  local.set $4
  local.get $3
  i32.load offset=40
  local.tee $1
  if
   local.get $1
   i32.const 12
   i32.shl
   local.get $4
   i32.store offset=20
  else
   local.get $2
   local.get $4
   i32.store
  end
  local.get $4
  if
   local.get $4
   i32.const 12
   i32.shl
   local.get $1
   i32.store offset=40
  else
   local.get $2
   local.get $1
   i32.store offset=4
  end
  local.get $3
  i32.const 0
  i32.store offset=24
  local.get $3
  i32.const 0
  i32.store offset=20
  local.get $3
  i32.const 0
  i32.store offset=40
  local.get $0
  i32.const 12
  i32.shl
  local.tee $1
  i32.load8_u offset=76
  if
   local.get $1
   i32.const 0
   i32.store8 offset=76
  else
   local.get $0
   i32.const 12
   i32.shl
   i64.const 9
   i64.store offset=336
  end
  local.get $0
  call $assembly/schedule/wake
 )
 (func $assembly/thread/dismiss (param $0 i32)
  (local $1 i32)
  (local $2 i32)
  local.get $0
  i32.const 12
  i32.shl
  i32.load offset=28
  local.tee $1
  i32.const 12
  i32.shl
  local.tee $2
  i32.load8_u offset=76
  if
   local.get $2
   i32.const 0
   i32.store8 offset=76
  else
   local.get $1
   i32.const 12
   i32.shl
   i64.const 9
   i64.store offset=336
  end
  local.get $1
  i32.const 12
  i32.shl
  i32.const 0
  i32.store offset=44
  local.get $0
  i32.const 12
  i32.shl
  i32.const 0
  i32.store offset=28
  local.get $1
  call $assembly/schedule/wake
 )
 (func $assembly/system-call/findAnyhow (param $0 i64) (param $1 i32) (param $2 i32) (result i64)
  (local $3 i32)
  (local $4 i32)
  (local $5 i32)
  (local $6 i32)
  i32.const 4100
  i32.load
  i32.const 12
  i32.shl
  local.tee $3
  i32.load offset=8
  local.set $4
  local.get $0
  i64.const 256
  i64.lt_u
  if (result i32)
   local.get $4
   i32.const 5
   i32.shl
   i64.load offset=4232
   local.get $3
   i64.load
   i64.eq
  else
   i32.const 0
  end
  if (result i32)
   local.get $4
   i32.const 12
   i32.shl
   local.get $0
   i32.wrap_i64
   i32.const 4
   i32.shl
   i32.add
  else
   i32.const 0
  end
  local.tee $3
  i32.eqz
  if
   i64.const 8808977924096
   return
  end
  local.get $3
  i32.load offset=8
  i32.const 16777215
  i32.and
  i32.const 5
  i32.shl
  i64.load offset=4232
  local.get $3
  i64.load
  i64.ne
  if (result i64)
   i64.const 0
  else
   local.get $3
   i64.load offset=8
   local.tee $0
   i32.wrap_i64
   local.tee $4
   i32.const 16777215
   i32.and
   local.tee $3
   i32.const 5
   i32.shl
   i32.load8_u offset=4224
   i32.const 4
   i32.eq
   if (result i64)
    local.get $4
    i32.const 24
    i32.shr_u
    local.set $4
    block $__inlined_func$assembly/capability/throughIndirections$973 (result i64)
     loop $for-loop|0
      local.get $5
      i32.const 2
      i32.lt_s
      if
       local.get $3
       i32.const 5
       i32.shl
       i32.load8_u offset=4224
       i32.const 4
       i32.eq
       if
        i64.const 0
        local.get $3
        i32.const 12
        i32.shl
        local.tee $6
        i32.load offset=8
        i32.const 16777215
        i32.and
        local.tee $3
        i32.const 5
        i32.shl
        i64.load offset=4232
        local.get $6
        i64.load
        i64.ne
        br_if $__inlined_func$assembly/capability/throughIndirections$973
        drop
        local.get $4
        local.get $6
        i32.load8_u offset=11
        i32.and
        local.set $4
        local.get $5
        i32.const 1
        i32.add
        local.set $5
        br $for-loop|0
       end
      end
     end
     local.get $3
     local.get $4
     i32.const 24
     i32.shl
     i32.or
     i64.extend_i32_u
     local.get $0
     i64.const -4294967296
     i64.and
     i64.or
    end
   else
    local.get $0
   end
  end
  local.tee $0
  i32.wrap_i64
  i32.eqz
  if
   i64.const 8808977924096
   return
  end
  local.get $0
  i32.wrap_i64
  local.tee $3
  i32.const 24
  i32.shr_u
  local.set $4
  local.get $1
  local.get $3
  i32.const 16777215
  i32.and
  i32.const 5
  i32.shl
  i32.load8_u offset=4224
  i32.ne
  if (result i32)
   i32.const 2052
  else
   i32.const 2053
   i32.const 0
   local.get $2
   local.get $4
   i32.and
   local.get $2
   i32.ne
   select
  end
  local.tee $1
  i64.extend_i32_u
  i64.const 32
  i64.shl
  local.get $0
  local.get $1
  select
 )
 (func $assembly/schedule/timer
  (local $0 i32)
  (local $1 i32)
  (local $2 i32)
  (local $3 i32)
  (local $4 i32)
  (local $5 i32)
  (local $6 i32)
  (local $7 i32)
  (local $8 i32)
  (local $9 i32)
  (local $10 i64)
  i32.const 4104
  i32.load
  local.tee $5
  i32.const 4112
  i32.load
  i32.ge_u
  local.set $6
  i32.const 4100
  i32.load
  local.tee $1
  if
   local.get $1
   i32.const 12
   i32.shl
   local.tee $0
   block $__inlined_func$assembly/queue/append$4
    local.get $0
    i32.load offset=108
    local.tee $9
    i32.const 12
    i32.shl
    local.tee $3
    local.get $0
    i32.load8_u offset=12
    local.tee $8
    i32.const 4
    i32.shl
    i32.add
    local.tee $2
    i32.load offset=4
    local.tee $4
    i32.eqz
    if
     local.get $2
     local.get $1
     i32.store
     br $__inlined_func$assembly/queue/append$4
    end
    local.get $1
    i32.const 12
    i32.shl
    local.tee $0
    local.get $4
    i32.store offset=40
    local.get $4
    i32.const 12
    i32.shl
    local.get $1
    i32.store offset=20
   end
   local.get $0
   local.get $9
   i32.store offset=24
   local.get $0
   local.get $2
   i64.load offset=8
   local.tee $10
   i64.store offset=32
   local.get $2
   local.get $1
   i32.store offset=4
   local.get $2
   local.get $10
   i64.const 1
   i64.add
   i64.store offset=8
   i32.const 1
   i32.store8 offset=16
   local.get $3
   local.get $3
   i64.load offset=1024
   i64.const 1
   local.get $8
   i64.extend_i32_u
   i64.shl
   i64.or
   i64.store offset=1024
  end
  i32.const 4104
  local.get $6
  if (result i32)
   i32.const 4108
   i32.load
  else
   local.get $5
   i32.const 1
   i32.add
  end
  local.tee $0
  i32.store
  local.get $0
  i32.const 12
  i32.shl
  i32.const 1032
  i32.add
  i64.load
  call $assembly/machine/setInterrupts
  call $assembly/machine/armTimer
  call $assembly/schedule/schedule
 )
 (func $assembly/reply/replyReceiveAnyhow (param $0 i64) (param $1 i64) (param $2 i64) (param $3 i64) (param $4 i64) (param $5 i64) (param $6 i64) (param $7 i64)
  (local $8 i64)
  (local $9 i32)
  local.get $0
  i64.const 255
  i64.and
  i32.const 5
  i32.const 16
  call $assembly/system-call/find
  local.tee $8
  i32.wrap_i64
  i32.eqz
  if
   i32.const 4100
   i32.load
   i32.const 12
   i32.shl
   local.get $8
   i64.const 32
   i64.shr_u
   i64.store offset=336
   return
  end
  i32.const 4100
  i32.load
  i32.const 12
  i32.shl
  local.get $0
  i64.store offset=56
  i32.const 4100
  i32.load
  i32.const 12
  i32.shl
  i32.load offset=28
  local.tee $9
  i32.eqz
  if
   local.get $8
   i32.wrap_i64
   i32.const 16777215
   i32.and
   call $assembly/endpoint/receiveAt
   return
  end
  local.get $9
  local.get $0
  local.get $1
  local.get $2
  local.get $3
  local.get $4
  local.get $5
  local.get $6
  local.get $7
  call $assembly/reply/giveReply
  local.get $8
  i32.wrap_i64
  i32.const 16777215
  i32.and
  local.get $9
  call $assembly/reply/receiveAfter
 )
 (func $assembly/reply/replyReceive (param $0 i64) (param $1 i64) (param $2 i64) (param $3 i64) (param $4 i64) (param $5 i64) (param $6 i64) (param $7 i64)
  (local $8 i32)
  (local $9 i32)
  (local $10 i32)
  (local $11 i32)
  (local $12 i32)
  (local $13 i32)
  i32.const 4100
  i32.load
  local.tee $10
  i32.const 12
  i32.shl
  local.tee $11
  i32.load offset=8
  local.tee $12
  i32.const 12
  i32.shl
  local.get $0
  i64.const 255
  i64.and
  i32.wrap_i64
  i32.const 4
  i32.shl
  i32.add
  local.set $9
  local.get $11
  i32.load offset=28
  local.set $13
  block $assembly/system-call/isPlain|inlined.2
   local.get $12
   i32.const 5
   i32.shl
   i64.load offset=4232
   local.get $11
   i64.load
   i64.ne
   br_if $assembly/system-call/isPlain|inlined.2
   local.get $9
   i32.load offset=8
   local.tee $11
   i32.const 5
   i32.shl
   local.tee $12
   i64.load offset=4232
   local.get $9
   i64.load
   i64.eq
   if (result i32)
    local.get $12
    i32.load8_u offset=4224
    i32.const 5
    i32.ne
   else
    i32.const 1
   end
   br_if $assembly/system-call/isPlain|inlined.2
   local.get $11
   i32.const 268435456
   i32.and
   i32.const 268435456
   i32.eq
   local.set $8
  end
  local.get $8
  if (result i32)
   local.get $13
   if (result i32)
    local.get $13
    i32.const 12
    i32.shl
    i32.load8_u offset=76
   else
    i32.const 1
   end
   if (result i32)
    i32.const 1
   else
    local.get $0
    i64.const 16
    i64.shr_u
    i64.const 65535
    i64.and
    i32.wrap_i64
   end
   if (result i32)
    i32.const 1
   else
    local.get $10
    i32.const 12
    i32.shl
    i32.load offset=120
    i32.const 0
    i32.ne
   end
  else
   i32.const 1
  end
  i32.eqz
  if
   local.get $9
   i32.load offset=8
   i32.const 12
   i32.shl
   local.tee $8
   i32.load
   i32.eqz
   if
    local.get $10
    i32.const 12
    i32.shl
    local.tee $9
    local.get $0
    i64.store offset=56
    local.get $13
    i32.const 12
    i32.shl
    local.tee $11
    i32.const 0
    i32.store offset=44
    local.get $11
    local.get $1
    i64.store offset=344
    local.get $11
    local.get $2
    i64.store offset=352
    local.get $11
    local.get $3
    i64.store offset=360
    local.get $11
    local.get $4
    i64.store offset=368
    local.get $11
    local.get $5
    i64.store offset=376
    local.get $11
    local.get $6
    i64.store offset=384
    local.get $11
    local.get $7
    i64.store offset=392
    local.get $11
    i64.const 0
    i64.store offset=336
    local.get $8
    local.get $10
    i32.store
    local.get $9
    local.get $8
    i32.const 12
    i32.shr_u
    i64.extend_i32_u
    i64.store offset=24
    local.get $9
    local.get $8
    i64.load offset=8
    local.tee $0
    i64.store offset=32
    local.get $8
    local.get $10
    i32.store offset=4
    local.get $8
    local.get $0
    i64.const 1
    i64.add
    i64.store offset=8
    local.get $9
    i32.const 5
    i32.store8 offset=16
    i32.const 4104
    i32.load
    local.tee $8
    i32.const 12
    i32.shl
    i64.load offset=1024
    local.set $0
    block $assembly/schedule/handOver|inlined.3
     local.get $8
     local.get $11
     i32.load offset=108
     i32.eq
     if (result i32)
      local.get $0
      i64.eqz
      if (result i32)
       i32.const 1
      else
       local.get $13
       i32.const 12
       i32.shl
       i32.load8_u offset=12
       i32.const 63
       local.get $0
       i64.clz
       i32.wrap_i64
       i32.sub
       i32.ge_u
      end
     else
      i32.const 0
     end
     if
      local.get $13
      i32.const 12
      i32.shl
      local.tee $8
      i32.const 1
      i32.store8 offset=16
      i32.const 4100
      local.get $13
      i32.store
      local.get $8
      i32.load offset=104
      local.tee $9
      i32.const 5
      i32.shl
      i64.load offset=4232
      local.get $8
      i64.load offset=96
      i64.eq
      if
       local.get $9
       i32.const 4116
       i32.load
       i32.ne
       if
        i32.const 4116
        local.get $9
        i32.store
        local.get $9
        call $assembly/machine/setAddressSpace
       end
      else
       i32.const 4116
       i32.load
       if
        i32.const 4116
        i32.const 0
        i32.store
        i32.const 0
        call $assembly/machine/setAddressSpace
       end
      end
      br $assembly/schedule/handOver|inlined.3
     end
     local.get $13
     call $assembly/schedule/queueUp
    end
    return
   end
  end
  local.get $0
  local.get $1
  local.get $2
  local.get $3
  local.get $4
  local.get $5
  local.get $6
  local.get $7
  call $assembly/reply/replyReceiveAnyhow
 )
 (func $assembly/reply/reply (param $0 i64) (param $1 i64) (param $2 i64) (param $3 i64) (param $4 i64) (param $5 i64) (param $6 i64) (param $7 i64)
  (local $8 i32)
  (local $9 i32)
  i32.const 4100
  i32.load
  i32.const 12
  i32.shl
  local.tee $9
  i32.load offset=28
  local.tee $8
  i32.eqz
  if
   local.get $9
   i64.const 10
   i64.store offset=336
   return
  end
  local.get $8
  local.get $0
  local.get $1
  local.get $2
  local.get $3
  local.get $4
  local.get $5
  local.get $6
  local.get $7
  call $assembly/reply/giveReply
  i32.const 4100
  i32.load
  i32.const 12
  i32.shl
  i64.const 0
  i64.store offset=336
  local.get $8
  call $assembly/schedule/wake
 )
 (func $assembly/reply/receiveAfter (param $0 i32) (param $1 i32)
  (local $2 i64)
  (local $3 i32)
  (local $4 i32)
  (local $5 i32)
  (local $6 i32)
  call $assembly/binding/takeSignalled
  if
   local.get $1
   call $assembly/schedule/wake
   return
  end
  local.get $0
  i32.const 12
  i32.shl
  local.tee $5
  i32.load
  local.tee $3
  i32.const 0
  local.get $3
  if (result i32)
   local.get $3
   i32.const 12
   i32.shl
   i32.load8_u offset=16
   i32.const 2
   i32.eq
  else
   i32.const 0
  end
  select
  local.tee $3
  if
   local.get $3
   local.get $0
   call $assembly/endpoint/take
   local.get $1
   call $assembly/schedule/wake
   return
  end
  i32.const 4100
  i32.load
  local.set $6
  block $__inlined_func$assembly/queue/append$38
   local.get $5
   i32.load offset=4
   local.tee $4
   i32.eqz
   if
    local.get $5
    local.get $6
    i32.store
    local.get $6
    i32.const 12
    i32.shl
    local.tee $3
    local.get $0
    i32.store offset=24
    br $__inlined_func$assembly/queue/append$38
   end
   local.get $6
   i32.const 12
   i32.shl
   local.tee $3
   local.get $4
   i32.store offset=40
   local.get $4
   i32.const 12
   i32.shl
   local.get $6
   i32.store offset=20
   local.get $3
   local.get $0
   i32.store offset=24
  end
  local.get $3
  local.get $5
  i64.load offset=8
  local.tee $2
  i64.store offset=32
  local.get $5
  local.get $6
  i32.store offset=4
  local.get $5
  local.get $2
  i64.const 1
  i64.add
  i64.store offset=8
  i32.const 4100
  i32.load
  i32.const 12
  i32.shl
  i32.const 5
  i32.store8 offset=16
  i32.const 4104
  i32.load
  local.tee $0
  i32.const 12
  i32.shl
  i64.load offset=1024
  local.set $2
  block $assembly/schedule/handOver|inlined.4
   local.get $0
   local.get $1
   i32.const 12
   i32.shl
   i32.load offset=108
   i32.eq
   if (result i32)
    local.get $2
    i64.eqz
    if (result i32)
     i32.const 1
    else
     local.get $1
     i32.const 12
     i32.shl
     i32.load8_u offset=12
     i32.const 63
     local.get $2
     i64.clz
     i32.wrap_i64
     i32.sub
     i32.ge_u
    end
   else
    i32.const 0
   end
   if
    local.get $1
    i32.const 12
    i32.shl
    local.tee $0
    i32.const 1
    i32.store8 offset=16
    i32.const 4100
    local.get $1
    i32.store
    local.get $0
    i32.load offset=104
    local.tee $1
    i32.const 5
    i32.shl
    i64.load offset=4232
    local.get $0
    i64.load offset=96
    i64.eq
    if
     local.get $1
     i32.const 4116
     i32.load
     i32.ne
     if
      i32.const 4116
      local.get $1
      i32.store
      local.get $1
      call $assembly/machine/setAddressSpace
     end
    else
     i32.const 4116
     i32.load
     if
      i32.const 4116
      i32.const 0
      i32.store
      i32.const 0
      call $assembly/machine/setAddressSpace
     end
    end
    br $assembly/schedule/handOver|inlined.4
   end
   local.get $1
   call $assembly/schedule/queueUp
  end
 )
 (func $assembly/notification/wait (param $0 i64)
  (local $1 i32)
  (local $2 i32)
  (local $3 i32)
  (local $4 i32)
  (local $5 i32)
  local.get $0
  i32.const 6
  i32.const 16
  call $assembly/system-call/find
  local.tee $0
  i32.wrap_i64
  i32.eqz
  if
   i32.const 4100
   i32.load
   i32.const 12
   i32.shl
   local.get $0
   i64.const 32
   i64.shr_u
   i64.store offset=336
   return
  end
  local.get $0
  i32.wrap_i64
  i32.const 16777215
  i32.and
  local.tee $3
  i32.const 12
  i32.shl
  local.tee $1
  i32.load offset=16
  local.tee $2
  if
   i32.const 4100
   i32.load
   i32.const 12
   i32.shl
   local.get $1
   i32.const 0
   i32.store offset=16
   local.get $2
   i64.extend_i32_u
   i64.const 32
   i64.shl
   i64.store offset=336
   return
  end
  i32.const 4100
  i32.load
  local.set $4
  block $__inlined_func$assembly/queue/append$37
   local.get $3
   i32.const 12
   i32.shl
   local.tee $1
   i32.load offset=4
   local.tee $2
   i32.eqz
   if
    local.get $1
    local.get $4
    i32.store
    local.get $4
    i32.const 12
    i32.shl
    local.tee $2
    local.get $3
    i32.store offset=24
    local.get $2
    local.get $1
    i64.load offset=8
    local.tee $0
    i64.store offset=32
    br $__inlined_func$assembly/queue/append$37
   end
   local.get $4
   i32.const 12
   i32.shl
   local.tee $5
   local.get $2
   i32.store offset=40
   local.get $2
   i32.const 12
   i32.shl
   local.get $4
   i32.store offset=20
   local.get $5
   local.get $3
   i32.store offset=24
   local.get $5
   local.get $1
   i64.load offset=8
   local.tee $0
   i64.store offset=32
  end
  local.get $1
  local.get $4
  i32.store offset=4
  local.get $1
  local.get $0
  i64.const 1
  i64.add
  i64.store offset=8
  i32.const 4100
  i32.load
  i32.const 12
  i32.shl
  i32.const 3
  i32.store8 offset=16
  call $assembly/schedule/schedule
 )
 (func $assembly/interrupt/interrupt (param $0 i32)
  (local $1 i32)
  (local $2 i32)
  (local $3 i32)
  (local $4 i32)
  local.get $0
  if (result i32)
   local.get $0
   i32.const 4136
   i32.load
   i32.gt_u
  else
   i32.const 1
  end
  if
   return
  end
  i32.const 4100
  i32.load
  i32.eqz
  local.get $0
  i32.const 4132
  i32.load
  i32.add
  i32.const 1
  i32.sub
  local.tee $0
  i32.const 12
  i32.shl
  local.tee $3
  i32.load offset=16
  local.set $4
  local.get $3
  i32.load offset=8
  local.tee $2
  i32.const 5
  i32.shl
  i64.load offset=4232
  local.get $3
  i64.load
  i64.eq
  if
   local.get $2
   local.get $3
   i32.load offset=12
   call $assembly/notification/raise
  end
  local.get $4
  if
   local.get $4
   local.get $0
   i32.const 4132
   i32.load
   i32.sub
   i32.const 1
   i32.add
   i32.const 0
   call $assembly/schedule/setSource
  end
  if
   call $assembly/schedule/schedule
  end
 )
 (func $assembly/index/yielding
  (local $0 i32)
  (local $1 i32)
  (local $2 i32)
  (local $3 i32)
  (local $4 i32)
  (local $5 i32)
  (local $6 i32)
  (local $7 i32)
  (local $8 i64)
  i32.const 4100
  i32.load
  local.tee $0
  i32.const 12
  i32.shl
  local.tee $1
  block $__inlined_func$assembly/queue/append$4
   local.get $1
   i32.load offset=108
   local.tee $7
   i32.const 12
   i32.shl
   local.tee $3
   local.get $1
   i32.load8_u offset=12
   local.tee $6
   i32.const 4
   i32.shl
   i32.add
   local.tee $2
   i32.load offset=4
   local.tee $4
   i32.eqz
   if
    local.get $2
    local.get $0
    i32.store
    br $__inlined_func$assembly/queue/append$4
   end
   local.get $0
   i32.const 12
   i32.shl
   local.tee $1
   local.get $4
   i32.store offset=40
   local.get $4
   i32.const 12
   i32.shl
   local.get $0
   i32.store offset=20
  end
  local.get $1
  local.get $7
  i32.store offset=24
  local.get $1
  local.get $2
  i64.load offset=8
  local.tee $8
  i64.store offset=32
  local.get $2
  local.get $0
  i32.store offset=4
  local.get $2
  local.get $8
  i64.const 1
  i64.add
  i64.store offset=8
  i32.const 1
  i32.store8 offset=16
  local.get $3
  local.get $3
  i64.load offset=1024
  i64.const 1
  local.get $6
  i64.extend_i32_u
  i64.shl
  i64.or
  i64.store offset=1024
  call $assembly/schedule/schedule
  local.get $0
  i32.const 12
  i32.shl
  i64.const 0
  i64.store offset=336
 )
 (func $assembly/index/untypedRetype (param $0 i64) (param $1 i64) (param $2 i64) (param $3 i64) (param $4 i64) (param $5 i64)
  (local $6 i32)
  (local $7 i32)
  (local $8 i32)
  (local $9 i64)
  (local $10 i32)
  (local $11 i32)
  (local $12 i32)
  i32.const 4100
  i32.load
  i32.const 12
  i32.shl
  block $__inlined_func$assembly/untyped/retype$2
   local.get $0
   i32.const 1
   i32.const 128
   call $assembly/system-call/find
   local.tee $9
   i32.wrap_i64
   i32.eqz
   if
    local.get $9
    i64.const 32
    i64.shr_u
    local.set $0
    br $__inlined_func$assembly/untyped/retype$2
   end
   i64.const 4102
   local.set $0
   local.get $1
   local.get $9
   i32.wrap_i64
   i32.const 16777215
   i32.and
   local.tee $10
   i32.const 12
   i32.shl
   local.tee $7
   i64.load32_u
   i64.ge_u
   if (result i32)
    local.get $1
    local.get $7
    i64.load32_u offset=4
    i64.lt_u
   else
    i32.const 0
   end
   i32.eqz
   br_if $__inlined_func$assembly/untyped/retype$2
   i64.const 6150
   local.set $0
   local.get $2
   i64.eqz
   local.get $2
   i64.const 11
   i64.ge_u
   i32.or
   br_if $__inlined_func$assembly/untyped/retype$2
   local.get $2
   i64.const 1
   i64.eq
   local.tee $7
   if (result i64)
    block $__inlined_func$assembly/untyped/childRangeRefusal$918 (result i64)
     i64.const 8198
     local.get $3
     local.get $10
     i32.const 12
     i32.shl
     local.tee $8
     i64.load32_u
     i64.lt_u
     br_if $__inlined_func$assembly/untyped/childRangeRefusal$918
     drop
     i64.const 10246
     local.get $4
     local.get $8
     i64.load32_u offset=4
     i64.gt_u
     local.get $3
     local.get $4
     i64.ge_u
     i32.or
     br_if $__inlined_func$assembly/untyped/childRangeRefusal$918
     drop
     i64.const 0
     i64.const 10246
     local.get $1
     local.get $3
     i64.lt_u
     local.get $1
     local.get $4
     i64.ge_u
     i32.or
     select
    end
   else
    i64.const 8198
    i64.const 0
    i64.const 10246
    local.get $4
    i64.eqz
    select
    local.get $3
    i64.const 0
    i64.ne
    select
   end
   local.tee $0
   i64.const 0
   i64.ne
   br_if $__inlined_func$assembly/untyped/retype$2
   i64.const 12294
   local.set $0
   local.get $5
   i64.const 256
   i64.ge_u
   br_if $__inlined_func$assembly/untyped/retype$2
   i32.const 4100
   i32.load
   i32.const 12
   i32.shl
   i32.load offset=8
   i32.const 12
   i32.shl
   local.get $5
   i32.wrap_i64
   i32.const 4
   i32.shl
   i32.add
   local.set $11
   i64.const 4103
   local.set $0
   local.get $1
   i32.wrap_i64
   local.tee $12
   i32.const 5
   i32.shl
   local.tee $8
   i32.load8_u offset=4224
   br_if $__inlined_func$assembly/untyped/retype$2
   i64.const 12295
   local.set $0
   local.get $11
   i64.load
   i64.const 0
   i64.ne
   br_if $__inlined_func$assembly/untyped/retype$2
   local.get $12
   i32.const 12
   i32.shl
   local.tee $12
   i32.const 0
   i32.const 4096
   memory.fill
   local.get $8
   local.get $2
   i64.store8 offset=4224
   local.get $8
   local.get $10
   i32.store offset=4228
   local.get $7
   if
    local.get $12
    local.get $3
    i64.store32
    local.get $12
    local.get $4
    i64.store32 offset=4
   end
   local.get $11
   local.get $1
   i32.wrap_i64
   local.tee $7
   i32.const 5
   i32.shl
   i64.load offset=4232
   i64.store
   local.get $11
   local.get $7
   i32.const -268435456
   i32.or
   i32.store offset=8
   local.get $11
   i32.const 0
   i32.store offset=12
   i64.const 0
   local.set $0
  end
  local.get $0
  i64.store offset=336
 )
 (func $assembly/index/untypedReclaim (param $0 i64) (param $1 i64)
  (local $2 i32)
  (local $3 i64)
  (local $4 i32)
  (local $5 i32)
  (local $6 i32)
  (local $7 i32)
  (local $8 i32)
  i32.const 4100
  i32.load
  i32.const 12
  i32.shl
  block $__inlined_func$assembly/untyped/reclaim$974
   local.get $0
   i32.const 1
   i32.const 128
   call $assembly/system-call/find
   local.tee $3
   i32.wrap_i64
   i32.eqz
   if
    local.get $3
    i64.const 32
    i64.shr_u
    local.set $0
    br $__inlined_func$assembly/untyped/reclaim$974
   end
   i64.const 4102
   local.set $0
   local.get $1
   local.get $3
   i32.wrap_i64
   i32.const 16777215
   i32.and
   i32.const 12
   i32.shl
   local.tee $5
   i64.load32_u
   i64.ge_u
   if (result i32)
    local.get $1
    local.get $5
    i64.load32_u offset=4
    i64.lt_u
   else
    i32.const 0
   end
   if (result i32)
    local.get $1
    i32.wrap_i64
    i32.const 5
    i32.shl
    i32.load8_u offset=4224
   else
    i32.const 0
   end
   i32.eqz
   br_if $__inlined_func$assembly/untyped/reclaim$974
   local.get $1
   i32.wrap_i64
   local.tee $5
   i32.const 5
   i32.shl
   local.tee $6
   i32.load8_u offset=4225
   i32.eqz
   if
    local.get $6
    i64.load offset=4232
    local.tee $0
    i64.const 281474976710655
    i64.eq
    if (result i64)
     i64.const 8
    else
     local.get $6
     i32.load8_u offset=4224
     i32.const 3
     i32.eq
     if
      local.get $5
      call $assembly/thread/stop
     else
      local.get $5
      i32.const 5
      i32.shl
      i32.load8_u offset=4224
      local.tee $2
      i32.const 10
      i32.le_u
      local.get $2
      i32.const 8
      i32.ge_u
      i32.and
      if
       local.get $2
       i32.const 8
       i32.eq
       if
        local.get $5
        i32.const 4116
        i32.load
        i32.eq
        if
         i32.const 4116
         i32.const 0
         i32.store
         i32.const 0
         call $assembly/machine/setAddressSpace
        end
       else
        local.get $5
        i32.const 5
        i32.shl
        i32.load offset=4240
        if
         local.get $5
         i32.const 0
         call $assembly/mapping/unmap
        end
       end
      end
     end
     local.get $5
     i32.const 5
     i32.shl
     local.tee $2
     local.get $0
     i64.const 1
     i64.add
     i64.store offset=4232
     local.get $2
     i32.const 1
     i32.store8 offset=4225
     i64.const 1
    end
    local.set $0
    br $__inlined_func$assembly/untyped/reclaim$974
   end
   local.get $1
   i32.wrap_i64
   local.set $6
   loop $while-continue|0
    local.get $2
    i32.const 4
    i32.lt_u
    if (result i32)
     local.get $6
     i32.const 5
     i32.shl
     local.get $2
     i32.const 2
     i32.shl
     i32.add
     i32.load offset=4240
    else
     i32.const 1
    end
    i32.eqz
    if
     local.get $2
     i32.const 1
     i32.add
     local.set $2
     br $while-continue|0
    end
   end
   block $__inlined_func$assembly/untyped/letGo$7 (result i64)
    local.get $6
    i32.const 5
    i32.shl
    i32.load8_u offset=4224
    local.tee $5
    i32.const 6
    i32.eq
    local.get $5
    i32.const 5
    i32.eq
    i32.or
    if (result i32)
     local.get $6
     i32.const 12
     i32.shl
     i32.load
    else
     i32.const 0
    end
    if
     local.get $6
     call $assembly/untyped/drain
    else
     local.get $6
     i32.const 5
     i32.shl
     i32.load8_u offset=4224
     i32.const 3
     i32.eq
     if (result i32)
      local.get $6
      i32.const 12
      i32.shl
      i32.load offset=28
     else
      i32.const 0
     end
     if
      local.get $6
      call $assembly/thread/dismiss
     else
      local.get $2
      i32.const 4
      i32.lt_u
      if
       local.get $6
       local.get $2
       call $assembly/mapping/unmap
      else
       local.get $6
       i32.const 5
       i32.shl
       local.tee $2
       i32.load8_u offset=4224
       local.tee $5
       i32.const 10
       i32.le_u
       local.get $5
       i32.const 8
       i32.ge_u
       i32.and
       if (result i32)
        local.get $2
        i32.load16_u offset=4226
        i32.const 512
        i32.eq
       else
        i32.const 1
       end
       if
        local.get $6
        i32.const 5
        i32.shl
        local.tee $2
        i32.const 0
        i32.store8 offset=4224
        local.get $2
        i32.const 0
        i32.store8 offset=4225
        local.get $2
        i32.const 0
        i32.store16 offset=4226
        local.get $2
        i32.const 0
        i32.store offset=4228
        i64.const 0
        br $__inlined_func$assembly/untyped/letGo$7
       else
        local.get $6
        i32.const 12
        i32.shl
        local.get $6
        i32.const 5
        i32.shl
        i32.load16_u offset=4226
        local.tee $2
        i32.const 3
        i32.shl
        i32.add
        i64.load
        local.tee $0
        i64.const 0
        i64.ne
        if
         local.get $0
         i32.wrap_i64
         i32.const 8
         i32.shr_u
         i32.const 3
         i32.and
         local.set $7
         local.get $0
         i64.const 10
         i64.shr_u
         i32.wrap_i64
         local.tee $5
         i32.const 4124
         i32.load
         i32.sub
         local.tee $8
         i32.const 4120
         i32.load
         i32.lt_u
         if (result i32)
          local.get $8
         else
          i32.const 4120
          i32.load
          local.get $5
          i32.const 4128
          i32.load
          i32.sub
          i32.add
         end
         i32.const 5
         i32.shl
         local.get $7
         i32.const 2
         i32.shl
         i32.add
         i32.const 0
         i32.store offset=4240
         local.get $6
         i32.const 12
         i32.shl
         local.get $2
         i32.const 3
         i32.shl
         i32.add
         i64.const 0
         i64.store
         call $assembly/machine/fence
        end
        local.get $6
        i32.const 5
        i32.shl
        local.get $2
        i32.const 1
        i32.add
        i32.store16 offset=4226
       end
      end
     end
    end
    i64.const 1
   end
   local.set $0
  end
  local.get $0
  i64.store offset=336
 )
 (func $assembly/index/threadWriteRegisters (param $0 i64) (param $1 i64) (param $2 i64) (param $3 i64) (param $4 i64) (param $5 i64) (param $6 i64) (param $7 i64)
  (local $8 i32)
  i32.const 4100
  i32.load
  i32.const 12
  i32.shl
  block $__inlined_func$assembly/registers/write$939 (result i64)
   local.get $0
   i32.const 3
   i32.const 128
   call $assembly/system-call/find
   local.tee $0
   i32.wrap_i64
   i32.eqz
   if
    local.get $0
    i64.const 32
    i64.shr_u
    br $__inlined_func$assembly/registers/write$939
   end
   i64.const 2055
   local.get $0
   i32.wrap_i64
   i32.const 16777215
   i32.and
   local.tee $8
   i32.const 4100
   i32.load
   i32.eq
   br_if $__inlined_func$assembly/registers/write$939
   drop
   i64.const 4102
   local.get $1
   i64.const 26
   i64.gt_u
   br_if $__inlined_func$assembly/registers/write$939
   drop
   local.get $8
   i32.const 12
   i32.shl
   i32.const 256
   i32.add
   local.get $1
   i32.wrap_i64
   i32.const 3
   i32.shl
   i32.add
   local.tee $8
   local.get $2
   i64.store
   local.get $8
   local.get $3
   i64.store offset=8
   local.get $8
   local.get $4
   i64.store offset=16
   local.get $8
   local.get $5
   i64.store offset=24
   local.get $8
   local.get $6
   i64.store offset=32
   local.get $8
   local.get $7
   i64.store offset=40
   i64.const 0
  end
  i64.store offset=336
 )
 (func $assembly/index/threadSuspend (param $0 i64)
  i32.const 4100
  i32.load
  i32.const 12
  i32.shl
  block $__inlined_func$assembly/thread/suspend$745 (result i64)
   local.get $0
   i32.const 3
   i32.const 128
   call $assembly/system-call/find
   local.tee $0
   i32.wrap_i64
   i32.eqz
   if
    local.get $0
    i64.const 32
    i64.shr_u
    br $__inlined_func$assembly/thread/suspend$745
   end
   local.get $0
   i32.wrap_i64
   i32.const 16777215
   i32.and
   call $assembly/thread/stop
   i64.const 0
  end
  i64.store offset=336
 )
 (func $assembly/index/threadSetPriority (param $0 i64) (param $1 i64)
  (local $2 i32)
  (local $3 i32)
  i32.const 4100
  i32.load
  i32.const 12
  i32.shl
  block $__inlined_func$assembly/thread/setPriority$934 (result i64)
   local.get $0
   i32.const 3
   i32.const 128
   call $assembly/system-call/find
   local.tee $0
   i32.wrap_i64
   i32.eqz
   if
    local.get $0
    i64.const 32
    i64.shr_u
    br $__inlined_func$assembly/thread/setPriority$934
   end
   i64.const 4102
   local.get $1
   i32.const 4100
   i32.load
   i32.const 12
   i32.shl
   i64.load8_u offset=12
   i64.gt_u
   br_if $__inlined_func$assembly/thread/setPriority$934
   drop
   local.get $0
   i32.wrap_i64
   i32.const 16777215
   i32.and
   local.tee $2
   call $assembly/thread/withdraw
   local.set $3
   local.get $2
   i32.const 12
   i32.shl
   local.get $1
   i64.store8 offset=12
   local.get $2
   local.get $3
   call $assembly/thread/putBack
   i64.const 0
  end
  i64.store offset=336
 )
 (func $assembly/index/threadSetHandler (param $0 i64) (param $1 i64)
  (local $2 i32)
  (local $3 i32)
  i32.const 4100
  i32.load
  i32.const 12
  i32.shl
  block $__inlined_func$assembly/thread/setHandler$752 (result i64)
   local.get $0
   i32.const 3
   i32.const 128
   call $assembly/system-call/find
   local.tee $0
   i32.wrap_i64
   i32.eqz
   if
    local.get $0
    i64.const 32
    i64.shr_u
    br $__inlined_func$assembly/thread/setHandler$752
   end
   local.get $1
   i32.const 32
   i64.const 128
   call $assembly/system-call/findDirectAmong
   local.tee $2
   i32.const 4096
   i32.lt_u
   if
    local.get $2
    i64.extend_i32_u
    i64.const 4096
    i64.or
    br $__inlined_func$assembly/thread/setHandler$752
   end
   local.get $0
   i32.wrap_i64
   i32.const 16777215
   i32.and
   i32.const 12
   i32.shl
   local.tee $3
   i32.const -64
   i32.sub
   local.get $2
   i64.load
   i64.store
   local.get $3
   local.get $2
   i32.load offset=8
   i32.const 16777215
   i32.and
   i32.store offset=124
   local.get $3
   local.get $2
   i32.load offset=12
   i32.store offset=72
   i64.const 0
  end
  i64.store offset=336
 )
 (func $assembly/index/threadSetDomain (param $0 i64) (param $1 i64)
  (local $2 i32)
  (local $3 i32)
  i32.const 4100
  i32.load
  i32.const 12
  i32.shl
  block $__inlined_func$assembly/thread/setDomain$750 (result i64)
   local.get $0
   i32.const 3
   i32.const 128
   call $assembly/system-call/find
   local.tee $0
   i32.wrap_i64
   i32.eqz
   if
    local.get $0
    i64.const 32
    i64.shr_u
    br $__inlined_func$assembly/thread/setDomain$750
   end
   local.get $1
   i32.const 11
   i32.const 128
   call $assembly/system-call/find
   local.tee $1
   i32.wrap_i64
   i32.eqz
   if
    local.get $1
    i64.const 32
    i64.shr_u
    i64.const 2048
    i64.add
    br $__inlined_func$assembly/thread/setDomain$750
   end
   local.get $0
   i32.wrap_i64
   i32.const 16777215
   i32.and
   local.tee $2
   call $assembly/thread/withdraw
   local.set $3
   local.get $2
   i32.const 12
   i32.shl
   local.get $1
   i32.wrap_i64
   i32.const 16777215
   i32.and
   i32.store offset=108
   local.get $2
   local.get $3
   call $assembly/thread/putBack
   i64.const 0
  end
  i64.store offset=336
 )
 (func $assembly/index/threadSetAddressSpace (param $0 i64) (param $1 i64)
  (local $2 i32)
  (local $3 i32)
  (local $4 i32)
  i32.const 4100
  i32.load
  i32.const 12
  i32.shl
  block $__inlined_func$assembly/address-space/setAddressSpace$935 (result i64)
   local.get $0
   i32.const 3
   i32.const 128
   call $assembly/system-call/find
   local.tee $0
   i32.wrap_i64
   i32.eqz
   if
    local.get $0
    i64.const 32
    i64.shr_u
    br $__inlined_func$assembly/address-space/setAddressSpace$935
   end
   local.get $1
   i32.const 256
   i64.const 240
   call $assembly/system-call/findDirectAmong
   local.tee $3
   i32.const 4096
   i32.lt_u
   if
    local.get $3
    i64.extend_i32_u
    i64.const 4096
    i64.or
    br $__inlined_func$assembly/address-space/setAddressSpace$935
   end
   local.get $0
   i32.wrap_i64
   i32.const 16777215
   i32.and
   local.tee $4
   i32.const 12
   i32.shl
   local.tee $2
   local.get $3
   i64.load
   i64.store offset=96
   local.get $2
   local.get $3
   i32.load offset=8
   i32.const 16777215
   i32.and
   i32.store offset=104
   local.get $4
   i32.const 4100
   i32.load
   i32.eq
   if
    local.get $2
    i32.load offset=104
    local.tee $3
    i32.const 5
    i32.shl
    i64.load offset=4232
    local.get $2
    i64.load offset=96
    i64.eq
    if
     local.get $3
     i32.const 4116
     i32.load
     i32.ne
     if
      i32.const 4116
      local.get $3
      i32.store
      local.get $3
      call $assembly/machine/setAddressSpace
     end
    else
     i32.const 4116
     i32.load
     if
      i32.const 4116
      i32.const 0
      i32.store
      i32.const 0
      call $assembly/machine/setAddressSpace
     end
    end
   end
   i64.const 0
  end
  i64.store offset=336
 )
 (func $assembly/index/threadResume (param $0 i64)
  (local $1 i32)
  (local $2 i32)
  i32.const 4100
  i32.load
  i32.const 12
  i32.shl
  block $__inlined_func$assembly/thread/resume$933 (result i64)
   local.get $0
   i32.const 3
   i32.const 128
   call $assembly/system-call/find
   local.tee $0
   i32.wrap_i64
   i32.eqz
   if
    local.get $0
    i64.const 32
    i64.shr_u
    br $__inlined_func$assembly/thread/resume$933
   end
   i64.const 2055
   local.get $0
   i32.wrap_i64
   i32.const 16777215
   i32.and
   local.tee $2
   i32.const 12
   i32.shl
   local.tee $1
   i32.load8_u offset=16
   br_if $__inlined_func$assembly/thread/resume$933
   drop
   i64.const 2054
   local.get $1
   i32.load offset=108
   i32.eqz
   br_if $__inlined_func$assembly/thread/resume$933
   drop
   local.get $2
   call $assembly/schedule/wake
   i64.const 0
  end
  i64.store offset=336
 )
 (func $assembly/index/threadReadRegisters (param $0 i64) (param $1 i64)
  (local $2 i32)
  (local $3 i32)
  i32.const 4100
  i32.load
  i32.const 12
  i32.shl
  block $__inlined_func$assembly/registers/read$938 (result i64)
   local.get $0
   i32.const 3
   i32.const 16
   call $assembly/system-call/find
   local.tee $0
   i32.wrap_i64
   i32.eqz
   if
    local.get $0
    i64.const 32
    i64.shr_u
    br $__inlined_func$assembly/registers/read$938
   end
   i64.const 2055
   local.get $0
   i32.wrap_i64
   i32.const 16777215
   i32.and
   local.tee $2
   i32.const 4100
   i32.load
   local.tee $3
   i32.eq
   br_if $__inlined_func$assembly/registers/read$938
   drop
   i64.const 4102
   local.get $1
   i64.const 26
   i64.gt_u
   br_if $__inlined_func$assembly/registers/read$938
   drop
   local.get $3
   i32.const 12
   i32.shl
   i32.const 352
   i32.add
   local.get $2
   i32.const 12
   i32.shl
   i32.const 256
   i32.add
   local.get $1
   i32.wrap_i64
   i32.const 3
   i32.shl
   i32.add
   i32.const 48
   memory.copy
   i64.const 0
  end
  i64.store offset=336
 )
 (func $assembly/index/threadConfigure (param $0 i64) (param $1 i64)
  (local $2 i32)
  (local $3 i32)
  i32.const 4100
  i32.load
  i32.const 12
  i32.shl
  block $__inlined_func$assembly/thread/configure$740 (result i64)
   local.get $0
   i32.const 3
   i32.const 128
   call $assembly/system-call/find
   local.tee $0
   i32.wrap_i64
   i32.eqz
   if
    local.get $0
    i64.const 32
    i64.shr_u
    br $__inlined_func$assembly/thread/configure$740
   end
   local.get $1
   i32.const 4
   i64.const 240
   call $assembly/system-call/findDirectAmong
   local.tee $2
   i32.const 4096
   i32.lt_u
   if
    local.get $2
    i64.extend_i32_u
    i64.const 4096
    i64.or
    br $__inlined_func$assembly/thread/configure$740
   end
   local.get $0
   i32.wrap_i64
   i32.const 16777215
   i32.and
   i32.const 12
   i32.shl
   local.tee $3
   local.get $2
   i64.load
   i64.store
   local.get $3
   local.get $2
   i32.load offset=8
   i32.const 16777215
   i32.and
   i32.store offset=8
   i64.const 0
  end
  i64.store offset=336
 )
 (func $assembly/index/threadBindNotification (param $0 i64) (param $1 i64)
  (local $2 i32)
  (local $3 i32)
  (local $4 i32)
  i32.const 4100
  i32.load
  i32.const 12
  i32.shl
  block $__inlined_func$assembly/binding/bindNotification$940 (result i64)
   local.get $0
   i32.const 3
   i32.const 128
   call $assembly/system-call/find
   local.tee $0
   i32.wrap_i64
   i32.eqz
   if
    local.get $0
    i64.const 32
    i64.shr_u
    br $__inlined_func$assembly/binding/bindNotification$940
   end
   local.get $1
   i32.const 64
   i64.const 16
   call $assembly/system-call/findDirectAmong
   local.tee $3
   i32.const 4096
   i32.lt_u
   if
    local.get $3
    i64.extend_i32_u
    i64.const 4096
    i64.or
    br $__inlined_func$assembly/binding/bindNotification$940
   end
   i64.const 2055
   local.get $0
   i32.wrap_i64
   i32.const 16777215
   i32.and
   local.tee $2
   i32.const 12
   i32.shl
   local.tee $4
   i32.load8_u offset=16
   i32.const 5
   i32.eq
   br_if $__inlined_func$assembly/binding/bindNotification$940
   drop
   local.get $4
   local.get $3
   i64.load
   i64.store offset=112
   local.get $4
   local.get $3
   i32.load offset=8
   i32.const 16777215
   i32.and
   i32.store offset=120
   local.get $3
   i32.load offset=8
   i32.const 16777215
   i32.and
   i32.const 12
   i32.shl
   local.tee $3
   local.get $2
   i32.const 5
   i32.shl
   i64.load offset=4232
   i64.store offset=24
   local.get $3
   local.get $2
   i32.store offset=20
   i64.const 0
  end
  i64.store offset=336
 )
 (func $assembly/index/tableUnmap (param $0 i64)
  (local $1 i32)
  i32.const 4100
  i32.load
  i32.const 12
  i32.shl
  block $__inlined_func$assembly/table/unmapTable$936 (result i64)
   local.get $0
   i32.const 1536
   i64.const 128
   call $assembly/system-call/findDirectAmong
   local.tee $1
   i32.const 4096
   i32.lt_u
   if
    local.get $1
    i64.extend_i32_u
    i64.const 2048
    i64.or
    br $__inlined_func$assembly/table/unmapTable$936
   end
   i64.const 10
   local.get $1
   i32.load offset=8
   i32.const 16777215
   i32.and
   local.tee $1
   i32.const 5
   i32.shl
   i32.load offset=4240
   i32.eqz
   br_if $__inlined_func$assembly/table/unmapTable$936
   drop
   local.get $1
   i32.const 0
   call $assembly/mapping/unmap
   i64.const 0
  end
  i64.store offset=336
 )
 (func $assembly/index/tableMap (param $0 i64) (param $1 i64) (param $2 i64)
  (local $3 i32)
  (local $4 i32)
  (local $5 i32)
  i32.const 4100
  i32.load
  i32.const 12
  i32.shl
  block $__inlined_func$assembly/table/mapTable$13 (result i64)
   local.get $0
   i32.const 1536
   i64.const 128
   call $assembly/system-call/findDirectAmong
   local.tee $3
   i32.const 4096
   i32.lt_u
   if
    local.get $3
    i64.extend_i32_u
    i64.const 2048
    i64.or
    br $__inlined_func$assembly/table/mapTable$13
   end
   local.get $1
   i32.const 8
   i32.const 9
   local.get $3
   i32.load offset=8
   i32.const 16777215
   i32.and
   local.tee $4
   i32.const 5
   i32.shl
   i32.load8_u offset=4224
   i32.const 9
   i32.eq
   select
   i32.const 128
   call $assembly/system-call/find
   local.tee $0
   i32.wrap_i64
   i32.eqz
   if
    local.get $0
    i64.const 32
    i64.shr_u
    i64.const 2048
    i64.add
    br $__inlined_func$assembly/table/mapTable$13
   end
   i64.const 6150
   local.get $2
   i64.const 512
   i64.ge_u
   br_if $__inlined_func$assembly/table/mapTable$13
   drop
   i64.const 2055
   local.get $4
   i32.const 5
   i32.shl
   i32.load offset=4240
   br_if $__inlined_func$assembly/table/mapTable$13
   drop
   i64.const 6151
   local.get $0
   i32.wrap_i64
   i32.const 16777215
   i32.and
   local.tee $5
   i32.const 12
   i32.shl
   local.get $2
   i32.wrap_i64
   local.tee $3
   i32.const 3
   i32.shl
   i32.add
   i64.load
   i64.const 0
   i64.ne
   br_if $__inlined_func$assembly/table/mapTable$13
   drop
   local.get $4
   i32.const 0
   local.get $5
   local.get $3
   i32.const 1
   call $assembly/mapping/map
   i64.const 0
  end
  i64.store offset=336
 )
 (func $assembly/index/signal (param $0 i64)
  i32.const 4100
  i32.load
  i32.const 12
  i32.shl
  block $__inlined_func$assembly/notification/signal$795 (result i64)
   local.get $0
   i32.const 6
   i32.const 128
   call $assembly/system-call/find
   local.tee $0
   i32.wrap_i64
   i32.eqz
   if
    local.get $0
    i64.const 32
    i64.shr_u
    br $__inlined_func$assembly/notification/signal$795
   end
   local.get $0
   i32.wrap_i64
   i32.const 16777215
   i32.and
   local.get $0
   i64.const 32
   i64.shr_u
   i32.wrap_i64
   call $assembly/notification/raise
   i64.const 0
  end
  i64.store offset=336
 )
 (func $assembly/index/poll (param $0 i64)
  (local $1 i32)
  (local $2 i32)
  i32.const 4100
  i32.load
  i32.const 12
  i32.shl
  block $__inlined_func$assembly/notification/poll$976 (result i64)
   local.get $0
   i32.const 6
   i32.const 16
   call $assembly/system-call/find
   local.tee $0
   i32.wrap_i64
   i32.eqz
   if
    local.get $0
    i64.const 32
    i64.shr_u
    br $__inlined_func$assembly/notification/poll$976
   end
   local.get $0
   i32.wrap_i64
   i32.const 16777215
   i32.and
   i32.const 12
   i32.shl
   local.tee $1
   i32.load offset=16
   local.tee $2
   if (result i64)
    local.get $1
    i32.const 0
    i32.store offset=16
    local.get $2
    i64.extend_i32_u
    i64.const 32
    i64.shl
   else
    i64.const 10
   end
  end
  i64.store offset=336
 )
 (func $assembly/index/noSuchCall
  i32.const 4100
  i32.load
  i32.const 12
  i32.shl
  i64.const 2
  i64.store offset=336
 )
 (func $assembly/index/irqBind (param $0 i64) (param $1 i64) (param $2 i64)
  (local $3 i32)
  (local $4 i32)
  (local $5 i32)
  i32.const 4100
  i32.load
  i32.const 12
  i32.shl
  block $__inlined_func$assembly/interrupt/bind$15 (result i64)
   local.get $0
   i32.const 12
   i32.const 128
   call $assembly/system-call/find
   local.tee $0
   i32.wrap_i64
   i32.eqz
   if
    local.get $0
    i64.const 32
    i64.shr_u
    br $__inlined_func$assembly/interrupt/bind$15
   end
   local.get $1
   i32.const 64
   i64.const 128
   call $assembly/system-call/findDirectAmong
   local.tee $3
   i32.const 4096
   i32.lt_u
   if
    local.get $3
    i64.extend_i32_u
    i64.const 4096
    i64.or
    br $__inlined_func$assembly/interrupt/bind$15
   end
   local.get $2
   i32.const 11
   i32.const 128
   call $assembly/system-call/find
   local.tee $1
   i32.wrap_i64
   i32.eqz
   if
    local.get $1
    i64.const 32
    i64.shr_u
    i64.const 4096
    i64.add
    br $__inlined_func$assembly/interrupt/bind$15
   end
   local.get $0
   i32.wrap_i64
   i32.const 16777215
   i32.and
   local.tee $4
   i32.const 12
   i32.shl
   i32.load offset=16
   local.tee $5
   if
    local.get $5
    local.get $4
    i32.const 4132
    i32.load
    i32.sub
    i32.const 1
    i32.add
    i32.const 0
    call $assembly/schedule/setSource
   end
   local.get $4
   i32.const 12
   i32.shl
   local.tee $4
   local.get $3
   i64.load
   i64.store
   local.get $4
   local.get $3
   i32.load offset=8
   i32.const 16777215
   i32.and
   i32.store offset=8
   local.get $4
   local.get $3
   i32.load offset=12
   i32.store offset=12
   local.get $4
   local.get $1
   i32.wrap_i64
   i32.const 16777215
   i32.and
   i32.store offset=16
   i64.const 0
  end
  i64.store offset=336
 )
 (func $assembly/index/irqAcknowledge (param $0 i64)
  (local $1 i32)
  (local $2 i32)
  i32.const 4100
  i32.load
  i32.const 12
  i32.shl
  block $__inlined_func$assembly/interrupt/acknowledge$941 (result i64)
   local.get $0
   i32.const 12
   i32.const 128
   call $assembly/system-call/find
   local.tee $0
   i32.wrap_i64
   i32.eqz
   if
    local.get $0
    i64.const 32
    i64.shr_u
    br $__inlined_func$assembly/interrupt/acknowledge$941
   end
   i64.const 2054
   local.get $0
   i32.wrap_i64
   i32.const 16777215
   i32.and
   local.tee $2
   i32.const 12
   i32.shl
   i32.load offset=16
   local.tee $1
   i32.eqz
   br_if $__inlined_func$assembly/interrupt/acknowledge$941
   drop
   local.get $1
   local.get $2
   i32.const 4132
   i32.load
   i32.sub
   i32.const 1
   i32.add
   i32.const 1
   call $assembly/schedule/setSource
   i64.const 0
  end
  i64.store offset=336
 )
 (func $assembly/index/indirectionInvalidate (param $0 i64)
  (local $1 i32)
  (local $2 i32)
  (local $3 i32)
  i32.const 4100
  i32.load
  i32.const 12
  i32.shl
  block $__inlined_func$assembly/indirection/invalidate$932 (result i64)
   local.get $0
   i32.const 16
   i64.const 32
   call $assembly/system-call/findDirectAmong
   local.tee $1
   i32.const 4096
   i32.lt_u
   if
    local.get $1
    i64.extend_i32_u
    i64.const 2048
    i64.or
    br $__inlined_func$assembly/indirection/invalidate$932
   end
   i64.const 8
   local.get $1
   i64.load
   i64.const 1
   i64.add
   local.tee $0
   i64.const 281474976710655
   i64.gt_u
   br_if $__inlined_func$assembly/indirection/invalidate$932
   drop
   local.get $1
   i32.load offset=8
   i32.const 16777215
   i32.and
   local.tee $3
   i32.const 12
   i32.shl
   local.tee $2
   i64.const 0
   i64.store
   local.get $2
   i32.const 0
   i32.store offset=8
   local.get $2
   i32.const 0
   i32.store offset=12
   local.get $3
   i32.const 5
   i32.shl
   local.get $0
   i64.store offset=4232
   local.get $1
   local.get $0
   i64.store
   i64.const 0
  end
  i64.store offset=336
 )
 (func $assembly/index/indirectionCreate (param $0 i64) (param $1 i64) (param $2 i64)
  (local $3 i32)
  (local $4 i32)
  (local $5 i32)
  (local $6 i32)
  (local $7 i32)
  i32.const 4100
  i32.load
  i32.const 12
  i32.shl
  block $__inlined_func$assembly/indirection/create$42
   local.get $0
   i32.const 16
   i64.const 32
   call $assembly/system-call/findDirectAmong
   local.tee $5
   i32.const 4096
   i32.lt_u
   if
    local.get $5
    i64.extend_i32_u
    i64.const 2048
    i64.or
    local.set $0
    br $__inlined_func$assembly/indirection/create$42
   end
   i32.const 4100
   i32.load
   i32.const 12
   i32.shl
   local.tee $3
   i32.load offset=8
   local.set $6
   i64.const 4099
   local.set $0
   local.get $1
   i64.const 256
   i64.lt_u
   if (result i32)
    local.get $6
    i32.const 5
    i32.shl
    i64.load offset=4232
    local.get $3
    i64.load
    i64.eq
   else
    i32.const 0
   end
   if (result i32)
    local.get $6
    i32.const 12
    i32.shl
    local.get $1
    i32.wrap_i64
    i32.const 4
    i32.shl
    i32.add
   else
    i32.const 0
   end
   local.tee $3
   if (result i32)
    local.get $3
    i32.load offset=8
    i32.const 16777215
    i32.and
    i32.const 5
    i32.shl
    i64.load offset=4232
    local.get $3
    i64.load
    i64.eq
   else
    i32.const 0
   end
   i32.eqz
   br_if $__inlined_func$assembly/indirection/create$42
   i64.const 4102
   local.set $0
   local.get $3
   i32.load offset=8
   i32.const 16777215
   i32.and
   local.tee $6
   local.get $5
   i32.load offset=8
   i32.const 16777215
   i32.and
   local.tee $5
   i32.eq
   br_if $__inlined_func$assembly/indirection/create$42
   i64.const 2055
   local.set $0
   local.get $5
   i32.const 12
   i32.shl
   local.tee $5
   i64.load
   i64.const 0
   i64.ne
   br_if $__inlined_func$assembly/indirection/create$42
   local.get $3
   i32.load8_u offset=11
   local.get $2
   i32.wrap_i64
   i32.and
   local.set $7
   local.get $5
   local.get $3
   i64.load
   i64.store
   local.get $5
   local.get $6
   local.get $7
   i32.const 24
   i32.shl
   i32.or
   i32.store offset=8
   local.get $5
   i32.const 0
   i32.store offset=12
   i64.const 0
   local.set $0
  end
  local.get $0
  i64.store offset=336
 )
 (func $assembly/index/frameUnmap (param $0 i64)
  (local $1 i32)
  (local $2 i32)
  i32.const 4100
  i32.load
  i32.const 12
  i32.shl
  block $__inlined_func$assembly/frame/unmapFrame$937 (result i64)
   local.get $0
   i32.const 24704
   i64.const 16
   call $assembly/system-call/findDirectAmong
   local.tee $2
   i32.const 4096
   i32.lt_u
   if
    local.get $2
    i64.extend_i32_u
    i64.const 2048
    i64.or
    br $__inlined_func$assembly/frame/unmapFrame$937
   end
   i64.const 2054
   local.get $2
   i32.load offset=12
   i32.const 1
   i32.sub
   local.tee $1
   i32.const 4
   i32.ge_u
   br_if $__inlined_func$assembly/frame/unmapFrame$937
   drop
   i64.const 10
   local.get $2
   i32.load offset=8
   i32.const 16777215
   i32.and
   local.tee $2
   i32.const 5
   i32.shl
   local.get $1
   i32.const 2
   i32.shl
   i32.add
   i32.load offset=4240
   i32.eqz
   br_if $__inlined_func$assembly/frame/unmapFrame$937
   drop
   local.get $2
   local.get $1
   call $assembly/mapping/unmap
   i64.const 0
  end
  i64.store offset=336
 )
 (func $assembly/index/frameMap (param $0 i64) (param $1 i64) (param $2 i64) (param $3 i64)
  (local $4 i32)
  (local $5 i32)
  (local $6 i32)
  (local $7 i32)
  (local $8 i32)
  i32.const 4100
  i32.load
  i32.const 12
  i32.shl
  block $__inlined_func$assembly/frame/mapFrame$14
   local.get $0
   i32.const 24704
   local.get $3
   call $assembly/system-call/findDirectAmong
   local.tee $5
   i32.const 4096
   i32.lt_u
   if
    local.get $5
    i64.extend_i32_u
    i64.const 8192
    i64.const 2048
    local.get $5
    i32.const 5
    i32.eq
    select
    i64.or
    local.set $0
    br $__inlined_func$assembly/frame/mapFrame$14
   end
   local.get $1
   i32.const 10
   i32.const 128
   call $assembly/system-call/find
   local.tee $1
   i32.wrap_i64
   i32.eqz
   if
    local.get $1
    i64.const 32
    i64.shr_u
    i64.const 2048
    i64.add
    local.set $0
    br $__inlined_func$assembly/frame/mapFrame$14
   end
   local.get $5
   i32.load offset=8
   i32.const 16777215
   i32.and
   local.set $6
   local.get $5
   i32.load offset=12
   i32.const 1
   i32.sub
   local.set $5
   i64.const 6150
   local.set $0
   local.get $2
   i64.const 512
   i64.ge_u
   br_if $__inlined_func$assembly/frame/mapFrame$14
   i64.const 2054
   local.set $0
   local.get $5
   i32.const 4
   i32.ge_u
   br_if $__inlined_func$assembly/frame/mapFrame$14
   local.get $6
   i32.const 5
   i32.shl
   i32.load8_u offset=4224
   local.set $7
   i64.const 8198
   local.set $0
   local.get $3
   i32.wrap_i64
   local.tee $8
   i32.const 16
   i32.and
   i32.eqz
   local.get $8
   i32.const 32
   i32.and
   i32.or
   if (result i32)
    i32.const 0
   else
    local.get $8
    i32.const 64
    i32.and
    i32.eqz
    local.get $7
    i32.const 13
    i32.ne
    i32.or
   end
   i32.eqz
   br_if $__inlined_func$assembly/frame/mapFrame$14
   i64.const 2055
   local.set $0
   local.get $6
   i32.const 5
   i32.shl
   local.get $5
   i32.const 2
   i32.shl
   i32.add
   i32.load offset=4240
   br_if $__inlined_func$assembly/frame/mapFrame$14
   i64.const 6151
   local.set $0
   local.get $1
   i32.wrap_i64
   i32.const 16777215
   i32.and
   local.tee $7
   i32.const 12
   i32.shl
   local.get $2
   i32.wrap_i64
   local.tee $8
   i32.const 3
   i32.shl
   i32.add
   i64.load
   i64.const 0
   i64.ne
   br_if $__inlined_func$assembly/frame/mapFrame$14
   local.get $6
   local.get $5
   local.get $7
   local.get $8
   i32.const 215
   i32.const 83
   local.get $3
   i32.wrap_i64
   local.tee $5
   i32.const 128
   i32.and
   select
   local.tee $6
   i32.const 8
   i32.or
   local.get $6
   local.get $5
   i32.const 64
   i32.and
   select
   call $assembly/mapping/map
   i64.const 0
   local.set $0
  end
  local.get $0
  i64.store offset=336
 )
 (func $assembly/index/cnodeMove (param $0 i64) (param $1 i64) (param $2 i64) (param $3 i64)
  (local $4 i32)
  (local $5 i32)
  (local $6 i32)
  (local $7 i32)
  i32.const 4100
  i32.load
  i32.const 12
  i32.shl
  local.get $0
  local.get $1
  local.get $2
  local.get $3
  i32.const 128
  call $assembly/cnode/transfer
  local.tee $0
  i64.eqz
  if (result i64)
   global.get $assembly/cnode/from
   i32.load offset=8
   i32.const 16777215
   i32.and
   local.set $7
   global.get $assembly/cnode/from
   i32.load8_u offset=11
   local.set $4
   global.get $assembly/cnode/from
   i32.load offset=12
   local.set $5
   global.get $assembly/cnode/into
   local.tee $6
   global.get $assembly/cnode/from
   i64.load
   i64.store
   local.get $6
   local.get $7
   local.get $4
   i32.const 24
   i32.shl
   i32.or
   i32.store offset=8
   local.get $6
   local.get $5
   i32.store offset=12
   global.get $assembly/cnode/from
   local.tee $4
   i64.const 0
   i64.store
   local.get $4
   i32.const 0
   i32.store offset=8
   local.get $4
   i32.const 0
   i32.store offset=12
   i64.const 0
  else
   local.get $0
  end
  i64.store offset=336
 )
 (func $assembly/index/cnodeMint (param $0 i64) (param $1 i64) (param $2 i64) (param $3 i64) (param $4 i64) (param $5 i64)
  (local $6 i32)
  (local $7 i32)
  (local $8 i32)
  (local $9 i32)
  i32.const 4100
  i32.load
  i32.const 12
  i32.shl
  block $__inlined_func$assembly/cnode/mint$727
   local.get $0
   local.get $1
   local.get $2
   local.get $3
   i32.const 16
   call $assembly/cnode/transfer
   local.tee $0
   i64.const 0
   i64.ne
   br_if $__inlined_func$assembly/cnode/mint$727
   i64.const 12294
   local.set $0
   local.get $5
   i64.eqz
   local.get $5
   i64.const 4294967296
   i64.ge_u
   i32.or
   br_if $__inlined_func$assembly/cnode/mint$727
   i64.const 8199
   local.set $0
   global.get $assembly/cnode/from
   i32.load offset=12
   br_if $__inlined_func$assembly/cnode/mint$727
   global.get $assembly/cnode/from
   i32.load offset=8
   i32.const 16777215
   i32.and
   local.set $8
   global.get $assembly/cnode/from
   i32.load8_u offset=11
   local.get $4
   i32.wrap_i64
   i32.and
   local.set $9
   global.get $assembly/cnode/into
   local.tee $6
   global.get $assembly/cnode/from
   i64.load
   i64.store
   local.get $6
   local.get $8
   local.get $9
   i32.const 24
   i32.shl
   i32.or
   i32.store offset=8
   local.get $6
   local.get $5
   i64.store32 offset=12
   i64.const 0
   local.set $0
  end
  local.get $0
  i64.store offset=336
 )
 (func $assembly/index/cnodeDelete (param $0 i64) (param $1 i64)
  (local $2 i32)
  i32.const 4100
  i32.load
  i32.const 12
  i32.shl
  block $__inlined_func$assembly/cnode/remove$929 (result i64)
   local.get $0
   i32.const 2
   i32.const 128
   call $assembly/system-call/find
   local.tee $0
   i32.wrap_i64
   i32.eqz
   if
    local.get $0
    i64.const 32
    i64.shr_u
    br $__inlined_func$assembly/cnode/remove$929
   end
   i64.const 4102
   local.get $1
   i64.const 256
   i64.ge_u
   br_if $__inlined_func$assembly/cnode/remove$929
   drop
   local.get $0
   i32.wrap_i64
   i32.const 16777215
   i32.and
   i32.const 12
   i32.shl
   local.get $1
   i32.wrap_i64
   i32.const 4
   i32.shl
   i32.add
   local.tee $2
   i64.const 0
   i64.store
   local.get $2
   i32.const 0
   i32.store offset=8
   local.get $2
   i32.const 0
   i32.store offset=12
   i64.const 0
  end
  i64.store offset=336
 )
 (func $assembly/index/cnodeCopy (param $0 i64) (param $1 i64) (param $2 i64) (param $3 i64) (param $4 i64)
  (local $5 i32)
  (local $6 i32)
  (local $7 i32)
  (local $8 i32)
  i32.const 4100
  i32.load
  i32.const 12
  i32.shl
  local.get $0
  local.get $1
  local.get $2
  local.get $3
  i32.const 16
  call $assembly/cnode/transfer
  local.tee $0
  i64.eqz
  if (result i64)
   global.get $assembly/cnode/from
   i32.load offset=8
   i32.const 16777215
   i32.and
   local.set $6
   global.get $assembly/cnode/from
   i32.load8_u offset=11
   local.get $4
   i32.wrap_i64
   i32.and
   local.set $7
   global.get $assembly/cnode/from
   i32.load offset=12
   local.set $8
   global.get $assembly/cnode/into
   local.tee $5
   global.get $assembly/cnode/from
   i64.load
   i64.store
   local.get $5
   local.get $6
   local.get $7
   i32.const 24
   i32.shl
   i32.or
   i32.store offset=8
   local.get $5
   local.get $8
   i32.store offset=12
   i64.const 0
  else
   local.get $0
  end
  i64.store offset=336
 )
 (func $assembly/first-objects/makeObjects (param $0 i32) (param $1 i32) (param $2 i32) (param $3 i32) (param $4 i32) (param $5 i32) (param $6 i32)
  (local $7 i32)
  (local $8 i32)
  (local $9 i32)
  (local $10 i32)
  (local $11 i32)
  (local $12 i32)
  (local $13 i32)
  (local $14 i32)
  (local $15 i32)
  i32.const 0
  global.set $assembly/first-objects/slot
  local.get $0
  i32.const 1
  i32.add
  local.tee $12
  local.tee $7
  i32.const 1
  i32.add
  local.set $8
  loop $for-loop|0
   local.get $7
   local.get $8
   i32.lt_u
   if
    local.get $7
    i32.const 5
    i32.shl
    i32.const 2
    i32.store8 offset=4224
    local.get $12
    i32.const 12
    i32.shl
    global.get $assembly/first-objects/slot
    i32.const 4
    i32.shl
    i32.add
    local.tee $9
    i64.const 1
    i64.store
    local.get $9
    local.get $7
    i32.const -268435456
    i32.or
    i32.store offset=8
    local.get $9
    i32.const 0
    i32.store offset=12
    global.get $assembly/first-objects/slot
    i32.const 1
    i32.add
    global.set $assembly/first-objects/slot
    local.get $7
    i32.const 1
    i32.add
    local.set $7
    br $for-loop|0
   end
  end
  local.get $0
  i32.const 2
  i32.add
  local.tee $10
  local.tee $7
  i32.const 1
  i32.add
  local.set $8
  loop $for-loop|00
   local.get $7
   local.get $8
   i32.lt_u
   if
    local.get $7
    i32.const 5
    i32.shl
    i32.const 3
    i32.store8 offset=4224
    local.get $12
    i32.const 12
    i32.shl
    global.get $assembly/first-objects/slot
    i32.const 4
    i32.shl
    i32.add
    local.tee $9
    i64.const 1
    i64.store
    local.get $9
    local.get $7
    i32.const -268435456
    i32.or
    i32.store offset=8
    local.get $9
    i32.const 0
    i32.store offset=12
    global.get $assembly/first-objects/slot
    i32.const 1
    i32.add
    global.set $assembly/first-objects/slot
    local.get $7
    i32.const 1
    i32.add
    local.set $7
    br $for-loop|00
   end
  end
  local.get $0
  local.tee $7
  i32.const 1
  i32.add
  local.set $8
  loop $for-loop|01
   local.get $7
   local.get $8
   i32.lt_u
   if
    local.get $7
    i32.const 5
    i32.shl
    i32.const 1
    i32.store8 offset=4224
    local.get $12
    i32.const 12
    i32.shl
    global.get $assembly/first-objects/slot
    i32.const 4
    i32.shl
    i32.add
    local.tee $9
    i64.const 1
    i64.store
    local.get $9
    local.get $7
    i32.const -268435456
    i32.or
    i32.store offset=8
    local.get $9
    i32.const 0
    i32.store offset=12
    global.get $assembly/first-objects/slot
    i32.const 1
    i32.add
    global.set $assembly/first-objects/slot
    local.get $7
    i32.const 1
    i32.add
    local.set $7
    br $for-loop|01
   end
  end
  local.get $0
  i32.const 3
  i32.add
  local.tee $11
  local.tee $7
  i32.const 1
  i32.add
  local.set $8
  loop $for-loop|02
   local.get $7
   local.get $8
   i32.lt_u
   if
    local.get $7
    i32.const 5
    i32.shl
    i32.const 8
    i32.store8 offset=4224
    local.get $12
    i32.const 12
    i32.shl
    global.get $assembly/first-objects/slot
    i32.const 4
    i32.shl
    i32.add
    local.tee $9
    i64.const 1
    i64.store
    local.get $9
    local.get $7
    i32.const -268435456
    i32.or
    i32.store offset=8
    local.get $9
    i32.const 0
    i32.store offset=12
    global.get $assembly/first-objects/slot
    i32.const 1
    i32.add
    global.set $assembly/first-objects/slot
    local.get $7
    i32.const 1
    i32.add
    local.set $7
    br $for-loop|02
   end
  end
  local.get $0
  i32.const 4
  i32.add
  i32.const 5
  i32.shl
  i32.const 9
  i32.store8 offset=4224
  local.get $0
  i32.const 5
  i32.add
  i32.const 5
  i32.shl
  i32.const 10
  i32.store8 offset=4224
  local.get $0
  i32.const 6
  i32.add
  local.tee $13
  local.tee $7
  local.get $1
  i32.add
  local.set $9
  loop $for-loop|03
   local.get $7
   local.get $9
   i32.lt_u
   if
    local.get $7
    i32.const 5
    i32.shl
    i32.const 11
    i32.store8 offset=4224
    local.get $12
    i32.const 12
    i32.shl
    global.get $assembly/first-objects/slot
    i32.const 4
    i32.shl
    i32.add
    local.tee $8
    i64.const 1
    i64.store
    local.get $8
    local.get $7
    i32.const -268435456
    i32.or
    i32.store offset=8
    local.get $8
    i32.const 0
    i32.store offset=12
    global.get $assembly/first-objects/slot
    i32.const 1
    i32.add
    global.set $assembly/first-objects/slot
    local.get $7
    i32.const 1
    i32.add
    local.set $7
    br $for-loop|03
   end
  end
  local.get $9
  local.tee $7
  local.get $2
  i32.add
  local.set $8
  loop $for-loop|04
   local.get $7
   local.get $8
   i32.lt_u
   if
    local.get $7
    i32.const 5
    i32.shl
    i32.const 12
    i32.store8 offset=4224
    local.get $12
    i32.const 12
    i32.shl
    global.get $assembly/first-objects/slot
    i32.const 4
    i32.shl
    i32.add
    local.tee $14
    i64.const 1
    i64.store
    local.get $14
    local.get $7
    i32.const -268435456
    i32.or
    i32.store offset=8
    local.get $14
    i32.const 0
    i32.store offset=12
    global.get $assembly/first-objects/slot
    i32.const 1
    i32.add
    global.set $assembly/first-objects/slot
    local.get $7
    i32.const 1
    i32.add
    local.set $7
    br $for-loop|04
   end
  end
  local.get $8
  local.set $7
  local.get $6
  local.tee $8
  local.get $4
  i32.add
  local.set $15
  loop $for-loop|05
   local.get $8
   local.get $15
   i32.lt_u
   if
    local.get $8
    i32.const 5
    i32.shl
    i32.const 13
    i32.store8 offset=4224
    local.get $12
    i32.const 12
    i32.shl
    global.get $assembly/first-objects/slot
    i32.const 4
    i32.shl
    i32.add
    local.tee $14
    i64.const 1
    i64.store
    local.get $14
    local.get $8
    i32.const -268435456
    i32.or
    i32.store offset=8
    local.get $14
    i32.const 0
    i32.store offset=12
    global.get $assembly/first-objects/slot
    i32.const 1
    i32.add
    global.set $assembly/first-objects/slot
    local.get $8
    i32.const 1
    i32.add
    local.set $8
    br $for-loop|05
   end
  end
  local.get $3
  local.get $7
  i32.add
  local.set $8
  loop $for-loop|06
   local.get $7
   local.get $8
   i32.lt_u
   if
    local.get $7
    i32.const 5
    i32.shl
    i32.const 14
    i32.store8 offset=4224
    local.get $12
    i32.const 12
    i32.shl
    global.get $assembly/first-objects/slot
    i32.const 4
    i32.shl
    i32.add
    local.tee $14
    i64.const 1
    i64.store
    local.get $14
    local.get $7
    i32.const -268435456
    i32.or
    i32.store offset=8
    local.get $14
    i32.const 0
    i32.store offset=12
    global.get $assembly/first-objects/slot
    i32.const 1
    i32.add
    global.set $assembly/first-objects/slot
    local.get $7
    i32.const 1
    i32.add
    local.set $7
    br $for-loop|06
   end
  end
  local.get $0
  i32.const 12
  i32.shl
  local.tee $7
  local.get $5
  i32.store
  local.get $7
  local.get $6
  i32.store offset=4
  i32.const 4108
  local.get $13
  i32.store
  i32.const 4112
  local.get $9
  i32.const 1
  i32.sub
  i32.store
  i32.const 4132
  local.get $9
  i32.const 0
  local.get $2
  select
  i32.store
  i32.const 4136
  local.get $2
  i32.store
  i32.const 4104
  local.get $13
  i32.store
  local.get $13
  i32.const 12
  i32.shl
  i32.const 1032
  i32.add
  i64.load
  call $assembly/machine/setInterrupts
  call $assembly/machine/armTimer
  local.get $10
  i32.const 12
  i32.shl
  local.tee $7
  i64.const 1
  i64.store
  local.get $7
  local.get $12
  i32.store offset=8
  local.get $7
  i64.const 1
  i64.store offset=96
  local.get $7
  local.get $11
  i32.store offset=104
  local.get $7
  i32.const 1
  i32.store8 offset=16
  local.get $7
  i32.const 63
  i32.store8 offset=12
  local.get $7
  local.get $13
  i32.store offset=108
  i32.const 4100
  local.get $10
  i32.store
  local.get $7
  i32.load offset=104
  local.tee $8
  i32.const 5
  i32.shl
  i64.load offset=4232
  local.get $7
  i64.load offset=96
  i64.eq
  if
   local.get $8
   i32.const 4116
   i32.load
   i32.ne
   if
    i32.const 4116
    local.get $8
    i32.store
    local.get $8
    call $assembly/machine/setAddressSpace
   end
  else
   i32.const 4116
   i32.load
   if
    i32.const 4116
    i32.const 0
    i32.store
    i32.const 0
    call $assembly/machine/setAddressSpace
   end
  end
  local.get $0
  i32.const 2
  i32.add
  i32.const 12
  i32.shl
  local.tee $0
  i64.const 65536
  i64.store offset=256
  local.get $0
  local.get $1
  i64.extend_i32_u
  i64.store offset=336
  local.get $0
  local.get $2
  i64.extend_i32_u
  i64.store offset=344
  local.get $0
  local.get $4
  i64.extend_i32_u
  i64.store offset=352
  local.get $0
  local.get $3
  i64.extend_i32_u
  i64.store offset=360
  local.get $0
  local.get $5
  i64.extend_i32_u
  i64.store offset=368
  local.get $0
  local.get $6
  i64.extend_i32_u
  i64.store offset=376
 )
 (func $assembly/fault/fault (param $0 i64) (param $1 i64)
  (local $2 i32)
  (local $3 i32)
  (local $4 i32)
  (local $5 i32)
  (local $6 i32)
  (local $7 i32)
  i32.const 4100
  i32.load
  local.tee $2
  i32.const 12
  i32.shl
  local.tee $3
  i32.load offset=124
  local.tee $4
  i32.const 5
  i32.shl
  i64.load offset=4232
  local.get $3
  i32.const -64
  i32.sub
  i64.load
  i64.ne
  if (result i32)
   i32.const 0
  else
   local.get $4
   i32.const 0
   local.get $4
   i32.const 5
   i32.shl
   i32.load8_u offset=4224
   i32.const 5
   i32.eq
   select
  end
  local.tee $4
  i32.eqz
  if
   local.get $2
   call $assembly/thread/stop
   return
  end
  local.get $2
  i32.const 12
  i32.shl
  local.tee $3
  i32.const 1
  i32.store8 offset=76
  local.get $3
  local.get $0
  i64.store offset=80
  local.get $3
  local.get $1
  i64.store offset=88
  local.get $3
  local.get $3
  i32.load offset=72
  i32.store offset=48
  local.get $3
  i32.const 1
  i32.store8 offset=13
  block $__inlined_func$assembly/fault/tell$3
   local.get $4
   i32.const 12
   i32.shl
   i32.load
   local.tee $3
   i32.const 0
   local.get $3
   if (result i32)
    local.get $3
    i32.const 12
    i32.shl
    i32.load8_u offset=16
    i32.const 5
    i32.eq
   else
    i32.const 0
   end
   select
   local.tee $3
   i32.eqz
   if
    local.get $4
    i32.const 2
    call $assembly/endpoint/blockAt
    br $__inlined_func$assembly/fault/tell$3
   end
   local.get $4
   i32.const 12
   i32.shl
   local.set $6
   local.get $3
   i32.const 12
   i32.shl
   local.tee $4
   i32.load offset=20
   local.set $5
   local.get $4
   i32.load offset=40
   local.tee $7
   if
    local.get $7
    i32.const 12
    i32.shl
    local.get $5
    i32.store offset=20
   else
    local.get $6
    local.get $5
    i32.store
   end
   local.get $5
   if
    local.get $5
    i32.const 12
    i32.shl
    local.get $7
    i32.store offset=40
   else
    local.get $6
    local.get $7
    i32.store offset=4
   end
   local.get $4
   i32.const 0
   i32.store offset=24
   local.get $4
   i32.const 0
   i32.store offset=20
   local.get $4
   i32.const 0
   i32.store offset=40
   local.get $2
   i32.const 12
   i32.shl
   local.tee $4
   i64.load offset=88
   local.set $0
   local.get $3
   i32.const 12
   i32.shl
   local.tee $5
   local.get $4
   i64.load offset=80
   i64.store offset=344
   local.get $5
   local.get $0
   i64.store offset=352
   local.get $5
   i64.const 0
   i64.store offset=360
   local.get $5
   i64.const 0
   i64.store offset=368
   local.get $5
   i64.const 0
   i64.store offset=376
   local.get $5
   i64.const 0
   i64.store offset=384
   local.get $5
   i64.const 0
   i64.store offset=392
   local.get $5
   local.get $4
   i64.load32_u offset=48
   i64.const 32
   i64.shl
   i64.const 512
   i64.or
   i64.store offset=336
   local.get $4
   i32.const 4
   i32.store8 offset=16
   local.get $4
   local.get $3
   i32.store offset=44
   local.get $5
   local.get $2
   i32.store offset=28
   i32.const 4104
   i32.load
   local.tee $2
   i32.const 12
   i32.shl
   i64.load offset=1024
   local.set $0
   block $assembly/schedule/handOver|inlined.2
    local.get $2
    local.get $5
    i32.load offset=108
    i32.eq
    if (result i32)
     local.get $0
     i64.eqz
     if (result i32)
      i32.const 1
     else
      local.get $3
      i32.const 12
      i32.shl
      i32.load8_u offset=12
      i32.const 63
      local.get $0
      i64.clz
      i32.wrap_i64
      i32.sub
      i32.ge_u
     end
    else
     i32.const 0
    end
    if
     local.get $3
     i32.const 12
     i32.shl
     local.tee $2
     i32.const 1
     i32.store8 offset=16
     i32.const 4100
     local.get $3
     i32.store
     local.get $2
     i32.load offset=104
     local.tee $3
     i32.const 5
     i32.shl
     i64.load offset=4232
     local.get $2
     i64.load offset=96
     i64.eq
     if
      local.get $3
      i32.const 4116
      i32.load
      i32.ne
      if
       i32.const 4116
       local.get $3
       i32.store
       local.get $3
       call $assembly/machine/setAddressSpace
      end
     else
      i32.const 4116
      i32.load
      if
       i32.const 4116
       i32.const 0
       i32.store
       i32.const 0
       call $assembly/machine/setAddressSpace
      end
     end
     br $assembly/schedule/handOver|inlined.2
    end
    local.get $3
    call $assembly/schedule/queueUp
   end
  end
 )
 (func $assembly/endpoint/send (param $0 i64) (param $1 i64) (param $2 i64) (param $3 i64) (param $4 i64) (param $5 i64) (param $6 i64) (param $7 i64)
  (local $8 i32)
  (local $9 i64)
  (local $10 i32)
  local.get $0
  i64.const 255
  i64.and
  i32.const 5
  i32.const 128
  call $assembly/system-call/find
  local.tee $9
  i32.wrap_i64
  i32.eqz
  if
   i32.const 4100
   i32.load
   i32.const 12
   i32.shl
   local.get $9
   i64.const 32
   i64.shr_u
   i64.store offset=336
   return
  end
  local.get $9
  i32.wrap_i64
  i32.const 12
  i32.shl
  i32.load
  local.tee $8
  i32.const 0
  local.get $8
  if (result i32)
   local.get $8
   i32.const 12
   i32.shl
   i32.load8_u offset=16
   i32.const 5
   i32.eq
  else
   i32.const 0
  end
  select
  local.tee $10
  if (result i32)
   local.get $10
  else
   i32.const 4100
   i32.load
  end
  i32.const 12
  i32.shl
  local.tee $8
  local.get $1
  i64.store offset=344
  local.get $8
  local.get $2
  i64.store offset=352
  local.get $8
  local.get $3
  i64.store offset=360
  local.get $8
  local.get $4
  i64.store offset=368
  local.get $8
  local.get $5
  i64.store offset=376
  local.get $8
  local.get $6
  i64.store offset=384
  local.get $8
  local.get $7
  i64.store offset=392
  local.get $10
  i32.eqz
  if
   local.get $9
   i32.wrap_i64
   local.get $9
   i64.const 32
   i64.shr_u
   i32.wrap_i64
   local.get $0
   i32.const 0
   call $assembly/endpoint/waitToSend
   return
  end
  local.get $10
  local.get $9
  local.get $0
  call $assembly/endpoint/deliver
  i32.const 4100
  i32.load
  i32.const 12
  i32.shl
  i64.const 0
  i64.store offset=336
  local.get $10
  call $assembly/schedule/wake
 )
 (func $assembly/endpoint/receive (param $0 i64)
  (local $1 i64)
  (local $2 i32)
  (local $3 i32)
  block $__inlined_func$assembly/endpoint/mayReceive$34 (result i32)
   local.get $0
   i64.const 255
   i64.and
   i32.const 5
   i32.const 16
   call $assembly/system-call/find
   local.tee $1
   i32.wrap_i64
   i32.eqz
   if
    i32.const 4100
    i32.load
    i32.const 12
    i32.shl
    local.get $1
    i64.const 32
    i64.shr_u
    i64.store offset=336
    i32.const 0
    br $__inlined_func$assembly/endpoint/mayReceive$34
   end
   i32.const 4100
   i32.load
   i32.const 12
   i32.shl
   local.tee $2
   i32.load offset=28
   i32.const 0
   i32.ne
   local.tee $3
   if
    local.get $2
    i64.const 7
    i64.store offset=336
   end
   local.get $3
   i32.eqz
  end
  i32.eqz
  if
   return
  end
  i32.const 4100
  i32.load
  i32.const 12
  i32.shl
  local.get $0
  i64.store offset=56
  local.get $1
  i32.wrap_i64
  i32.const 16777215
  i32.and
  call $assembly/endpoint/receiveAt
 )
 (func $assembly/endpoint/nonblockingSend (param $0 i64) (param $1 i64) (param $2 i64) (param $3 i64) (param $4 i64) (param $5 i64) (param $6 i64) (param $7 i64)
  (local $8 i32)
  (local $9 i64)
  (local $10 i32)
  local.get $0
  i64.const 255
  i64.and
  i32.const 5
  i32.const 128
  call $assembly/system-call/find
  local.tee $9
  i32.wrap_i64
  i32.eqz
  if
   i32.const 4100
   i32.load
   i32.const 12
   i32.shl
   local.get $9
   i64.const 32
   i64.shr_u
   i64.store offset=336
   return
  end
  i32.const 4100
  i32.load
  i32.const 12
  i32.shl
  i64.const 0
  i64.store offset=336
  local.get $9
  i32.wrap_i64
  i32.const 12
  i32.shl
  i32.load
  local.tee $8
  i32.const 0
  local.get $8
  if (result i32)
   local.get $8
   i32.const 12
   i32.shl
   i32.load8_u offset=16
   i32.const 5
   i32.eq
  else
   i32.const 0
  end
  select
  local.tee $10
  i32.eqz
  if
   return
  end
  local.get $10
  i32.const 12
  i32.shl
  local.tee $8
  local.get $1
  i64.store offset=344
  local.get $8
  local.get $2
  i64.store offset=352
  local.get $8
  local.get $3
  i64.store offset=360
  local.get $8
  local.get $4
  i64.store offset=368
  local.get $8
  local.get $5
  i64.store offset=376
  local.get $8
  local.get $6
  i64.store offset=384
  local.get $8
  local.get $7
  i64.store offset=392
  local.get $10
  local.get $9
  local.get $0
  call $assembly/endpoint/deliver
  local.get $10
  call $assembly/schedule/wake
 )
 (func $assembly/endpoint/nonblockingReceive (param $0 i64)
  (local $1 i32)
  (local $2 i64)
  (local $3 i32)
  block $__inlined_func$assembly/endpoint/mayReceive$33 (result i32)
   local.get $0
   i64.const 255
   i64.and
   i32.const 5
   i32.const 16
   call $assembly/system-call/find
   local.tee $2
   i32.wrap_i64
   i32.eqz
   if
    i32.const 4100
    i32.load
    i32.const 12
    i32.shl
    local.get $2
    i64.const 32
    i64.shr_u
    i64.store offset=336
    i32.const 0
    br $__inlined_func$assembly/endpoint/mayReceive$33
   end
   i32.const 4100
   i32.load
   i32.const 12
   i32.shl
   local.tee $1
   i32.load offset=28
   i32.const 0
   i32.ne
   local.tee $3
   if
    local.get $1
    i64.const 7
    i64.store offset=336
   end
   local.get $3
   i32.eqz
  end
  i32.eqz
  if
   return
  end
  i32.const 4100
  i32.load
  i32.const 12
  i32.shl
  local.get $0
  i64.store offset=56
  call $assembly/binding/takeSignalled
  if
   return
  end
  local.get $2
  i32.wrap_i64
  i32.const 12
  i32.shl
  i32.load
  local.tee $1
  i32.const 0
  local.get $1
  if (result i32)
   local.get $1
   i32.const 12
   i32.shl
   i32.load8_u offset=16
   i32.const 2
   i32.eq
  else
   i32.const 0
  end
  select
  local.tee $1
  if
   local.get $1
   local.get $2
   i32.wrap_i64
   i32.const 16777215
   i32.and
   call $assembly/endpoint/take
  else
   i32.const 4100
   i32.load
   i32.const 12
   i32.shl
   i64.const 10
   i64.store offset=336
  end
 )
 (func $assembly/endpoint/callAnyhow (param $0 i64) (param $1 i64) (param $2 i64) (param $3 i64) (param $4 i64) (param $5 i64) (param $6 i64) (param $7 i64)
  (local $8 i32)
  (local $9 i64)
  (local $10 i32)
  (local $11 i32)
  local.get $0
  i64.const 255
  i64.and
  i32.const 5
  i32.const 128
  call $assembly/system-call/find
  local.tee $9
  i32.wrap_i64
  i32.eqz
  if
   i32.const 4100
   i32.load
   i32.const 12
   i32.shl
   local.get $9
   i64.const 32
   i64.shr_u
   i64.store offset=336
   return
  end
  i32.const 4100
  i32.load
  local.tee $8
  i32.const 12
  i32.shl
  local.get $0
  i64.store offset=56
  local.get $9
  i32.wrap_i64
  i32.const 12
  i32.shl
  i32.load
  local.tee $10
  i32.const 0
  local.get $10
  if (result i32)
   local.get $10
   i32.const 12
   i32.shl
   i32.load8_u offset=16
   i32.const 5
   i32.eq
  else
   i32.const 0
  end
  select
  local.tee $10
  local.get $8
  local.get $10
  select
  i32.const 12
  i32.shl
  local.tee $11
  local.get $1
  i64.store offset=344
  local.get $11
  local.get $2
  i64.store offset=352
  local.get $11
  local.get $3
  i64.store offset=360
  local.get $11
  local.get $4
  i64.store offset=368
  local.get $11
  local.get $5
  i64.store offset=376
  local.get $11
  local.get $6
  i64.store offset=384
  local.get $11
  local.get $7
  i64.store offset=392
  local.get $10
  i32.eqz
  if
   local.get $9
   i32.wrap_i64
   local.get $9
   i64.const 32
   i64.shr_u
   i32.wrap_i64
   local.get $0
   i32.const 1
   call $assembly/endpoint/waitToSend
   return
  end
  local.get $10
  local.get $9
  local.get $0
  call $assembly/endpoint/deliver
  local.get $8
  i32.const 12
  i32.shl
  local.tee $11
  i32.const 4
  i32.store8 offset=16
  local.get $11
  local.get $10
  i32.store offset=44
  local.get $10
  i32.const 12
  i32.shl
  local.tee $11
  local.get $8
  i32.store offset=28
  i32.const 4104
  i32.load
  local.tee $8
  i32.const 12
  i32.shl
  i64.load offset=1024
  local.set $0
  block $assembly/schedule/handOver|inlined.1
   local.get $8
   local.get $11
   i32.load offset=108
   i32.eq
   if (result i32)
    local.get $0
    i64.eqz
    if (result i32)
     i32.const 1
    else
     local.get $10
     i32.const 12
     i32.shl
     i32.load8_u offset=12
     i32.const 63
     local.get $0
     i64.clz
     i32.wrap_i64
     i32.sub
     i32.ge_u
    end
   else
    i32.const 0
   end
   if
    local.get $10
    i32.const 12
    i32.shl
    local.tee $8
    i32.const 1
    i32.store8 offset=16
    i32.const 4100
    local.get $10
    i32.store
    local.get $8
    i32.load offset=104
    local.tee $10
    i32.const 5
    i32.shl
    i64.load offset=4232
    local.get $8
    i64.load offset=96
    i64.eq
    if
     local.get $10
     i32.const 4116
     i32.load
     i32.ne
     if
      i32.const 4116
      local.get $10
      i32.store
      local.get $10
      call $assembly/machine/setAddressSpace
     end
    else
     i32.const 4116
     i32.load
     if
      i32.const 4116
      i32.const 0
      i32.store
      i32.const 0
      call $assembly/machine/setAddressSpace
     end
    end
    br $assembly/schedule/handOver|inlined.1
   end
   local.get $10
   call $assembly/schedule/queueUp
  end
 )
 (func $assembly/endpoint/call (param $0 i64) (param $1 i64) (param $2 i64) (param $3 i64) (param $4 i64) (param $5 i64) (param $6 i64) (param $7 i64)
  (local $8 i32)
  (local $9 i32)
  (local $10 i32)
  (local $11 i32)
  (local $12 i32)
  (local $13 i32)
  i32.const 4100
  i32.load
  local.tee $10
  i32.const 12
  i32.shl
  local.tee $11
  i32.load offset=8
  local.tee $12
  i32.const 12
  i32.shl
  local.get $0
  i64.const 255
  i64.and
  i32.wrap_i64
  i32.const 4
  i32.shl
  i32.add
  local.set $9
  block $assembly/system-call/isPlain|inlined.1
   local.get $12
   i32.const 5
   i32.shl
   i64.load offset=4232
   local.get $11
   i64.load
   i64.ne
   br_if $assembly/system-call/isPlain|inlined.1
   local.get $9
   i32.load offset=8
   local.tee $11
   i32.const 5
   i32.shl
   local.tee $12
   i64.load offset=4232
   local.get $9
   i64.load
   i64.eq
   if (result i32)
    local.get $12
    i32.load8_u offset=4224
    i32.const 5
    i32.ne
   else
    i32.const 1
   end
   br_if $assembly/system-call/isPlain|inlined.1
   local.get $11
   i32.const -2147483648
   i32.and
   i32.const -2147483648
   i32.eq
   local.set $8
  end
  local.get $8
  if (result i32)
   local.get $0
   i64.const 16
   i64.shr_u
   i64.const 65535
   i64.and
   i32.wrap_i64
  else
   i32.const 1
  end
  i32.eqz
  if
   local.get $9
   i32.load offset=8
   i32.const 12
   i32.shl
   local.tee $11
   i32.load
   local.tee $12
   i32.const 12
   i32.shl
   local.tee $13
   i64.load offset=16
   i64.const 5
   i64.eq
   if
    local.get $10
    i32.const 12
    i32.shl
    local.tee $8
    local.get $0
    i64.store offset=56
    local.get $13
    local.get $1
    i64.store offset=344
    local.get $13
    local.get $2
    i64.store offset=352
    local.get $13
    local.get $3
    i64.store offset=360
    local.get $13
    local.get $4
    i64.store offset=368
    local.get $13
    local.get $5
    i64.store offset=376
    local.get $13
    local.get $6
    i64.store offset=384
    local.get $13
    local.get $7
    i64.store offset=392
    local.get $11
    i64.const 0
    i64.store
    local.get $13
    i32.const 0
    i32.store offset=24
    local.get $13
    local.get $9
    i64.load32_u offset=12
    i64.const 32
    i64.shl
    i64.store offset=336
    local.get $8
    i32.const 4
    i32.store8 offset=16
    local.get $8
    local.get $12
    i32.store offset=44
    local.get $13
    local.get $10
    i32.store offset=28
    i32.const 4104
    i32.load
    local.tee $8
    i32.const 12
    i32.shl
    i64.load offset=1024
    local.set $0
    block $assembly/schedule/handOver|inlined.0
     local.get $8
     local.get $13
     i32.load offset=108
     i32.eq
     if (result i32)
      local.get $0
      i64.eqz
      if (result i32)
       i32.const 1
      else
       local.get $12
       i32.const 12
       i32.shl
       i32.load8_u offset=12
       i32.const 63
       local.get $0
       i64.clz
       i32.wrap_i64
       i32.sub
       i32.ge_u
      end
     else
      i32.const 0
     end
     if
      local.get $12
      i32.const 12
      i32.shl
      local.tee $8
      i32.const 1
      i32.store8 offset=16
      i32.const 4100
      local.get $12
      i32.store
      local.get $8
      i32.load offset=104
      local.tee $9
      i32.const 5
      i32.shl
      i64.load offset=4232
      local.get $8
      i64.load offset=96
      i64.eq
      if
       local.get $9
       i32.const 4116
       i32.load
       i32.ne
       if
        i32.const 4116
        local.get $9
        i32.store
        local.get $9
        call $assembly/machine/setAddressSpace
       end
      else
       i32.const 4116
       i32.load
       if
        i32.const 4116
        i32.const 0
        i32.store
        i32.const 0
        call $assembly/machine/setAddressSpace
       end
      end
      br $assembly/schedule/handOver|inlined.0
     end
     local.get $12
     call $assembly/schedule/queueUp
    end
    return
   end
  end
  local.get $0
  local.get $1
  local.get $2
  local.get $3
  local.get $4
  local.get $5
  local.get $6
  local.get $7
  call $assembly/endpoint/callAnyhow
 )
 (func $assembly/boot/boot (param $0 i32) (param $1 i32) (param $2 i32) (param $3 i32) (param $4 i32) (param $5 i32) (param $6 i32) (param $7 i32) (param $8 i32) (param $9 i32) (result i32)
  (local $10 i32)
  (local $11 i32)
  (local $12 i64)
  (local $13 i64)
  (local $14 i64)
  (local $15 i64)
  (local $16 i64)
  (local $17 i64)
  (local $18 i32)
  (local $19 i32)
  local.get $4
  i64.extend_i32_u
  local.get $3
  i64.extend_i32_u
  local.get $2
  i64.extend_i32_u
  local.get $1
  i64.extend_i32_u
  i64.const 4
  i64.add
  i64.add
  i64.add
  i64.add
  i64.const 256
  i64.le_u
  i32.const 0
  local.get $2
  i32.const 63
  i32.le_u
  i32.const 0
  local.get $1
  select
  select
  i32.eqz
  if
   i32.const 0
   return
  end
  local.get $0
  i64.extend_i32_u
  local.tee $14
  local.get $5
  i64.extend_i32_u
  local.tee $15
  i64.add
  local.set $12
  local.get $4
  i64.extend_i32_u
  local.tee $16
  local.get $6
  i64.extend_i32_u
  local.tee $17
  i64.add
  local.set $13
  block $__inlined_func$assembly/boot/isNumbered$440 (result i32)
   i32.const 0
   local.get $14
   local.get $16
   i64.add
   i64.const 1048576
   i64.gt_u
   br_if $__inlined_func$assembly/boot/isNumbered$440
   drop
   i32.const 0
   local.get $13
   i64.const 4294967296
   i64.gt_u
   local.get $12
   i64.const 4294967296
   i64.gt_u
   i32.or
   br_if $__inlined_func$assembly/boot/isNumbered$440
   drop
   local.get $12
   local.get $17
   i64.le_u
   local.get $13
   local.get $15
   i64.le_u
   i32.or
  end
  i32.eqz
  if
   i32.const 0
   return
  end
  local.get $0
  local.get $4
  i32.add
  i32.const 5
  i32.shl
  i32.const 8319
  i32.add
  i32.const 12
  i32.shr_s
  local.set $18
  local.get $7
  local.get $9
  i32.eq
  if (result i32)
   i32.const 1
  else
   local.get $7
   local.get $18
   i32.ge_u
   local.tee $10
   if
    local.get $7
    local.get $8
    i32.le_u
    local.set $10
   end
   local.get $10
   if
    local.get $8
    local.get $9
    i32.le_u
    local.set $10
   end
   local.get $9
   local.get $7
   i32.sub
   i32.const 496
   i32.le_u
   i32.const 0
   local.get $0
   local.get $9
   i32.ge_u
   local.get $10
   local.get $10
   select
   select
  end
  i32.eqz
  if
   i32.const 0
   return
  end
  local.get $18
  local.get $9
  local.get $7
  local.get $9
  i32.eq
  select
  local.tee $18
  i32.const 6
  i32.add
  local.get $1
  i32.add
  local.get $2
  i32.add
  local.get $3
  i32.add
  local.tee $10
  local.get $0
  i32.ge_u
  if
   i32.const 0
   return
  end
  i32.const 0
  i32.const 0
  local.get $0
  local.get $4
  i32.add
  local.tee $19
  i32.const 5
  i32.shl
  i32.const 4224
  i32.add
  memory.fill
  local.get $18
  i32.const 12
  i32.shl
  i32.const 0
  local.get $10
  local.get $18
  i32.sub
  i32.const 12
  i32.shl
  memory.fill
  i32.const 4096
  local.get $19
  i32.store
  loop $for-loop|0
   local.get $11
   local.get $19
   i32.lt_u
   if
    local.get $11
    i32.const 5
    i32.shl
    i64.const 1
    i64.store offset=4232
    local.get $11
    i32.const 1
    i32.add
    local.set $11
    br $for-loop|0
   end
  end
  i32.const 4120
  local.get $0
  i32.store
  i32.const 4140
  local.get $10
  i32.store
  i32.const 4124
  local.get $5
  i32.store
  i32.const 4128
  local.get $6
  i32.store
  local.get $18
  local.get $1
  local.get $2
  local.get $3
  local.get $4
  local.get $10
  local.get $0
  call $assembly/first-objects/makeObjects
  local.get $18
  i32.const 4
  i32.add
  local.tee $0
  i32.const 0
  local.get $18
  i32.const 3
  i32.add
  i32.const 0
  i32.const 1
  call $assembly/mapping/map
  local.get $18
  i32.const 5
  i32.add
  local.tee $1
  i32.const 0
  local.get $0
  i32.const 0
  i32.const 1
  call $assembly/mapping/map
  local.get $7
  local.set $0
  loop $for-loop|00
   local.get $0
   local.get $9
   i32.lt_u
   if
    local.get $0
    i32.const 5
    i32.shl
    i32.const 7
    i32.store8 offset=4224
    local.get $0
    i32.const 0
    local.get $1
    local.get $0
    i32.const 16
    i32.add
    local.get $7
    i32.sub
    i32.const 215
    i32.const 83
    i32.const 80
    i32.const 144
    local.get $0
    local.get $8
    i32.lt_u
    select
    local.tee $2
    i32.const 128
    i32.and
    select
    local.tee $3
    i32.const 8
    i32.or
    local.get $3
    local.get $2
    i32.const 64
    i32.and
    select
    call $assembly/mapping/map
    local.get $0
    i32.const 1
    i32.add
    local.set $0
    br $for-loop|00
   end
  end
  i32.const 1
 )
)
