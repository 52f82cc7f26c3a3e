import pg from 'pg'
import { mkdtempSync, rmSync } from 'node:fs'
import { migrate } from '/work/main/db/migrate.ts'
import { openDb } from '/work/main/db/db.ts'
import { createVault } from '/work/main/db/crypto.ts'
import { createFileStore } from '/work/main/io/files/store.ts'
let n = 0
export async function testDb() {
  const base='postgres://postgres@127.0.0.1:55431/'
  const name = `t_${process.pid}_${n++}`
  const c = new pg.Client(base+'postgres'); await c.connect(); await c.query('create database '+name); await c.end()
  await migrate(base+name)
  const o = openDb(base+name, 4)
  const folder = mkdtempSync('/tmp/p1/f-')
  const vault = createVault(Buffer.alloc(32,7))
  return { db: o.db, vault, files: createFileStore(folder, vault), ownerUrl: base+name, close: async () => { await o.close(); rmSync(folder,{recursive:true}) } }
}
