/** What npm start tells people of the world it loads: whom to sign in as, and which mailboxes there are. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { problems, reasonOf } from './start-problem.ts'

export interface WorldFile {
  readonly path: string
  readonly text: string
  readonly sha256: string
  readonly accounts: readonly WorldAccount[]
  /** Every address that somebody of the world reads. */
  readonly addresses: readonly string[]
}
export interface WorldAccount {
  readonly login: string
  readonly password: string
  readonly roles: readonly string[]
}

interface Shape {
  readonly authorities?: readonly { readonly mailbox?: string }[]
  readonly accounts?: readonly (WorldAccount & { readonly email?: string })[]
  readonly enterprises?: readonly { readonly emails?: readonly string[] }[]
}

const demoWorld = fileURLToPath(new URL('../../demo/world.json', import.meta.url))

/**
 * @param given WORLD, or undefined for the demo world.
 * @throws StartProblem when the file cannot be read or is no world.
 */
export async function readWorld(given: string | undefined): Promise<WorldFile> {
  const path = given === undefined || given === '' ? demoWorld : resolve(given)
  try {
    const text = await readFile(path, 'utf8')
    const world = JSON.parse(text) as Shape
    if (!Array.isArray(world.authorities) || !Array.isArray(world.accounts)) throw new Error('no authorities or accounts in it') // prettier-ignore
    return {
      path,
      text,
      sha256: createHash('sha256').update(text).digest('hex'),
      accounts: world.accounts,
      addresses: addressesOf(world),
    }
  } catch (error) {
    throw problems.worldUnreadable(path, reasonOf(error))
  }
}

function addressesOf({ authorities = [], accounts = [], enterprises = [] }: Shape): string[] {
  const all = [
    ...authorities.map(({ mailbox }) => mailbox),
    ...accounts.map(({ email }) => email),
    ...enterprises.flatMap(({ emails }) => emails ?? []),
  ]
  return [...new Set(all.flatMap((address) => (address === undefined || address === '' ? [] : [address.toLowerCase()])))] // prettier-ignore
}
