(module
 (type $0 (func (param i64 i32 i32) (result i32)))
 (type $1 (func (param i64 i64 i64 i64 i32) (result i32)))
 (type $2 (func (param i32 i64 i64 i64 i64 i64 i64) (result i32)))
 (type $3 (func (param i32) (result i32)))
 (import "env" "memory" (memory $0 1))
 (global $assembly/capability/foundPage (mut i32) (i32.const 0))
 (global $assembly/capability/foundRights (mut i32) (i32.const 0))
 (global $assembly/cnode/from (mut i32) (i32.const 0))
 (global $assembly/cnode/into (mut i32) (i32.const 0))
 (export "systemCall" (func $assembly/index/systemCall))
 (export "boot" (func $assembly/boot/boot))
 (export "memory" (memory $0))
 (func $assembly/system-call/find (param $0 i64) (param $1 i32) (param $2 i32) (result i32)
  (local $3 i32)
  (local $4 i32)
  (local $5 i32)
  (local $6 i64)
  (local $7 i32)
  (local $8 i32)
  i32.const 4100
  i32.load
  i32.const 12
  i32.shl
  local.tee $7
  i32.const 8
  i32.add
  i32.load
  local.set $8
  block $__inlined_func$assembly/system-call/named
   local.get $7
   i64.load
   local.tee $6
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
    local.get $6
    local.get $8
    i32.const 5
    i32.shl
    i32.const 8200
    i32.add
    i64.load
    i64.eq
   else
    i32.const 0
   end
   i32.eqz
   br_if $__inlined_func$assembly/system-call/named
   local.get $8
   i32.const 5
   i32.shl
   i32.const -8192
   i32.sub
   i32.load8_u
   i32.const 2
   i32.eq
   local.get $0
   i64.const 256
   i64.lt_u
   i32.and
   i32.eqz
   br_if $__inlined_func$assembly/system-call/named
   local.get $8
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
  if
   local.get $3
   i32.const 8
   i32.add
   i32.load
   i32.const 16777215
   i32.and
   local.set $7
   block $__inlined_func$assembly/capability/resolve$133
    local.get $3
    i64.load
    local.tee $0
    i64.const 0
    i64.ne
    if (result i32)
     i32.const 4096
     i64.load32_u
     local.get $7
     i64.extend_i32_u
     i64.gt_u
    else
     i32.const 0
    end
    if (result i32)
     local.get $0
     local.get $7
     i32.const 5
     i32.shl
     i32.const 8200
     i32.add
     i64.load
     i64.eq
    else
     i32.const 0
    end
    i32.eqz
    br_if $__inlined_func$assembly/capability/resolve$133
    local.get $3
    i32.const 8
    i32.add
    i32.load
    i32.const 16777215
    i32.and
    local.set $4
    local.get $3
    i32.const 11
    i32.add
    i32.load8_u
    local.set $3
    loop $for-loop|0
     local.get $5
     i32.const 2
     i32.lt_s
     if
      local.get $4
      i32.const 5
      i32.shl
      i32.const -8192
      i32.sub
      i32.load8_u
      i32.const 4
      i32.eq
      if
       local.get $4
       i32.const 12
       i32.shl
       local.tee $7
       i32.const 8
       i32.add
       i32.load
       i32.const 16777215
       i32.and
       local.set $8
       i32.const 0
       local.set $4
       local.get $7
       i64.load
       local.tee $0
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
        local.get $0
        local.get $8
        i32.const 5
        i32.shl
        i32.const 8200
        i32.add
        i64.load
        i64.eq
       else
        i32.const 0
       end
       i32.eqz
       br_if $__inlined_func$assembly/capability/resolve$133
       local.get $7
       i32.const 8
       i32.add
       i32.load
       i32.const 16777215
       i32.and
       local.set $4
       local.get $3
       local.get $7
       i32.const 11
       i32.add
       i32.load8_u
       i32.and
       local.set $3
       local.get $5
       i32.const 1
       i32.add
       local.set $5
       br $for-loop|0
      end
     end
    end
    local.get $4
    global.set $assembly/capability/foundPage
    local.get $3
    global.set $assembly/capability/foundRights
    i32.const 1
    local.set $4
   end
  end
  local.get $4
  i32.eqz
  if
   i32.const 3
   return
  end
  local.get $1
  global.get $assembly/capability/foundPage
  i32.const 5
  i32.shl
  i32.const -8192
  i32.sub
  i32.load8_u
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
  i32.const 8
  i32.add
  i32.load
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
   i32.const 8200
   i32.add
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
  i32.const 0
  i32.const 7
  global.get $assembly/cnode/into
  i64.load
  i64.eqz
  select
 )
 (func $assembly/index/systemCall (param $0 i32) (param $1 i64) (param $2 i64) (param $3 i64) (param $4 i64) (param $5 i64) (param $6 i64) (result i32)
  (local $7 i32)
  (local $8 i32)
  (local $9 i32)
  (local $10 i32)
  block $folding-inner0
   block $case9|0
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
             br_table $case0|0 $case1|0 $case2|0 $case3|0 $case4|0 $case5|0 $case6|0 $case7|0 $case8|0 $case9|0
            end
            block $__inlined_func$assembly/untyped/untypedRetype$1
             local.get $1
             i32.const 1
             i32.const 2
             call $assembly/system-call/find
             local.tee $0
             br_if $__inlined_func$assembly/untyped/untypedRetype$1
             i32.const 6
             local.set $0
             local.get $2
             global.get $assembly/capability/foundPage
             local.tee $7
             i32.const 12
             i32.shl
             local.tee $8
             i64.load32_u
             i64.ge_u
             if (result i32)
              local.get $2
              local.get $8
              i32.const 4
              i32.add
              i64.load32_u
              i64.lt_u
             else
              i32.const 0
             end
             i32.eqz
             local.get $3
             i64.eqz
             i32.or
             local.get $3
             i64.const 5
             i64.ge_u
             i32.or
             br_if $__inlined_func$assembly/untyped/untypedRetype$1
             local.get $6
             i64.const 256
             i64.lt_u
             i32.const 0
             local.get $3
             i64.const 1
             i64.eq
             if (result i32)
              i32.const 0
              local.get $2
              local.get $4
              i64.lt_u
              local.get $2
              local.get $5
              i64.ge_u
              i32.or
              local.get $4
              local.get $7
              i32.const 12
              i32.shl
              i64.load32_u
              i64.lt_u
              if (result i32)
               i32.const 1
              else
               local.get $5
               local.get $7
               i32.const 12
               i32.shl
               i32.const 4
               i32.add
               i64.load32_u
               i64.gt_u
              end
              local.get $4
              local.get $5
              i64.ge_u
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
             br_if $__inlined_func$assembly/untyped/untypedRetype$1
             i32.const 4100
             i32.load
             i32.const 12
             i32.shl
             i32.const 8
             i32.add
             i32.load
             i32.const 12
             i32.shl
             local.get $6
             i32.wrap_i64
             i32.const 4
             i32.shl
             i32.add
             local.set $8
             i32.const 7
             local.set $0
             local.get $2
             i32.wrap_i64
             i32.const 5
             i32.shl
             i32.const -8192
             i32.sub
             i32.load8_u
             if (result i64)
              i64.const 1
             else
              local.get $8
              i64.load
             end
             i64.const 0
             i64.ne
             br_if $__inlined_func$assembly/untyped/untypedRetype$1
             local.get $2
             i32.wrap_i64
             local.tee $0
             i32.const 12
             i32.shl
             local.tee $9
             i32.const 0
             i32.const 4096
             memory.fill
             local.get $0
             i32.const 5
             i32.shl
             local.tee $0
             i32.const -8192
             i32.sub
             local.get $3
             i64.store8
             local.get $0
             i32.const 8196
             i32.add
             local.get $7
             i32.store
             local.get $3
             i64.const 1
             i64.eq
             if
              local.get $9
              local.get $4
              i64.store32
              local.get $9
              i32.const 4
              i32.add
              local.get $5
              i64.store32
             end
             local.get $8
             local.get $2
             i32.wrap_i64
             local.tee $0
             i32.const 5
             i32.shl
             i32.const 8200
             i32.add
             i64.load
             i64.store
             local.get $8
             i32.const 8
             i32.add
             local.get $0
             i32.const 117440512
             i32.or
             i32.store
             local.get $8
             i32.const 12
             i32.add
             i32.const 0
             i32.store
             i32.const 0
             local.set $0
            end
            br $folding-inner0
           end
           block $__inlined_func$assembly/untyped/untypedReclaim$2
            local.get $1
            i32.const 1
            i32.const 2
            call $assembly/system-call/find
            local.tee $0
            br_if $__inlined_func$assembly/untyped/untypedReclaim$2
            i32.const 6
            local.set $0
            local.get $2
            global.get $assembly/capability/foundPage
            i32.const 12
            i32.shl
            local.tee $7
            i64.load32_u
            i64.ge_u
            if (result i32)
             local.get $2
             local.get $7
             i32.const 4
             i32.add
             i64.load32_u
             i64.lt_u
            else
             i32.const 0
            end
            if (result i32)
             local.get $2
             i32.wrap_i64
             i32.const 5
             i32.shl
             i32.const -8192
             i32.sub
             i32.load8_u
            else
             i32.const 0
            end
            i32.eqz
            br_if $__inlined_func$assembly/untyped/untypedReclaim$2
            local.get $2
            i32.wrap_i64
            i32.const 5
            i32.shl
            local.tee $0
            i32.const 8193
            i32.add
            local.tee $7
            i32.load8_u
            if (result i32)
             local.get $0
             i32.const -8192
             i32.sub
             i32.const 0
             i32.store8
             local.get $7
             i32.const 0
             i32.store8
             local.get $0
             i32.const 8196
             i32.add
             i32.const 0
             i32.store
             i32.const 0
            else
             local.get $2
             i32.wrap_i64
             local.tee $0
             i32.const 5
             i32.shl
             i32.const 8200
             i32.add
             i64.load
             local.tee $1
             i64.const 281474976710655
             i64.eq
             if (result i32)
              i32.const 8
             else
              local.get $0
              i32.const 5
              i32.shl
              local.tee $7
              i32.const 8200
              i32.add
              local.get $1
              i64.const 1
              i64.add
              i64.store
              local.get $7
              i32.const 8193
              i32.add
              i32.const 1
              i32.store8
              local.get $0
              i32.const 4100
              i32.load
              i32.eq
              if
               i32.const 4100
               i32.const 0
               i32.store
              end
              i32.const 1
             end
            end
            local.set $0
           end
           br $folding-inner0
          end
          local.get $1
          local.get $2
          local.get $3
          local.get $4
          i32.const 1
          call $assembly/cnode/transfer
          local.tee $0
          if (result i32)
           local.get $0
          else
           global.get $assembly/cnode/from
           i32.const 8
           i32.add
           i32.load
           i32.const 16777215
           i32.and
           local.set $0
           global.get $assembly/cnode/from
           i32.const 11
           i32.add
           i32.load8_u
           local.get $5
           i32.wrap_i64
           i32.and
           local.set $7
           global.get $assembly/cnode/from
           i32.const 12
           i32.add
           i32.load
           local.set $8
           global.get $assembly/cnode/into
           local.tee $9
           global.get $assembly/cnode/from
           i64.load
           i64.store
           local.get $9
           i32.const 8
           i32.add
           local.get $0
           local.get $7
           i32.const 24
           i32.shl
           i32.or
           i32.store
           local.get $9
           i32.const 12
           i32.add
           local.get $8
           i32.store
           i32.const 0
          end
          return
         end
         block $__inlined_func$assembly/cnode/cnodeMint$121
          local.get $1
          local.get $2
          local.get $3
          local.get $4
          i32.const 1
          call $assembly/cnode/transfer
          local.tee $0
          br_if $__inlined_func$assembly/cnode/cnodeMint$121
          i32.const 6
          local.set $0
          local.get $6
          i64.eqz
          local.get $6
          i64.const 4294967296
          i64.ge_u
          i32.or
          br_if $__inlined_func$assembly/cnode/cnodeMint$121
          i32.const 7
          local.set $0
          global.get $assembly/cnode/from
          i32.const 12
          i32.add
          i32.load
          br_if $__inlined_func$assembly/cnode/cnodeMint$121
          global.get $assembly/cnode/from
          i32.const 8
          i32.add
          i32.load
          i32.const 16777215
          i32.and
          local.set $0
          global.get $assembly/cnode/from
          i32.const 11
          i32.add
          i32.load8_u
          local.get $5
          i32.wrap_i64
          i32.and
          local.set $7
          global.get $assembly/cnode/into
          local.tee $8
          global.get $assembly/cnode/from
          i64.load
          i64.store
          local.get $8
          i32.const 8
          i32.add
          local.get $0
          local.get $7
          i32.const 24
          i32.shl
          i32.or
          i32.store
          local.get $8
          i32.const 12
          i32.add
          local.get $6
          i64.store32
          i32.const 0
          local.set $0
         end
         br $folding-inner0
        end
        local.get $1
        local.get $2
        local.get $3
        local.get $4
        i32.const 2
        call $assembly/cnode/transfer
        local.tee $0
        if (result i32)
         local.get $0
        else
         global.get $assembly/cnode/from
         i32.const 8
         i32.add
         i32.load
         i32.const 16777215
         i32.and
         local.set $0
         global.get $assembly/cnode/from
         i32.const 11
         i32.add
         i32.load8_u
         local.set $7
         global.get $assembly/cnode/from
         i32.const 12
         i32.add
         i32.load
         local.set $8
         global.get $assembly/cnode/into
         local.tee $9
         global.get $assembly/cnode/from
         i64.load
         i64.store
         local.get $9
         i32.const 8
         i32.add
         local.get $0
         local.get $7
         i32.const 24
         i32.shl
         i32.or
         i32.store
         local.get $9
         i32.const 12
         i32.add
         local.get $8
         i32.store
         global.get $assembly/cnode/from
         local.tee $0
         i64.const 0
         i64.store
         local.get $0
         i32.const 8
         i32.add
         i32.const 0
         i32.store
         local.get $0
         i32.const 12
         i32.add
         i32.const 0
         i32.store
         i32.const 0
        end
        return
       end
       block $__inlined_func$assembly/cnode/cnodeDelete$140
        local.get $1
        i32.const 2
        i32.const 2
        call $assembly/system-call/find
        local.tee $0
        br_if $__inlined_func$assembly/cnode/cnodeDelete$140
        i32.const 6
        local.set $0
        local.get $2
        i64.const 256
        i64.ge_u
        br_if $__inlined_func$assembly/cnode/cnodeDelete$140
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
        i32.const 8
        i32.add
        i32.const 0
        i32.store
        local.get $0
        i32.const 12
        i32.add
        i32.const 0
        i32.store
        i32.const 0
        local.set $0
       end
       br $folding-inner0
      end
      i32.const 4100
      i32.load
      i32.const 12
      i32.shl
      local.tee $0
      i32.const 8
      i32.add
      i32.load
      local.set $9
      block $__inlined_func$assembly/system-call/named$3
       local.get $0
       i64.load
       local.tee $4
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
        local.get $4
        local.get $9
        i32.const 5
        i32.shl
        i32.const 8200
        i32.add
        i64.load
        i64.eq
       else
        i32.const 0
       end
       i32.eqz
       br_if $__inlined_func$assembly/system-call/named$3
       local.get $9
       i32.const 5
       i32.shl
       i32.const -8192
       i32.sub
       i32.load8_u
       i32.const 2
       i32.eq
       local.get $1
       i64.const 256
       i64.lt_u
       i32.and
       i32.eqz
       br_if $__inlined_func$assembly/system-call/named$3
       local.get $9
       i32.const 12
       i32.shl
       local.get $1
       i32.wrap_i64
       i32.const 4
       i32.shl
       i32.add
       local.set $7
      end
      block $__inlined_func$assembly/indirection/indirectionCreate$141
       local.get $7
       if (result i32)
        local.get $7
        i32.const 8
        i32.add
        i32.load
        i32.const 16777215
        i32.and
        local.set $0
        local.get $7
        i64.load
        local.tee $1
        i64.const 0
        i64.ne
        if (result i32)
         i32.const 4096
         i64.load32_u
         local.get $0
         i64.extend_i32_u
         i64.gt_u
        else
         i32.const 0
        end
        if (result i32)
         local.get $1
         local.get $0
         i32.const 5
         i32.shl
         i32.const 8200
         i32.add
         i64.load
         i64.eq
        else
         i32.const 0
        end
       else
        i32.const 0
       end
       if (result i32)
        local.get $7
        i32.const 11
        i32.add
        i32.load8_u
        local.set $0
        local.get $7
        i32.const 8
        i32.add
        i32.load
        i32.const 16777215
        i32.and
        i32.const 5
        i32.shl
        i32.const -8192
        i32.sub
        i32.load8_u
        i32.const 4
        i32.ne
        if (result i32)
         i32.const 4
        else
         i32.const 5
         i32.const 0
         local.get $0
         i32.const 4
         i32.and
         i32.const 4
         i32.ne
         select
        end
       else
        i32.const 3
       end
       local.tee $0
       br_if $__inlined_func$assembly/indirection/indirectionCreate$141
       i32.const 3
       local.set $0
       i32.const 4100
       i32.load
       i32.const 12
       i32.shl
       local.tee $10
       i32.const 8
       i32.add
       i32.load
       local.set $9
       block $__inlined_func$assembly/system-call/named$4
        local.get $10
        i64.load
        local.tee $1
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
         local.get $1
         local.get $9
         i32.const 5
         i32.shl
         i32.const 8200
         i32.add
         i64.load
         i64.eq
        else
         i32.const 0
        end
        i32.eqz
        br_if $__inlined_func$assembly/system-call/named$4
        local.get $9
        i32.const 5
        i32.shl
        i32.const -8192
        i32.sub
        i32.load8_u
        i32.const 2
        i32.eq
        local.get $2
        i64.const 256
        i64.lt_u
        i32.and
        i32.eqz
        br_if $__inlined_func$assembly/system-call/named$4
        local.get $9
        i32.const 12
        i32.shl
        local.get $2
        i32.wrap_i64
        i32.const 4
        i32.shl
        i32.add
        local.set $8
       end
       local.get $8
       if (result i32)
        local.get $8
        i32.const 8
        i32.add
        i32.load
        i32.const 16777215
        i32.and
        local.set $9
        local.get $8
        i64.load
        local.tee $1
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
         local.get $1
         local.get $9
         i32.const 5
         i32.shl
         i32.const 8200
         i32.add
         i64.load
         i64.eq
        else
         i32.const 0
        end
       else
        i32.const 0
       end
       i32.eqz
       br_if $__inlined_func$assembly/indirection/indirectionCreate$141
       i32.const 6
       local.set $0
       local.get $8
       i32.const 8
       i32.add
       i32.load
       i32.const 16777215
       i32.and
       local.tee $9
       local.get $7
       i32.const 8
       i32.add
       i32.load
       i32.const 16777215
       i32.and
       local.tee $7
       i32.eq
       br_if $__inlined_func$assembly/indirection/indirectionCreate$141
       i32.const 7
       local.set $0
       local.get $7
       i32.const 12
       i32.shl
       local.tee $7
       i64.load
       i64.const 0
       i64.ne
       br_if $__inlined_func$assembly/indirection/indirectionCreate$141
       local.get $8
       i32.const 11
       i32.add
       i32.load8_u
       local.get $3
       i32.wrap_i64
       i32.and
       local.set $0
       local.get $7
       local.get $8
       i64.load
       i64.store
       local.get $7
       i32.const 8
       i32.add
       local.get $9
       local.get $0
       i32.const 24
       i32.shl
       i32.or
       i32.store
       local.get $7
       i32.const 12
       i32.add
       i32.const 0
       i32.store
       i32.const 0
       local.set $0
      end
      br $folding-inner0
     end
     i32.const 4100
     i32.load
     i32.const 12
     i32.shl
     local.tee $0
     i32.const 8
     i32.add
     i32.load
     local.set $8
     block $__inlined_func$assembly/system-call/named$5
      local.get $0
      i64.load
      local.tee $2
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
       local.get $2
       local.get $8
       i32.const 5
       i32.shl
       i32.const 8200
       i32.add
       i64.load
       i64.eq
      else
       i32.const 0
      end
      i32.eqz
      br_if $__inlined_func$assembly/system-call/named$5
      local.get $8
      i32.const 5
      i32.shl
      i32.const -8192
      i32.sub
      i32.load8_u
      i32.const 2
      i32.eq
      local.get $1
      i64.const 256
      i64.lt_u
      i32.and
      i32.eqz
      br_if $__inlined_func$assembly/system-call/named$5
      local.get $8
      i32.const 12
      i32.shl
      local.get $1
      i32.wrap_i64
      i32.const 4
      i32.shl
      i32.add
      local.set $7
     end
     block $__inlined_func$assembly/indirection/indirectionInvalidate$142
      local.get $7
      if (result i32)
       local.get $7
       i32.const 8
       i32.add
       i32.load
       i32.const 16777215
       i32.and
       local.set $0
       local.get $7
       i64.load
       local.tee $1
       i64.const 0
       i64.ne
       if (result i32)
        i32.const 4096
        i64.load32_u
        local.get $0
        i64.extend_i32_u
        i64.gt_u
       else
        i32.const 0
       end
       if (result i32)
        local.get $1
        local.get $0
        i32.const 5
        i32.shl
        i32.const 8200
        i32.add
        i64.load
        i64.eq
       else
        i32.const 0
       end
      else
       i32.const 0
      end
      if (result i32)
       local.get $7
       i32.const 11
       i32.add
       i32.load8_u
       local.set $0
       local.get $7
       i32.const 8
       i32.add
       i32.load
       i32.const 16777215
       i32.and
       i32.const 5
       i32.shl
       i32.const -8192
       i32.sub
       i32.load8_u
       i32.const 4
       i32.ne
       if (result i32)
        i32.const 4
       else
        i32.const 5
        i32.const 0
        local.get $0
        i32.const 4
        i32.and
        i32.const 4
        i32.ne
        select
       end
      else
       i32.const 3
      end
      local.tee $0
      br_if $__inlined_func$assembly/indirection/indirectionInvalidate$142
      i32.const 8
      local.set $0
      local.get $7
      i64.load
      i64.const 1
      i64.add
      local.tee $1
      i64.const 281474976710655
      i64.gt_u
      br_if $__inlined_func$assembly/indirection/indirectionInvalidate$142
      local.get $7
      i32.const 8
      i32.add
      i32.load
      i32.const 16777215
      i32.and
      local.tee $0
      i32.const 12
      i32.shl
      local.tee $8
      i64.const 0
      i64.store
      local.get $8
      i32.const 8
      i32.add
      i32.const 0
      i32.store
      local.get $8
      i32.const 12
      i32.add
      i32.const 0
      i32.store
      local.get $0
      i32.const 5
      i32.shl
      i32.const 8200
      i32.add
      local.get $1
      i64.store
      local.get $7
      local.get $1
      i64.store
      i32.const 0
      local.set $0
     end
     br $folding-inner0
    end
    block $__inlined_func$assembly/thread/threadConfigure$123
     local.get $1
     i32.const 3
     i32.const 2
     call $assembly/system-call/find
     local.tee $0
     br_if $__inlined_func$assembly/thread/threadConfigure$123
     i32.const 3
     local.set $0
     i32.const 4100
     i32.load
     i32.const 12
     i32.shl
     local.tee $8
     i32.const 8
     i32.add
     i32.load
     local.set $9
     block $__inlined_func$assembly/system-call/named$6
      local.get $8
      i64.load
      local.tee $1
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
       local.get $1
       local.get $9
       i32.const 5
       i32.shl
       i32.const 8200
       i32.add
       i64.load
       i64.eq
      else
       i32.const 0
      end
      i32.eqz
      br_if $__inlined_func$assembly/system-call/named$6
      local.get $9
      i32.const 5
      i32.shl
      i32.const -8192
      i32.sub
      i32.load8_u
      i32.const 2
      i32.eq
      local.get $2
      i64.const 256
      i64.lt_u
      i32.and
      i32.eqz
      br_if $__inlined_func$assembly/system-call/named$6
      local.get $9
      i32.const 12
      i32.shl
      local.get $2
      i32.wrap_i64
      i32.const 4
      i32.shl
      i32.add
      local.set $7
     end
     local.get $7
     if (result i32)
      local.get $7
      i32.const 8
      i32.add
      i32.load
      i32.const 16777215
      i32.and
      local.set $8
      local.get $7
      i64.load
      local.tee $1
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
       local.get $1
       local.get $8
       i32.const 5
       i32.shl
       i32.const 8200
       i32.add
       i64.load
       i64.eq
      else
       i32.const 0
      end
     else
      i32.const 0
     end
     i32.eqz
     br_if $__inlined_func$assembly/thread/threadConfigure$123
     local.get $7
     i32.const 11
     i32.add
     i32.load8_u
     local.set $0
     local.get $7
     i32.const 8
     i32.add
     i32.load
     i32.const 16777215
     i32.and
     i32.const 5
     i32.shl
     i32.const -8192
     i32.sub
     i32.load8_u
     i32.const 2
     i32.ne
     if (result i32)
      i32.const 4
     else
      i32.const 5
      i32.const 0
      local.get $0
      i32.const 7
      i32.and
      i32.const 7
      i32.ne
      select
     end
     local.tee $0
     br_if $__inlined_func$assembly/thread/threadConfigure$123
     global.get $assembly/capability/foundPage
     i32.const 12
     i32.shl
     local.tee $0
     local.get $7
     i64.load
     i64.store
     local.get $0
     i32.const 8
     i32.add
     local.get $7
     i32.const 8
     i32.add
     i32.load
     i32.const 16777215
     i32.and
     i32.store
     i32.const 0
     local.set $0
    end
    br $folding-inner0
   end
   i32.const 2
   return
  end
  local.get $0
 )
 (func $assembly/boot/boot (param $0 i32) (result i32)
  (local $1 i32)
  (local $2 i32)
  (local $3 i32)
  (local $4 i32)
  local.get $0
  i32.const 1048576
  i32.gt_u
  if (result i32)
   i32.const 1
  else
   local.get $0
   local.get $0
   i32.const 5
   i32.shl
   i32.const 12287
   i32.add
   i32.const 12
   i32.shr_s
   i32.const 3
   i32.add
   i32.le_u
  end
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
   local.get $1
   i32.gt_u
   if
    local.get $1
    i32.const 5
    i32.shl
    i32.const 8200
    i32.add
    i64.const 1
    i64.store
    local.get $1
    i32.const 1
    i32.add
    local.set $1
    br $for-loop|0
   end
  end
  local.get $0
  i32.const 5
  i32.shl
  i32.const 12287
  i32.add
  i32.const 12
  i32.shr_s
  local.tee $1
  i32.const 1
  i32.add
  local.set $2
  local.get $1
  i32.const 12
  i32.shl
  local.tee $3
  i32.const 0
  i32.const 12288
  memory.fill
  local.get $1
  i32.const 5
  i32.shl
  i32.const -8192
  i32.sub
  i32.const 1
  i32.store8
  local.get $2
  i32.const 5
  i32.shl
  i32.const -8192
  i32.sub
  i32.const 2
  i32.store8
  local.get $1
  i32.const 2
  i32.add
  local.tee $4
  i32.const 5
  i32.shl
  i32.const -8192
  i32.sub
  i32.const 3
  i32.store8
  local.get $3
  local.get $1
  i32.const 3
  i32.add
  i32.store
  local.get $3
  i32.const 4
  i32.add
  local.get $0
  i32.store
  local.get $4
  i32.const 12
  i32.shl
  local.tee $0
  i64.const 1
  i64.store
  local.get $0
  i32.const 8
  i32.add
  local.get $2
  i32.store
  local.get $2
  i32.const 12
  i32.shl
  local.tee $0
  i64.const 1
  i64.store
  local.get $0
  i32.const 8
  i32.add
  local.get $2
  i32.const 117440512
  i32.or
  i32.store
  local.get $0
  i32.const 12
  i32.add
  i32.const 0
  i32.store
  local.get $0
  i32.const 16
  i32.add
  local.tee $2
  i64.const 1
  i64.store
  local.get $2
  i32.const 8
  i32.add
  local.get $4
  i32.const 117440512
  i32.or
  i32.store
  local.get $2
  i32.const 12
  i32.add
  i32.const 0
  i32.store
  local.get $0
  i32.const 32
  i32.add
  local.tee $0
  i64.const 1
  i64.store
  local.get $0
  i32.const 8
  i32.add
  local.get $1
  i32.const 117440512
  i32.or
  i32.store
  local.get $0
  i32.const 12
  i32.add
  i32.const 0
  i32.store
  i32.const 4100
  local.get $4
  i32.store
  i32.const 1
 )
)
