/** 机构登记 — an association or bureau that works with the program. */
import { readRegionCode } from '../codes/region.ts'
import { defineForm } from './define-form.ts'

const authorityKinds = {
  association: { zh: '协会', en: 'Association' },
  bureau: { zh: '住房和城乡建设主管部门', en: 'Housing bureau' },
  marketSupervision: { zh: '市场监督管理部门', en: 'Market supervision' },
} as const

/** How a jurisdiction's procedures and papers look. */
const profiles = {
  guangxi: { zh: '广西', en: 'Guangxi' },
  xinjiang: { zh: '新疆', en: 'Xinjiang' },
  shanxi: { zh: '山西', en: 'Shanxi' },
  zhongshan: { zh: '中山', en: 'Zhongshan' },
} as const

export const regionRuleWords = {
  zh: '行政区划代码应为6位数字，例如450100。',
  en: 'A region code has 6 digits, such as 450100.',
}

export const authorityForm = defineForm(
  'authority',
  { zh: '机构登记', en: 'Register an authority' },
  {
    id: { kind: 'text', label: { zh: '机构标识', en: 'Identifier' }, maxLength: 40 },
    kind: { kind: 'choice', label: { zh: '机构类别', en: 'Kind' }, options: authorityKinds },
    name: { kind: 'text', label: { zh: '机构名称', en: 'Name' }, maxLength: 100 },
    regionCode: { kind: 'text', label: { zh: '行政区划代码', en: 'Region code' }, maxLength: 6 },
    profile: { kind: 'choice', label: { zh: '地区规则', en: 'Rules of' }, options: profiles },
    creditCode: { kind: 'creditCode', label: { zh: '统一社会信用代码', en: 'Credit code' } },
    mailbox: { kind: 'email', label: { zh: '受理邮箱', en: 'Mailbox' }, optional: true },
    numberRegion: {
      kind: 'choice',
      label: { zh: '证书编号的区划', en: 'Region in certificate numbers' },
      options: {
        own: { zh: '本机构所在地', en: 'the authority’s own' },
        project: { zh: '项目所在地', en: 'the project’s' },
      },
      optional: true,
    },
    filingPrefix: { kind: 'text', label: { zh: '备案编号前缀', en: 'Filing prefix' }, maxLength: 8, optional: true },
    filingForm: {
      kind: 'choice',
      label: { zh: '备案编号样式', en: 'Form of filing numbers' },
      options: {
        year: { zh: '含年份（桂AA-T202500001）', en: 'with the year (桂AA-T202500001)' },
        plain: { zh: '不含年份（晋AA-T00001）', en: 'without the year (晋AA-T00001)' },
      },
      optional: true,
    },
  },
  [
    {
      field: 'id',
      message: {
        zh: '机构标识只用小写字母、数字和短横线，例如gx-nanning。',
        en: 'Identifiers have small letters, digits and dashes only, such as gx-nanning.',
      },
      holds: ({ id }) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(id),
    },
    { field: 'regionCode', message: regionRuleWords, holds: ({ regionCode }) => readRegionCode(regionCode) !== null },
    {
      field: 'mailbox',
      message: { zh: '协会须有受理邮箱，请填写。', en: 'An association needs a mailbox. Please fill it in.' },
      holds: ({ kind, mailbox }) => kind !== 'association' || mailbox !== undefined,
    },
  ],
)
