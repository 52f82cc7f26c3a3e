/** endpoints.json in the data folder: where everything is, for outside tools. Written when all is ready. */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { writeJsonAtomically } from './json-file.ts'

export interface Endpoints {
  readonly web: string
  readonly imap: string | null
  readonly smtp: string | null
  readonly lmtp: string | null
  readonly postgres: string
  /** host:port */
  readonly temporal: string
  readonly temporalUi: string | null
  /** The national platform's simulator. */
  readonly platform: string | null
  /** Address and password of every mailbox of the invented world; any other address has the same password. */
  readonly mailboxes: Readonly<Record<string, string>>
  readonly pids: Readonly<Record<string, number>>
}

const pathIn = (dataDir: string) => join(dataDir, 'endpoints.json')

export function writeEndpoints(dataDir: string, endpoints: Endpoints): Promise<void> {
  return writeJsonAtomically(pathIn(dataDir), endpoints)
}

export function removeEndpoints(dataDir: string): Promise<void> {
  return rm(pathIn(dataDir), { force: true })
}
