/** 企业登记 — an enterprise with its legal representative, and the addresses that may write for it. */
import { readRegionCode } from '../codes/region.ts'
import { enterpriseKindWords } from '../enterprise/papers.ts'
import { regionRuleWords } from './authority-form.ts'
import { defineForm } from './define-form.ts'

const enterpriseStatuses = {
  approved: { zh: '已审核', en: 'approved' },
  incomplete: { zh: '企业信息未完善', en: 'profile incomplete' },
  pending: { zh: '待审核', en: 'awaiting approval' },
} as const

const addressesMax = 20
const missingItemsMax = 20

export const enterpriseForm = defineForm(
  'enterprise',
  { zh: '企业登记', en: 'Register an enterprise' },
  {
    creditCode: { kind: 'creditCode', label: { zh: '统一社会信用代码', en: 'Credit code' } },
    name: { kind: 'text', label: { zh: '企业名称', en: 'Name' }, maxLength: 100 },
    kind: { kind: 'choice', label: { zh: '企业类别', en: 'Kind' }, options: enterpriseKindWords },
    regionCode: { kind: 'text', label: { zh: '行政区划代码', en: 'Region code' }, maxLength: 6 },
    legalName: { kind: 'text', label: { zh: '法定代表人姓名', en: 'Legal representative' }, maxLength: 60 },
    legalIdNumber: { kind: 'idNumber', label: { zh: '法定代表人身份证号', en: 'Legal representative’s ID number' } },
    contact: { kind: 'text', label: { zh: '联系人', en: 'Contact' }, maxLength: 60 },
    phone: { kind: 'phone', label: { zh: '联系电话', en: 'Phone' } },
    address: { kind: 'text', label: { zh: '地址', en: 'Address' }, maxLength: 200 },
    emails: {
      kind: 'rows',
      label: { zh: '可以代表企业发邮件的邮箱', en: 'Addresses that may write for it' },
      columns: { address: { kind: 'email', label: { zh: '邮箱', en: 'E-mail address' } } },
      maxRows: addressesMax,
      optional: true,
    },
    status: { kind: 'choice', label: { zh: '审核状态', en: 'Status' }, options: enterpriseStatuses },
    missing: {
      kind: 'rows',
      label: { zh: '尚缺的资料', en: 'What is missing' },
      columns: { item: { kind: 'text', label: { zh: '资料名称', en: 'Item' }, maxLength: 60 } },
      maxRows: missingItemsMax,
      optional: true,
    },
  },
  [{ field: 'regionCode', message: regionRuleWords, holds: ({ regionCode }) => readRegionCode(regionCode) !== null }],
)

/**
 * 企业资料 — what an enterprise keeps itself. Numbers that the register already holds are left empty to stay as they are; the
 * page never shows them in full.
 */
export const enterpriseProfileForm = defineForm(
  'enterprise-profile',
  { zh: '企业资料', en: 'Enterprise profile' },
  {
    name: {
      kind: 'text',
      label: { zh: '企业名称', en: 'Name' },
      hint: { zh: '与营业执照一致的全称。', en: 'The full name as on the business licence.' },
      maxLength: 100,
    },
    creditCode: { kind: 'creditCode', label: { zh: '统一社会信用代码', en: 'Credit code' } },
    legalName: { kind: 'text', label: { zh: '法定代表人姓名', en: 'Legal representative' }, maxLength: 60 },
    legalIdNumber: {
      kind: 'idNumber',
      label: { zh: '法定代表人身份证号', en: 'Legal representative’s ID number' },
      optional: true,
    },
    contact: { kind: 'text', label: { zh: '联系人', en: 'Contact' }, maxLength: 60 },
    phone: { kind: 'phone', label: { zh: '联系电话', en: 'Phone' }, optional: true },
    address: { kind: 'text', label: { zh: '地址', en: 'Address' }, maxLength: 200 },
  },
)

/** 登记邮箱 — an address that may write for the enterprise. */
export const enterpriseAddressForm = defineForm(
  'enterprise-address',
  { zh: '登记邮箱', en: 'Register an address' },
  { address: { kind: 'email', label: { zh: '邮箱', en: 'E-mail address' } } },
)
