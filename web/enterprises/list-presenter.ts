/** 企业: the strings of the office's list; who waits for approval stands first. */
import type { EnterpriseItem, EnterpriseStatus } from '../../db/read/enterprises.ts'
import { enterpriseKindWords, isEnterpriseKind } from '../../domain/enterprise/papers.ts'
import { momentText } from '../format.ts'
import { options, type Option } from '../options.ts'
import { pager, type Pager } from '../pager.ts'
import { paths } from '../paths.ts'
import { profileTerms, sayTag, type Tag } from '../terms.ts'
import type { Visit } from '../visit.ts'
import { say, sayAll } from '../words.ts'
import { listLabels } from './labels.ts'

export interface EnterprisesModel {
  readonly enterprises: readonly EnterpriseItem[]
  readonly waiting: number
  readonly next: number | null
}
export interface EnterprisesAsked {
  readonly q: string
  readonly status: EnterpriseStatus | null
  readonly after: number | null
}
export interface EnterprisesPage {
  readonly t: Record<keyof typeof listLabels, string>
  readonly waiting: { readonly text: string; readonly href: string } | null
  readonly action: string
  readonly q: string
  readonly statusOptions: readonly Option[]
  readonly rows: readonly {
    readonly href: string
    readonly name: string
    readonly creditCode: string
    readonly region: string
    readonly kind: string
    readonly people: string
    readonly submittedAt: string
    readonly status: Tag
    readonly missing: string
  }[]
  readonly empty: string
  readonly pager: Pager | null
}

export function presentEnterprises(model: EnterprisesModel, asked: EnterprisesAsked, visit: Visit): EnterprisesPage {
  const { language } = visit
  const zh = language === 'zh'
  const filter = { q: asked.q, status: asked.status ?? undefined }
  const filtered = asked.q !== '' || asked.status !== null
  return {
    t: sayAll(language, listLabels),
    waiting:
      model.waiting === 0
        ? null
        : {
            text: zh ? `${model.waiting} 家等待审核` : `${model.waiting} wait for approval`,
            href: paths.enterprises({ status: 'pending' }),
          },
    action: paths.enterprises(),
    q: asked.q,
    statusOptions: options(['pending', 'incomplete', 'approved'], asked.status, say(language, listLabels.any), (status) => say(language, profileTerms[status].words)), // prettier-ignore
    rows: model.enterprises.map((one) => ({
      href: paths.enterprise(one.id),
      name: one.name,
      creditCode: one.creditCode,
      region: one.region,
      kind: isEnterpriseKind(one.kind) ? say(language, enterpriseKindWords[one.kind]) : one.kind,
      people: String(one.people),
      submittedAt: one.submittedAt === null ? '' : momentText(one.submittedAt),
      status: sayTag(language, profileTerms[one.status]),
      missing:
        one.status !== 'incomplete' || one.missing === 0 ? '' : zh ? `缺 ${one.missing} 项` : `${one.missing} missing`,
    })),
    empty: filtered
      ? zh
        ? '没有找到符合条件的企业。'
        : 'No enterprise fits.'
      : zh
        ? '本辖区还没有登记企业。'
        : 'No enterprise is registered in the region yet.',
    pager: pager(
      language,
      asked.after === null ? null : paths.enterprises(filter),
      model.next === null ? null : paths.enterprises({ ...filter, after: String(model.next) }),
    ),
  }
}
export const enterprisesTitle = listLabels.title
