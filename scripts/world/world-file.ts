/** 演示世界: the shape of a world file (demo/world.json, or what WORLD names). Values are judged by the register itself. */
import { z } from 'zod'

const authority = z.object({
  id: z.string(),
  kind: z.string(),
  name: z.string(),
  regionCode: z.string(),
  profile: z.string(),
  creditCode: z.string(),
  mailbox: z.string().optional(),
  numberRegion: z.string().optional(),
  filingPrefix: z.string().optional(),
  filingForm: z.string().optional(),
})

const account = z.object({
  login: z.string(),
  password: z.string(),
  name: z.string(),
  phone: z.string(),
  email: z.string(),
  roles: z.array(z.string()),
  authority: z.string().nullish(),
  enterprise: z.string().nullish(),
})

const enterprise = z.object({
  creditCode: z.string(),
  name: z.string(),
  kind: z.string(),
  regionCode: z.string(),
  legalRepresentative: z.object({ name: z.string(), idNumber: z.string() }),
  contact: z.string(),
  phone: z.string(),
  address: z.string(),
  emails: z.array(z.string()),
  status: z.string(),
  missing: z.array(z.string()).nullish(),
})

const certificate = z.object({
  number: z.string(),
  kind: z.string(),
  trade: z.string(),
  issuer: z.string(),
  issuedOn: z.string(),
  validUntil: z.string(),
  status: z.enum(['held', 'active']),
  scan: z.boolean(),
})

const person = z.object({
  idNumber: z.string(),
  name: z.string(),
  phone: z.string(),
  enterprise: z.string().nullable(),
  postType: z.string(),
  post: z.string(),
  trade: z.string(),
  status: z.enum(['disabled', 'active']),
  photo: z.boolean(),
  certificates: z.array(certificate),
  socialSecurity: z
    .object({
      month: z.string(),
      kind: z.string(),
      payer: z.string(),
      insurances: z.array(z.string()),
      fullPaymentProof: z.boolean().optional(),
    })
    .nullable(),
  contract: z.object({ kind: z.string(), complete: z.boolean() }).nullable(),
})

const project = z.object({
  permitNumber: z.string(),
  name: z.string(),
  regionCode: z.string(),
  address: z.string(),
  position: z.string(),
  user: z.string(),
  supervisor: z.string(),
})

const machine = z.object({
  owner: z.string(),
  category: z.string(),
  model: z.string(),
  serialNumber: z.string(),
  manufacturer: z.string(),
  manufacturerLicence: z.string(),
  producedOn: z.string(),
  parameters: z.record(z.string(), z.string()),
})

const worldFile = z.object({
  authorities: z.array(authority),
  accounts: z.array(account),
  enterprises: z.array(enterprise),
  persons: z.array(person),
  projects: z.array(project).default([]),
  machines: z.array(machine).default([]),
})

export type World = z.output<typeof worldFile>
export type WorldAccount = World['accounts'][number]
export type WorldEnterprise = World['enterprises'][number]
export type WorldPerson = World['persons'][number]

/** The file is not a world: its message is the sentence shown to the operator, and names the place. */
export class WorldError extends Error {
  override name = 'WorldError'

  constructor(path: string, why: string) {
    super(`The world cannot be loaded: ${path}: ${why}`)
  }
}

/** @throws WorldError naming the first place that is wrong. */
export function readWorld(json: string): World {
  let raw: unknown
  try {
    raw = JSON.parse(json)
  } catch {
    throw new WorldError('the file', 'it is not JSON.')
  }
  const parsed = worldFile.safeParse(raw)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new WorldError(pathOf(issue?.path ?? []), `${issue?.message ?? 'it has another shape'}.`)
}

/** `persons[3].certificates[0].number` */
function pathOf(parts: readonly PropertyKey[]): string {
  const path = parts.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('')
  return path === '' ? 'the file' : path.replace(/^\./, '')
}
