/** Somebody who enters people for an enterprise: the page's forms as a browser without script sends them. */
import { randomUUID } from 'node:crypto'
import { drawCertificateScan } from '../../scripts/world/certificate-scan.ts'
import { drawPortrait } from '../../scripts/world/portrait.ts'
import type { Site } from './site.ts'
import { visitor, type Visited, type Visitor } from './visitor.ts'

type Fields = Readonly<Record<string, string | readonly string[]>>
type Uploads = Readonly<Record<string, readonly Buffer[]>>

export interface Entrant {
  readonly visitor: Visitor
  readonly enterpriseId: number
  newForm(): string
  add(fields: Fields, files?: Uploads, form?: string): Promise<Visited>
  /** The fields of the form as it opens. */
  openForm(personId: number): Promise<Record<string, string | string[]>>
  sendForm(personId: number, fields: Fields, files?: Uploads): Promise<Visited>
  /** Opens, changes, sends. */
  change(personId: number, fields: Fields): Promise<Visited>
  upload(field: string, bytes: Buffer): Promise<string>
  /** One file by the form of a page that takes nothing else. */
  sendFile(path: string, bytes: Buffer, name: string): Promise<Visited>
  /** What a page says to a program. */
  json(path: string): Promise<unknown>
  whole(who: { readonly idNumber: string; readonly number: string }): Record<string, string | string[]>
  wholeFiles(): Uploads
}

export const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n')

export async function entrant(site: Site, login: string): Promise<Entrant> {
  const who = visitor(site.web)
  await who.signIn(login)
  const enterprise = await site.db
    .selectFrom('account')
    .innerJoin('account_enterprise', 'account_id', 'account.id')
    .innerJoin('enterprise', 'enterprise.id', 'enterprise_id')
    .select(['enterprise.id', 'enterprise.name'])
    .where('login', '=', login)
    .executeTakeFirstOrThrow()
  const send = async (path: string, fields: Fields, files: Uploads): Promise<Visited> => {
    const body = new FormData()
    for (const [name, value] of Object.entries({ csrf: who.csrf, ...fields })) {
      for (const one of typeof value === 'string' ? [value] : value) body.append(name, one)
    }
    for (const [name, list] of Object.entries(files)) {
      for (const bytes of list) body.append(name, new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' }), '张三.jpg')
    }
    return who.send(path, body)
  }
  const self: Entrant = {
    visitor: who,
    enterpriseId: enterprise.id,
    newForm: () => randomUUID(),
    add: (fields, files = {}, form = randomUUID()) => send('/persons/new', { act: 'save', formId: form, ...fields }, files), // prettier-ignore
    async openForm(personId) {
      const page = await who.get(`/persons/${personId}/edit`)
      return formFields(page.text)
    },
    sendForm: (personId, fields, files = {}) => send(`/persons/${personId}/edit`, { act: 'save', ...fields }, files),
    change: async (personId, fields) => self.sendForm(personId, { ...(await self.openForm(personId)), ...fields }),
    async upload(field, bytes) {
      const answer = await send('/persons/uploads', {}, { [field]: [bytes] })
      const { files } = JSON.parse(answer.text) as { files: { sha256: string }[] }
      return files[0]?.sha256 ?? answer.text
    },
    async sendFile(path, bytes, name) {
      await who.get(path)
      const body = new FormData()
      body.append('csrf', who.csrf)
      body.append('file', new Blob([new Uint8Array(bytes)]), name)
      return who.send(path, body)
    },
    json: async (path) => JSON.parse((await who.get(path, { accept: 'application/json' })).text) as unknown,
    whole: ({ idNumber, number }) => ({
      idNumber,
      name: '钟离春',
      phone: '19900005678',
      'certificates[0].kind': '信号工证',
      'certificates[0].number': number,
      'certificates[0].trade': '建筑起重司索信号工',
      'certificates[0].issuer': '南宁市住房和城乡建设局',
      'certificates[0].issuedOn': '2024-01-01',
      'certificates[0].validUntil': '2028-01-01',
      'socialSecurity[0].month': new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 7),
      'socialSecurity[0].kind': 'personal',
      'socialSecurity[0].payer': enterprise.name,
      'socialSecurity[0].insurances': ['工伤', '养老', '失业'],
      'contract[0].kind': 'contract',
      'contract[0].complete': 'yes',
    }),
    wholeFiles: () => ({
      'upload:photo': [drawPortrait('钟离春', true)],
      'upload:certificates[0].scan': [
        drawCertificateScan({ number: 'x', issuedOn: '2024-01-01', validUntil: '2028-01-01' }),
      ],
      'upload:socialSecurity[0].proof': [pdf],
      'upload:contract[0].pages': [pdf],
    }),
  }
  return self
}

/** The person whom a save has led to. */
export const savedPerson = ({ location }: Visited): number => Number(/\d+/.exec(location ?? '')?.[0])

/** Somebody on the register who is theirs, another's, or nobody's. */
export async function somebody({ db, database }: Site, { enterpriseId }: Entrant, whose: 'own' | 'other' | 'nobody') {
  const people = db.selectFrom('person').leftJoin('enterprise', 'enterprise.id', 'enterprise_id').select(['person.id', 'person.name', 'id_cipher', 'enterprise.name as company']) // prettier-ignore
  const chosen = {
    own: people.where('enterprise_id', '=', enterpriseId),
    other: people.where('enterprise_id', '!=', enterpriseId),
    nobody: people.where('enterprise_id', 'is', null),
  }
  const { id_cipher: sealed, ...person } = await chosen[whose].executeTakeFirstOrThrow()
  return { ...person, idNumber: database.vault.open(sealed) }
}

const unescape = (text: string): string =>
  text.replace(/&quot;/g, '"').replace(/&#x27;/g, "'").replace(/&#x3D;/g, '=').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&') // prettier-ignore

/** What a browser would send of the page's form. */
function formFields(html: string): Record<string, string | string[]> {
  const start = html.indexOf('id="person-form"')
  const form = html.slice(start, html.indexOf('</form>', start))
  const fields: Record<string, string | string[]> = {}
  const put = (name: string, value: string) => {
    const before = fields[name]
    fields[name] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value]
  }
  for (const [tag] of form.matchAll(/<input [^>]*>/g)) {
    const attribute = (name: string) => unescape(new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? '')
    const name = attribute('name')
    if (['csrf', 'drop', 'gone'].includes(name) || tag.includes('type="file"')) continue
    if (tag.includes('type="checkbox"') && !tag.includes(' checked')) continue
    put(name, attribute('value'))
  }
  for (const [, name = '', options = ''] of form.matchAll(/<select [^>]*name="([^"]*)"[^>]*>(.*?)<\/select>/gs)) {
    put(name, unescape(/value="([^"]*)" selected/.exec(options)?.[1] ?? ''))
  }
  return fields
}
