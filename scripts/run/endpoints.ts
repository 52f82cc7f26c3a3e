/** endpoints.json in the data folder: where everything is, for outside tools. Written when all is ready. */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { jsonFile, type JsonFile } from './json-file.ts'

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

export interface EndpointsFile extends JsonFile<Endpoints> {
  /** Nothing is there any more. */
  remove(): Promise<void>
}

export function endpointsFile(dataDir: string): EndpointsFile {
  const path = join(dataDir, 'endpoints.json')
  const file = jsonFile<Endpoints>(path)
  return {
    ...file,
    remove: async () => {
      await file.written()
      await rm(path, { force: true })
    },
  }
}
