/**
 * 从业人员登记 — a person of a register that is taken over: post and trade are known, and the files behind the papers
 * are not asked for. An enterprise enters its people by domain/forms/person-entry-form.ts.
 */
import { contractKinds, insurances } from '../person/papers.ts'
import { postTypeWords } from '../person/posts.ts'
import { defineForm } from './define-form.ts'
import {
  certificateFields,
  certificatesMax,
  idNumberField,
  photoField,
  scanField,
  socialSecurityFields,
} from './person-entry-form.ts'

export const personForm = defineForm(
  'person',
  { zh: '从业人员登记', en: 'Register a person' },
  {
    idNumber: idNumberField,
    name: { kind: 'text', label: { zh: '姓名', en: 'Name' }, maxLength: 60 },
    phone: { kind: 'phone', label: { zh: '手机号', en: 'Phone' }, optional: true },
    enterprise: { kind: 'creditCode', label: { zh: '所属企业', en: 'Enterprise' }, optional: true },
    postType: { kind: 'choice', label: { zh: '岗位类型', en: 'Post type' }, options: postTypeWords },
    post: { kind: 'text', label: { zh: '岗位', en: 'Post' }, maxLength: 60 },
    trade: { kind: 'text', label: { zh: '从业工种', en: 'Trade' }, maxLength: 60 },
    photo: photoField,
    certificates: {
      kind: 'rows',
      label: { zh: '证书', en: 'Certificates' },
      columns: {
        ...certificateFields,
        // As it was registered elsewhere, whatever it was called there.
        kind: { kind: 'text', label: certificateFields.kind.label, maxLength: 30 },
        scan: scanField,
      },
      maxRows: certificatesMax,
      optional: true,
    },
    socialSecurity: {
      kind: 'rows',
      label: { zh: '社保证明', en: 'Social-security proof' },
      columns: {
        ...socialSecurityFields,
        payer: { kind: 'text', label: { zh: '缴费单位', en: 'Paying unit' }, maxLength: 100, optional: true },
        insurances: { kind: 'choices', label: { zh: '险种', en: 'Insurances' }, options: insurances, optional: true },
        fullPaymentProof: { kind: 'yesNo', label: { zh: '足额缴费证明', en: 'Proof of full payment' }, optional: true },
      },
      maxRows: 1,
      optional: true,
    },
    contract: {
      kind: 'rows',
      label: { zh: '劳动合同', en: 'Labour contract' },
      columns: {
        kind: { kind: 'choice', label: { zh: '材料类别', en: 'Kind of paper' }, options: contractKinds },
        complete: { kind: 'yesNo', label: { zh: '材料完整', en: 'Whole' } },
      },
      maxRows: 1,
      optional: true,
    },
  },
  [
    {
      field: 'certificates',
      message: {
        zh: '证书的有效期不能早于发证日期，请核对。',
        en: 'A certificate cannot end before it was issued. Please check both days.',
      },
      holds: ({ certificates }) => (certificates ?? []).every((each) => each.issuedOn <= each.validUntil),
    },
    {
      field: 'certificates',
      message: {
        zh: '同一证书编号只登记一次，请修改原有记录。',
        en: 'A certificate number is recorded once. Please edit the record that has it.',
      },
      holds: ({ certificates = [] }) => new Set(certificates.map((each) => each.number)).size === certificates.length,
    },
    {
      field: 'socialSecurity',
      message: { zh: '缴费月份请写成2026-11这样的年月。', en: 'Please write the month paid like 2026-11.' },
      holds: ({ socialSecurity = [] }) => socialSecurity.every(({ month }) => /^\d{4}-(0[1-9]|1[0-2])$/.test(month)),
    },
  ],
)
