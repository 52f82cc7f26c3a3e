/** The photos and scans of a world: drawn, stored, and named by their hash. */
import type { Day } from '../../domain/brand.ts'
import { readIdNumber, sexOf } from '../../domain/codes/id-number.ts'
import type { FileRef } from '../../domain/forms/fields.ts'
import type { Pictures } from './as-forms.ts'
import { drawCertificateScan } from './certificate-scan.ts'
import { drawPortrait } from './portrait.ts'
import { readDay } from './relative-dates.ts'
import type { WorldPerson } from './world-file.ts'

/** Where files are kept; io/files is one. */
export interface FileDrawer {
  put(bytes: Uint8Array): Promise<{ readonly sha256: string; readonly size: number }>
}

/** People at once; a file on its way is less than 20 KB. */
const atOnce = 16

/** In the order of the persons, each ready in its time. */
export function drawPictures(files: FileDrawer, persons: readonly WorldPerson[], today: Day): Promise<Pictures>[] {
  const keep = async (bytes: Buffer, name: string): Promise<FileRef> => {
    const { sha256, size } = await files.put(bytes)
    return { sha256, size, name, type: 'image/png' }
  }
  const drawOne = async (person: WorldPerson): Promise<Pictures> => ({
    photo: person.photo ? await keep(drawPortrait(person.idNumber, isWoman(person, today)), 'photo.png') : null,
    scans: await Promise.all(
      person.certificates.map(async (certificate) => {
        if (!certificate.scan) return null
        const days = {
          issuedOn: readDay(certificate.issuedOn, today),
          validUntil: readDay(certificate.validUntil, today),
        }
        return keep(drawCertificateScan({ number: certificate.number, ...days }), 'scan.png')
      }),
    ),
  })
  const drawn: Promise<Pictures>[] = []
  for (const [n, person] of persons.entries()) {
    const before = drawn[n - atOnce] ?? Promise.resolve()
    drawn.push(before.then(() => drawOne(person)))
  }
  return drawn
}

function isWoman(person: WorldPerson, today: Day): boolean {
  const id = readIdNumber(person.idNumber, today)
  return id.ok && sexOf(id.value) === 'female'
}
