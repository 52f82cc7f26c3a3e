/**
 * 证书查验记录 as a part of other pages (partials/certificate-checks.hbs): what was looked up for each certificate, and the form
 * for the next look-up. Made for the person's page and for the review.
 */
import { randomUUID } from 'node:crypto'
import type { CertificateCheck } from '../../db/read/certificate-checks.ts'
import type { Words } from '../../domain/brand.ts'
import { checkResults, lookupSites } from '../../domain/person/lookup-sites.ts'
import { momentText } from '../format.ts'
import { paths } from '../paths.ts'
import { tag, type Tag } from '../terms.ts'
import { say, sayAll, type Language } from '../words.ts'

const labels = {
  heading: { zh: '证书查验记录', en: 'Certificates looked up' },
  none: { zh: '还没有查验记录。', en: 'Not looked up yet.' },
  record: { zh: '记录一次查验', en: 'Write down a look-up' },
  certificate: { zh: '证书', en: 'Certificate' },
  site: { zh: '查验网站', en: 'Looked up at' },
  result: { zh: '结果', en: 'Result' },
  note: { zh: '备注', en: 'Note' },
  save: { zh: '记录', en: 'Write down' },
  directory: { zh: '查验网站目录', en: 'Directory of sites' },
} as const satisfies Record<string, Words>

const tones = { agrees: 'good', differs: 'bad', notFound: 'bad', siteAway: 'warn' } as const

/** Characters of a note. */
export const checkNoteMax = 200

export interface CertificateChecksPart {
  readonly t: Record<keyof typeof labels, string>
  readonly directoryHref: string
  readonly noteMax: number
  readonly certificates: readonly {
    readonly id: number
    readonly number: string
    readonly checks: readonly { readonly text: string; readonly note: string; readonly tag: Tag }[]
    /** Empty: the visitor may not write one down. */
    readonly action: string
    readonly formId: string
  }[]
  readonly sites: readonly { readonly value: string; readonly label: string }[]
  readonly results: readonly { readonly value: string; readonly label: string }[]
}

export function presentCertificateChecks(
  certificates: readonly { readonly id: number; readonly number: string }[],
  checks: ReadonlyMap<number, readonly CertificateCheck[]>,
  mayCheck: boolean,
  language: Language,
): CertificateChecksPart {
  return {
    t: sayAll(language, labels),
    directoryHref: paths.lookupSites(),
    noteMax: checkNoteMax,
    certificates: certificates.map(({ id, number }) => ({
      id,
      number,
      checks: (checks.get(id) ?? []).map((check) => ({
        text: [momentText(check.at), check.by, siteName(check.site)].join(' · '),
        note: check.note,
        tag: tag(tones[check.result], say(language, checkResults[check.result])),
      })),
      action: mayCheck ? paths.certificateChecks(id) : '',
      formId: randomUUID(),
    })),
    sites: lookupSites.map(({ site, region, name }) => ({ value: site, label: `${say(language, region)} · ${name}` })),
    results: Object.entries(checkResults).map(([value, words]) => ({ value, label: say(language, words) })),
  }
}

const siteName = (site: string): string => lookupSites.find((one) => one.site === site)?.name ?? site
