/** Files that a person's form may name: what the enterprise uploaded for such a place, and what the record holds already. */
import { readStoredFiles, readUploads } from '../../db/read/uploads.ts'
import type { PersonRecord } from '../../db/read/persons.ts'
import type { WebDeps } from '../deps.ts'
import { paths } from '../paths.ts'
import type { ShownFile } from './file-views.ts'
import { placeOf } from './take-files.ts'
import { listOf, type Typed } from './typed.ts'

/** By hash. A hash that is not theirs, or was taken for another kind of place, is not among them. */
export async function knownFiles(
  { db }: Pick<WebDeps, 'db'>,
  enterpriseId: number,
  person: PersonRecord | null,
  typed: Typed,
): Promise<ReadonlyMap<string, ShownFile>> {
  const named = Object.keys(typed).flatMap((path) => {
    const item = placeOf(path)?.item
    return item === undefined ? [] : listOf(typed, path).map((sha) => ({ item, sha }))
  })
  const shas = [...new Set(named.map(({ sha }) => sha))]
  const held = person === null ? [] : recordShas(person)
  const [uploads, stored] = await Promise.all([
    readUploads(db, enterpriseId, shas),
    readStoredFiles(db, shas.filter((sha) => held.includes(sha))), // prettier-ignore
  ])
  const known = new Map<string, ShownFile>()
  for (const { item, sha } of named) {
    const upload = uploads.find((each) => each.sha256 === sha && each.item === item)
    const file = stored.get(sha)
    if (person !== null && file !== undefined) known.set(sha, { ...file, href: paths.personFile(person.id, sha) })
    else if (upload !== undefined) {
      known.set(sha, { sha256: sha, size: upload.size, type: upload.type, href: paths.personUploaded(sha) })
    }
  }
  return known
}

/** Every file of the record. */
export const recordShas = (person: PersonRecord): readonly string[] =>
  [person.photo_sha, ...person.certificates.map((one) => one.scan_sha), ...person.files.map(({ sha256 }) => sha256)].flatMap((sha) => sha ?? []) // prettier-ignore
