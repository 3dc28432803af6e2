(module
 (type $0 (func (param i32 i32)))
 (type $1 (func (param i32)))
 (type $2 (func (param i64 i32 i32) (result i32)))
 (type $3 (func))
 (type $4 (func (param i32 i32 i32)))
 (type $5 (func (param i64 i64 i64 i64 i32) (result i32)))
 (type $6 (func (param i32) (result i32)))
 (type $7 (func (param i32 i32 i32) (result i32)))
 (type $8 (func (param i64 i64) (result i32)))
 (type $9 (func (param i32 i64 i64 i64 i64 i64 i64 i64 i64)))
 (type $10 (func (param i32 i64 i64) (result i32)))
 (type $11 (func (param i64 i64)))
 (type $12 (func (param i32 i32) (result i32)))
 (import "env" "memory" (memory $0 1))
 (global $assembly/capability/foundPage (mut i32) (i32.const 0))
 (global $assembly/cnode/from (mut i32) (i32.const 0))
 (global $assembly/message/slots (mut i64) (i64.const 0))
 (global $assembly/system-call/foundCapability (mut i32) (i32.const 0))
 (global $assembly/system-call/foundBadge (mut i32) (i32.const 0))
 (global $assembly/cnode/into (mut i32) (i32.const 0))
 (global $assembly/capability/foundRights (mut i32) (i32.const 0))
 (global $assembly/message/label (mut i64) (i64.const 0))
 (global $assembly/message/word0 (mut i64) (i64.const 0))
 (global $assembly/message/word1 (mut i64) (i64.const 0))
 (global $assembly/message/word2 (mut i64) (i64.const 0))
 (global $assembly/message/word3 (mut i64) (i64.const 0))
 (global $assembly/message/word4 (mut i64) (i64.const 0))
 (global $assembly/message/word5 (mut i64) (i64.const 0))
 (export "systemCall" (func $assembly/index/systemCall))
 (export "boot" (func $assembly/boot/boot))
 (export "fault" (func $assembly/fault/fault))
 (export "timer" (func $assembly/schedule/timer))
 (export "memory" (memory $0))
 (func $assembly/system-call/find (param $0 i64) (param $1 i32) (param $2 i32) (result i32)
  (local $3 i32)
  (local $4 i32)
  (local $5 i32)
  (local $6 i32)
  (local $7 i64)
  (local $8 i32)
  (local $9 i32)
  i32.const 4100
  i32.load
  i32.const 12
  i32.shl
  local.tee $5
  i32.load offset=8
  local.set $8
  block $__inlined_func$assembly/system-call/slotOf
   local.get $5
   i64.load
   local.tee $7
   i64.const 0
   i64.ne
   if (result i32)
    i32.const 4096
    i64.load32_u
    local.get $8
    i64.extend_i32_u
    i64.gt_u
   else
    i32.const 0
   end
   if (result i32)
    local.get $7
    local.get $8
    i32.const 5
    i32.shl
    i64.load offset=8200
    i64.eq
   else
    i32.const 0
   end
   i32.eqz
   br_if $__inlined_func$assembly/system-call/slotOf
   local.get $8
   i32.const 5
   i32.shl
   i32.load8_u offset=8192
   i32.const 2
   i32.eq
   local.get $0
   i64.const 256
   i64.lt_u
   i32.and
   i32.eqz
   br_if $__inlined_func$assembly/system-call/slotOf
   local.get $8
   i32.const 12
   i32.shl
   local.get $0
   i32.wrap_i64
   i32.const 4
   i32.shl
   i32.add
   local.set $4
  end
  local.get $4
  if
   local.get $4
   i32.load offset=8
   i32.const 16777215
   i32.and
   local.set $5
   block $__inlined_func$assembly/capability/resolve$388
    local.get $4
    i64.load
    local.tee $0
    i64.const 0
    i64.ne
    if (result i32)
     i32.const 4096
     i64.load32_u
     local.get $5
     i64.extend_i32_u
     i64.gt_u
    else
     i32.const 0
    end
    if (result i32)
     local.get $0
     local.get $5
     i32.const 5
     i32.shl
     i64.load offset=8200
     i64.eq
    else
     i32.const 0
    end
    i32.eqz
    br_if $__inlined_func$assembly/capability/resolve$388
    local.get $4
    i32.load offset=8
    i32.const 16777215
    i32.and
    local.set $3
    local.get $4
    i32.load8_u offset=11
    local.set $5
    loop $for-loop|0
     local.get $6
     i32.const 2
     i32.lt_s
     if
      local.get $3
      i32.const 5
      i32.shl
      i32.load8_u offset=8192
      i32.const 4
      i32.eq
      if
       local.get $3
       i32.const 12
       i32.shl
       local.tee $8
       i32.load offset=8
       i32.const 16777215
       i32.and
       local.set $9
       i32.const 0
       local.set $3
       local.get $8
       i64.load
       local.tee $0
       i64.const 0
       i64.ne
       if (result i32)
        i32.const 4096
        i64.load32_u
        local.get $9
        i64.extend_i32_u
        i64.gt_u
       else
        i32.const 0
       end
       if (result i32)
        local.get $0
        local.get $9
        i32.const 5
        i32.shl
        i64.load offset=8200
        i64.eq
       else
        i32.const 0
       end
       i32.eqz
       br_if $__inlined_func$assembly/capability/resolve$388
       local.get $8
       i32.load offset=8
       i32.const 16777215
       i32.and
       local.set $3
       local.get $5
       local.get $8
       i32.load8_u offset=11
       i32.and
       local.set $5
       local.get $6
       i32.const 1
       i32.add
       local.set $6
       br $for-loop|0
      end
     end
    end
    local.get $3
    global.set $assembly/capability/foundPage
    local.get $5
    global.set $assembly/capability/foundRights
    i32.const 1
    local.set $3
   end
  end
  local.get $3
  i32.eqz
  if
   i32.const 3
   return
  end
  local.get $4
  i32.load offset=12
  global.set $assembly/system-call/foundBadge
  local.get $1
  global.get $assembly/capability/foundPage
  i32.const 5
  i32.shl
  i32.load8_u offset=8192
  i32.ne
  if (result i32)
   i32.const 4
  else
   i32.const 5
   i32.const 0
   local.get $2
   global.get $assembly/capability/foundRights
   i32.and
   local.get $2
   i32.ne
   select
  end
 )
 (func $assembly/schedule/schedule
  (local $0 i32)
  (local $1 i32)
  (local $2 i32)
  (local $3 i64)
  (local $4 i32)
  (local $5 i32)
  (local $6 i32)
  (local $7 i32)
  i32.const 4104
  i32.load
  local.tee $0
  i32.const 12
  i32.shl
  i32.const 1024
  i32.add
  i64.load
  local.tee $3
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
  local.get $3
  i64.clz
  i32.wrap_i64
  i32.sub
  i32.const 4
  i32.shl
  i32.add
  i32.load
  local.tee $4
  i32.const 12
  i32.shl
  local.tee $6
  i32.load8_u offset=13
  local.set $2
  local.get $6
  i32.load offset=16
  i32.const 12
  i32.shl
  local.tee $5
  local.get $2
  i32.const 4
  i32.shl
  i32.add
  local.set $0
  local.get $6
  i32.load offset=24
  local.set $7
  local.get $6
  i32.load offset=28
  local.tee $1
  if
   local.get $1
   i32.const 12
   i32.shl
   local.get $7
   i32.store offset=24
  else
   local.get $0
   local.get $7
   i32.store
  end
  local.get $7
  if
   local.get $7
   i32.const 12
   i32.shl
   local.get $1
   i32.store offset=28
  else
   local.get $0
   local.get $1
   i32.store offset=4
  end
  local.get $6
  i32.const 0
  i32.store offset=20
  local.get $6
  i32.const 0
  i32.store offset=24
  local.get $6
  i32.const 0
  i32.store offset=28
  local.get $6
  i64.const 0
  i64.store offset=32
  local.get $0
  i32.load
  i32.eqz
  if
   local.get $5
   i32.const 1024
   i32.add
   local.tee $0
   local.get $0
   i64.load
   i64.const -2
   local.get $2
   i64.extend_i32_u
   i64.rotl
   i64.and
   i64.store
  end
  i32.const 4100
  local.get $4
  i32.store
 )
 (func $assembly/schedule/wake (param $0 i32)
  (local $1 i64)
  (local $2 i32)
  (local $3 i32)
  (local $4 i32)
  (local $5 i32)
  (local $6 i32)
  (local $7 i32)
  (local $8 i32)
  i32.const 4100
  i32.load
  local.tee $3
  if (result i32)
   local.get $0
   i32.const 12
   i32.shl
   i32.load offset=16
   local.get $3
   i32.const 12
   i32.shl
   i32.load offset=16
   i32.eq
  else
   i32.const 0
  end
  if (result i32)
   local.get $0
   i32.const 12
   i32.shl
   i32.load8_u offset=13
   local.get $3
   i32.const 12
   i32.shl
   i32.load8_u offset=13
   i32.gt_u
  else
   i32.const 0
  end
  if
   local.get $3
   i32.const 12
   i32.shl
   local.tee $4
   i32.load offset=16
   local.tee $5
   i32.const 12
   i32.shl
   local.tee $6
   local.get $4
   i32.load8_u offset=13
   local.tee $7
   i32.const 4
   i32.shl
   i32.add
   local.tee $8
   i32.load offset=4
   local.set $2
   local.get $8
   i64.load offset=8
   local.set $1
   local.get $4
   local.get $5
   i32.store offset=20
   local.get $4
   i32.const 0
   i32.store offset=24
   local.get $4
   local.get $2
   i32.store offset=28
   local.get $4
   local.get $1
   i64.store offset=32
   local.get $2
   if
    local.get $2
    i32.const 12
    i32.shl
    local.get $3
    i32.store offset=24
   else
    local.get $8
    local.get $3
    i32.store
   end
   local.get $8
   local.get $3
   i32.store offset=4
   local.get $8
   local.get $1
   i64.const 1
   i64.add
   i64.store offset=8
   local.get $4
   i32.const 1
   i32.store8 offset=12
   local.get $6
   i32.const 1024
   i32.add
   local.tee $2
   local.get $2
   i64.load
   i64.const 1
   local.get $7
   i64.extend_i32_u
   i64.shl
   i64.or
   i64.store
   local.get $0
   call $assembly/schedule/handOver
  else
   local.get $0
   i32.const 12
   i32.shl
   local.tee $2
   i32.load offset=16
   local.tee $3
   i32.const 12
   i32.shl
   local.tee $4
   local.get $2
   i32.load8_u offset=13
   local.tee $5
   i32.const 4
   i32.shl
   i32.add
   local.tee $6
   i32.load offset=4
   local.set $7
   local.get $6
   i64.load offset=8
   local.set $1
   local.get $2
   local.get $3
   i32.store offset=20
   local.get $2
   i32.const 0
   i32.store offset=24
   local.get $2
   local.get $7
   i32.store offset=28
   local.get $2
   local.get $1
   i64.store offset=32
   local.get $7
   if
    local.get $7
    i32.const 12
    i32.shl
    local.get $0
    i32.store offset=24
   else
    local.get $6
    local.get $0
    i32.store
   end
   local.get $6
   local.get $0
   i32.store offset=4
   local.get $6
   local.get $1
   i64.const 1
   i64.add
   i64.store offset=8
   local.get $2
   i32.const 1
   i32.store8 offset=12
   local.get $4
   i32.const 1024
   i32.add
   local.tee $0
   local.get $0
   i64.load
   i64.const 1
   local.get $5
   i64.extend_i32_u
   i64.shl
   i64.or
   i64.store
  end
 )
 (func $assembly/system-call/findDirect (param $0 i64) (param $1 i32) (param $2 i32) (result i32)
  (local $3 i32)
  (local $4 i64)
  (local $5 i32)
  (local $6 i32)
  i32.const 4100
  i32.load
  i32.const 12
  i32.shl
  local.tee $6
  i32.load offset=8
  local.set $5
  block $__inlined_func$assembly/system-call/slotOf$6
   local.get $6
   i64.load
   local.tee $4
   i64.const 0
   i64.ne
   if (result i32)
    i32.const 4096
    i64.load32_u
    local.get $5
    i64.extend_i32_u
    i64.gt_u
   else
    i32.const 0
   end
   if (result i32)
    local.get $4
    local.get $5
    i32.const 5
    i32.shl
    i64.load offset=8200
    i64.eq
   else
    i32.const 0
   end
   i32.eqz
   br_if $__inlined_func$assembly/system-call/slotOf$6
   local.get $5
   i32.const 5
   i32.shl
   i32.load8_u offset=8192
   i32.const 2
   i32.eq
   local.get $0
   i64.const 256
   i64.lt_u
   i32.and
   i32.eqz
   br_if $__inlined_func$assembly/system-call/slotOf$6
   local.get $5
   i32.const 12
   i32.shl
   local.get $0
   i32.wrap_i64
   i32.const 4
   i32.shl
   i32.add
   local.set $3
  end
  local.get $3
  if (result i32)
   local.get $3
   i32.load offset=8
   i32.const 16777215
   i32.and
   local.set $5
   local.get $3
   i64.load
   local.tee $0
   i64.const 0
   i64.ne
   if (result i32)
    i32.const 4096
    i64.load32_u
    local.get $5
    i64.extend_i32_u
    i64.gt_u
   else
    i32.const 0
   end
   if (result i32)
    local.get $0
    local.get $5
    i32.const 5
    i32.shl
    i64.load offset=8200
    i64.eq
   else
    i32.const 0
   end
  else
   i32.const 0
  end
  i32.eqz
  if
   i32.const 3
   return
  end
  local.get $3
  global.set $assembly/system-call/foundCapability
  local.get $3
  i32.load8_u offset=11
  local.set $5
  local.get $1
  local.get $3
  i32.load offset=8
  i32.const 16777215
  i32.and
  i32.const 5
  i32.shl
  i32.load8_u offset=8192
  i32.ne
  if (result i32)
   i32.const 4
  else
   i32.const 5
   i32.const 0
   local.get $2
   local.get $5
   i32.and
   local.get $2
   i32.ne
   select
  end
 )
 (func $assembly/schedule/handOver (param $0 i32)
  (local $1 i64)
  (local $2 i32)
  (local $3 i32)
  (local $4 i32)
  (local $5 i32)
  (local $6 i32)
  (local $7 i32)
  i32.const 4104
  i32.load
  local.tee $2
  i32.const 12
  i32.shl
  i32.const 1024
  i32.add
  i64.load
  local.set $1
  local.get $2
  local.get $0
  i32.const 12
  i32.shl
  i32.load offset=16
  i32.eq
  if (result i32)
   local.get $1
   i64.eqz
   if (result i32)
    i32.const 1
   else
    local.get $0
    i32.const 12
    i32.shl
    i32.load8_u offset=13
    i32.const 63
    local.get $1
    i64.clz
    i32.wrap_i64
    i32.sub
    i32.ge_u
   end
  else
   i32.const 0
  end
  if
   local.get $0
   i32.const 12
   i32.shl
   i32.const 1
   i32.store8 offset=12
   i32.const 4100
   local.get $0
   i32.store
   return
  end
  local.get $0
  i32.const 12
  i32.shl
  local.tee $6
  i32.load offset=16
  local.tee $4
  i32.const 12
  i32.shl
  local.tee $3
  local.get $6
  i32.load8_u offset=13
  local.tee $5
  i32.const 4
  i32.shl
  i32.add
  local.tee $7
  i32.load offset=4
  local.set $2
  local.get $7
  i64.load offset=8
  local.set $1
  local.get $6
  local.get $4
  i32.store offset=20
  local.get $6
  i32.const 0
  i32.store offset=24
  local.get $6
  local.get $2
  i32.store offset=28
  local.get $6
  local.get $1
  i64.store offset=32
  local.get $2
  if
   local.get $2
   i32.const 12
   i32.shl
   local.get $0
   i32.store offset=24
  else
   local.get $7
   local.get $0
   i32.store
  end
  local.get $7
  local.get $0
  i32.store offset=4
  local.get $7
  local.get $1
  i64.const 1
  i64.add
  i64.store offset=8
  local.get $6
  i32.const 1
  i32.store8 offset=12
  local.get $3
  i32.const 1024
  i32.add
  local.tee $0
  local.get $0
  i64.load
  i64.const 1
  local.get $5
  i64.extend_i32_u
  i64.shl
  i64.or
  i64.store
  call $assembly/schedule/schedule
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
  i32.load8_u offset=12
  local.tee $1
  i32.const 3
  i32.eq
  local.get $1
  i32.const 2
  i32.eq
  i32.or
  local.get $1
  i32.const 5
  i32.eq
  i32.or
  if
   local.get $2
   i32.load offset=20
   i32.const 12
   i32.shl
   local.set $3
   local.get $2
   i32.load offset=24
   local.set $4
   local.get $2
   i32.load offset=28
   local.tee $5
   if
    local.get $5
    i32.const 12
    i32.shl
    local.get $4
    i32.store offset=24
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
    i32.store offset=28
   else
    local.get $3
    local.get $5
    i32.store offset=4
   end
   local.get $2
   i32.const 0
   i32.store offset=20
   local.get $2
   i32.const 0
   i32.store offset=24
   local.get $2
   i32.const 0
   i32.store offset=28
   local.get $2
   i64.const 0
   i64.store offset=32
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
   i32.load8_u offset=13
   local.set $5
   local.get $4
   i32.load offset=16
   i32.const 12
   i32.shl
   local.tee $6
   local.get $5
   i32.const 4
   i32.shl
   i32.add
   local.set $7
   local.get $4
   i32.load offset=24
   local.set $2
   local.get $4
   i32.load offset=28
   local.tee $3
   if
    local.get $3
    i32.const 12
    i32.shl
    local.get $2
    i32.store offset=24
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
    i32.store offset=28
   else
    local.get $7
    local.get $3
    i32.store offset=4
   end
   local.get $4
   i32.const 0
   i32.store offset=20
   local.get $4
   i32.const 0
   i32.store offset=24
   local.get $4
   i32.const 0
   i32.store offset=28
   local.get $4
   i64.const 0
   i64.store offset=32
   local.get $7
   i32.load
   i32.eqz
   if
    local.get $6
    i32.const 1024
    i32.add
    local.tee $2
    local.get $2
    i64.load
    i64.const -2
    local.get $5
    i64.extend_i32_u
    i64.rotl
    i64.and
    i64.store
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
   i32.load8_u offset=148
   if
    local.get $2
    i32.const 0
    i32.store8 offset=148
   else
    local.get $0
    i32.const 12
    i32.shl
    i32.const -64
    i32.sub
    i64.const 9
    i64.store
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
   i32.load offset=40
   local.get $1
   i32.const 0
   i32.store offset=40
   i32.const 12
   i32.shl
   i32.const 0
   i32.store offset=44
  end
  local.get $0
  i32.const 12
  i32.shl
  i32.const 0
  i32.store8 offset=12
  local.get $0
  i32.const 4100
  i32.load
  i32.eq
  if
   i32.const 4100
   i32.const 0
   i32.store
   call $assembly/schedule/schedule
  end
 )
 (func $assembly/message/deliver (param $0 i32) (param $1 i32) (param $2 i32)
  i32.const 4100
  i32.load
  local.get $2
  if (result i32)
   global.get $assembly/message/slots
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
  local.set $2
  local.get $0
  i32.const 12
  i32.shl
  local.tee $0
  global.get $assembly/message/label
  i64.store offset=80
  local.get $0
  global.get $assembly/message/word0
  i64.store offset=88
  local.get $0
  global.get $assembly/message/word1
  i64.store offset=96
  local.get $0
  global.get $assembly/message/word2
  i64.store offset=104
  local.get $0
  global.get $assembly/message/word3
  i64.store offset=112
  local.get $0
  global.get $assembly/message/word4
  i64.store offset=120
  local.get $0
  global.get $assembly/message/word5
  i64.store offset=128
  local.get $0
  local.get $1
  i64.extend_i32_u
  local.get $2
  i32.const 0
  i32.ne
  i64.extend_i32_u
  i64.const 32
  i64.shl
  i64.or
  i64.store offset=72
  local.get $0
  i32.const -64
  i32.sub
  i64.const 0
  i64.store
 )
 (func $assembly/endpoint/take (param $0 i32) (param $1 i32)
  (local $2 i32)
  (local $3 i32)
  (local $4 i32)
  local.get $1
  i32.const 12
  i32.shl
  local.set $2
  local.get $0
  i32.const 12
  i32.shl
  local.tee $3
  i32.load offset=24
  local.set $4
  local.get $3
  i32.load offset=28
  local.tee $1
  if
   local.get $1
   i32.const 12
   i32.shl
   local.get $4
   i32.store offset=24
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
   i32.store offset=28
  else
   local.get $2
   local.get $1
   i32.store offset=4
  end
  local.get $3
  i32.const 0
  i32.store offset=20
  local.get $3
  i32.const 0
  i32.store offset=24
  local.get $3
  i32.const 0
  i32.store offset=28
  local.get $3
  i64.const 0
  i64.store offset=32
  i32.const 4100
  i32.load
  local.set $1
  block $__inlined_func$assembly/message/deliverHeld$428
   local.get $0
   i32.const 12
   i32.shl
   local.tee $2
   i32.load8_u offset=148
   if
    local.get $1
    i32.const 12
    i32.shl
    local.tee $1
    i32.const 80
    i32.add
    i32.const 0
    i32.const 56
    memory.fill
    local.get $1
    local.get $2
    i64.load offset=152
    i64.store offset=80
    local.get $1
    local.get $2
    i64.load offset=160
    i64.store offset=88
    local.get $1
    local.get $2
    i64.load32_u offset=48
    i64.const 8589934592
    i64.or
    i64.store offset=72
    br $__inlined_func$assembly/message/deliverHeld$428
   end
   local.get $0
   local.get $0
   i32.const 12
   i32.shl
   local.tee $2
   i32.load offset=52
   local.get $1
   call $assembly/message/give
   local.set $3
   local.get $1
   i32.const 12
   i32.shl
   local.tee $1
   i32.const 80
   i32.add
   local.get $2
   i32.const 80
   i32.add
   i32.const 56
   memory.copy
   local.get $1
   local.get $2
   i64.load32_u offset=48
   local.get $3
   i32.const 0
   i32.ne
   i64.extend_i32_u
   i64.const 32
   i64.shl
   i64.or
   i64.store offset=72
  end
  local.get $1
  i32.const -64
  i32.sub
  i64.const 0
  i64.store
  local.get $0
  i32.const 12
  i32.shl
  local.tee $1
  i32.load8_u offset=14
  i32.const 1
  i32.eq
  if
   i32.const 4100
   i32.load
   local.set $2
   local.get $1
   i32.const 4
   i32.store8 offset=12
   local.get $1
   local.get $2
   i32.store offset=40
   local.get $2
   i32.const 12
   i32.shl
   local.get $0
   i32.store offset=44
  else
   local.get $0
   i32.const 12
   i32.shl
   i32.const -64
   i32.sub
   i64.const 0
   i64.store
   local.get $0
   call $assembly/schedule/wake
  end
 )
 (func $assembly/endpoint/deliverTo (param $0 i32) (param $1 i32)
  (local $2 i32)
  (local $3 i32)
  (local $4 i32)
  local.get $1
  i32.const 12
  i32.shl
  local.set $2
  local.get $0
  i32.const 12
  i32.shl
  local.tee $3
  i32.load offset=24
  local.set $4
  local.get $3
  i32.load offset=28
  local.tee $1
  if
   local.get $1
   i32.const 12
   i32.shl
   local.get $4
   i32.store offset=24
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
   i32.store offset=28
  else
   local.get $2
   local.get $1
   i32.store offset=4
  end
  local.get $3
  i32.const 0
  i32.store offset=20
  local.get $3
  i32.const 0
  i32.store offset=24
  local.get $3
  i32.const 0
  i32.store offset=28
  local.get $3
  i64.const 0
  i64.store offset=32
  local.get $0
  global.get $assembly/system-call/foundBadge
  global.get $assembly/capability/foundRights
  i32.const 4
  i32.and
  i32.const 0
  i32.ne
  call $assembly/message/deliver
 )
 (func $assembly/cnode/transfer (param $0 i64) (param $1 i64) (param $2 i64) (param $3 i64) (param $4 i32) (result i32)
  (local $5 i32)
  local.get $0
  i32.const 2
  i32.const 2
  call $assembly/system-call/find
  local.tee $5
  if
   local.get $5
   return
  end
  global.get $assembly/capability/foundPage
  local.get $2
  i32.const 2
  local.get $4
  call $assembly/system-call/find
  local.tee $4
  if
   local.get $4
   return
  end
  local.get $3
  i64.const 256
  i64.lt_u
  local.get $1
  i64.const 256
  i64.lt_u
  i32.and
  i32.eqz
  if
   i32.const 6
   return
  end
  global.get $assembly/capability/foundPage
  i32.const 12
  i32.shl
  local.get $3
  i32.wrap_i64
  i32.const 4
  i32.shl
  i32.add
  global.set $assembly/cnode/from
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
  local.set $5
  local.get $4
  i64.load
  local.tee $0
  i64.const 0
  i64.ne
  if (result i32)
   i32.const 4096
   i64.load32_u
   local.get $5
   i64.extend_i32_u
   i64.gt_u
  else
   i32.const 0
  end
  if (result i32)
   local.get $0
   local.get $5
   i32.const 5
   i32.shl
   i64.load offset=8200
   i64.eq
  else
   i32.const 0
  end
  i32.eqz
  if
   i32.const 3
   return
  end
  i32.const 0
  i32.const 7
  global.get $assembly/cnode/into
  i64.load
  i64.eqz
  select
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
  i32.load8_u offset=12
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
   i32.load8_u offset=13
   local.set $3
   local.get $5
   i32.load offset=16
   i32.const 12
   i32.shl
   local.tee $4
   local.get $3
   i32.const 4
   i32.shl
   i32.add
   local.set $0
   local.get $5
   i32.load offset=24
   local.set $6
   local.get $5
   i32.load offset=28
   local.tee $2
   if
    local.get $2
    i32.const 12
    i32.shl
    local.get $6
    i32.store offset=24
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
    i32.store offset=28
   else
    local.get $0
    local.get $2
    i32.store offset=4
   end
   local.get $5
   i32.const 0
   i32.store offset=20
   local.get $5
   i32.const 0
   i32.store offset=24
   local.get $5
   i32.const 0
   i32.store offset=28
   local.get $5
   i64.const 0
   i64.store offset=32
   local.get $0
   i32.load
   i32.eqz
   if
    local.get $4
    i32.const 1024
    i32.add
    local.tee $0
    local.get $0
    i64.load
    i64.const -2
    local.get $3
    i64.extend_i32_u
    i64.rotl
    i64.and
    i64.store
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
  local.get $1
  if
   local.get $0
   i32.const 12
   i32.shl
   local.tee $1
   i32.load offset=16
   local.tee $3
   i32.const 12
   i32.shl
   local.tee $4
   local.get $1
   i32.load8_u offset=13
   local.tee $5
   i32.const 4
   i32.shl
   i32.add
   local.tee $6
   i32.load offset=4
   local.set $7
   local.get $6
   i64.load offset=8
   local.set $2
   local.get $1
   local.get $3
   i32.store offset=20
   local.get $1
   i32.const 0
   i32.store offset=24
   local.get $1
   local.get $7
   i32.store offset=28
   local.get $1
   local.get $2
   i64.store offset=32
   local.get $7
   if
    local.get $7
    i32.const 12
    i32.shl
    local.get $0
    i32.store offset=24
   else
    local.get $6
    local.get $0
    i32.store
   end
   local.get $6
   local.get $0
   i32.store offset=4
   local.get $6
   local.get $2
   i64.const 1
   i64.add
   i64.store offset=8
   local.get $1
   i32.const 1
   i32.store8 offset=12
   local.get $4
   i32.const 1024
   i32.add
   local.tee $1
   local.get $1
   i64.load
   i64.const 1
   local.get $5
   i64.extend_i32_u
   i64.shl
   i64.or
   i64.store
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
  i32.load offset=16
  local.tee $3
  i32.const 12
  i32.shl
  local.tee $4
  local.get $1
  i32.load8_u offset=13
  local.tee $5
  i32.const 4
  i32.shl
  i32.add
  local.tee $6
  i32.load offset=4
  local.set $7
  local.get $6
  i64.load offset=8
  local.set $2
  local.get $1
  local.get $3
  i32.store offset=20
  local.get $1
  i32.const 0
  i32.store offset=24
  local.get $1
  local.get $7
  i32.store offset=28
  local.get $1
  local.get $2
  i64.store offset=32
  local.get $7
  if
   local.get $7
   i32.const 12
   i32.shl
   local.get $0
   i32.store offset=24
  else
   local.get $6
   local.get $0
   i32.store
  end
  local.get $6
  local.get $0
  i32.store offset=4
  local.get $6
  local.get $2
  i64.const 1
  i64.add
  i64.store offset=8
  local.get $1
  i32.const 1
  i32.store8 offset=12
  local.get $4
  i32.const 1024
  i32.add
  local.tee $0
  local.get $0
  i64.load
  i64.const 1
  local.get $5
  i64.extend_i32_u
  i64.shl
  i64.or
  i64.store
  call $assembly/schedule/schedule
 )
 (func $assembly/message/give (param $0 i32) (param $1 i32) (param $2 i32) (result i32)
  (local $3 i64)
  (local $4 i32)
  (local $5 i32)
  (local $6 i32)
  local.get $2
  i32.const 12
  i32.shl
  i32.load offset=56
  local.tee $4
  i32.eqz
  local.get $1
  i32.eqz
  i32.or
  if
   i32.const 0
   return
  end
  local.get $2
  i32.const 12
  i32.shl
  local.tee $5
  i32.load offset=8
  local.set $6
  i32.const 0
  local.set $2
  block $__inlined_func$assembly/system-call/slotOf$8
   local.get $5
   i64.load
   local.tee $3
   i64.const 0
   i64.ne
   if (result i32)
    i32.const 4096
    i64.load32_u
    local.get $6
    i64.extend_i32_u
    i64.gt_u
   else
    i32.const 0
   end
   if (result i32)
    local.get $3
    local.get $6
    i32.const 5
    i32.shl
    i64.load offset=8200
    i64.eq
   else
    i32.const 0
   end
   i32.eqz
   br_if $__inlined_func$assembly/system-call/slotOf$8
   local.get $6
   i32.const 5
   i32.shl
   i32.load8_u offset=8192
   i32.const 2
   i32.eq
   local.get $4
   i32.const 1
   i32.sub
   i64.extend_i32_u
   local.tee $3
   i64.const 256
   i64.lt_u
   i32.and
   i32.eqz
   br_if $__inlined_func$assembly/system-call/slotOf$8
   local.get $6
   i32.const 12
   i32.shl
   local.get $3
   i32.wrap_i64
   i32.const 4
   i32.shl
   i32.add
   local.set $2
  end
  local.get $2
  i32.eqz
  local.get $0
  i32.const 12
  i32.shl
  local.tee $5
  i32.load offset=8
  local.set $6
  i32.const 0
  local.set $0
  block $__inlined_func$assembly/system-call/slotOf$9
   local.get $5
   i64.load
   local.tee $3
   i64.const 0
   i64.ne
   if (result i32)
    i32.const 4096
    i64.load32_u
    local.get $6
    i64.extend_i32_u
    i64.gt_u
   else
    i32.const 0
   end
   if (result i32)
    local.get $3
    local.get $6
    i32.const 5
    i32.shl
    i64.load offset=8200
    i64.eq
   else
    i32.const 0
   end
   i32.eqz
   br_if $__inlined_func$assembly/system-call/slotOf$9
   local.get $6
   i32.const 5
   i32.shl
   i32.load8_u offset=8192
   i32.const 2
   i32.eq
   local.get $1
   i32.const 1
   i32.sub
   i64.extend_i32_u
   local.tee $3
   i64.const 256
   i64.lt_u
   i32.and
   i32.eqz
   br_if $__inlined_func$assembly/system-call/slotOf$9
   local.get $6
   i32.const 12
   i32.shl
   local.get $3
   i32.wrap_i64
   i32.const 4
   i32.shl
   i32.add
   local.set $0
  end
  local.get $0
  if (result i32)
   local.get $0
   i32.load offset=8
   i32.const 16777215
   i32.and
   local.set $1
   local.get $0
   i64.load
   local.tee $3
   i64.const 0
   i64.ne
   if (result i32)
    i32.const 4096
    i64.load32_u
    local.get $1
    i64.extend_i32_u
    i64.gt_u
   else
    i32.const 0
   end
   if (result i32)
    local.get $3
    local.get $1
    i32.const 5
    i32.shl
    i64.load offset=8200
    i64.eq
   else
    i32.const 0
   end
  else
   i32.const 0
  end
  i32.eqz
  i32.or
  if (result i64)
   i64.const 1
  else
   local.get $2
   i64.load
  end
  i64.const 0
  i64.ne
  if
   i32.const 0
   return
  end
  local.get $0
  i32.load offset=8
  i32.const 16777215
  i32.and
  local.set $1
  local.get $0
  i32.load8_u offset=11
  local.set $4
  local.get $0
  i32.load offset=12
  local.set $5
  local.get $2
  local.get $0
  i64.load
  i64.store
  local.get $2
  local.get $1
  local.get $4
  i32.const 24
  i32.shl
  i32.or
  i32.store offset=8
  local.get $2
  local.get $5
  i32.store offset=12
  i32.const 1
 )
 (func $assembly/endpoint/waitToSend (param $0 i32) (param $1 i32)
  (local $2 i64)
  (local $3 i32)
  (local $4 i32)
  (local $5 i32)
  i32.const 4100
  i32.load
  i32.const 12
  i32.shl
  local.tee $3
  global.get $assembly/message/label
  i64.store offset=80
  local.get $3
  global.get $assembly/message/word0
  i64.store offset=88
  local.get $3
  global.get $assembly/message/word1
  i64.store offset=96
  local.get $3
  global.get $assembly/message/word2
  i64.store offset=104
  local.get $3
  global.get $assembly/message/word3
  i64.store offset=112
  local.get $3
  global.get $assembly/message/word4
  i64.store offset=120
  local.get $3
  global.get $assembly/message/word5
  i64.store offset=128
  local.get $3
  global.get $assembly/system-call/foundBadge
  i32.store offset=48
  local.get $3
  global.get $assembly/capability/foundRights
  i32.const 4
  i32.and
  if (result i32)
   global.get $assembly/message/slots
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
  local.get $1
  i32.const 0
  i32.ne
  i32.store8 offset=14
  local.get $0
  i32.const 12
  i32.shl
  local.tee $1
  i32.load offset=4
  local.set $4
  local.get $1
  i64.load offset=8
  local.set $2
  i32.const 4100
  i32.load
  local.tee $3
  i32.const 12
  i32.shl
  local.tee $5
  local.get $0
  i32.store offset=20
  local.get $5
  i32.const 0
  i32.store offset=24
  local.get $5
  local.get $4
  i32.store offset=28
  local.get $5
  local.get $2
  i64.store offset=32
  local.get $4
  if
   local.get $4
   i32.const 12
   i32.shl
   local.get $3
   i32.store offset=24
  else
   local.get $1
   local.get $3
   i32.store
  end
  local.get $1
  local.get $3
  i32.store offset=4
  local.get $1
  local.get $2
  i64.const 1
  i64.add
  i64.store offset=8
  i32.const 4100
  i32.load
  i32.const 12
  i32.shl
  i32.const 2
  i32.store8 offset=12
  call $assembly/schedule/schedule
 )
 (func $assembly/untyped/untypedReclaim (param $0 i64) (param $1 i64) (result i32)
  (local $2 i32)
  (local $3 i32)
  (local $4 i32)
  (local $5 i32)
  (local $6 i32)
  local.get $0
  i32.const 1
  i32.const 2
  call $assembly/system-call/find
  local.tee $2
  if
   local.get $2
   return
  end
  local.get $1
  global.get $assembly/capability/foundPage
  i32.const 12
  i32.shl
  local.tee $2
  i64.load32_u
  i64.ge_u
  if (result i32)
   local.get $1
   local.get $2
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
   i32.load8_u offset=8192
  else
   i32.const 0
  end
  i32.eqz
  if
   i32.const 6
   return
  end
  local.get $1
  i32.wrap_i64
  local.tee $2
  i32.const 5
  i32.shl
  local.tee $3
  i32.load8_u offset=8193
  i32.eqz
  if
   local.get $3
   i64.load offset=8200
   local.tee $0
   i64.const 281474976710655
   i64.eq
   if (result i32)
    i32.const 8
   else
    local.get $3
    local.get $0
    i64.const 1
    i64.add
    i64.store offset=8200
    local.get $3
    i32.const 1
    i32.store8 offset=8193
    local.get $3
    i32.load8_u offset=8192
    i32.const 3
    i32.eq
    if
     local.get $2
     call $assembly/thread/stop
     local.get $2
     i32.const 12
     i32.shl
     i32.load offset=44
     local.tee $3
     if
      local.get $3
      i32.const 12
      i32.shl
      local.tee $4
      i32.load8_u offset=148
      if
       local.get $4
       i32.const 0
       i32.store8 offset=148
      else
       local.get $3
       i32.const 12
       i32.shl
       i32.const -64
       i32.sub
       i64.const 9
       i64.store
      end
      local.get $3
      i32.const 12
      i32.shl
      i32.const 0
      i32.store offset=40
      local.get $2
      i32.const 12
      i32.shl
      i32.const 0
      i32.store offset=44
      local.get $3
      call $assembly/schedule/wake
     end
    end
    i32.const 1
   end
   return
  end
  local.get $1
  i32.wrap_i64
  local.tee $2
  i32.const 5
  i32.shl
  i32.load8_u offset=8192
  local.tee $3
  i32.const 6
  i32.eq
  local.get $3
  i32.const 5
  i32.eq
  i32.or
  if (result i32)
   local.get $2
   i32.const 12
   i32.shl
   i32.load
  else
   i32.const 0
  end
  if (result i32)
   local.get $1
   i32.wrap_i64
   i32.const 12
   i32.shl
   local.tee $4
   i32.load
   local.tee $5
   i32.const 12
   i32.shl
   local.tee $2
   i32.load offset=24
   local.set $3
   local.get $2
   i32.load offset=28
   local.tee $6
   if
    local.get $6
    i32.const 12
    i32.shl
    local.get $3
    i32.store offset=24
   else
    local.get $4
    local.get $3
    i32.store
   end
   local.get $3
   if
    local.get $3
    i32.const 12
    i32.shl
    local.get $6
    i32.store offset=28
   else
    local.get $4
    local.get $6
    i32.store offset=4
   end
   local.get $2
   i32.const 0
   i32.store offset=20
   local.get $2
   i32.const 0
   i32.store offset=24
   local.get $2
   i32.const 0
   i32.store offset=28
   local.get $2
   i64.const 0
   i64.store offset=32
   local.get $5
   i32.const 12
   i32.shl
   local.tee $2
   i32.load8_u offset=148
   if
    local.get $2
    i32.const 0
    i32.store8 offset=148
   else
    local.get $5
    i32.const 12
    i32.shl
    i32.const -64
    i32.sub
    i64.const 9
    i64.store
   end
   local.get $5
   call $assembly/schedule/wake
   i32.const 1
  else
   local.get $1
   i32.wrap_i64
   i32.const 5
   i32.shl
   local.tee $2
   i32.const 0
   i32.store8 offset=8192
   local.get $2
   i32.const 0
   i32.store8 offset=8193
   local.get $2
   i32.const 0
   i32.store offset=8196
   i32.const 0
  end
 )
 (func $assembly/schedule/timer
  (local $0 i32)
  (local $1 i32)
  (local $2 i32)
  (local $3 i64)
  (local $4 i32)
  (local $5 i32)
  (local $6 i32)
  (local $7 i32)
  (local $8 i32)
  (local $9 i32)
  i32.const 4104
  i32.load
  local.tee $4
  i32.const 4112
  i32.load
  i32.ge_u
  local.set $5
  i32.const 4100
  i32.load
  local.tee $9
  if
   local.get $9
   i32.const 12
   i32.shl
   local.tee $8
   i32.load offset=16
   local.tee $6
   i32.const 12
   i32.shl
   local.tee $2
   local.get $8
   i32.load8_u offset=13
   local.tee $7
   i32.const 4
   i32.shl
   i32.add
   local.tee $0
   i32.load offset=4
   local.set $1
   local.get $0
   i64.load offset=8
   local.set $3
   local.get $8
   local.get $6
   i32.store offset=20
   local.get $8
   i32.const 0
   i32.store offset=24
   local.get $8
   local.get $1
   i32.store offset=28
   local.get $8
   local.get $3
   i64.store offset=32
   local.get $1
   if
    local.get $1
    i32.const 12
    i32.shl
    local.get $9
    i32.store offset=24
   else
    local.get $0
    local.get $9
    i32.store
   end
   local.get $0
   local.get $9
   i32.store offset=4
   local.get $0
   local.get $3
   i64.const 1
   i64.add
   i64.store offset=8
   local.get $8
   i32.const 1
   i32.store8 offset=12
   local.get $2
   i32.const 1024
   i32.add
   local.tee $0
   local.get $0
   i64.load
   i64.const 1
   local.get $7
   i64.extend_i32_u
   i64.shl
   i64.or
   i64.store
  end
  i32.const 4104
  local.get $5
  if (result i32)
   i32.const 4108
   i32.load
  else
   local.get $4
   i32.const 1
   i32.add
  end
  i32.store
  call $assembly/schedule/schedule
 )
 (func $assembly/index/systemCall (param $0 i32) (param $1 i64) (param $2 i64) (param $3 i64) (param $4 i64) (param $5 i64) (param $6 i64) (param $7 i64) (param $8 i64)
  (local $9 i32)
  (local $10 i32)
  (local $11 i32)
  (local $12 i32)
  i32.const 4100
  i32.load
  local.set $10
  local.get $1
  global.set $assembly/message/slots
  local.get $2
  global.set $assembly/message/label
  local.get $3
  global.set $assembly/message/word0
  local.get $4
  global.set $assembly/message/word1
  local.get $5
  global.set $assembly/message/word2
  local.get $6
  global.set $assembly/message/word3
  local.get $7
  global.set $assembly/message/word4
  local.get $8
  global.set $assembly/message/word5
  block $__inlined_func$assembly/index/perform$229
   block $case8|0
    block $case7|0
     block $case6|0
      block $case5|0
       block $case4|0
        block $case3|0
         block $case2|0
          block $case1|0
           block $case0|0
            local.get $0
            br_table $case0|0 $case1|0 $case2|0 $case3|0 $case4|0 $case5|0 $case6|0 $case7|0 $case8|0
           end
           block $__inlined_func$assembly/untyped/untypedRetype$16
            local.get $1
            i32.const 1
            i32.const 2
            call $assembly/system-call/find
            local.tee $0
            br_if $__inlined_func$assembly/untyped/untypedRetype$16
            i32.const 6
            local.set $0
            local.get $2
            global.get $assembly/capability/foundPage
            local.tee $9
            i32.const 12
            i32.shl
            local.tee $11
            i64.load32_u
            i64.ge_u
            if (result i32)
             local.get $2
             local.get $11
             i64.load32_u offset=4
             i64.lt_u
            else
             i32.const 0
            end
            i32.eqz
            local.get $3
            i64.eqz
            i32.or
            local.get $3
            i64.const 11
            i64.ge_u
            i32.or
            br_if $__inlined_func$assembly/untyped/untypedRetype$16
            local.get $6
            i64.const 256
            i64.lt_u
            i32.const 0
            local.get $3
            i64.const 1
            i64.eq
            if (result i32)
             local.get $4
             local.get $5
             i64.ge_u
             local.set $11
             i32.const 0
             local.get $2
             local.get $4
             i64.lt_u
             local.get $2
             local.get $5
             i64.ge_u
             i32.or
             local.get $4
             local.get $9
             i32.const 12
             i32.shl
             i64.load32_u
             i64.lt_u
             if (result i32)
              i32.const 1
             else
              local.get $5
              local.get $9
              i32.const 12
              i32.shl
              i64.load32_u offset=4
              i64.gt_u
             end
             local.get $11
             i32.or
             select
            else
             local.get $4
             local.get $5
             i64.or
             i64.eqz
            end
            select
            i32.eqz
            br_if $__inlined_func$assembly/untyped/untypedRetype$16
            i32.const 4100
            i32.load
            i32.const 12
            i32.shl
            i32.load offset=8
            i32.const 12
            i32.shl
            local.get $6
            i32.wrap_i64
            i32.const 4
            i32.shl
            i32.add
            local.set $11
            i32.const 7
            local.set $0
            local.get $2
            i32.wrap_i64
            i32.const 5
            i32.shl
            i32.load8_u offset=8192
            if (result i64)
             i64.const 1
            else
             local.get $11
             i64.load
            end
            i64.const 0
            i64.ne
            br_if $__inlined_func$assembly/untyped/untypedRetype$16
            local.get $2
            i32.wrap_i64
            local.tee $0
            i32.const 12
            i32.shl
            local.tee $12
            i32.const 0
            i32.const 4096
            memory.fill
            local.get $0
            i32.const 5
            i32.shl
            local.tee $0
            local.get $3
            i64.store8 offset=8192
            local.get $0
            local.get $9
            i32.store offset=8196
            local.get $3
            i64.const 1
            i64.eq
            if
             local.get $12
             local.get $4
             i64.store32
             local.get $12
             local.get $5
             i64.store32 offset=4
            end
            local.get $11
            local.get $2
            i32.wrap_i64
            local.tee $0
            i32.const 5
            i32.shl
            i64.load offset=8200
            i64.store
            local.get $11
            local.get $0
            i32.const 251658240
            i32.or
            i32.store offset=8
            local.get $11
            i32.const 0
            i32.store offset=12
            i32.const 0
            local.set $0
           end
           br $__inlined_func$assembly/index/perform$229
          end
          local.get $1
          local.get $2
          call $assembly/untyped/untypedReclaim
          local.set $0
          br $__inlined_func$assembly/index/perform$229
         end
         local.get $1
         local.get $2
         local.get $3
         local.get $4
         i32.const 1
         call $assembly/cnode/transfer
         local.tee $0
         i32.eqz
         if
          global.get $assembly/cnode/from
          i32.load offset=8
          i32.const 16777215
          i32.and
          local.set $0
          global.get $assembly/cnode/from
          i32.load8_u offset=11
          local.get $5
          i32.wrap_i64
          i32.and
          local.set $9
          global.get $assembly/cnode/from
          i32.load offset=12
          local.set $11
          global.get $assembly/cnode/into
          local.tee $12
          global.get $assembly/cnode/from
          i64.load
          i64.store
          local.get $12
          local.get $0
          local.get $9
          i32.const 24
          i32.shl
          i32.or
          i32.store offset=8
          local.get $12
          local.get $11
          i32.store offset=12
          i32.const 0
          local.set $0
         end
         br $__inlined_func$assembly/index/perform$229
        end
        block $__inlined_func$assembly/cnode/cnodeMint$371
         local.get $1
         local.get $2
         local.get $3
         local.get $4
         i32.const 1
         call $assembly/cnode/transfer
         local.tee $0
         br_if $__inlined_func$assembly/cnode/cnodeMint$371
         i32.const 6
         local.set $0
         local.get $6
         i64.eqz
         local.get $6
         i64.const 4294967296
         i64.ge_u
         i32.or
         br_if $__inlined_func$assembly/cnode/cnodeMint$371
         i32.const 7
         local.set $0
         global.get $assembly/cnode/from
         i32.load offset=12
         br_if $__inlined_func$assembly/cnode/cnodeMint$371
         global.get $assembly/cnode/from
         i32.load offset=8
         i32.const 16777215
         i32.and
         local.set $0
         global.get $assembly/cnode/from
         i32.load8_u offset=11
         local.get $5
         i32.wrap_i64
         i32.and
         local.set $9
         global.get $assembly/cnode/into
         local.tee $11
         global.get $assembly/cnode/from
         i64.load
         i64.store
         local.get $11
         local.get $0
         local.get $9
         i32.const 24
         i32.shl
         i32.or
         i32.store offset=8
         local.get $11
         local.get $6
         i64.store32 offset=12
         i32.const 0
         local.set $0
        end
        br $__inlined_func$assembly/index/perform$229
       end
       local.get $1
       local.get $2
       local.get $3
       local.get $4
       i32.const 2
       call $assembly/cnode/transfer
       local.tee $0
       i32.eqz
       if
        global.get $assembly/cnode/from
        i32.load offset=8
        i32.const 16777215
        i32.and
        local.set $0
        global.get $assembly/cnode/from
        i32.load8_u offset=11
        local.set $9
        global.get $assembly/cnode/from
        i32.load offset=12
        local.set $11
        global.get $assembly/cnode/into
        local.tee $12
        global.get $assembly/cnode/from
        i64.load
        i64.store
        local.get $12
        local.get $0
        local.get $9
        i32.const 24
        i32.shl
        i32.or
        i32.store offset=8
        local.get $12
        local.get $11
        i32.store offset=12
        global.get $assembly/cnode/from
        local.tee $0
        i64.const 0
        i64.store
        local.get $0
        i32.const 0
        i32.store offset=8
        local.get $0
        i32.const 0
        i32.store offset=12
        i32.const 0
        local.set $0
       end
       br $__inlined_func$assembly/index/perform$229
      end
      block $__inlined_func$assembly/cnode/cnodeDelete$416
       local.get $1
       i32.const 2
       i32.const 2
       call $assembly/system-call/find
       local.tee $0
       br_if $__inlined_func$assembly/cnode/cnodeDelete$416
       i32.const 6
       local.set $0
       local.get $2
       i64.const 256
       i64.ge_u
       br_if $__inlined_func$assembly/cnode/cnodeDelete$416
       global.get $assembly/capability/foundPage
       i32.const 12
       i32.shl
       local.get $2
       i32.wrap_i64
       i32.const 4
       i32.shl
       i32.add
       local.tee $0
       i64.const 0
       i64.store
       local.get $0
       i32.const 0
       i32.store offset=8
       local.get $0
       i32.const 0
       i32.store offset=12
       i32.const 0
       local.set $0
      end
      br $__inlined_func$assembly/index/perform$229
     end
     block $__inlined_func$assembly/indirection/indirectionCreate$417
      local.get $1
      i32.const 4
      i32.const 4
      call $assembly/system-call/findDirect
      local.tee $0
      br_if $__inlined_func$assembly/indirection/indirectionCreate$417
      i32.const 3
      local.set $0
      i32.const 4100
      i32.load
      i32.const 12
      i32.shl
      local.tee $11
      i32.load offset=8
      local.set $12
      block $__inlined_func$assembly/system-call/slotOf$17
       local.get $11
       i64.load
       local.tee $1
       i64.const 0
       i64.ne
       if (result i32)
        i32.const 4096
        i64.load32_u
        local.get $12
        i64.extend_i32_u
        i64.gt_u
       else
        i32.const 0
       end
       if (result i32)
        local.get $1
        local.get $12
        i32.const 5
        i32.shl
        i64.load offset=8200
        i64.eq
       else
        i32.const 0
       end
       i32.eqz
       br_if $__inlined_func$assembly/system-call/slotOf$17
       local.get $12
       i32.const 5
       i32.shl
       i32.load8_u offset=8192
       i32.const 2
       i32.eq
       local.get $2
       i64.const 256
       i64.lt_u
       i32.and
       i32.eqz
       br_if $__inlined_func$assembly/system-call/slotOf$17
       local.get $12
       i32.const 12
       i32.shl
       local.get $2
       i32.wrap_i64
       i32.const 4
       i32.shl
       i32.add
       local.set $9
      end
      local.get $9
      if (result i32)
       local.get $9
       i32.load offset=8
       i32.const 16777215
       i32.and
       local.set $11
       local.get $9
       i64.load
       local.tee $1
       i64.const 0
       i64.ne
       if (result i32)
        i32.const 4096
        i64.load32_u
        local.get $11
        i64.extend_i32_u
        i64.gt_u
       else
        i32.const 0
       end
       if (result i32)
        local.get $1
        local.get $11
        i32.const 5
        i32.shl
        i64.load offset=8200
        i64.eq
       else
        i32.const 0
       end
      else
       i32.const 0
      end
      i32.eqz
      br_if $__inlined_func$assembly/indirection/indirectionCreate$417
      i32.const 6
      local.set $0
      local.get $9
      i32.load offset=8
      i32.const 16777215
      i32.and
      local.tee $11
      global.get $assembly/system-call/foundCapability
      i32.load offset=8
      i32.const 16777215
      i32.and
      local.tee $12
      i32.eq
      br_if $__inlined_func$assembly/indirection/indirectionCreate$417
      i32.const 7
      local.set $0
      local.get $12
      i32.const 12
      i32.shl
      local.tee $12
      i64.load
      i64.const 0
      i64.ne
      br_if $__inlined_func$assembly/indirection/indirectionCreate$417
      local.get $9
      i32.load8_u offset=11
      local.get $3
      i32.wrap_i64
      i32.and
      local.set $0
      local.get $12
      local.get $9
      i64.load
      i64.store
      local.get $12
      local.get $11
      local.get $0
      i32.const 24
      i32.shl
      i32.or
      i32.store offset=8
      local.get $12
      i32.const 0
      i32.store offset=12
      i32.const 0
      local.set $0
     end
     br $__inlined_func$assembly/index/perform$229
    end
    block $__inlined_func$assembly/indirection/indirectionInvalidate$418
     local.get $1
     i32.const 4
     i32.const 4
     call $assembly/system-call/findDirect
     local.tee $0
     br_if $__inlined_func$assembly/indirection/indirectionInvalidate$418
     i32.const 8
     local.set $0
     global.get $assembly/system-call/foundCapability
     local.tee $9
     i64.load
     i64.const 1
     i64.add
     local.tee $1
     i64.const 281474976710655
     i64.gt_u
     br_if $__inlined_func$assembly/indirection/indirectionInvalidate$418
     local.get $9
     i32.load offset=8
     i32.const 16777215
     i32.and
     local.tee $0
     i32.const 12
     i32.shl
     local.tee $11
     i64.const 0
     i64.store
     local.get $11
     i32.const 0
     i32.store offset=8
     local.get $11
     i32.const 0
     i32.store offset=12
     local.get $0
     i32.const 5
     i32.shl
     local.get $1
     i64.store offset=8200
     local.get $9
     local.get $1
     i64.store
     i32.const 0
     local.set $0
    end
    br $__inlined_func$assembly/index/perform$229
   end
   local.get $0
   local.get $1
   local.get $2
   call $assembly/index/performThread
   local.set $0
  end
  local.get $0
  i32.const -1
  i32.ne
  if
   local.get $10
   i32.const 12
   i32.shl
   i32.const -64
   i32.sub
   local.get $0
   i64.extend_i32_u
   i64.store
  end
 )
 (func $assembly/index/performThread (param $0 i32) (param $1 i64) (param $2 i64) (result i32)
  (local $3 i32)
  (local $4 i32)
  (local $5 i32)
  (local $6 i32)
  (local $7 i32)
  (local $8 i32)
  block $folding-inner0
   block $case6|0
    block $case5|0
     block $case4|0
      block $case3|0
       block $case2|0
        block $case1|0
         block $case0|0
          local.get $0
          i32.const 8
          i32.sub
          br_table $case0|0 $case1|0 $case2|0 $case3|0 $case4|0 $case6|0 $case6|0 $case6|0 $case6|0 $case6|0 $case6|0 $case6|0 $case6|0 $case6|0 $case6|0 $case6|0 $case5|0 $case6|0
         end
         block $__inlined_func$assembly/thread/threadConfigure$363
          local.get $1
          i32.const 3
          i32.const 2
          call $assembly/system-call/find
          local.tee $0
          br_if $__inlined_func$assembly/thread/threadConfigure$363
          local.get $2
          i32.const 2
          i32.const 15
          call $assembly/system-call/findDirect
          local.tee $0
          br_if $__inlined_func$assembly/thread/threadConfigure$363
          global.get $assembly/capability/foundPage
          i32.const 12
          i32.shl
          local.tee $0
          global.get $assembly/system-call/foundCapability
          i64.load
          i64.store
          local.get $0
          global.get $assembly/system-call/foundCapability
          i32.load offset=8
          i32.const 16777215
          i32.and
          i32.store offset=8
          i32.const 0
          local.set $0
         end
         br $folding-inner0
        end
        block $__inlined_func$assembly/thread/threadResume$410
         local.get $1
         i32.const 3
         i32.const 2
         call $assembly/system-call/find
         local.tee $0
         br_if $__inlined_func$assembly/thread/threadResume$410
         i32.const 7
         local.set $0
         global.get $assembly/capability/foundPage
         local.tee $3
         i32.const 12
         i32.shl
         local.tee $4
         i32.load8_u offset=12
         br_if $__inlined_func$assembly/thread/threadResume$410
         i32.const 6
         local.set $0
         local.get $4
         i32.load offset=16
         i32.eqz
         br_if $__inlined_func$assembly/thread/threadResume$410
         local.get $3
         call $assembly/schedule/wake
         i32.const 0
         local.set $0
        end
        br $folding-inner0
       end
       local.get $1
       i32.const 3
       i32.const 2
       call $assembly/system-call/find
       local.tee $0
       i32.eqz
       if
        global.get $assembly/capability/foundPage
        call $assembly/thread/stop
       end
       br $folding-inner0
      end
      block $__inlined_func$assembly/thread/threadSetPriority$411
       local.get $1
       i32.const 3
       i32.const 2
       call $assembly/system-call/find
       local.tee $0
       br_if $__inlined_func$assembly/thread/threadSetPriority$411
       i32.const 6
       local.set $0
       local.get $2
       i32.const 4100
       i32.load
       i32.const 12
       i32.shl
       i64.load8_u offset=13
       i64.gt_u
       br_if $__inlined_func$assembly/thread/threadSetPriority$411
       global.get $assembly/capability/foundPage
       local.tee $0
       call $assembly/thread/withdraw
       local.set $3
       local.get $0
       i32.const 12
       i32.shl
       local.get $2
       i64.store8 offset=13
       local.get $0
       local.get $3
       call $assembly/thread/putBack
       i32.const 0
       local.set $0
      end
      br $folding-inner0
     end
     block $__inlined_func$assembly/thread/threadSetDomain$365
      local.get $1
      i32.const 3
      i32.const 2
      call $assembly/system-call/find
      local.tee $0
      br_if $__inlined_func$assembly/thread/threadSetDomain$365
      global.get $assembly/capability/foundPage
      local.set $3
      local.get $2
      i32.const 11
      i32.const 2
      call $assembly/system-call/find
      local.tee $0
      br_if $__inlined_func$assembly/thread/threadSetDomain$365
      local.get $3
      call $assembly/thread/withdraw
      local.set $0
      local.get $3
      i32.const 12
      i32.shl
      global.get $assembly/capability/foundPage
      i32.store offset=16
      local.get $3
      local.get $0
      call $assembly/thread/putBack
      i32.const 0
      local.set $0
     end
     br $folding-inner0
    end
    block $__inlined_func$assembly/thread/threadSetHandler$366
     local.get $1
     i32.const 3
     i32.const 2
     call $assembly/system-call/find
     local.tee $0
     br_if $__inlined_func$assembly/thread/threadSetHandler$366
     local.get $2
     i32.const 5
     i32.const 2
     call $assembly/system-call/findDirect
     local.tee $0
     br_if $__inlined_func$assembly/thread/threadSetHandler$366
     global.get $assembly/capability/foundPage
     i32.const 12
     i32.shl
     local.tee $0
     global.get $assembly/system-call/foundCapability
     i64.load
     i64.store offset=136
     local.get $0
     global.get $assembly/system-call/foundCapability
     i32.load offset=8
     i32.const 16777215
     i32.and
     i32.store offset=60
     local.get $0
     global.get $assembly/system-call/foundCapability
     i32.load offset=12
     i32.store offset=144
     i32.const 0
     local.set $0
    end
    br $folding-inner0
   end
   block $__inlined_func$assembly/index/performMessage$226
    block $case11|0
     block $case10|0
      block $case9|0
       block $case8|0
        block $case7|0
         block $case6|01
          block $case5|02
           block $case4|03
            block $case3|04
             block $case2|05
              block $case1|06
               block $case0|07
                local.get $0
                i32.const 13
                i32.sub
                br_table $case0|07 $case1|06 $case2|05 $case3|04 $case4|03 $case5|02 $case6|01 $case7|0 $case8|0 $case9|0 $case10|0 $case11|0
               end
               block $__inlined_func$assembly/endpoint/send$367
                global.get $assembly/message/slots
                i64.const 65535
                i64.and
                i32.const 5
                i32.const 2
                call $assembly/system-call/find
                local.tee $0
                br_if $__inlined_func$assembly/endpoint/send$367
                global.get $assembly/capability/foundPage
                i32.const 12
                i32.shl
                i32.load
                local.tee $0
                i32.const 0
                local.get $0
                if (result i32)
                 local.get $0
                 i32.const 12
                 i32.shl
                 i32.load8_u offset=12
                 i32.const 3
                 i32.eq
                else
                 i32.const 0
                end
                select
                local.tee $0
                i32.eqz
                if
                 global.get $assembly/capability/foundPage
                 i32.const 0
                 call $assembly/endpoint/waitToSend
                 i32.const -1
                 local.set $0
                 br $__inlined_func$assembly/endpoint/send$367
                end
                local.get $0
                global.get $assembly/capability/foundPage
                call $assembly/endpoint/deliverTo
                local.get $0
                call $assembly/schedule/wake
                i32.const 0
                local.set $0
               end
               br $__inlined_func$assembly/index/performMessage$226
              end
              block $__inlined_func$assembly/endpoint/nonblockingSend$368
               global.get $assembly/message/slots
               i64.const 65535
               i64.and
               i32.const 5
               i32.const 2
               call $assembly/system-call/find
               local.tee $0
               br_if $__inlined_func$assembly/endpoint/nonblockingSend$368
               i32.const 0
               local.set $0
               global.get $assembly/capability/foundPage
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
                i32.load8_u offset=12
                i32.const 3
                i32.eq
               else
                i32.const 0
               end
               select
               local.tee $3
               i32.eqz
               br_if $__inlined_func$assembly/endpoint/nonblockingSend$368
               local.get $3
               global.get $assembly/capability/foundPage
               call $assembly/endpoint/deliverTo
               local.get $3
               call $assembly/schedule/wake
              end
              br $__inlined_func$assembly/index/performMessage$226
             end
             block $__inlined_func$assembly/endpoint/call$429
              global.get $assembly/message/slots
              i64.const 65535
              i64.and
              i32.const 5
              i32.const 2
              call $assembly/system-call/find
              local.tee $0
              br_if $__inlined_func$assembly/endpoint/call$429
              i32.const 4100
              i32.load
              i32.const 12
              i32.shl
              global.get $assembly/message/slots
              i64.const 32
              i64.shr_u
              i64.const 65535
              i64.and
              i64.store32 offset=56
              global.get $assembly/capability/foundPage
              i32.const 12
              i32.shl
              i32.load
              local.tee $0
              i32.const 0
              local.get $0
              if (result i32)
               local.get $0
               i32.const 12
               i32.shl
               i32.load8_u offset=12
               i32.const 3
               i32.eq
              else
               i32.const 0
              end
              select
              local.tee $0
              i32.eqz
              if
               global.get $assembly/capability/foundPage
               i32.const 1
               call $assembly/endpoint/waitToSend
               i32.const -1
               local.set $0
               br $__inlined_func$assembly/endpoint/call$429
              end
              local.get $0
              global.get $assembly/capability/foundPage
              call $assembly/endpoint/deliverTo
              i32.const 4100
              i32.load
              local.tee $3
              i32.const 12
              i32.shl
              local.tee $4
              i32.const 4
              i32.store8 offset=12
              local.get $4
              local.get $0
              i32.store offset=40
              local.get $0
              i32.const 12
              i32.shl
              local.get $3
              i32.store offset=44
              local.get $0
              call $assembly/schedule/handOver
              i32.const -1
              local.set $0
             end
             br $__inlined_func$assembly/index/performMessage$226
            end
            block $__inlined_func$assembly/endpoint/receive$430
             global.get $assembly/message/slots
             i64.const 65535
             i64.and
             i32.const 5
             i32.const 1
             call $assembly/system-call/find
             local.tee $0
             br_if $__inlined_func$assembly/endpoint/receive$430
             i32.const 7
             local.set $0
             i32.const 4100
             i32.load
             i32.const 12
             i32.shl
             local.tee $3
             i32.load offset=44
             br_if $__inlined_func$assembly/endpoint/receive$430
             local.get $3
             global.get $assembly/message/slots
             i64.const 32
             i64.shr_u
             i64.const 65535
             i64.and
             i64.store32 offset=56
             global.get $assembly/capability/foundPage
             i32.const 12
             i32.shl
             i32.load
             local.tee $0
             i32.const 0
             local.get $0
             if (result i32)
              local.get $0
              i32.const 12
              i32.shl
              i32.load8_u offset=12
              i32.const 2
              i32.eq
             else
              i32.const 0
             end
             select
             local.tee $0
             i32.eqz
             if
              global.get $assembly/capability/foundPage
              local.tee $0
              i32.const 12
              i32.shl
              local.tee $3
              i32.load offset=4
              local.set $4
              local.get $3
              i64.load offset=8
              local.set $1
              i32.const 4100
              i32.load
              local.tee $5
              i32.const 12
              i32.shl
              local.tee $6
              local.get $0
              i32.store offset=20
              local.get $6
              i32.const 0
              i32.store offset=24
              local.get $6
              local.get $4
              i32.store offset=28
              local.get $6
              local.get $1
              i64.store offset=32
              local.get $4
              if
               local.get $4
               i32.const 12
               i32.shl
               local.get $5
               i32.store offset=24
              else
               local.get $3
               local.get $5
               i32.store
              end
              local.get $3
              local.get $5
              i32.store offset=4
              local.get $3
              local.get $1
              i64.const 1
              i64.add
              i64.store offset=8
              i32.const 4100
              i32.load
              i32.const 12
              i32.shl
              i32.const 3
              i32.store8 offset=12
              call $assembly/schedule/schedule
              i32.const -1
              local.set $0
              br $__inlined_func$assembly/endpoint/receive$430
             end
             local.get $0
             global.get $assembly/capability/foundPage
             call $assembly/endpoint/take
             i32.const 0
             local.set $0
            end
            br $__inlined_func$assembly/index/performMessage$226
           end
           block $__inlined_func$assembly/endpoint/nonblockingReceive$431
            global.get $assembly/message/slots
            i64.const 65535
            i64.and
            i32.const 5
            i32.const 1
            call $assembly/system-call/find
            local.tee $0
            br_if $__inlined_func$assembly/endpoint/nonblockingReceive$431
            i32.const 7
            local.set $0
            i32.const 4100
            i32.load
            i32.const 12
            i32.shl
            local.tee $3
            i32.load offset=44
            br_if $__inlined_func$assembly/endpoint/nonblockingReceive$431
            local.get $3
            global.get $assembly/message/slots
            i64.const 32
            i64.shr_u
            i64.const 65535
            i64.and
            i64.store32 offset=56
            i32.const 10
            local.set $0
            global.get $assembly/capability/foundPage
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
             i32.load8_u offset=12
             i32.const 2
             i32.eq
            else
             i32.const 0
            end
            select
            local.tee $3
            i32.eqz
            br_if $__inlined_func$assembly/endpoint/nonblockingReceive$431
            local.get $3
            global.get $assembly/capability/foundPage
            call $assembly/endpoint/take
            i32.const 0
            local.set $0
           end
           br $__inlined_func$assembly/index/performMessage$226
          end
          i32.const 4100
          i32.load
          i32.const 12
          i32.shl
          i32.load offset=44
          local.tee $0
          if (result i32)
           local.get $0
           i32.const 12
           i32.shl
           local.tee $3
           i32.load8_u offset=148
           if
            local.get $3
            i32.const 0
            i32.store8 offset=148
           else
            local.get $0
            i32.const 0
            i32.const 1
            call $assembly/message/deliver
           end
           i32.const 4100
           i32.load
           local.get $0
           i32.const 12
           i32.shl
           i32.const 0
           i32.store offset=40
           i32.const 12
           i32.shl
           i32.const 0
           i32.store offset=44
           local.get $0
           call $assembly/schedule/wake
           i32.const 0
          else
           i32.const 10
          end
          local.set $0
          br $__inlined_func$assembly/index/performMessage$226
         end
         block $__inlined_func$assembly/endpoint/replyReceive$13
          global.get $assembly/message/slots
          i64.const 65535
          i64.and
          i32.const 5
          i32.const 1
          call $assembly/system-call/find
          local.tee $0
          br_if $__inlined_func$assembly/endpoint/replyReceive$13
          i32.const 4100
          i32.load
          i32.const 12
          i32.shl
          local.tee $0
          i32.load offset=44
          local.set $3
          local.get $0
          global.get $assembly/message/slots
          i64.const 32
          i64.shr_u
          i64.const 65535
          i64.and
          i64.store32 offset=56
          local.get $3
          if
           local.get $3
           i32.const 12
           i32.shl
           local.tee $0
           i32.load8_u offset=148
           if
            local.get $0
            i32.const 0
            i32.store8 offset=148
           else
            local.get $3
            i32.const 0
            i32.const 1
            call $assembly/message/deliver
           end
           i32.const 4100
           i32.load
           local.get $3
           i32.const 12
           i32.shl
           i32.const 0
           i32.store offset=40
           i32.const 12
           i32.shl
           i32.const 0
           i32.store offset=44
          end
          global.get $assembly/capability/foundPage
          i32.const 12
          i32.shl
          i32.load
          local.tee $0
          i32.const 0
          local.get $0
          if (result i32)
           local.get $0
           i32.const 12
           i32.shl
           i32.load8_u offset=12
           i32.const 2
           i32.eq
          else
           i32.const 0
          end
          select
          local.tee $0
          i32.eqz
          if
           global.get $assembly/capability/foundPage
           local.tee $0
           i32.const 12
           i32.shl
           local.tee $4
           i32.load offset=4
           local.set $5
           local.get $4
           i64.load offset=8
           local.set $1
           i32.const 4100
           i32.load
           local.tee $6
           i32.const 12
           i32.shl
           local.tee $7
           local.get $0
           i32.store offset=20
           local.get $7
           i32.const 0
           i32.store offset=24
           local.get $7
           local.get $5
           i32.store offset=28
           local.get $7
           local.get $1
           i64.store offset=32
           local.get $5
           if
            local.get $5
            i32.const 12
            i32.shl
            local.get $6
            i32.store offset=24
           else
            local.get $4
            local.get $6
            i32.store
           end
           local.get $4
           local.get $6
           i32.store offset=4
           local.get $4
           local.get $1
           i64.const 1
           i64.add
           i64.store offset=8
           i32.const 4100
           i32.load
           i32.const 12
           i32.shl
           i32.const 3
           i32.store8 offset=12
           local.get $3
           if
            local.get $3
            call $assembly/schedule/handOver
           else
            call $assembly/schedule/schedule
           end
           i32.const -1
           local.set $0
           br $__inlined_func$assembly/endpoint/replyReceive$13
          end
          local.get $0
          global.get $assembly/capability/foundPage
          call $assembly/endpoint/take
          local.get $3
          if
           local.get $3
           call $assembly/schedule/wake
          end
          i32.const 0
          local.set $0
         end
         br $__inlined_func$assembly/index/performMessage$226
        end
        block $__inlined_func$assembly/notification/signal$415
         local.get $1
         i32.const 6
         i32.const 2
         call $assembly/system-call/find
         local.tee $0
         br_if $__inlined_func$assembly/notification/signal$415
         global.get $assembly/capability/foundPage
         i32.const 12
         i32.shl
         local.tee $0
         i32.load
         local.tee $3
         i32.eqz
         if
          local.get $0
          local.get $0
          i64.load offset=16
          global.get $assembly/system-call/foundBadge
          i64.extend_i32_u
          i64.or
          i64.store offset=16
          i32.const 0
          local.set $0
          br $__inlined_func$assembly/notification/signal$415
         end
         local.get $3
         i32.const 12
         i32.shl
         local.tee $4
         i32.load offset=24
         local.set $5
         local.get $4
         i32.load offset=28
         local.tee $6
         if
          local.get $6
          i32.const 12
          i32.shl
          local.get $5
          i32.store offset=24
         else
          local.get $0
          local.get $5
          i32.store
         end
         local.get $5
         if
          local.get $5
          i32.const 12
          i32.shl
          local.get $6
          i32.store offset=28
         else
          local.get $0
          local.get $6
          i32.store offset=4
         end
         local.get $4
         i32.const 0
         i32.store offset=20
         local.get $4
         i32.const 0
         i32.store offset=24
         local.get $4
         i32.const 0
         i32.store offset=28
         local.get $4
         i64.const 0
         i64.store offset=32
         local.get $3
         i32.const 12
         i32.shl
         local.tee $0
         global.get $assembly/system-call/foundBadge
         i64.extend_i32_u
         i64.store offset=72
         local.get $0
         i32.const -64
         i32.sub
         i64.const 0
         i64.store
         local.get $3
         call $assembly/schedule/wake
         i32.const 0
         local.set $0
        end
        br $__inlined_func$assembly/index/performMessage$226
       end
       block $__inlined_func$assembly/notification/wait$432
        local.get $1
        i32.const 6
        i32.const 1
        call $assembly/system-call/find
        local.tee $0
        br_if $__inlined_func$assembly/notification/wait$432
        global.get $assembly/capability/foundPage
        i32.const 12
        i32.shl
        local.tee $0
        i64.load offset=16
        local.tee $1
        i64.const 0
        i64.ne
        if
         i32.const 4100
         i32.load
         i32.const 12
         i32.shl
         local.get $1
         i64.store offset=72
         local.get $0
         i64.const 0
         i64.store offset=16
         i32.const 0
         local.set $0
         br $__inlined_func$assembly/notification/wait$432
        end
        global.get $assembly/capability/foundPage
        i32.const 12
        i32.shl
        local.tee $0
        i32.load offset=4
        local.set $3
        local.get $0
        i64.load offset=8
        local.set $1
        i32.const 4100
        i32.load
        local.tee $4
        i32.const 12
        i32.shl
        local.tee $5
        global.get $assembly/capability/foundPage
        i32.store offset=20
        local.get $5
        i32.const 0
        i32.store offset=24
        local.get $5
        local.get $3
        i32.store offset=28
        local.get $5
        local.get $1
        i64.store offset=32
        local.get $3
        if
         local.get $3
         i32.const 12
         i32.shl
         local.get $4
         i32.store offset=24
        else
         local.get $0
         local.get $4
         i32.store
        end
        local.get $0
        local.get $4
        i32.store offset=4
        local.get $0
        local.get $1
        i64.const 1
        i64.add
        i64.store offset=8
        i32.const 4100
        i32.load
        i32.const 12
        i32.shl
        i32.const 5
        i32.store8 offset=12
        call $assembly/schedule/schedule
        i32.const -1
        local.set $0
       end
       br $__inlined_func$assembly/index/performMessage$226
      end
      block $__inlined_func$assembly/notification/poll$433
       local.get $1
       i32.const 6
       i32.const 1
       call $assembly/system-call/find
       local.tee $0
       br_if $__inlined_func$assembly/notification/poll$433
       i32.const 10
       local.set $0
       global.get $assembly/capability/foundPage
       i32.const 12
       i32.shl
       local.tee $3
       i64.load offset=16
       local.tee $1
       i64.eqz
       br_if $__inlined_func$assembly/notification/poll$433
       i32.const 4100
       i32.load
       i32.const 12
       i32.shl
       local.get $1
       i64.store offset=72
       local.get $3
       i64.const 0
       i64.store offset=16
       i32.const 0
       local.set $0
      end
      br $__inlined_func$assembly/index/performMessage$226
     end
     i32.const 4100
     i32.load
     local.tee $3
     i32.const 12
     i32.shl
     local.tee $4
     i32.load offset=16
     local.tee $5
     i32.const 12
     i32.shl
     local.tee $6
     local.get $4
     i32.load8_u offset=13
     local.tee $7
     i32.const 4
     i32.shl
     i32.add
     local.tee $8
     i32.load offset=4
     local.set $0
     local.get $8
     i64.load offset=8
     local.set $1
     local.get $4
     local.get $5
     i32.store offset=20
     local.get $4
     i32.const 0
     i32.store offset=24
     local.get $4
     local.get $0
     i32.store offset=28
     local.get $4
     local.get $1
     i64.store offset=32
     local.get $0
     if
      local.get $0
      i32.const 12
      i32.shl
      local.get $3
      i32.store offset=24
     else
      local.get $8
      local.get $3
      i32.store
     end
     local.get $8
     local.get $3
     i32.store offset=4
     local.get $8
     local.get $1
     i64.const 1
     i64.add
     i64.store offset=8
     local.get $4
     i32.const 1
     i32.store8 offset=12
     local.get $6
     i32.const 1024
     i32.add
     local.tee $0
     local.get $0
     i64.load
     i64.const 1
     local.get $7
     i64.extend_i32_u
     i64.shl
     i64.or
     i64.store
     call $assembly/schedule/schedule
     i32.const 0
     local.set $0
     br $__inlined_func$assembly/index/performMessage$226
    end
    i32.const 2
    local.set $0
   end
   local.get $0
   return
  end
  local.get $0
 )
 (func $assembly/fault/fault (param $0 i64) (param $1 i64)
  (local $2 i32)
  (local $3 i64)
  (local $4 i32)
  (local $5 i32)
  (local $6 i32)
  (local $7 i32)
  (local $8 i32)
  i32.const 4100
  i32.load
  local.tee $4
  i32.const 12
  i32.shl
  local.tee $2
  i32.load offset=60
  local.set $5
  local.get $2
  i64.load offset=136
  local.tee $3
  i64.const 0
  i64.ne
  if (result i32)
   i32.const 4096
   i64.load32_u
   local.get $5
   i64.extend_i32_u
   i64.gt_u
  else
   i32.const 0
  end
  if (result i32)
   local.get $3
   local.get $5
   i32.const 5
   i32.shl
   i64.load offset=8200
   i64.eq
  else
   i32.const 0
  end
  if (result i32)
   local.get $5
   i32.const 0
   local.get $5
   i32.const 5
   i32.shl
   i32.load8_u offset=8192
   i32.const 5
   i32.eq
   select
  else
   i32.const 0
  end
  local.tee $2
  i32.eqz
  if
   local.get $4
   call $assembly/thread/stop
   return
  end
  local.get $4
  i32.const 12
  i32.shl
  local.tee $5
  i32.const 1
  i32.store8 offset=148
  local.get $5
  local.get $0
  i64.store offset=152
  local.get $5
  local.get $1
  i64.store offset=160
  local.get $5
  local.get $5
  i32.load offset=144
  i32.store offset=48
  local.get $5
  i32.const 1
  i32.store8 offset=14
  block $__inlined_func$assembly/fault/tell$385
   local.get $2
   i32.const 12
   i32.shl
   i32.load
   local.tee $5
   i32.const 0
   local.get $5
   if (result i32)
    local.get $5
    i32.const 12
    i32.shl
    i32.load8_u offset=12
    i32.const 3
    i32.eq
   else
    i32.const 0
   end
   select
   local.tee $5
   i32.eqz
   if
    local.get $2
    i32.const 12
    i32.shl
    local.tee $4
    i32.load offset=4
    local.set $5
    local.get $4
    i64.load offset=8
    local.set $0
    i32.const 4100
    i32.load
    local.tee $6
    i32.const 12
    i32.shl
    local.tee $7
    local.get $2
    i32.store offset=20
    local.get $7
    i32.const 0
    i32.store offset=24
    local.get $7
    local.get $5
    i32.store offset=28
    local.get $7
    local.get $0
    i64.store offset=32
    local.get $5
    if
     local.get $5
     i32.const 12
     i32.shl
     local.get $6
     i32.store offset=24
    else
     local.get $4
     local.get $6
     i32.store
    end
    local.get $4
    local.get $6
    i32.store offset=4
    local.get $4
    local.get $0
    i64.const 1
    i64.add
    i64.store offset=8
    i32.const 4100
    i32.load
    i32.const 12
    i32.shl
    i32.const 2
    i32.store8 offset=12
    call $assembly/schedule/schedule
    br $__inlined_func$assembly/fault/tell$385
   end
   local.get $2
   i32.const 12
   i32.shl
   local.set $6
   local.get $5
   i32.const 12
   i32.shl
   local.tee $7
   i32.load offset=24
   local.set $8
   local.get $7
   i32.load offset=28
   local.tee $2
   if
    local.get $2
    i32.const 12
    i32.shl
    local.get $8
    i32.store offset=24
   else
    local.get $6
    local.get $8
    i32.store
   end
   local.get $8
   if
    local.get $8
    i32.const 12
    i32.shl
    local.get $2
    i32.store offset=28
   else
    local.get $6
    local.get $2
    i32.store offset=4
   end
   local.get $7
   i32.const 0
   i32.store offset=20
   local.get $7
   i32.const 0
   i32.store offset=24
   local.get $7
   i32.const 0
   i32.store offset=28
   local.get $7
   i64.const 0
   i64.store offset=32
   local.get $5
   i32.const 12
   i32.shl
   local.tee $2
   i32.const 80
   i32.add
   i32.const 0
   i32.const 56
   memory.fill
   local.get $2
   local.get $4
   i32.const 12
   i32.shl
   local.tee $6
   i64.load offset=152
   i64.store offset=80
   local.get $2
   local.get $6
   i64.load offset=160
   i64.store offset=88
   local.get $2
   local.get $6
   i64.load32_u offset=48
   i64.const 8589934592
   i64.or
   i64.store offset=72
   local.get $2
   i32.const -64
   i32.sub
   i64.const 0
   i64.store
   local.get $6
   i32.const 4
   i32.store8 offset=12
   local.get $6
   local.get $5
   i32.store offset=40
   local.get $2
   local.get $4
   i32.store offset=44
   local.get $5
   call $assembly/schedule/handOver
  end
 )
 (func $assembly/boot/boot (param $0 i32) (param $1 i32) (result i32)
  (local $2 i32)
  (local $3 i32)
  (local $4 i32)
  (local $5 i32)
  (local $6 i32)
  local.get $1
  i32.eqz
  local.get $1
  i32.const 64
  i32.gt_u
  i32.or
  local.get $0
  i32.const 1048576
  i32.gt_u
  i32.or
  if
   i32.const 0
   return
  end
  local.get $0
  i32.const 5
  i32.shl
  i32.const 12287
  i32.add
  i32.const 12
  i32.shr_s
  local.tee $4
  i32.const 3
  i32.add
  local.get $1
  i32.add
  local.tee $3
  local.get $0
  i32.ge_u
  if
   i32.const 0
   return
  end
  i32.const 4096
  i32.const 0
  local.get $0
  i32.const 5
  i32.shl
  i32.const 4096
  i32.add
  memory.fill
  i32.const 4096
  local.get $0
  i32.store
  loop $for-loop|0
   local.get $0
   local.get $2
   i32.gt_u
   if
    local.get $2
    i32.const 5
    i32.shl
    i64.const 1
    i64.store offset=8200
    local.get $2
    i32.const 1
    i32.add
    local.set $2
    br $for-loop|0
   end
  end
  local.get $4
  i32.const 12
  i32.shl
  local.tee $2
  i32.const 0
  local.get $1
  i32.const 3
  i32.add
  i32.const 12
  i32.shl
  memory.fill
  local.get $4
  i32.const 5
  i32.shl
  i32.const 1
  i32.store8 offset=8192
  local.get $4
  i32.const 1
  i32.add
  local.tee $5
  i32.const 5
  i32.shl
  i32.const 2
  i32.store8 offset=8192
  local.get $4
  i32.const 2
  i32.add
  local.tee $6
  i32.const 5
  i32.shl
  i32.const 3
  i32.store8 offset=8192
  local.get $2
  local.get $3
  i32.store
  local.get $2
  local.get $0
  i32.store offset=4
  local.get $6
  i32.const 12
  i32.shl
  local.tee $0
  i64.const 1
  i64.store
  local.get $0
  local.get $5
  i32.store offset=8
  local.get $0
  i32.const 1
  i32.store8 offset=12
  local.get $0
  i32.const 63
  i32.store8 offset=13
  local.get $0
  local.get $4
  i32.const 3
  i32.add
  local.tee $1
  i32.store offset=16
  local.get $5
  i32.const 12
  i32.shl
  local.tee $0
  i64.const 1
  i64.store
  local.get $0
  local.get $5
  i32.const 251658240
  i32.or
  i32.store offset=8
  local.get $0
  i32.const 0
  i32.store offset=12
  local.get $0
  i64.const 1
  i64.store offset=16
  local.get $0
  local.get $6
  i32.const 251658240
  i32.or
  i32.store offset=24
  local.get $0
  i32.const 0
  i32.store offset=28
  local.get $0
  i64.const 1
  i64.store offset=32
  local.get $0
  local.get $4
  i32.const 251658240
  i32.or
  i32.store offset=40
  local.get $0
  i32.const 0
  i32.store offset=44
  i32.const 4100
  local.get $6
  i32.store
  i32.const 4104
  local.get $1
  i32.store
  i32.const 4108
  local.get $1
  i32.store
  i32.const 4112
  local.get $3
  i32.const 1
  i32.sub
  i32.store
  local.get $1
  local.set $0
  loop $for-loop|00
   local.get $0
   local.get $3
   i32.lt_u
   if
    local.get $0
    i32.const 5
    i32.shl
    i32.const 11
    i32.store8 offset=8192
    local.get $5
    i32.const 12
    i32.shl
    local.get $0
    i32.const 3
    i32.add
    local.get $1
    i32.sub
    i32.const 4
    i32.shl
    i32.add
    local.tee $2
    i64.const 1
    i64.store
    local.get $2
    local.get $0
    i32.const 251658240
    i32.or
    i32.store offset=8
    local.get $2
    i32.const 0
    i32.store offset=12
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
