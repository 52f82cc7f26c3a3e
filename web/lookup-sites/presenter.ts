/** 证书查验网站目录: the strings; national platforms first, then the provinces in the order of their codes. */
import type { KnownSite } from '../../db/read/lookup-sites.ts'
import type { Words } from '../../domain/brand.ts'
import { dayOf } from '../../domain/calendar/day.ts'
import { certificateTrades } from '../../domain/person/lookup-sites.ts'
import { notice, type Notice } from '../notice.ts'
import { paths } from '../paths.ts'
import type { Visit } from '../visit.ts'
import { say, sayAll } from '../words.ts'

const labels = {
  title: { zh: '证书查验网站目录', en: 'Where certificates are looked up' },
  about: {
    zh: '按发证地选择网站，核对证书真伪。先查全国平台，查不到的再查发证省份的网站。点击网址将离开本系统。',
    en: 'Choose the site by where the certificate was issued: first the national platforms, then the province. The links leave this site.',
  },
  region: { zh: '地区', en: 'Region' },
  name: { zh: '网站（主管部门）', en: 'Site (office)' },
  trades: { zh: '可查证书', en: 'Certificates' },
  howTo: { zh: '查询方法', en: 'How' },
  address: { zh: '网址', en: 'Address' },
  noAddress: { zh: '网址待补充', en: 'address to be filled in' },
  correct: { zh: '更正', en: 'Correct' },
  save: { zh: '保存更正', en: 'Save' },
  back: { zh: '回到帮助中心', en: 'Back to the help centre' },
} as const satisfies Record<string, Words>
const correctedWords: Words = { zh: '已更正。', en: 'Corrected.' }

/** What the chief typed, and what is wrong with it. */
export interface Correcting {
  readonly site: string
  readonly name: string
  readonly address: string
  readonly howTo: string
  readonly words: Words
}
export interface LookupSitesPage {
  readonly t: Record<keyof typeof labels, string>
  readonly notice: Notice | null
  readonly backHref: string
  readonly rows: readonly {
    readonly site: string
    readonly region: string
    readonly name: string
    readonly trades: string
    readonly howTo: string
    readonly address: string
    readonly corrected: string
    readonly form: {
      readonly action: string
      readonly open: boolean
      readonly version: number
      readonly name: string
      readonly address: string
      readonly howTo: string
      readonly error: string
    } | null
  }[]
}

export function presentLookupSites(
  sites: readonly KnownSite[],
  given: { readonly mayCorrect: boolean; readonly correcting: Correcting | null; readonly corrected: boolean },
  { language }: Visit,
): LookupSitesPage {
  const { correcting } = given
  const said = given.corrected ? notice(language, 'success', correctedWords) : null
  return {
    t: sayAll(language, labels),
    notice: correcting === null ? said : notice(language, 'danger', correcting.words),
    backHref: paths.help(),
    rows: sites.map((one) => {
      const typed = correcting?.site === one.site ? correcting : null
      const { name, address, howTo } = typed ?? { ...one, howTo: one.howTo.zh }
      return {
        site: one.site,
        region: say(language, one.region),
        name: one.name,
        trades: one.trades
          .map((trade) => say(language, certificateTrades[trade]))
          .join(language === 'zh' ? '、' : ', '),
        howTo: say(language, one.howTo),
        address: one.address,
        corrected: one.correctedAt === null ? '' : language === 'zh' ? `${dayOf(one.correctedAt)} 更正` : `corrected ${dayOf(one.correctedAt)}`, // prettier-ignore
        form: given.mayCorrect
          ? { action: paths.lookupSite(one.site), open: typed !== null, version: one.version, name, address, howTo, error: typed === null ? '' : say(language, typed.words) } // prettier-ignore
          : null,
      }
    }),
  }
}
export const lookupTitle = labels.title
